"""Dialogs: one of sentences, as high as they need, and one that scrolls what has no room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from casedesk.desktop.pieces.boxes import column, row, scrolling, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.theme import look
from casedesk.words import _


class FittedDialog(QDialog):
    """As high as its words need in its width: a dialog by itself cuts the last lines."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        """`width` is the least, in points at the font of 100%."""
        super().__init__(parent)
        self.setWindowTitle("CaseDesk")
        self.setMinimumWidth(look().px(width))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit to the words again, where they have changed."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))


class ScrolledDialog(QDialog):
    """Opens in a size of its own and can be made small: what has no room then scrolls."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        """The size is in points at the font of 100%."""
        super().__init__(parent)
        self._opens_at = (width, height)
        self.setWindowTitle("CaseDesk")

    def fill(self, body: QVBoxLayout, save: QPushButton) -> None:
        """Lay out the body above a foot with Cancel and this button."""
        body.addStretch(1)
        foot = row(None, button(_("Cancel"), self.reject), save)
        whole = column(scrolling(widget(body)), foot, gap=12, margin=16)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def sizeHint(self) -> QSize:
        return QSize(*map(look().px, self._opens_at))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(320), look().px(240))
