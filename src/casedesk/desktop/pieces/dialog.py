"""A dialog of sentences."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from casedesk.desktop.theme import look


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
