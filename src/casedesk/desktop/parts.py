"""The parts around the page: the top bar, the message under it, the foot, the banner."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from casedesk.desktop.pieces.boxes import Notice, emptied, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import one_line
from casedesk.desktop.theme import look
from casedesk.vault.vault import Vault
from casedesk.words import _, n_


class Top(QFrame):
    """What is always in reach: going anywhere, entering something new, locking."""

    def __init__(self, vault: Vault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        named = _("Demonstration vault") if vault.facts.demo else vault.folder.stem
        self.goto = button(
            _("Go to anything…      Ctrl+K"), name=_("Go to anything"), icon="search"
        )
        self.goto.setObjectName("goto")
        self.goto.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.goto.setMaximumWidth(look().px(480))
        self.new = button(_("New"), icon="plus", primary=True)
        self.new.setToolTip(_("Enter something new (Ctrl+N)"))
        self.view = button(_("View"), flat=True, icon="eye")
        self.lock = button(_("Lock"), icon="lock")
        self.lock.setToolTip(_("Lock the vault (Ctrl+L)"))
        name = one_line(named[:60], "muted")
        self.setLayout(
            row(one_line("CaseDesk", "strong"), name, None, self.goto, None, self.new, self.view,
                self.lock)
        )  # fmt: skip
        margins = look().px(12), look().px(6)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(margins[0], margins[1], margins[0], margins[1])


def standing(sentence: str) -> Notice:
    """A sentence that stays, whatever page is shown, until the person has understood it."""
    notice = Notice(sentence, "danger")
    notice.row.addWidget(_understood(notice.hide))
    return notice


def _understood(put_away: Callable[[], object]) -> QPushButton:
    return button(_("Understood"), put_away, name=_("Put the message away"))


class Message(QFrame):
    """A sentence about what was just asked for, above the page; it goes when the page does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(row(margin=0))
        self.hide()

    def say(self, sentence: str, tone: str = "danger") -> None:
        """Show a sentence, with a button that puts it away."""
        self.clear()
        notice = Notice(sentence, tone)
        notice.row.addWidget(_understood(self.clear))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(notice)
        self.show()

    def clear(self) -> None:
        """Take the sentence away."""
        layout = self.layout()
        assert layout is not None
        emptied(layout)
        self.hide()


class Foot(QFrame):
    """What is saved, how old the last backup is, and when the vault locks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.saved = one_line(_("Everything is saved"))
        self.state = one_line("")
        self.setLayout(row(self.saved, None, self.state))
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(look().px(12), look().px(4), look().px(12), look().px(4))
        self.show_remaining(0)

    def say(self, sentence: str) -> None:
        """Say what was done."""
        self.saved.setText(sentence)

    def show_remaining(self, seconds: int) -> None:
        """Say in how many minutes the vault locks by itself."""
        backup = _("Last backup: never")
        minutes = -(-seconds // 60)
        locks = n_("locks in {n} minute", "locks in {n} minutes", minutes).format(n=minutes)
        self.state.setText(f"{backup} · {locks}" if seconds else backup)


def banner() -> QFrame:
    """What a demonstration vault says of itself; it cannot be put away."""
    made = QFrame()
    made.setObjectName("banner")
    sentence = _(
        "Demonstration from the public record. Nothing here is secret; enter no real case."
    )
    made.setLayout(row(None, one_line(sentence), None))
    layout = made.layout()
    assert layout is not None
    layout.setContentsMargins(look().px(12), look().px(3), look().px(12), look().px(3))
    return made
