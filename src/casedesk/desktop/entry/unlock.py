"""The first window: the passphrase of a vault.

It stands on the screen before anything of the vault is imported.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from casedesk.desktop.entry.door import Aside
from casedesk.desktop.entry.secret import secret_line
from casedesk.desktop.pieces.boxes import Card, Notice, column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.words import _

#: A process that has just been locked needs a moment to let go of the vault.
_WAIT_SECONDS = 20.0


class Unlock(QWidget):
    """Asks for the passphrase, or the recovery code, and opens the vault."""

    #: Carries the open vault.
    opened = Signal(object)
    #: The person wants another vault.
    elsewhere = Signal()

    def __init__(self, folder: Path, *, locked: bool, given: dict[str, Any]) -> None:
        super().__init__()
        self.folder = folder
        self.given = given
        self.locked = locked
        self.by_code = False
        self.aside = Aside(self)
        self.setWindowTitle("CaseDesk")
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.secret = secret_line(_("Passphrase"))
        self.asked = label(_("Passphrase"))
        self.asked.setBuddy(self.secret)
        self.problem = Notice("", "danger")
        self.problem.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(_("Opening"))
        self.progress.hide()
        self.unlock = button(_("Unlock"), self.try_it, primary=True)
        self.unlock.setDefault(True)
        self.other = button(_("Use the recovery code instead"), self.swap, link=True)
        self.hint = QVBoxLayout()
        self._build()
        QTimer.singleShot(0, self._look_at_header)

    def _build(self) -> None:
        card = Card()
        title = _("Locked") if self.locked else self.folder.stem[:80]
        card.body.addWidget(label(title, "title"))
        said = (
            _("Type the passphrase to go on. What you had not saved was kept as a draft.")
            if self.locked
            else _("This vault is locked. Type its passphrase to open it.")
        )
        card.body.addWidget(label(said, "muted"))
        card.body.addLayout(self.hint)
        for part in (self.asked, self.secret, self.problem, self.progress):
            card.body.addWidget(part)
        card.body.addLayout(row(self.unlock, None, self.other))
        elsewhere = button(_("Another vault…"), self.elsewhere.emit, flat=True)
        card.setFixedWidth(look().px(440))
        middle = column(row(None, card, None))
        middle.insertStretch(0, 1)
        middle.addStretch(1)
        whole = column(row(label("CaseDesk", "heading"), None, elsewhere), middle)
        whole.setStretch(1, 1)
        whole.setContentsMargins(*[look().px(16)] * 4)
        self.setLayout(whole)
        self.secret.returnPressed.connect(self.try_it)
        self.resize(look().px(720), look().px(460))
        self.secret.setFocus()

    def try_it(self) -> None:
        """Open the vault with what was typed."""
        typed = self.secret.text()
        if self.aside.is_busy or not typed:
            return
        folder, by_code, given = self.folder, self.by_code, self.given

        def open_it() -> Any:
            from casedesk.vault import opening  # noqa: PLC0415 - after the window stands
            from casedesk.vault.kdf import BOUNDS  # noqa: PLC0415

            way = opening.with_recovery_code if by_code else opening.with_passphrase
            bounds = given.get("bounds", BOUNDS)
            unlock = way(typed, bounds=bounds)
            return opening.open_vault(folder, unlock, wait_seconds=_WAIT_SECONDS)

        self._wait(waiting=True)
        self.aside.do(open_it, self._open, self._refused)

    def _open(self, vault: Any) -> None:
        self.secret.clear()
        self.opened.emit(vault)

    def _refused(self, sentence: str) -> None:
        self._wait(waiting=False)
        self.problem.say(sentence)
        self.secret.selectAll()
        self.secret.setFocus()

    def _wait(self, *, waiting: bool) -> None:
        self.progress.setVisible(waiting)
        self.problem.hide()
        self.secret.setEnabled(not waiting)
        self.unlock.setEnabled(not waiting)
        self.unlock.setText(_("Opening…") if waiting else _("Unlock"))

    def swap(self) -> None:
        """Ask for the recovery code instead of the passphrase, or the other way."""
        self.by_code = not self.by_code
        name = _("Recovery code") if self.by_code else _("Passphrase")
        self.asked.setText(name)
        self.secret.setAccessibleName(name)
        self.secret.clear()
        self.other.setText(
            _("Use the passphrase instead") if self.by_code else _("Use the recovery code instead")
        )
        self.secret.setFocus()

    def _look_at_header(self) -> None:
        """Say early that there is no vault here, and give the demonstration's passphrase."""
        folder = self.folder

        def look_at_it() -> str:
            from casedesk.exchange.demo import demo_passphrase  # noqa: PLC0415
            from casedesk.vault import header  # noqa: PLC0415

            return demo_passphrase() if header.load(folder).header.demo else ""

        Aside(self).do(look_at_it, self._show_published, lambda _sentence: None)

    def _show_published(self, passphrase: str) -> None:
        if not passphrase:
            return
        notice = Notice(
            _("Demonstration vault. Its passphrase is published: {phrase}").format(
                phrase=passphrase
            ),
            "warning",
        )
        notice.row.addWidget(button(_("Fill it in"), lambda: self.secret.setText(passphrase)))
        self.hint.addWidget(notice)
