"""Short questions before something is taken out of the lists."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.lines import Line
from casedesk.desktop.form.saving import one_of
from casedesk.desktop.pieces.boxes import column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.domain.base import Record
from casedesk.vault.door import Writing
from casedesk.words import _


class Removing(QDialog):
    """Asks why a record is removed, and removes it."""

    #: The record was removed.
    removed = Signal()

    def __init__(self, desk: Desk, number: int, kind: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.number, self.kind = desk, number, kind
        self.setWindowTitle("CaseDesk")
        self.setMinimumWidth(look().px(420))
        self.reason = Line()
        self.reason.setAccessibleName(_("Why is it removed?"))
        self.wrong = label("", "wrong")
        self.wrong.hide()
        self.remove = button(_("Remove"), self._remove, danger=True)
        stays = _("It leaves every list. Its history stays, and this can be taken back.")
        self.setLayout(
            column(
                label(_("Remove “{title}”?").format(title=title[:200]), "heading"),
                label(stays, "muted"),
                label(_("Why is it removed?"), "small"),
                self.reason,
                self.wrong,
                row(None, button(_("Cancel"), self.reject), self.remove),
                gap=10,
                margin=16,
            )
        )
        self.reason.returnPressed.connect(self._remove)

    def _remove(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._say(_("Write why, in a few words: the history keeps it."))
            self.reason.setFocus()
            return
        self.remove.setEnabled(False)

        def work(unit: Writing) -> None:
            unit.remove(unit.by_id(Record, self.number), reason)

        what = _("Removed {one}").format(one=one_of(self.kind))
        self.desk.write(what, work, lambda _none: self._done(), self, failed=self._say)

    def _say(self, sentence: str) -> None:
        self.remove.setEnabled(True)
        self.wrong.setText(sentence)
        self.wrong.show()

    def _done(self) -> None:
        self.removed.emit()
        self.accept()
