"""A button that reads like a link and opens a record, however long its title."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casedesk.desktop.pieces.buttons import Button
from casedesk.desktop.theme import look


class Opener(Button):
    """The title of a record on one line; what has no room is left out at its end."""

    def __init__(
        self, title: str, action: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = " ".join(title.split())
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.setAccessibleName(self._title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: action())
        self._elide(10**6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide(event.size().width())

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._title[:600]) + look().px(6)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(24), super().minimumSizeHint().height())

    def _elide(self, width: int) -> None:
        metrics = self.fontMetrics()
        room = max(0, width - look().px(2))
        shown = metrics.elidedText(self._title[:600], Qt.TextElideMode.ElideRight, room)
        if self.text() != shown.replace("&", "&&"):
            self.setText(shown.replace("&", "&&"))
