"""The table of a list: rows of one height, columns that share the room, keys that open records."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from casedesk.desktop.lists.asking import Column
from casedesk.desktop.lists.delegate import RowDelegate
from casedesk.desktop.lists.model import ListModel
from casedesk.desktop.theme import look, theme
from casedesk.words import _

#: How much of the room a column takes: the title most, dates and codes less.
_SHARES = {"when": 2, "code": 2, "country": 2, "yesno": 1, "language": 1, "text": 3}

#: No column is narrower, in pixels at 100%; where all cannot be so wide, the list scrolls.
_LEAST = 84


class Table(QTableView):
    """Shows a ListModel; Enter or a double click opens the record."""

    #: The record with this key is wanted as a page.
    opened = Signal(int)
    #: Another record is chosen; None for none.
    chosen = Signal(object)
    #: The list is wanted in the order of this column, or the other way round.
    sorted_by = Signal(str)

    def __init__(self, model: ListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.hidden: set[str] = set()
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(_("List"))
        self._behave()
        self._dress()
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell())
        self.doubleClicked.connect(self._open)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        model.modelReset.connect(self.share_room)
        theme().changed.connect(self._dress)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSectionsMovable(True)

    def _dress(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(look().px(36))
        self.horizontalHeader().setMinimumSectionSize(look().px(40))
        self.share_room()

    # ---- columns -----------------------------------------------------------------------------

    def share_room(self) -> None:
        """Give every column its share of the width."""
        seen = []
        for at, column in enumerate(self.rows.columns):
            self.setColumnHidden(at, column.name in self.hidden)
            if column.name not in self.hidden:
                seen.append((at, 5 if at == 0 else _share(column)))
        shares = sum(share for _at, share in seen)
        room = self.viewport().width()
        for at, share in seen:
            least = look().px(_LEAST * (2 if at == 0 else 1))
            self.setColumnWidth(at, max(least, room * share // shares))

    def show_order(self, name: str, *, descending: bool) -> None:
        """Mark the column the list is sorted by."""
        names = [column.name for column in self.rows.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        at = names.index(name) if name in names else -1
        self.horizontalHeader().setSortIndicator(at, order)

    def _sort(self, section: int) -> None:
        column = self.rows.columns[section]
        if column.sortable:
            self.sorted_by.emit(column.name)

    # ---- which record ------------------------------------------------------------------------

    def chosen_key(self) -> int | None:
        """The key of the chosen record."""
        row = self.currentIndex().row()
        return self.rows.ids[row] if 0 <= row < len(self.rows.ids) else None

    def choose(self, number: int | None) -> bool:
        """Choose a record by its key; False where the list does not hold it."""
        row = self.rows.row_of(number) if number is not None else -1
        if row < 0:
            return False
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.selectionModel().setCurrentIndex(self.rows.index(row, 0), flags)
        return True

    def top_key(self) -> int | None:
        """The key of the record at the upper edge."""
        row = self.rowAt(0)
        return self.rows.ids[row] if 0 <= row < len(self.rows.ids) else None

    def scroll_to_key(self, number: int | None) -> None:
        """Put a record at the upper edge again."""
        row = self.rows.row_of(number) if number is not None else -1
        if row >= 0:
            self.scrollTo(self.rows.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _tell(self) -> None:
        self.chosen.emit(self.chosen_key())

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.rows.ids):
            self.opened.emit(self.rows.ids[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen record, Home and End go to the ends of the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.ids:
            row = 0 if event.key() == Qt.Key.Key_Home else len(self.rows.ids) - 1
            self.choose(self.rows.ids[row])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()


def _share(column: Column) -> int:
    return _SHARES.get(column.kind, 2)
