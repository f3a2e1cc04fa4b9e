"""What a process that holds keys asks of the system: no dumps, no readers, private files."""

import ctypes
import os
import sys
from contextlib import suppress

_NOT_DUMPABLE = (4, 0)  # prctl(PR_SET_DUMPABLE, 0): linux/prctl.h
_DENY_ATTACH = 31  # ptrace(PT_DENY_ATTACH): sys/ptrace.h of macOS
_NO_FAULT_BOX = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX: winbase.h


def harden() -> None:
    """Best effort, first thing in the process; a system that refuses is no reason to stop.

    Other programs of the same user can then neither read this process's memory nor make the
    system write it to disk when it crashes.
    """
    os.umask(0o077)
    if sys.platform == "win32":
        _harden_windows()
        return
    _no_core_files()
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        if sys.platform == "linux":
            system.prctl(*_NOT_DUMPABLE, 0, 0, 0)
        elif sys.platform == "darwin":
            system.ptrace(_DENY_ATTACH, 0, 0, 0)


def _no_core_files() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _harden_windows() -> None:
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetErrorMode(_NO_FAULT_BOX)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place.

    Only a bytearray can be overwritten in Python, and copies made by libraries stay: what really
    removes secrets from memory is the end of the process.
    """
    for place in range(len(secret)):
        secret[place] = 0
