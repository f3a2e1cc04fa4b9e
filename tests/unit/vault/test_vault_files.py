"""Private files, whole or not at all; and what the process asks of the system."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casedesk.vault import files
from casedesk.vault.errors import Damaged, DiskFull, ReadOnly, Unsafe


@pytest.mark.usefixtures("open_umask")
def test_files_and_folders_are_private_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    files.make_private_folder(folder)
    files.write_private(folder / "written", b"1")
    os.close(files.create_private(folder / "made"))
    files.copy_private(folder / "written", folder / "copied")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_folder_open_to_others_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    files.make_private_folder(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_writing_replaces_the_whole_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.write_private(path, b"long content")
    files.write_private(path, b"short")
    assert path.read_bytes() == b"short"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    files.write_private(path, b"old")

    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DiskFull, match="disk is full"):
        files.write_private(path, b"new")
    with pytest.raises(DiskFull):
        files.copy_private(path, tmp_path / "copy")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the system's always full disk")
def test_a_really_full_disk_is_told_in_a_sentence() -> None:
    with pytest.raises(DiskFull, match=r"\.$"), files.answering_in_sentences():
        Path("/dev/full").write_bytes(b"x")


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, as_stranger: Callable[[], None]
) -> None:
    tmp_path.chmod(0o555)
    as_stranger()
    with pytest.raises(ReadOnly):
        files.write_private(tmp_path / "file", b"1")
    with pytest.raises(ReadOnly):
        files.make_private_folder(tmp_path / "folder")


def test_links_and_pipes_are_refused_and_nothing_behind_them_is_touched(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real", tmp_path / "link", tmp_path / "pipe"
    real.write_bytes(b"real")
    link.symlink_to(real)
    os.mkfifo(pipe)
    for path in (link, pipe, tmp_path):
        with pytest.raises((Unsafe, Damaged)):
            files.read_plain(path, 10)
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(Unsafe):
        files.make_private_folder(tmp_path / "folder")
    files.write_private(link, b"new")
    assert not link.is_symlink()
    assert real.read_bytes() == b"real"


def test_making_and_copying_never_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        files.create_private(path)
    with pytest.raises(FileExistsError):
        files.copy_private(path, path)
    assert path.read_bytes() == b"old"


def test_too_long_a_file_shows_by_one_byte(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100)
    assert len(files.read_plain(path, 50)) == 51
    assert len(files.read_plain(path, 100)) == 100
    with pytest.raises(FileNotFoundError):
        files.read_plain(tmp_path / "none", 10)


def test_no_sentence_names_a_path() -> None:
    for number in (errno.ENOSPC, errno.EACCES, errno.ELOOP, errno.EIO):
        assert "JUANA" not in str(files.refusal_for(OSError(number, "why", "/home/JUANA")))


HARDENED = """
import ctypes, os, resource, sys
from casedesk.vault.hardening import harden
harden()
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE
print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE), dumpable, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_a_hardened_process_dumps_no_core_and_is_closed_to_its_own_user() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HARDENED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "0o77 (0, 0) 0\n"
        process.communicate("")
    assert process.returncode == 0
