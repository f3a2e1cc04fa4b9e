"""Writing the calendar to a file: how much its titles tell, and what that means."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from casedesk.desktop.pieces.boxes import Notice, column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.dialog import FittedDialog
from casedesk.desktop.pieces.words import label
from casedesk.exchange.calendar_file import AHEAD, REMIND
from casedesk.words import _, later

_CHOICES = (
    ("neutral", later("Nothing: each day says only that something is due")),
    ("reference", later("The reference of the case")),
    ("full", later("Everything: what is due, in which case, before which body")),
)


class Exporting(FittedDialog):
    """Asks how much the titles tell, with nothing as the first answer."""

    def __init__(self, then: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(480, parent)
        self._then = then
        self.group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for number, (name, words) in enumerate(_CHOICES):
            made = self.choices[name] = QRadioButton(_(words))
            self.group.addButton(made, number)
        self.choices["neutral"].setChecked(True)
        self.warning = Notice(
            _("The calendar can be read by anybody who gets the file, or the account it is"
              " imported into. Most calendars lie on somebody else's computer. What left is noted"
              " with each case."), "danger",
        )  # fmt: skip
        self.warning.hide()
        self.group.idToggled.connect(lambda _id, _on: self._warn())
        what = label(
            _("What is due in the next {days} days is written to a file that other calendars"
              " take, with a reminder {remind} days before, of a session as early as was asked for."
              " It does not change when the vault does. A file imported again adds its days"
              " again.").format(days=AHEAD, remind=REMIND), "muted",
        )  # fmt: skip
        go_on = button(_("Choose the place …"), self._go_on, primary=True)
        foot = row(None, button(_("Cancel"), self.reject), go_on)
        heading = label(_("What may the titles tell?"), "heading")
        parts = [heading, what, *self.choices.values(), self.warning]
        self.setLayout(column(*parts, foot, gap=10, margin=16))

    def _warn(self) -> None:
        self.warning.setVisible(not self.choices["neutral"].isChecked())
        self.fit()

    def _go_on(self) -> None:
        chosen = _CHOICES[max(0, self.group.checkedId())][0]
        self.accept()
        self._then(chosen)
