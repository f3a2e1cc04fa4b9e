"""How a cell of a list is painted: words elided, codes as tags, a quiet bar until they are read."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casedesk.desktop.lists.model import TONE
from casedesk.desktop.lists.painting import (
    Index,
    box_of,
    direction_of,
    font_of,
    has,
    paint_tag,
    paint_words,
)
from casedesk.desktop.theme import look


class RowDelegate(QStyledItemDelegate):
    """Paints one cell; the first column stands out, the others are quieter."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(look().px(60), look().px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        box = box_of(option)
        self._ground(painter, option, box, index)
        inner = box.adjusted(look().px(10), 0, -look().px(10), -1)
        words = index.data()
        if words is None:
            self._placeholder(painter, inner, option)
        elif tone := str(index.data(TONE) or ""):
            painter.setFont(font_of(option, bold=True, small=True))
            paint_tag(painter, inner, str(words), tone, direction_of(option))
        else:
            first = index.column() == 0
            painter.setFont(font_of(option, bold=first))
            chosen = has(option, QStyle.StateFlag.State_Selected)
            painter.setPen(look().colour("text" if first or chosen else "muted"))
            paint_words(painter, inner, str(words), direction_of(option))
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: Index
    ) -> None:
        chosen = has(option, QStyle.StateFlag.State_Selected)
        if chosen or has(option, QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, look().colour("accent-ground" if chosen else "hover"))
        painter.setPen(look().colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if chosen and index.column() == 0:
            bar = QRect(box.left(), box.top(), look().px(3), box.height() - 1)
            bar = QStyle.visualRect(direction_of(option), box, bar)
            painter.fillRect(bar, look().colour("accent"))

    def _placeholder(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        high = look().px(8)
        bar = QRect(box.left(), box.center().y() - high // 2, box.width() * 2 // 3, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("line"))
        painter.drawRoundedRect(QStyle.visualRect(direction_of(option), box, bar), 4, 4)
