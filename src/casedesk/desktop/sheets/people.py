"""Who is involved in an event or a proceeding, by what they did, and adding somebody."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.casework.sheet_parts import Involved
from casedesk.desktop.case.lines import Line, Lines, joined
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.linking import LinkParty
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import Card, row
from casedesk.desktop.pieces.words import label
from casedesk.desktop.sheets.page import add_button
from casedesk.desktop.sheets.rows import changeable
from casedesk.desktop.sheets.words import breaking, short
from casedesk.words import _


class PeopleCard(Card):
    """The parties of something, and below them a way to add one with a role."""

    go = Signal(Target)
    #: The person wants to change a role, or why somebody may be named there: kind and key.
    change = Signal(str, int)

    def __init__(self, desk: Desk, number: int, heading: str) -> None:
        super().__init__()
        self.setAccessibleName(heading)
        self.adding = add_button(_("Add a party"), self.ask)
        top = row(label(heading, "strong"), self.adding)
        top.setStretch(0, 1)
        self.list = Lines(_("Nobody is named yet. Add who suffered, who did it, who saw it."))
        self.link = LinkParty(desk, number)
        self.link.hide()
        self.body.addLayout(top)
        self.body.addWidget(self.list)
        self.body.addWidget(self.link)

    def ask(self) -> None:
        """Show the fields for another party."""
        self.link.show()
        self.link.party.setFocus()

    def show_people(self, number: int, groups: Sequence[tuple[str, Sequence[Involved]]]) -> None:
        """Show who is involved, in groups with a word before each."""
        self.link.number = number
        self.list.show_lines(
            [partial(self._line, words, each) for words, involved in groups for each in involved]
        )

    def lines(self) -> list[Line]:
        """The lines that are shown."""
        return self.list.lines()

    def _line(self, words: str, each: Involved) -> QWidget:
        hidden = ((each.hidden, "warning"),) if each.hidden else ()
        basis = ((each.basis_label, "plain"),) if each.basis_label else ()
        line = Line(
            breaking(each.party.title),
            joined(each.role_label, each.detail, short(each.source)),
            lambda: self.go.emit(Target(record=each.party.record)),
            tagged=(words, "plain") if words else None,
            ends=(*hidden, *basis),
            key=f"involved{each.record}",
        )
        name = _("Change the role of {name}").format(name=each.party.title)
        return changeable(line, lambda: self.change.emit("involvements", each.record), name)
