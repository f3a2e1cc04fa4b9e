"""Giving a party a role in a case, an event or a proceeding."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.casework.entering import link
from casedesk.casework.values import PARTIES
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.choices import choices_of
from casedesk.desktop.form.combos import ChoiceEditor
from casedesk.desktop.form.editor import Editor
from casedesk.desktop.form.links import LinkEditor
from casedesk.desktop.pieces.boxes import column, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.domain.base import Record, fields_of
from casedesk.domain.events import Involvement
from casedesk.vault.door import Writing
from casedesk.vault.unit import NoSuchRecord
from casedesk.words import Refusal, _


class NobodyChosen(Refusal):
    """No party was chosen."""


class LinkParty(QWidget):
    """A party, a role, and a button that links them to a record."""

    #: A party was linked.
    linked = Signal()

    def __init__(self, desk: Desk, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.number = desk, number
        self.party = LinkEditor(desk, PARTIES)
        self.role = ChoiceEditor(choices_of(fields_of(Involvement)["role"]))
        self.add = button(_("Add"), self.save, name=_("Add this party"))
        self.wrong = label("", "wrong")
        self.wrong.hide()
        parts = row(_under(_("Party"), self.party), _under(_("Role"), self.role))
        parts.setStretch(0, 3)
        parts.setStretch(1, 2)
        self.setLayout(column(parts, self.wrong, row(self.add, None), gap=6))

    def save(self) -> None:
        """Link the party in its role."""
        number, party, role = self.number, self.party.text(), self.role.text()

        def work(unit: Writing) -> None:
            try:
                chosen = unit.get(party, *PARTIES)
            except NoSuchRecord as error:
                raise NobodyChosen(
                    _("Choose the party from the list that opens while you type.")
                ) from error
            if not role:
                raise NobodyChosen(_("Choose the role, too."))
            link(unit, unit.by_id(Record, number), chosen, role)

        self.wrong.hide()
        self.desk.write(_("Linked a party"), work, self._done, self, failed=self._say)

    def _done(self, _none: None) -> None:
        self.party.put("")
        self.role.put("")
        self.party.setFocus()
        self.linked.emit()

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()


def _under(heading: str, editor: Editor) -> QWidget:
    name = label(heading, "small")
    name.setBuddy(editor.control)
    editor.call(heading)
    body = column(name, editor, gap=4)
    body.addStretch(1)
    return widget(body)
