"""Beginning a brief: the case, the form it is for, and its blocks drafted from the records."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from casedesk.briefs.kept import start_brief
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import Notice, column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.domain.cases import Case
from casedesk.mechanisms.registry import forms
from casedesk.vault.door import Writing
from casedesk.words import _


class NewBrief(QDialog):
    """Asks for which form a brief is, and begins it."""

    #: The brief was begun; carries its key.
    entered = Signal(int)

    def __init__(
        self, desk: Desk, preset: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle("CaseDesk")
        self.setAccessibleName(_("New brief"))
        self.case = QLineEdit(preset.get("case", ""))
        self.case.setAccessibleName(_("Reference of the case"))
        self.case.setReadOnly(bool(preset.get("case")))
        self.form = QComboBox()
        self.form.setAccessibleName(_("Form"))
        for form in sorted(forms().values(), key=lambda each: _(each.title)):
            self.form.addItem(_(form.title), form.id)
        self.problem = Notice("", "danger")
        self.problem.hide()
        self.begin_button = button(_("Begin"), self.begin, primary=True)
        self.begin_button.setDefault(True)
        self._build()

    def _build(self) -> None:
        said = _("Its parts are drafted from what is recorded; what is missing stays blank.")
        names = [label(_("Reference of the case")), label(_("For which form"))]
        names[0].setBuddy(self.case)
        names[1].setBuddy(self.form)
        foot = row(None, button(_("Cancel"), self.reject), self.begin_button)
        parts = (names[0], self.case, names[1], self.form, label(said, "muted"), self.problem)
        self.setLayout(
            column(label(_("New brief"), "title"), *parts, foot, gap=10, margin=20)
        )  # fmt: skip
        self.resize(look().px(480), look().px(300))
        self.form.setFocus()

    def begin(self) -> None:
        """Draft the brief from the records of its case."""
        case_ref, form = self.case.text(), forms()[str(self.form.currentData())]

        def work(unit: Writing) -> int:
            case = unit.get(case_ref, "cases")
            assert isinstance(case, Case)
            return start_brief(unit, case, form).id

        self.begin_button.setEnabled(False)
        self.desk.write(_("Began a brief"), work, self._begun, self, failed=self._refused)

    def _begun(self, number: int) -> None:
        self.entered.emit(number)
        self.accept()

    def _refused(self, sentence: str) -> None:
        self.begin_button.setEnabled(True)
        self.problem.say(sentence)
