"""Texts of the sheets: long words that break, dates in words, fields beside their labels."""

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from casedesk.casework.sheet_parts import Said
from casedesk.desktop.form.lines import Words, direction_of
from casedesk.desktop.pieces.boxes import Card, emptied
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.when import When, shown

#: A run of so many characters without a blank gets places where a line may break.
_LONG_RUN = re.compile(r"\S{30}(?=\S)")


def breaking(text: str) -> str:
    """The text with room to break its longest words: labels wrap at such places only."""
    return _LONG_RUN.sub(lambda found: found[0] + "\u200b", text)


def isolated(text: str) -> str:
    """The text so that it runs its own way in a view that knows only the window's direction."""
    return f"\u2068{text}\u2069" if text else ""


def short(text: str, most: int = 140) -> str:
    """The beginning of a long text on one line: the whole stands where it was entered."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rstrip() + "…"


def day(when: When | None) -> str:
    """A date in words, "" for none."""
    return shown(when) if when is not None else ""


class Pairs(Card):
    """Fields with their labels; hidden where there is nothing to say and no words for that."""

    def __init__(self, heading: str, empty: str = "") -> None:
        super().__init__(heading)
        self.empty = empty
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(look().px(16))
        self.grid.setVerticalSpacing(look().px(8))
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, 5)
        self.body.addLayout(self.grid)

    def show_said(self, said: Iterable[Said]) -> None:
        """Show these fields."""
        emptied(self.grid)
        rows = list(said)
        for line, each in enumerate(rows):
            self.grid.addWidget(label(each.label, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(_value(each), line, 1, Qt.AlignmentFlag.AlignTop)
        if not rows and self.empty:
            self.grid.addWidget(label(self.empty, "muted"), 0, 0, 1, 2)
        self.setVisible(bool(rows or self.empty))


def _value(each: Said) -> QWidget:
    words = Words(each.text)
    direction = direction_of(each.text)
    if direction != Qt.LayoutDirection.LayoutDirectionAuto:
        # In a window that runs the other way the first letters of its lines were cut off.
        words.setLayoutDirection(direction)
    words.setAccessibleName(f"{each.label}: {each.text}")
    return words
