"""The list of mechanisms: what each is called, and what of it must be looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casedesk.casework.law.page import MechanismAt
from casedesk.desktop.case.lines import Tagged
from casedesk.desktop.lists.painting import (
    Index,
    box_of,
    direction_of,
    font_of,
    has,
    paint_tag,
    paint_words,
)
from casedesk.desktop.theme import look, theme
from casedesk.fold import fold
from casedesk.words import _, n_

_ID = Qt.ItemDataRole.UserRole
_BELOW = Qt.ItemDataRole.UserRole + 1
_MARKS = Qt.ItemDataRole.UserRole + 2


def marks(each: MechanismAt) -> tuple[Tagged, ...]:
    """What of a mechanism must be looked at."""
    found: list[Tagged] = []
    if each.named_only:
        found.append((_("by name only"), "plain"))
    if each.changed:
        words = n_("{n} to look at", "{n} to look at", each.changed)
        found.append((words.format(n=each.changed), "danger"))
    if each.unverified:
        found.append((_("{n} to be confirmed").format(n=each.unverified), "warning"))
    if each.corrected > each.changed:
        words = n_("{n} corrected", "{n} corrected", each.corrected)
        found.append((words.format(n=each.corrected), "accent"))
    return tuple(found)


def matching(known: Sequence[MechanismAt], untrusted_words: str) -> list[MechanismAt]:
    """The mechanisms that say each of these words somewhere."""
    words = fold(untrusted_words).split()
    return [each for each in known if all(word in each.words for word in words)]


class Mechanisms(QListView):
    """The mechanisms; one is chosen with a press or the arrow keys."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Mechanisms"))
        self.setObjectName("mechanisms")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(look().px(190))
        self.setItemDelegate(_Delegate(self))
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_mechanisms(self, known: Sequence[MechanismAt], chosen: str) -> str:
        """Show these; answers the one that is chosen, the first where that one is not there."""
        self.blockSignals(True)
        self._items.clear()
        for each in known:
            self._items.appendRow(_item(each))
        ids = self.ids()
        at = ids.index(chosen) if chosen in ids else 0
        if ids:
            self.setCurrentIndex(self._items.index(at, 0))
        self.blockSignals(False)
        return ids[at] if ids else ""

    def ids(self) -> list[str]:
        """The mechanisms shown, in order."""
        return [str(self._items.item(at).data(_ID)) for at in range(self._items.rowCount())]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current != previous:
            self.chosen.emit(str(current.data(_ID)))


def _item(each: MechanismAt) -> QStandardItem:
    body, _colon, procedure = each.title.partition(": ")
    item = QStandardItem(body)
    found = marks(each)
    item.setData(each.id, _ID)
    item.setData(procedure or each.kind, _BELOW)
    item.setData(found, _MARKS)
    item.setToolTip(each.title)
    said = ", ".join((each.title, *(words for words, _tone in found)))
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    return item


class _Delegate(QStyledItemDelegate):
    """Paints the body, below it the procedure, and what must be looked at."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, look().px(70 if index.data(_MARKS) else 46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        box, way = box_of(option), direction_of(option)
        chosen = has(option, QStyle.StateFlag.State_Selected)
        if chosen or has(option, QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, look().colour("accent-ground" if chosen else "hover"))
        painter.setPen(look().colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if chosen:
            bar = QRect(box.left(), box.top(), look().px(3), box.height() - 1)
            painter.fillRect(QStyle.visualRect(way, box, bar), look().colour("accent"))
        inner = box.adjusted(look().px(12), look().px(5), -look().px(10), 0)
        line = QRect(inner.left(), inner.top(), inner.width(), look().px(18))
        painter.setFont(font_of(option, bold=True))
        painter.setPen(look().colour("text"))
        paint_words(painter, line, str(index.data()), way)
        painter.setFont(font_of(option, small=True))
        painter.setPen(look().colour("text" if chosen else "muted"))
        paint_words(painter, line.translated(0, look().px(18)), str(index.data(_BELOW)), way)
        painter.setFont(font_of(option, bold=True, small=True))
        self._marks(painter, line.translated(0, look().px(40)), index, way)
        painter.restore()

    def _marks(self, painter: QPainter, line: QRect, index: Index, way: Qt.LayoutDirection) -> None:
        left = line
        for words, tone in index.data(_MARKS) or ():
            if left.width() < look().px(40):
                return
            place = QStyle.visualRect(way, line, left)
            used = paint_tag(painter, place, words, tone, way) + look().px(6)
            left = left.adjusted(used, 0, 0, 0)
