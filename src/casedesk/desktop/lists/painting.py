"""Words and tags as delegates paint them: elided, mirrored, in the look of the moment."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from casedesk.desktop.theme import look

Index = QModelIndex | QPersistentModelIndex


def box_of(option: QStyleOptionViewItem) -> QRect:
    """Where an item is painted."""
    box: QRect = option.rect
    return box


def font_of(option: QStyleOptionViewItem, *, bold: bool = False, small: bool = False) -> QFont:
    """The font of the window, in its size of this moment."""
    font = QFont(option.font)
    font.setPixelSize(look().size("small" if small else "text"))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def has(option: QStyleOptionViewItem, state: QStyle.StateFlag) -> bool:
    """Whether the item is in this state: selected, under the mouse, with the focus."""
    return bool(option.state & state)


def direction_of(option: QStyleOptionViewItem) -> Qt.LayoutDirection:
    """Whether the item is laid out from left to right."""
    direction: Qt.LayoutDirection = option.direction
    return direction


def paint_words(
    painter: QPainter,
    box: QRect,
    words: str,
    direction: Qt.LayoutDirection,
    *,
    at_end: bool = False,
) -> int:
    """One line of text at the start of a box, elided where it is too long; answers its width.

    The box says where the line begins, whatever the script: an Arabic name in an English list
    stands below the others, and is elided at its own end.
    """
    side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
    align = QStyle.visualAlignment(direction, side) | Qt.AlignmentFlag.AlignAbsolute
    metrics = painter.fontMetrics()
    line = metrics.elidedText(one_line(words), Qt.TextElideMode.ElideRight, box.width())
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(box, int(flags), line)
    return metrics.horizontalAdvance(line)


def one_line(words: str) -> str:
    """A text without the breaks that would hide all but its first line; long ones cut early, since
    measuring a page of text takes as long as painting a screen.
    """
    return " ".join(words[:600].split())


def tag_width(words: str, font: QFont) -> int:
    """How wide a tag is painted."""
    return QFontMetrics(font).horizontalAdvance(one_line(words)) + 2 * look().px(8)


def paint_tag(
    painter: QPainter, box: QRect, words: str, tone: str, direction: Qt.LayoutDirection
) -> int:
    """A word on a coloured ground at the start of a box; answers its width.

    The painter's font is the one of the tag. The word says it all: the colour only helps.
    """
    wide = min(box.width(), tag_width(words, painter.font()))
    high = min(box.height(), painter.fontMetrics().height() + look().px(2))
    place = QRect(box.left(), box.center().y() - high // 2, wide, high)
    place = QStyle.visualRect(direction, box, place)
    plain = tone == "plain"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look().colour("line") if plain else Qt.PenStyle.NoPen)
    painter.setBrush(look().colour("side" if plain else f"{tone}-ground"))
    painter.drawRoundedRect(place, 4, 4)
    painter.setPen(look().colour("muted" if plain else tone))
    inner = place.adjusted(look().px(8), 0, -look().px(8) + 1, 0)
    paint_words(painter, inner, words, direction)
    painter.restore()
    return wide
