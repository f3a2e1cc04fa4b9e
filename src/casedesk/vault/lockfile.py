"""One process at a time writes a vault: a lock of the operating system, held for life.

The system lets go of it when the process ends, however it ends, so no lock is ever left behind.
The file itself stays, empty: removing it would let two processes lock two different files.
"""

import errno
import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from casedesk.vault.errors import ReadOnly, VaultInUse
from casedesk.vault.files import open_plain, refusal_for
from casedesk.words import _

NAME = "lock"

_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_PAUSE_SECONDS = 0.02


class Lock:
    """A lock that is held until `release`, the end of the `with` block or of the process.

    `read_only`: the folder cannot be written, so the vault is shared with other readers.
    """

    def __init__(self, descriptor: int | None, *, read_only: bool) -> None:
        self._descriptor = descriptor
        self.read_only = read_only

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def hold(folder: Path, *, wait_seconds: float = 0.0) -> Lock:
    """Take the lock of a vault's folder, waiting so long for another process to end.

    Raises VaultInUse, Unsafe (a link in its place).
    """
    descriptor, read_only = _open(folder / NAME)
    if descriptor is None:
        return Lock(None, read_only=True)
    deadline = time.monotonic() + wait_seconds
    while not _take(descriptor, shared=read_only):
        if time.monotonic() >= deadline:
            os.close(descriptor)
            raise VaultInUse(
                _("This vault is already open in another CaseDesk. Lock it there, then try again.")
            )
        time.sleep(_PAUSE_SECONDS)
    return Lock(descriptor, read_only=read_only)


def _open(path: Path) -> tuple[int | None, bool]:
    """The lock file's descriptor, and whether the folder can only be read."""
    try:
        return open_plain(path, os.O_RDWR | os.O_CREAT), False
    except ReadOnly:
        try:
            return open_plain(path, os.O_RDONLY), True
        except FileNotFoundError:
            return None, True


def _take(descriptor: int, *, shared: bool) -> bool:
    try:
        _ask_system(descriptor, shared=shared)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise refusal_for(error) from error
    return True


def _ask_system(descriptor: int, *, shared: bool) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only there on Windows

        if not shared:  # Windows knows no shared lock here; a folder to read needs none
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        return
    import fcntl  # noqa: PLC0415 - not there on Windows

    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
