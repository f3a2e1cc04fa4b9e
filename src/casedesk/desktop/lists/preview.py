"""The record beside a list: what it says of itself, and the way to its page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.reading import Seen, seen
from casedesk.desktop.lists.asking import one_of
from casedesk.desktop.pieces.boxes import Card, column, emptied, row, scrolling, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label, one_line, tag
from casedesk.desktop.theme import look
from casedesk.words import _

#: So many letters of a long text stand beside a list.
_MOST_LETTERS = 600


class Preview(Card):
    """Shows one record without opening it."""

    #: The record's page is wanted.
    opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("The chosen record"))
        self.desk = desk
        self.setMinimumWidth(look().px(250))
        self.inside = column(gap=6)
        self.body.addWidget(scrolling(widget(self.inside)))

    def show_record(self, number: int | None) -> None:
        """Show the record with this key; None shows nothing."""
        if number is None:
            emptied(self.inside)
            return
        self.desk.read(seen(number), self._show, self, latest="preview")

    def _show(self, record: Seen) -> None:
        emptied(self.inside)
        found = record.found
        self.inside.addWidget(label(record.title, "heading"))
        opening = button(_("Open"), lambda: self.opened.emit(found.id))
        self.inside.addLayout(row(tag(one_of(found.kind), "accent"), tag(found.ref), None))
        self.inside.addLayout(row(opening, None))
        for said in record.fields:
            self.inside.addWidget(one_line(said.label, "small"))
            self.inside.addWidget(label(said.text[:_MOST_LETTERS]))
        self.inside.addStretch(1)
