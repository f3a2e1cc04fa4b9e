"""The sidebar: the places with their icons and counts."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casedesk.desktop import icons
from casedesk.desktop.places import PLACES, title_of
from casedesk.desktop.theme import look, theme
from casedesk.words import _

_COUNT = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class Sidebar(QListView):
    """The places of the program; one is always chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Places"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self._items = QStandardItemModel(self)
        for place in PLACES:
            item = QStandardItem(title_of(place))
            item.setData(place.icon, _ICON)
            self._items.appendRow(item)
        self.setModel(self._items)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        theme().changed.connect(self._dress)
        self._dress()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records each place holds."""
        for row, place in enumerate(PLACES):
            item = self._items.item(row)
            number = counts.get(place.id)
            item.setData("" if number is None else f"{number:,}", _COUNT)
            said = title_of(place) if number is None else f"{title_of(place)}, {number}"
            item.setData(said, Qt.ItemDataRole.AccessibleTextRole)

    def mark(self, place: str) -> None:
        """Show where the person is; nowhere for a record of no place."""
        rows = [row for row, each in enumerate(PLACES) if each.id == place]
        if rows:
            self.setCurrentIndex(self._items.index(rows[0], 0))
        else:
            self.clearSelection()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(PLACES[index.row()].id)

    def _dress(self) -> None:
        self.setFixedWidth(look().size("sidebar"))
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    """Paints a place: icon, title, count at the far side."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, look().px(33))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        box: QRect = option.rect.adjusted(0, 1, 0, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or focused or over:  # on a record of no place nothing is chosen
            painter.setPen(look().colour("accent") if focused else Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("accent-ground" if chosen else "hover"))
            painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), 6, 6)
        self._words(painter, option, index, box, chosen=chosen)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        box: QRect,
        *,
        chosen: bool,
    ) -> None:
        direction = option.direction
        size, space = look().px(17), look().px(10)
        inner = box.adjusted(space, 0, -space, 0)
        shown = icons.pixmap(
            str(index.data(_ICON)), look().hex("accent" if chosen else "muted"), size
        )
        place = QRect(inner.left(), inner.center().y() - size // 2, size, size)
        painter.drawPixmap(QStyle.visualRect(direction, inner, place), shown)
        text = inner.adjusted(size + space, 0, 0, 0)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(look().colour("accent" if chosen else "text"))
        start = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
        end = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignRight)
        where = QStyle.visualRect(direction, inner, text)
        middle = Qt.AlignmentFlag.AlignVCenter
        count = str(index.data(_COUNT) or "")
        metrics = QFontMetrics(font)
        room = text.width() - (metrics.horizontalAdvance(count) + space if count else 0)
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(where, start | middle, title)
        painter.setPen(look().colour("accent" if chosen else "muted"))
        painter.drawText(where, end | middle, count)
