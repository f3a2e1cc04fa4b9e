"""The one place where a vault's small files are read and written: privately, whole or not at all.

Nothing here trusts the umask: files are made with mode 0600 and folders with 0700 in the call
that makes them, so there is no moment at which another user could open them.
Windows has no such modes; there a vault is as private as the folder it is put in.
"""

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from casedesk.vault.errors import Damaged, DiskFull, ReadOnly, Unsafe
from casedesk.words import Refusal, _

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# A named pipe in place of a file would otherwise hold the program for ever.
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)

#: What a file that is still being written is called after its name.
UNFINISHED = ".new"

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def refusal_for(error: OSError) -> Refusal:
    """Say in a sentence what the computer answered. Paths are left out: they can name a case."""
    if error.errno in _FULL:
        return DiskFull(_("The disk is full. Make room on it, then try again."))
    if error.errno in _FORBIDDEN:
        return ReadOnly(_("The vault's folder cannot be written or read by you here."))
    if error.errno == errno.ELOOP:
        return _not_a_plain_file()
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return Damaged(_("The disk answered with an error: {reason}.").format(reason=reason))


def _not_a_plain_file() -> Unsafe:
    return Unsafe(
        _(
            "A link or a special file stands where a file of the vault belongs."
            " Remove it, then try again."
        )
    )


@contextmanager
def answering_in_sentences() -> Iterator[None]:
    """Turn the computer's errors into refusals; a missing file stays FileNotFoundError."""
    try:
        yield
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError as error:
        raise refusal_for(error) from error


def make_private_folder(folder: Path) -> None:
    """Make a folder, mode 0700, with those above it; one that exists is closed to others."""
    with answering_in_sentences():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or not folder.is_dir():
            raise _not_a_plain_file()
        folder.chmod(0o700)


def open_plain(path: Path, flags: int, mode: int = 0o600) -> int:
    """Open a plain file, never through a link; answers the descriptor.

    Raises FileNotFoundError, FileExistsError (with O_EXCL), or a refusal.
    """
    with answering_in_sentences():
        if not _NO_LINKS and path.is_symlink():
            raise _not_a_plain_file()
        descriptor = os.open(path, flags | _NO_LINKS | _NO_WAITING, mode)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise _not_a_plain_file()
    return descriptor


def create_private(path: Path) -> int:
    """Create a file that did not exist, mode 0600; answers the descriptor, to read and write."""
    return open_plain(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)


def read_plain(path: Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes of a plain file: one more than allowed tells it is too long."""
    with answering_in_sentences(), os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        return file.read(limit + 1)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut, where the system offers it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(source: Path, target: Path) -> None:
    """Rename over; on Windows a virus scanner may hold the file for a moment."""
    for pause in (0.05, 0.1, 0.2, 0.4):
        try:
            source.replace(target)
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(pause)
        else:
            return
    source.replace(target)


@contextmanager
def filling_private(path: Path, *, wait: bool = True) -> Iterator[BinaryIO]:
    """A new file to fill, mode 0600: it gets its name when it is whole and the disk has it.

    The name of the unfinished file is always the same, so that a killed write leaves at most one
    behind and the next write removes it: an old header must not survive under a random name.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    with answering_in_sentences():
        unfinished.unlink(missing_ok=True)
        try:
            with os.fdopen(create_private(unfinished), "wb") as file:
                yield file
                file.flush()
                if wait:
                    os.fsync(file.fileno())
            _replace(unfinished, path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        if wait:
            sync_folder(path.parent)


def write_private(path: Path, content: bytes, *, wait: bool = True) -> None:
    """Write a file whole or not at all, mode 0600, and wait until the disk has it."""
    with filling_private(path, wait=wait) as file:
        file.write(content)


@contextmanager
def leaving_as(target: Path) -> Iterator[Path]:
    """Give the name under which a file waits that is to leave as `target`.

    At the end it gets its own name; where the work beside it failed, nothing of it is left.
    """
    waiting = target.with_name(target.name + ".part")
    try:
        yield waiting
        waiting.replace(target)
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)


def copy_private(source: Path, target: Path) -> None:
    """Copy a plain file to a name that must not exist, mode 0600, and wait for the disk."""
    with answering_in_sentences(), os.fdopen(open_plain(source, os.O_RDONLY), "rb") as read:
        descriptor = create_private(target)
        try:
            with os.fdopen(descriptor, "wb") as written:
                shutil.copyfileobj(read, written, 1 << 20)
                written.flush()
                os.fsync(written.fileno())
        except BaseException:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
