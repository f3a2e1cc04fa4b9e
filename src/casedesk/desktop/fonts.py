"""The letters of the window: the fonts CaseDesk brings, so that it looks alike everywhere.

Scripts that are not in them come from the system. Under Linux the fonts are given by a settings
file of fontconfig for this process: a variable font that Qt is given directly has one weight.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Noto Sans"

_PACKAGES = (
    ("fontpkg_noto_sans", "files"),
    ("pylopdf_fonts_ar", ""),
    ("manimgx_fonts", ""),
    ("justmytype_intl_cjk", "fonts/ofl"),
)

_SETTING = "FONTCONFIG_FILE"
_FROM_THE_SYSTEM = Path("/etc/fonts/fonts.conf")


@contextmanager
def offered(folder: Path) -> Iterator[None]:
    """Make the fonts known to an application that is made meanwhile; `folder` is private.

    Afterwards the setting is as it was: a process we start must not inherit it.
    """
    before = os.environ.get(_SETTING)
    if sys.platform.startswith("linux"):
        os.environ[_SETTING] = str(_written(folder, before or str(_FROM_THE_SYSTEM)))
    try:
        yield
    finally:
        os.environ.pop(_SETTING, None)
        if before is not None:
            os.environ[_SETTING] = before


def _written(folder: Path, before: str) -> Path:
    places = "".join(f"<dir>{escape(str(each))}</dir>" for each in _folders())
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">{escape(before)}</include>{places}</fontconfig>',
        "utf-8",
    )
    return file


def usual() -> QFont:
    """The font of everything; where the system brings no fontconfig, its files are added first."""
    if not sys.platform.startswith("linux"):
        for folder in _folders()[:2]:
            for file in sorted(folder.glob("*.ttf")):
                QFontDatabase.addApplicationFont(str(file))
    # Qt looks for fonts when the first is needed, by when the setting is no longer there.
    assert QFontDatabase.families()
    return QFont(FAMILY)


def _folders() -> list[Path]:
    """Where the fonts lie, without importing their packages: the window shows sooner."""
    specs = [(find_spec(package), path) for package, path in _PACKAGES]
    return [Path(spec.origin).parent / path for spec, path in specs if spec and spec.origin]
