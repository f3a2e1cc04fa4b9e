"""Opening, reading and closing a vault, also on disks that are full or closed to writing."""

import errno
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests import proofs, small_vault

from casedesk.domain.cases import Case
from casedesk.vault import header, lastseen
from casedesk.vault.checking import check
from casedesk.vault.door import Writing
from casedesk.vault.errors import Damaged, DiskFull, NotAVault, ReadOnly, VaultInUse, WrongKey
from casedesk.vault.opening import VaultExists
from casedesk.vault.vault import DATABASE, Vault
from casedesk.words import Refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_vault.empty(tmp_path / "case.casedesk")


def _add(unit: Writing) -> str:
    return unit.add(Case(title="A case", summary=small_vault.LONG)).ref


def _cases(folder: Path) -> int:
    with small_vault.opened(folder) as vault:
        assert vault.trust.notices == []
        return vault.read(lambda unit: unit.count("cases"))


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """The folder as on a stick that is locked."""
    folder.chmod(0o555)
    yield
    folder.chmod(0o700)


@pytest.fixture
def stranger(as_stranger: Callable[[], None], folder: Path) -> Callable[[], None]:
    """Go on as a user without root's rights, once everything needed was loaded."""
    _cases(folder)
    return as_stranger


def test_a_vault_in_a_folder_that_cannot_be_written_is_read_and_says_so(
    folder: Path, stranger: Callable[[], None]
) -> None:
    with small_vault.opened(folder) as vault:
        vault.write("Add", _add)
    with _read_only(folder):
        stranger()
        with small_vault.opened(folder) as vault:
            assert vault.read(lambda unit: unit.count("cases")) == 1
            assert "only be read here" in vault.trust.read_only
            with pytest.raises(ReadOnly, match="only be read here"):
                vault.write("Add", _add)
        assert check(folder, small_vault.unlock()) == []
    assert _cases(folder) == 1


def test_a_killed_vault_in_such_a_folder_is_read_or_refused_in_a_sentence(
    folder: Path, stranger: Callable[[], None]
) -> None:
    proofs.end_without_closing(folder, 2)
    with _read_only(folder):
        stranger()
        with small_vault.opened(folder) as vault:
            assert vault.read(lambda unit: unit.count("cases")) == 2
    (folder / (DATABASE + "-shm")).unlink()
    with _read_only(folder):
        stranger()
        with pytest.raises(ReadOnly, match="copy its folder to a disk that can be written"):
            small_vault.opened(folder)
    assert _cases(folder) == 2


def test_a_damaged_journal_in_such_a_folder_is_reported_and_left_where_it_is(
    folder: Path, stranger: Callable[[], None]
) -> None:
    proofs.end_without_closing(folder, 3)
    journal = folder / (DATABASE + "-wal")
    content = bytearray(journal.read_bytes())
    content[len(content) // 2] ^= 1
    journal.write_bytes(content)
    with _read_only(folder):
        stranger()
        with small_vault.opened(folder) as vault:
            assert "cannot be read" in str(vault.trust.notices)
        assert journal.read_bytes() == content


@contextmanager
def _small_disk(place: Path, size: str) -> Iterator[Path]:
    """A disk of this size, where the system lets us have one."""
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=False
    ) if os.geteuid() == 0 and shutil.which("mount") else None  # fmt: skip
    if made is None or made.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def _refusal(vault: Vault, kind: type[Refusal]) -> str:
    """Save once; the sentence by which that was refused, if it was."""
    try:
        vault.write("Add", _add)
    except kind as refusal:
        return str(refusal)
    return ""


def test_on_a_full_disk_saving_is_refused_and_nothing_is_lost(folder: Path, tmp_path: Path) -> None:
    with _small_disk(tmp_path / "disk", "4m") as disk:
        on_disk = Path(shutil.copytree(folder, disk / "case.casedesk"))
        vault = small_vault.opened(on_disk)
        saved = 0
        while not (said := _refusal(vault, DiskFull)):
            saved += 1
        assert "disk is full" in said
        assert saved
        assert vault.read(lambda unit: unit.count("cases")) == saved
        with pytest.raises(DiskFull):
            vault.write("Add", _add)
        with pytest.raises(DiskFull):
            vault.close()
        assert check(on_disk, small_vault.unlock()) == []
        elsewhere = Path(shutil.copytree(on_disk, tmp_path / "elsewhere.casedesk"))
    assert _cases(elsewhere) == saved


def test_on_a_full_disk_no_vault_is_half_made(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "disk", "300k") as disk:
        with pytest.raises(DiskFull):
            small_vault.make(disk / "new.casedesk")
        assert list(disk.iterdir()) == []


def test_where_the_disk_takes_no_larger_file_saving_is_refused_and_nothing_is_lost(
    folder: Path,
) -> None:
    """As on FAT32, or under a quota."""
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with small_vault.opened(folder) as vault:
        vault.write("Add", _add)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        try:
            while not (said := _refusal(vault, Damaged)):
                pass
            assert "it may be full" in said
            saved = vault.read(lambda unit: unit.count("cases"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    assert saved > 1
    assert _cases(folder) == saved


def test_a_close_that_fails_lets_go_of_the_vault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = small_vault.opened(folder)
    vault.write("Add", _add)

    def full(*_given: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            vault.close()
    assert set(vault.master()) == {0}
    assert _cases(folder) == 1


def test_a_second_opening_is_refused_in_this_process_too(folder: Path) -> None:
    with small_vault.opened(folder), pytest.raises(VaultInUse):
        small_vault.opened(folder)
    _cases(folder)


def test_after_a_wrong_passphrase_the_right_one_opens(folder: Path) -> None:
    for _time in range(3):
        with pytest.raises(WrongKey):
            small_vault.opened(folder, "wrong")
    assert _cases(folder) == 0


def test_where_something_lies_no_vault_is_made(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for place in (folder, tmp_path / "dangling"):
        with pytest.raises(VaultExists):
            small_vault.make(place)


def test_no_vault_is_found_where_there_is_none_and_nothing_is_put_there(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotAVault):
            small_vault.opened(place)
    assert list(tmp_path.iterdir()) == []


def test_every_file_of_a_vault_is_private_whatever_the_umask(
    tmp_path: Path, open_umask: None
) -> None:
    assert open_umask is None
    folder = tmp_path / "new.casedesk"
    small_vault.make(folder)
    with small_vault.opened(folder) as vault:
        vault.write("Add", _add)
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert set(modes.values()) == {0o600}
    assert DATABASE + "-wal" in modes
    assert folder.stat().st_mode & 0o777 == 0o700


def test_reading_leaves_a_closed_vault_untouched(folder: Path) -> None:
    with small_vault.opened(folder) as vault:
        vault.write("Add", _add)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert _cases(folder) == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_reading_sees_whole_units_while_another_is_being_written(folder: Path) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow(unit: Writing) -> None:
        _add(unit)
        unit.session.connection()
        reached.set()
        assert go_on.wait(10)
        _add(unit)

    with small_vault.opened(folder) as vault:
        writing = threading.Thread(target=lambda: vault.write("Add two", slow))
        writing.start()
        assert reached.wait(10)
        assert vault.read(lambda unit: unit.count("cases")) == 0
        go_on.set()
        writing.join()
        assert vault.read(lambda unit: unit.count("cases")) == 2


def test_an_old_database_under_the_new_header_is_opened_for_reading_only(folder: Path) -> None:
    old = (folder / DATABASE).read_bytes()
    with small_vault.opened(folder) as vault:
        vault.write("Add", _add)
    (folder / DATABASE).write_bytes(old)
    with small_vault.opened(folder) as vault:
        assert "not of the same time" in str(vault.trust.notices)
        with pytest.raises(ReadOnly):
            vault.write("Add", _add)


def test_without_a_place_to_remember_a_vault_works_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    for count in (1, 2):
        with small_vault.opened(folder) as vault:
            vault.write("Add", _add)
            assert lastseen.recall(vault.header.id, folder, b"") is None
        assert _cases(folder) == count


def test_a_process_without_any_of_our_modules_loaded_opens_a_vault(folder: Path) -> None:
    """That nothing in a test's own imports is what makes opening work."""
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.small_vault import opened\n"
        "with opened(Path(sys.argv[1])) as vault: print(vault.facts.member_name)\n"
    )
    root = Path(__file__).resolve().parents[3]
    answer = subprocess.run(
        [sys.executable, "-c", code, folder],
        check=True, capture_output=True, text=True, cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert answer.stdout.strip() == small_vault.FIRST_MEMBER


def test_the_header_says_nothing_of_what_the_vault_holds(folder: Path) -> None:
    with small_vault.opened(folder) as vault:
        vault.write("Add", _add)
    content = (folder / header.MAIN).read_bytes()
    assert small_vault.FIRST_MEMBER.encode() not in content
    for path in folder.iterdir():
        assert b"A case" not in path.read_bytes()


def test_refusals_are_what_a_unit_may_end_in(folder: Path) -> None:
    class NoError(Refusal):
        """Of the use case."""

    def work(unit: Writing) -> None:
        _add(unit)
        raise NoError("Not today.")

    with small_vault.opened(folder) as vault:
        with pytest.raises(NoError, match="Not today"):
            vault.write("Add", work)
        assert vault.read(lambda unit: unit.count("cases")) == 0
