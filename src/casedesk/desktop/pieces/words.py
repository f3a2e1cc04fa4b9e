"""Texts on a page: titles, labels and tags. Always plain text, whatever somebody typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A text; `role` is title, heading, strong, muted, small or nothing.

    Long words break and long texts wrap, so a name of 500 letters widens no window.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    if role:
        made.setProperty("role", role)
    return made


def one_line(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A short text of ours that stays on one line."""
    made = label(text, role, parent)
    made.setWordWrap(False)
    return made


def tag(text: str, tone: str = "plain", parent: QWidget | None = None) -> QLabel:
    """A word on a coloured ground; the tone is plain, accent, danger, warning or good.

    The word says it all: the colour only helps.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tag", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made
