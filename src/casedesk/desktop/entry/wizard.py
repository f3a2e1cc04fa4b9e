"""Making a vault: where, the passphrase, making, the recovery code."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casedesk.desktop.entry.door import Aside
from casedesk.desktop.entry.steps import Again, Making, Recovery, Step, Where, Words
from casedesk.desktop.pieces.boxes import Card, column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.words import _


class NewVault(QWidget):
    """Makes a vault step by step, and opens it."""

    #: Carries the open vault.
    opened = Signal(object)
    #: The person does not want a new vault after all.
    left = Signal()

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__()
        self.given = given
        self.aside = Aside(self)
        self.vault: Any = None
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        home = QStandardPaths.StandardLocation.DocumentsLocation
        self.where = Where(Path(QStandardPaths.writableLocation(home) or Path.home()))
        self.words = Words()
        self.again = Again(self.words, device=False)
        self.making = Making()
        self.recovery = Recovery()
        self.steps: list[Step] = [
            self.where, self.words, self.again, self.making, self.recovery
        ]  # fmt: skip
        self.stack = QStackedWidget()
        self.title = label("", "title")
        self.count = label("", "small")
        self.back = button(_("Back"), lambda: self.turn(-1), flat=True)
        self.next = button(_("Next"), lambda: self.turn(1), primary=True)
        self._build()
        self._show(0)
        self.aside.do(_device_is_offered, self._offer_device, lambda _sentence: None)

    def _build(self) -> None:
        card = Card()
        card.setFixedWidth(look().px(520))
        for step in self.steps:
            self.stack.addWidget(step)
            step.changed.connect(self._judge)
        card.body.addWidget(self.count)
        card.body.addWidget(self.title)
        card.body.addWidget(self.stack)
        card.body.addLayout(row(self.back, None, self.next))
        middle = column(row(None, card, None))
        middle.insertStretch(0, 1)
        middle.addStretch(1)
        self.setLayout(middle)
        self.next.setDefault(True)
        self.next.setAutoDefault(True)

    def _offer_device(self, offered: bool) -> None:
        self.again.device.setVisible(offered)
        self.again.note.setVisible(offered)

    def turn(self, steps: int) -> None:
        """Go on, or back."""
        now = self.stack.currentIndex()
        if now + steps < 0:
            self.left.emit()
        elif self.stack.currentWidget() is self.recovery:
            self.opened.emit(self.vault)
        else:
            self._show(now + steps)

    def _show(self, number: int) -> None:
        step = self.steps[number]
        self.stack.setCurrentIndex(number)
        self.title.setText(step.title)
        shown = min(number, 2) + 1 if number < len(self.steps) - 1 else 4
        self.count.setText(_("Step {n} of {all}").format(n=shown, all=4))
        last = step is self.recovery
        self.next.setText(_("Open the vault") if last else _("Next"))
        self.back.setVisible(step in (self.where, self.words, self.again))
        step.begin()
        self._judge()
        if step is self.making:
            self._make()

    def _judge(self) -> None:
        step = self.stack.currentWidget()
        self.next.setEnabled(isinstance(step, Step) and step.is_ready())

    def _make(self) -> None:
        path, phrase = self.where.path(), self.words.chosen()
        member, given = self.where.member.text().strip(), self.given
        device = self.again.device.isChecked()

        def make() -> tuple[str, Any]:
            return made_and_opened(path, phrase, member, given, device=device)

        self.aside.do(make, self._made, self._refused)

    def _made(self, answer: tuple[str, Any]) -> None:
        code, self.vault = answer
        self.recovery.show_code(code)
        self._show(len(self.steps) - 1)

    def _refused(self, sentence: str) -> None:
        self.making.progress.hide()
        self.making.problem.say(sentence)
        self.back.show()


def made_and_opened(
    path: Path, phrase: str, member: str, given: dict[str, Any], *, device: bool
) -> tuple[str, Any]:
    """Make a vault and open it; answers the recovery code and the open vault.

    With `device`, the passphrase alone opens it no more: this computer's keychain is needed.
    """
    from casedesk.vault import keys, opening  # noqa: PLC0415 - after the window stands
    from casedesk.vault.kdf import BOUNDS  # noqa: PLC0415

    code = opening.create_vault(path, phrase, member_name=member, **given)
    vault = opening.open_vault(
        path, opening.with_passphrase(phrase, bounds=given.get("bounds", BOUNDS))
    )
    if device:
        alone = vault.slot.id
        keys.add_passphrase(vault, phrase, device=True, **given)
        keys.remove_slot(vault, alone)
    return code, vault


def _device_is_offered() -> bool:
    from casedesk.vault import keychain  # noqa: PLC0415 - asks the system, which may take long

    return keychain.available()
