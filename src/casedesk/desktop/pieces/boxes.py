"""Boxes and rows that hold the parts of a page."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look

L = TypeVar("L", bound=QBoxLayout)


def column(*parts: QWidget | QLayout, gap: float = 8, margin: float = 0) -> QVBoxLayout:
    """Parts one under the other."""
    return _filled(QVBoxLayout(), parts, gap, margin)


def row(*parts: QWidget | QLayout | None, gap: float = 8, margin: float = 0) -> QHBoxLayout:
    """Parts side by side; None is room that stretches."""
    return _filled(QHBoxLayout(), parts, gap, margin)


def _filled(layout: L, parts: Iterable[QWidget | QLayout | None], gap: float, margin: float) -> L:
    layout.setSpacing(look().px(gap))
    layout.setContentsMargins(*[look().px(margin) if margin else 0] * 4)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


class Card(QFrame):
    """A white panel with a heading; `body` is the column its parts are added to."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = column(gap=8, margin=16)
        self.setLayout(self.body)
        if heading:
            self.setAccessibleName(heading)
            self.body.addWidget(label(heading, "strong"))


class Notice(QFrame):
    """A sentence on a coloured ground: danger, warning, good or accent."""

    def __init__(self, text: str, tone: str = "warning", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", tone)
        self.text = label(text)
        self.row = row(self.text, margin=12)
        self.row.setStretch(0, 1)
        self.setLayout(self.row)
        self.setAccessibleName(text)

    def say(self, sentence: str) -> None:
        """Show another sentence, also to a screen reader."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line between two parts."""
    made = QFrame(parent)
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


def scrolling(content: QWidget) -> QScrollArea:
    """A part that scrolls up and down where it is taller than its room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def widget(layout: QLayout) -> QWidget:
    """A layout as a widget."""
    made = QWidget()
    made.setLayout(layout)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


def emptied(layout: QLayout) -> None:
    """Take every part out of a layout, before it is filled anew."""
    while (item := layout.takeAt(0)) is not None:
        if (inside := item.widget()) is not None:
            inside.hide()
            inside.setParent(None)
            inside.deleteLater()
        elif (deeper := item.layout()) is not None:
            emptied(deeper)
