"""A short list of things to choose, under headings; the keys come from a field beside it."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casedesk.desktop import icons
from casedesk.desktop.destinations import Entry
from casedesk.desktop.lists.painting import (
    Index,
    box_of,
    direction_of,
    font_of,
    has,
    paint_words,
)
from casedesk.desktop.theme import look, theme

_ENTRY = Qt.ItemDataRole.UserRole + 1


class EntryList(QListView):
    """Entries under the headings of their groups; one of them is always chosen."""

    #: An entry was clicked.
    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.clicked.connect(self._click)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these, under a heading each time the group changes; the first is chosen."""
        self._items.clear()
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                self._items.appendRow(_heading(group))
            self._items.appendRow(_item(entry))
        self.step(1)

    def wanted_height(self) -> int:
        """So high that everything is seen."""
        rows = self._items.rowCount()
        return sum(self.sizeHintForRow(row) for row in range(rows)) + 2 * self.frameWidth()

    def chosen_entry(self) -> Entry | None:
        """The entry that is chosen."""
        entry = self.currentIndex().data(_ENTRY)
        return entry if isinstance(entry, Entry) else None

    def entries(self) -> list[Entry]:
        """What is shown, in order, without headings."""
        found = (self._items.item(row).data(_ENTRY) for row in range(self._items.rowCount()))
        return [entry for entry in found if isinstance(entry, Entry)]

    def step(self, rows: int) -> None:
        """Choose the entry so many rows on; at the ends it stays."""
        ends = [r for r in range(self._items.rowCount()) if self._items.item(r).isSelectable()]
        if not ends:
            return
        here = self.currentIndex().row()
        at = ends.index(here) if here in ends else -1
        to = max(0, min(len(ends) - 1, at + rows))
        self.setCurrentIndex(self._items.index(ends[to], 0))
        if to == 0:
            self.scrollToTop()

    def _click(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if isinstance(entry, Entry):
            self.picked.emit(entry)


def _heading(group: str) -> QStandardItem:
    item = QStandardItem(group)
    item.setSelectable(False)
    item.setEnabled(False)
    return item


def _item(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.title)
    item.setData(entry, _ENTRY)
    item.setData(entry.said, Qt.ItemDataRole.AccessibleTextRole)
    return item


class _Delegate(QStyledItemDelegate):
    """Paints a heading, or an entry: icon, title, reference at the far side."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, look().px(32 if index.data(_ENTRY) else 26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(_ENTRY)
        if isinstance(entry, Entry):
            self._paint_entry(painter, option, entry)
        else:
            box = box_of(option).adjusted(look().px(10), look().px(4), -look().px(10), 0)
            painter.setFont(font_of(option, bold=True, small=True))
            painter.setPen(look().colour("muted"))
            paint_words(painter, box, str(index.data()), direction_of(option))
        painter.restore()

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        box, direction = box_of(option), direction_of(option)
        chosen = has(option, QStyle.StateFlag.State_Selected)
        if chosen or has(option, QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("accent-ground" if chosen else "hover"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        space, size = look().px(10), look().px(16)
        inner = box.adjusted(space, 0, -space, 0)
        icon = icons.pixmap(entry.icon, look().hex("accent" if chosen else "muted"), size)
        place = inner.adjusted(0, (inner.height() - size) // 2, 0, 0)
        place.setSize(QSize(size, size))
        painter.drawPixmap(QStyle.visualRect(direction, inner, place), icon)
        painter.setFont(font_of(option, small=True))
        painter.setPen(look().colour("text" if chosen else "muted"))
        ref = paint_words(painter, inner, entry.ref, direction, at_end=True)
        text = inner.adjusted(size + space, 0, -ref - space if ref else 0, 0)
        painter.setFont(font_of(option, bold=chosen))
        painter.setPen(look().colour("text"))
        paint_words(painter, QStyle.visualRect(direction, inner, text), entry.title, direction)
