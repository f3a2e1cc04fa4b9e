"""Where things lie on disk: the program's own resources, and what it may remember on a computer."""

import os
import sys
from functools import cache
from pathlib import Path


def looks_like_path(word: str) -> bool:
    """Whether a word on the command line means a folder and no command.

    As typed, since a path forgets “./”, which tells a vault from a command of that name.
    """
    return "/" in word or os.sep in word or word.endswith(".casedesk")


@cache
def resources() -> Path:
    """The folder of mechanisms, forms, typologies and other data shipped with the program.

    Installed, it lies inside the package; in a checkout it stands at the top of the repository,
    where the lawyers who edit it see it.
    """
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parents[1] / "resources"


def computer_memory() -> Path:
    """The folder in which CaseDesk keeps what it must remember about vaults on this computer.

    Only numbers and fingerprints are kept there, never a name or a path (see vault/lastseen.py).
    """
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "casedesk"
