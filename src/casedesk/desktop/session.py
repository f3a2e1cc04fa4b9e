"""An open vault on the screen: its desk, its windows, and the end of both.

Locking ends the process (see lockup.py). Whatever happens on the way there, the process ends.
"""

import time
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from casedesk.desktop import lockup
from casedesk.desktop.desk import Desk
from casedesk.desktop.frame import Frame
from casedesk.desktop.preferences import preferences
from casedesk.vault.vault import Vault

_TICK_SECONDS = 5

#: The clock going so much further than our ticks means that the computer slept.
_SLEPT_SECONDS = 60

_ALIVE = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}  # fmt: skip


class Session(QObject):
    """One open vault: its desk and its windows, and when it locks."""

    #: Seconds until the vault locks by itself.
    remaining = Signal(int)

    def __init__(self, vault: Vault) -> None:
        super().__init__()
        self.desk = Desk(vault, self)
        self.windows: list[Frame] = []
        self.idle_seconds = preferences().idle_minutes * 60
        self._touched = time.monotonic()
        self._ticked = time.time()
        self._timer = QTimer(self, interval=_TICK_SECONDS * 1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        application().installEventFilter(self)

    def new_window(self) -> Frame:
        """Another window on the same vault."""
        window = Frame(self)
        self.windows.append(window)
        window.show()
        return window

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _ALIVE:
            self._touched = time.monotonic()
            for window in self.windows:
                window.uncover()
        return False

    def tick(self) -> None:
        """Lock where nobody was there for long, or the computer slept. While work that the
        person started still runs, the windows are covered and the lock waits for its end.
        """
        before, self._ticked = self._ticked, time.time()
        slept = self._ticked - before > _SLEPT_SECONDS
        left = self.idle_seconds - (time.monotonic() - self._touched)
        self.remaining.emit(max(0, round(left)))
        if slept or (left <= 0 and not self.desk.is_busy):
            self.lock()
        elif left <= 0:
            for window in self.windows:
                window.cover()

    def lock(self) -> None:
        """End this process and start the one that asks for the passphrase again."""
        self._leave()
        lockup.start_fresh(self.desk.vault.folder)
        self._close()
        lockup.end_now()

    def quit(self) -> None:
        """Keep what was typed, seal the vault and end."""
        self._leave()
        self._close()
        QCoreApplication.quit()

    def closed(self, window: Frame) -> None:
        """A window was closed; with the last one the vault is."""
        if window in self.windows:
            self.windows.remove(window)
            if not self.windows:
                self.quit()

    def _leave(self) -> None:
        """Take everything off the screen and keep drafts."""
        self._timer.stop()
        application().removeEventFilter(self)
        for window in self.windows:
            window.keep_drafts()
            window.hide()
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and clipboard.ownsClipboard():
            clipboard.clear()

    def _close(self) -> None:
        # A vault that vanished (a stick pulled) cannot be sealed; what was saved is saved, and
        # nothing may keep this process alive.
        try:
            self.desk.close()
        except Exception:  # noqa: BLE001 - see above
            return


def application() -> Any:
    """The Qt application."""
    return QApplication.instance()
