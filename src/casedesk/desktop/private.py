"""What Qt would leave on the computer by itself, kept from it.

Qt's file dialog writes the folders a person looked at into a settings file; here all settings go
to a folder of this process that is removed at its end.
"""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings

#: A file system in memory, where the system has one.
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only as the parent of a fresh private folder


@cache
def keep_settings_private() -> Path:
    """Send every setting of Qt to a private folder that goes with this process; answers it."""
    parent = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="casedesk-", dir=parent))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(form, scope, str(folder / "settings"))
    return folder


def forget_settings() -> None:
    """Remove what Qt kept so far: called after each file dialog."""
    shutil.rmtree(keep_settings_private() / "settings", ignore_errors=True)
