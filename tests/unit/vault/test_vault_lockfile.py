"""One process at a time."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casedesk.vault import lockfile
from casedesk.vault.errors import Unsafe, VaultInUse

HOLDER = """
import sys, time
from pathlib import Path
from casedesk.vault import lockfile
lock = lockfile.hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@contextmanager
def _other_process(folder: Path, seconds: float = 60) -> Iterator["subprocess.Popen[str]"]:
    script = [sys.executable, "-c", HOLDER, str(folder), str(seconds)]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def test_a_second_process_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    with _other_process(tmp_path) as other:
        with pytest.raises(VaultInUse):
            lockfile.hold(tmp_path)
        other.kill()
        other.wait()
        with lockfile.hold(tmp_path) as lock:
            assert not lock.read_only


def test_a_fresh_process_may_wait_for_the_old_one_to_end(tmp_path: Path) -> None:
    with _other_process(tmp_path, 0.3):
        start = time.monotonic()
        lockfile.hold(tmp_path, wait_seconds=10).release()
        assert time.monotonic() - start < 5


def test_the_same_process_is_refused_too_and_release_is_final(tmp_path: Path) -> None:
    lock = lockfile.hold(tmp_path)
    with pytest.raises(VaultInUse):
        lockfile.hold(tmp_path)
    lock.release()
    lock.release()
    lockfile.hold(tmp_path).release()
    assert (tmp_path / lockfile.NAME).stat().st_size == 0


@pytest.mark.usefixtures("open_umask")
def test_the_lock_is_private(tmp_path: Path) -> None:
    with lockfile.hold(tmp_path):
        assert (tmp_path / lockfile.NAME).stat().st_mode & 0o777 == 0o600


def test_a_link_in_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    (tmp_path / lockfile.NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unsafe):
        lockfile.hold(tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_readers_share_a_folder_that_cannot_be_written(
    tmp_path: Path, as_stranger: Callable[[], None]
) -> None:
    (tmp_path / lockfile.NAME).touch(0o444)
    (tmp_path / lockfile.NAME).chmod(0o444)
    tmp_path.chmod(0o555)
    as_stranger()
    with lockfile.hold(tmp_path) as first, lockfile.hold(tmp_path) as second:
        assert first.read_only
        assert second.read_only


def test_a_folder_that_cannot_be_written_needs_no_lock_file(
    tmp_path: Path, as_stranger: Callable[[], None]
) -> None:
    tmp_path.chmod(0o555)
    as_stranger()
    with lockfile.hold(tmp_path) as lock:
        assert lock.read_only
    assert list(tmp_path.iterdir()) == []


def test_a_reader_is_refused_while_somebody_else_writes(
    tmp_path: Path, as_stranger: Callable[[], None]
) -> None:
    with lockfile.hold(tmp_path):
        (tmp_path / lockfile.NAME).chmod(0o444)
        tmp_path.chmod(0o555)
        as_stranger()
        with pytest.raises(VaultInUse):
            lockfile.hold(tmp_path)
