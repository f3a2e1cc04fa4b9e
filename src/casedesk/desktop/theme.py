"""The look: colours and lengths from tokens.toml, the style sheet made with them, light or dark.

Painters and item delegates ask `look()`; style sheets name tokens as `@token`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from casedesk.desktop import fonts, icons
from casedesk.places import resources

#: How small and how large the font can be made, in hundredths, and the steps between.
SCALES = (80, 90, 100, 110, 125, 150, 175, 200)

_TOKEN = re.compile(r"@([a-z0-9-]+)")


@cache
def _tokens() -> Mapping[str, Any]:
    return tomllib.loads((resources() / "look" / "tokens.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Look:
    """The look of this moment: light or dark, and how large."""

    dark: bool
    scale: int

    def hex(self, token: str) -> str:
        """A colour as text, such as "#1f5fa8"."""
        return str(_tokens()["dark" if self.dark else "light"][token])

    def colour(self, token: str) -> QColor:
        """A colour for painting."""
        return QColor(self.hex(token))

    def px(self, length: float) -> int:
        """A length of the drawing at 100%, in pixels of this size of font."""
        return max(1, round(length * self.scale / 100))

    def size(self, token: str) -> int:
        """A named length, in pixels of this size of font."""
        return self.px(_tokens()["sizes"][token])


class Theme(QObject):
    """Tells painted things that the look is another one now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.look = Look(dark=False, scale=100)
        self.follows_system = True


@cache
def theme() -> Theme:
    """The one theme of this process."""
    return Theme()


def look() -> Look:
    """The look of this moment."""
    return theme().look


def begin(app: QApplication, *, dark: bool | None = None, scale: int = 100) -> None:
    """Dress the application, and follow the system from light to dark unless told which."""
    app.setStyle("fusion")
    app.setFont(fonts.usual())
    app.styleHints().colorSchemeChanged.connect(lambda scheme: _follow(app, scheme))
    choose(app, dark=dark, scale=scale)


def wear(app: QApplication, *, dark: bool, scale: int) -> None:
    """Put on this look."""
    now = Look(dark, scale)
    theme().look = now
    font = QFont(app.font())
    font.setPixelSize(now.size("text"))
    app.setFont(font)
    app.setPalette(_palette(now))
    app.setStyleSheet(_sheet(now))
    theme().changed.emit()


def choose(app: QApplication, *, dark: bool | None, scale: int) -> None:
    """Dark, light or as the system has it (None), at this size of font."""
    theme().follows_system = dark is None
    if dark is None:
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    wear(app, dark=dark, scale=scale)


def _follow(app: QApplication, scheme: Qt.ColorScheme) -> None:
    if theme().follows_system:
        wear(app, dark=scheme == Qt.ColorScheme.Dark, scale=look().scale)


def _sheet(now: Look) -> str:
    untouched = (resources() / "look" / "window.qss").read_text("utf-8")
    return _TOKEN.sub(lambda found: _value(now, found[1]), untouched)


def _value(now: Look, token: str) -> str:
    tokens = _tokens()
    if token in tokens["light"]:
        return now.hex(token)
    if token == "icons":  # noqa: S105 - a word of a style sheet
        return icons.folder_of_pictures(now.hex("muted"))
    if token.endswith("-inner"):  # what is left of a control's height between its borders
        height = tokens["sizes"]["control"] - 10 if token.startswith("control") else 20
        return f"{now.px(height)}px"
    if token.endswith("-less"):  # a border grown by one pixel takes it from the padding
        return f"{now.size(token.removesuffix('-less')) - 1}px"
    return f"{now.size(token.removesuffix('-size'))}px"


def _palette(now: Look) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "ground",
        QPalette.ColorRole.Base: "panel",
        QPalette.ColorRole.AlternateBase: "ground",
        QPalette.ColorRole.Button: "panel",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.ToolTipBase: "panel",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Highlight: "accent-ground",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Accent: "accent",
    }
    palette = QPalette()
    for role, token in roles.items():
        palette.setColor(role, now.colour(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, now.colour("muted"))
    return palette
