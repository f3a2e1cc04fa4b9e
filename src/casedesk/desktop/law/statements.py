"""Statements of the law as they are read: the text, where it stands, whether it is confirmed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casedesk.casework.law.sections import Section, Told
from casedesk.desktop.pieces.boxes import Card, column, row, widget
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.sheets.words import breaking
from casedesk.when import When, shown
from casedesk.words import _


def statement(told: Told) -> QWidget:
    """One statement."""
    words = label(breaking(" ".join(part for part in (told.text, told.note) if part)))
    basis = based(told)
    if not basis:
        return words
    below = row(gap=8)
    if not told.verified:
        below.addWidget(to_be_confirmed(), 0, Qt.AlignmentFlag.AlignTop)
    below.addWidget(label(breaking(basis), "small"), 1)
    return widget(column(words, below, gap=2))


def based(told: Told) -> str:
    """Where a statement stands and when that was read."""
    read = _("read {day}").format(day=shown(When.of(told.checked))) if told.checked else ""
    return ", ".join(part for part in (told.source, read) if part)


def to_be_confirmed() -> QWidget:
    """What marks a statement nobody has confirmed."""
    return tag(_("to be confirmed"), "warning")


def statements(found: Iterable[Told]) -> QWidget:
    """Statements under each other."""
    return widget(column(*map(statement, found), gap=10))


def section_card(section: Section) -> Card:
    """A section with its statements."""
    card = Card(section.heading)
    card.body.addWidget(statements(section.told))
    return card
