"""The first window where no vault was named: open one, make one, or look around."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casedesk.desktop.entry.door import Aside
from casedesk.desktop.entry.wizard import NewVault
from casedesk.desktop.files import choose_folder, choose_target
from casedesk.desktop.pieces.boxes import Card, Notice, column, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.words import _


class Welcome(QStackedWidget):
    """The choice of a vault. No vault that was open before is listed anywhere."""

    #: A vault was chosen; carries its folder.
    chosen = Signal(Path)
    #: A vault was made and is open.
    opened = Signal(object)

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__()
        self.given = given
        self.aside = Aside(self)
        self.setWindowTitle("CaseDesk")
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.problem = Notice("", "danger")
        self.problem.hide()
        self.open = button(_("Open a vault…"), self._open, primary=True, icon="folder-open")
        self.make = button(_("Make a new vault…"), self.begin_new, icon="plus")
        self.demo = button(_("Look around with sample cases…"), self._demo, icon="eye")
        self._build()
        self.resize(look().px(760), look().px(560))

    def _build(self) -> None:
        card = Card()
        card.setFixedWidth(look().px(440))
        said = _(
            "Cases of people who defend human rights, kept in a locked folder on this computer."
            " Nothing is ever sent anywhere."
        )
        parts = (label("CaseDesk", "title"), label(said, "muted"), self.problem)
        for part in (*parts, self.open, self.make, self.demo):
            card.body.addWidget(part)
        middle = column(row(None, card, None))
        middle.insertStretch(0, 1)
        middle.addStretch(1)
        self.addWidget(widget(middle))

    def _open(self) -> None:
        choose_folder(self, _("The folder of the vault"), self._look)

    def _look(self, folder: Path) -> None:
        if (folder / "vault.cdh").is_file() or (folder / "vault.cdh.bak").is_file():
            self.chosen.emit(folder)
        else:
            self._say(_("This folder is no vault. A vault's folder mostly ends in .casedesk."))

    def begin_new(self) -> None:
        """Begin to make a vault."""
        wizard = NewVault(self.given)
        wizard.opened.connect(self.opened)
        wizard.left.connect(lambda: self._back(wizard))
        self.addWidget(wizard)
        self.setCurrentWidget(wizard)

    def _back(self, wizard: QWidget) -> None:
        self.setCurrentIndex(0)
        self.removeWidget(wizard)
        wizard.deleteLater()

    def _demo(self) -> None:
        choose_target(
            self,
            _("Where the sample vault is to lie"),
            ".casedesk",
            "demo.casedesk",
            self._make_demo,
        )

    def _make_demo(self, path: Path) -> None:
        given = self.given
        self.demo.setEnabled(False)
        self.demo.setText(_("Making the sample vault…"))

        def make() -> Path:
            from casedesk.exchange.demo import demo_passphrase, make_demo  # noqa: PLC0415

            make_demo(path, demo_passphrase(), **given)
            return path

        self.aside.do(make, self.chosen.emit, self._say)

    def _say(self, sentence: str) -> None:
        self.demo.setEnabled(True)
        self.demo.setText(_("Look around with sample cases…"))
        self.problem.say(sentence)
