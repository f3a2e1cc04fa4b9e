"""A small table that is only read: a row is opened with Enter or a double click."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from casedesk.desktop.sheets.words import breaking, isolated
from casedesk.desktop.theme import look

#: So many rows are seen at once at most; the rest is scrolled to.
_MOST = 8


class Table(QTableWidget):
    """Rows of words under headings; as high as its rows, up to some."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__(0, len(headings))
        self._actions: list[Callable[[], object]] = []
        self.setObjectName("small-table")
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(look().px(24))
        header.setHighlightSections(False)
        self.cellDoubleClicked.connect(lambda line, _column: self._actions[line]())

    def show_rows(
        self, rows: Sequence[Sequence[str]], actions: Sequence[Callable[[], object]]
    ) -> None:
        """Show these rows; each has what opens it."""
        self._actions = list(actions)
        self.setRowCount(len(rows))
        for line, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.setItem(line, column, QTableWidgetItem(isolated(breaking(text))))
        if rows:
            self.setCurrentCell(min(max(0, self.currentRow()), len(rows) - 1), 0)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if opens and 0 <= self.currentRow() < len(self._actions):
            self._actions[self.currentRow()]()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.resizeRowsToContents()
        heights = [self.rowHeight(line) + look().px(6) for line in range(self.rowCount())]
        for line, height in enumerate(heights):
            self.setRowHeight(line, height)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + sum(heights[:_MOST]) + look().px(4))
