"""The application: from its first window, which asks for the passphrase, to its end.

Only Qt is imported before that window stands on the screen; everything of the vault is imported
behind it, while the person types.
"""

import threading
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.desktop import fonts, preferences, theme
from casedesk.desktop.private import keep_settings_private
from casedesk.vault.hardening import harden
from casedesk.words import is_right_to_left

if TYPE_CHECKING:
    from casedesk.vault.vault import Vault


def application(arguments: list[str] | None = None) -> QApplication:
    """The Qt application, dressed, with nothing left behind on the computer."""
    with fonts.offered(keep_settings_private()):
        found = QApplication.instance()
        app = found if isinstance(found, QApplication) else QApplication(arguments or ["casedesk"])
        app.setApplicationName("casedesk")
        app.setApplicationDisplayName("CaseDesk")
        app.setDesktopFileName("casedesk")
        right_to_left = is_right_to_left()
        app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
        chosen = preferences.preferences()
        theme.begin(app, dark=chosen.dark, scale=chosen.scale)
    return app


def run(folder: Path | None, *, locked: bool = False, **given: Any) -> int:
    """Open the window: on a vault's folder, or (None) on the choice of one. The exit status."""
    harden()
    app = application()
    app.setQuitOnLastWindowClosed(True)
    way = Way(app, given)
    way.begin(folder, locked=locked)
    return app.exec()


class Way:
    """From the choice of a vault over its passphrase to the frame; holds the window of the step.

    `given` reaches opening and making (tests: the cost of a passphrase, which no flag can lower).
    """

    def __init__(self, app: QApplication, given: dict[str, Any] | None = None) -> None:
        self.app = app
        self.given = given or {}
        self.window: QWidget | None = None
        self.session: Any = None

    def begin(self, folder: Path | None, *, locked: bool = False) -> None:
        """Show the first window."""
        if folder is None:
            self.choose()
        else:
            self.ask(folder, locked=locked)
        QTimer.singleShot(0, _import_behind)

    def choose(self) -> None:
        """Which vault: open one, make one, or look around in the demonstration."""
        from casedesk.desktop.entry.welcome import Welcome  # noqa: PLC0415

        welcome = Welcome(self.given)
        welcome.chosen.connect(self.ask)
        welcome.opened.connect(self.enter)
        self._show(welcome)

    def ask(self, folder: Path, *, locked: bool = False) -> None:
        """Ask for the passphrase of a vault."""
        from casedesk.desktop.entry.unlock import Unlock  # noqa: PLC0415

        unlock = Unlock(folder, locked=locked, given=self.given)
        unlock.opened.connect(self.enter)
        unlock.elsewhere.connect(self.choose)
        self._show(unlock)

    def enter(self, vault: "Vault") -> None:
        """The vault is open: show the frame."""
        from casedesk.desktop.session import Session  # noqa: PLC0415

        self.session = Session(vault)
        old = self.window
        self.window = self.session.new_window()
        if old is not None:
            old.close()
            old.deleteLater()

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()


def _import_behind() -> None:
    """Import what opening will need, beside the window."""
    names = ("casedesk.vault.opening", "casedesk.desktop.session", "casedesk.desktop.today")
    threading.Thread(target=_import, args=(names,), daemon=True).start()


def _import(names: Iterable[str]) -> None:
    for name in names:
        import_module(name)
