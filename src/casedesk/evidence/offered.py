"""The file a person offers: opened so that it is a file, and found unchanged after reading."""

import hashlib
import io
import os
import stat
import time
from pathlib import Path

from casedesk.words import Refusal, _

# A change within the clock's grain of the last one leaves the file's time as it was: two seconds
# on the memory sticks evidence comes on.
_SETTLED = 3.0

_OPENING = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would hold the program for ever
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotAdmitted(Refusal):
    """The file cannot become evidence as it is."""


def opened(untrusted_file: Path) -> io.FileIO:
    """Open it for reading. Raises NotAdmitted for whatever is no plain file one may read."""
    try:
        _refuse_kind(untrusted_file.lstat().st_mode)
        descriptor = os.open(untrusted_file, _OPENING)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NotAdmitted(_("There is no file at this place.")) from None
    except PermissionError:
        raise NotAdmitted(_("You may not read this file. Copy it to a place of yours.")) from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise NotAdmitted(
            _("The file cannot be opened: {reason}.").format(reason=reason)
        ) from error
    file = io.FileIO(descriptor)
    try:
        # Once more: another file may have been put in its place between the two calls.
        _refuse_kind(os.fstat(descriptor).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def _refuse_kind(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise NotAdmitted(_("This is a folder. Attach its files one by one, or pack it first."))
    if stat.S_ISLNK(mode):
        raise NotAdmitted(_("This is a link. Attach the file it points to."))
    if not stat.S_ISREG(mode):
        raise NotAdmitted(_("This is a device or a pipe, not a file with a content of its own."))


def refuse_changed(source: io.FileIO, before: os.stat_result, size: int, sha256: bytes) -> None:
    """Raise NotAdmitted unless the file is still the one of `before`, and was read whole.

    `size` and `sha256` are of what was read.
    """
    after = os.fstat(source.fileno())
    same = before.st_size == after.st_size == size and before.st_mtime_ns == after.st_mtime_ns
    if same and time.time() - before.st_mtime < _SETTLED:
        source.seek(0)
        same = hashlib.file_digest(source, "sha256").digest() == sha256
    if not same:
        raise NotAdmitted(
            _("The file was changed while it was read. Close what writes to it, then try again.")
        )


def kept_name(untrusted_name: str) -> str:
    r"""A file's name as data: exactly as it is, but for bytes that are no characters.

    Those are spelled out, as in `\xff`: no text can hold them.
    """
    try:
        untrusted_name.encode()
    except UnicodeEncodeError:
        return os.fsencode(untrusted_name).decode("utf-8", "backslashreplace")
    return untrusted_name
