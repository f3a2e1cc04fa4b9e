"""After a lock nothing of the vault is readable in any process of CaseDesk."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import small_vault

from casedesk.domain.cases import Case

#: A title that stands nowhere else: not in the code, not in the command of any process.
NAME = "Nasrin " + "Kadyrbekova-Velásquez"


def _processes(folder: Path) -> Iterator[int]:
    """The processes started for this test: they have its memory folder in their environment."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if str(folder).encode() in (entry / "environ").read_bytes():
                    yield int(entry.name)
            except OSError:
                continue


def _fresh(state: Path) -> list[int]:
    """The processes that are left once the locked one is gone, waiting a moment for the first."""
    for _moment in range(50):
        found = list(_processes(state))
        if found:
            return found
        time.sleep(0.1)
    return []


def _readable(process: int, wanted: bytes) -> bool:
    """Whether these bytes stand anywhere in a process's memory."""
    maps = Path(f"/proc/{process}/maps").read_text("ascii", "replace").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(start)
                if wanted in memory.read(end - start):
                    return True
            except (OSError, OverflowError, ValueError):
                continue
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of processes under Linux")
@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() != 0, reason="only root may read a hardened process"
)
def test_after_a_lock_no_process_holds_a_name_a_key_or_the_passphrase(tmp_path: Path) -> None:
    folder = small_vault.empty(tmp_path / "office.casedesk")
    with small_vault.opened(folder) as vault:
        vault.write("Enter a case", lambda unit: unit.add(Case(title=NAME)))
        key = bytes(vault.master())
    state = tmp_path / "state-of-this-test"
    environment = os.environ | {
        "XDG_STATE_HOME": str(state),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    # The vault was last seen under another memory: it opens as on a new computer.
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.locking_child", str(folder)],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "open\n"
        assert _readable(child.pid, key), "while it is open, the key must be found by this search"
        child.stdin.write("lock\n")
        child.stdin.flush()
        assert child.wait(60) == 0
        left = _fresh(state)
        assert left, "a fresh process asks for the passphrase"
        for process in left:
            assert not _readable(process, key)
            assert not _readable(process, small_vault.PASSPHRASE.encode())
            for spelling in ("utf-8", "utf-16-le", "utf-32-le", "latin-1"):
                assert not _readable(process, NAME.encode(spelling))
    finally:
        child.kill()
        child.stdin.close()
        child.stdout.close()
        child.wait()
        for process in _processes(state):
            os.kill(process, signal.SIGKILL)
