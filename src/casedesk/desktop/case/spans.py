"""Dates as they are drawn beside a moment: a dot, a bar, a whisker, on the line of time."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from casedesk.desktop.case.scale import Scale, Span
from casedesk.desktop.theme import look

#: In rows narrower than this, dates are not drawn: the words need the room.
NARROW = 560


def track_of(box: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where in a row dates are drawn; nowhere in a row too narrow for words and axis."""
    if box.width() < look().px(NARROW):
        return QRect()
    wide = min(look().px(420), int(box.width() * 0.36))
    side = look().px(14)
    own = QRect(box.right() - wide, box.top(), wide - side, box.height())
    return QStyle.visualRect(direction, box, own)


def x_of(track: QRect, place: float, direction: Qt.LayoutDirection) -> float:
    """Where a place of the axis is drawn; time runs the way one reads."""
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    return track.left() + (1 - place if mirrored else place) * track.width()


def paint_folds(
    painter: QPainter, track: QRect, scale: Scale, direction: Qt.LayoutDirection
) -> None:
    """The line of time, with two strokes across it wherever time was folded."""
    y, small = track.center().y() + 0.5, look().px(4)
    painter.setPen(QPen(look().colour("line"), 1))
    painter.drawLine(QPointF(track.left(), y), QPointF(track.right(), y))
    for fold in scale.folds:
        x = x_of(track, (fold.first + fold.last) / 2, direction)
        painter.setPen(QPen(look().colour("field-line"), 1.2))
        for shift in (-2, 2):
            painter.drawLine(
                QPointF(x + shift - small / 2, y + small), QPointF(x + shift + small / 2, y - small)
            )


def paint_span(
    painter: QPainter, track: QRect, span: Span, tone: str, direction: Qt.LayoutDirection
) -> None:
    """A day as a dot; a longer time as a bar, dashed where the date is in doubt, with an arrow
    where nobody knows how far it goes.
    """
    y, colour = track.center().y() + 0.5, look().colour(tone)
    one, other = x_of(track, span.first, direction), x_of(track, span.last, direction)
    if span.is_day and not span.doubtful:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(one, y), look().px(5), look().px(5))
        return
    least = look().px(5)
    left, right = min(one, other), max(one, other)
    if right - left < 2 * least:
        left, right = (left + right) / 2 - least, (left + right) / 2 + least
    high = look().px(9)
    faint = look().colour(tone)
    faint.setAlpha(70)
    pen = QPen(colour, 1.5, Qt.PenStyle.DashLine if span.doubtful else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.setBrush(faint)
    painter.drawRoundedRect(QRectF(left, y - high / 2, right - left, high), 3, 3)
    painter.setPen(QPen(colour, 2))
    for is_open, x, way in ((span.open_start, one, -1), (span.open_end, other, 1)):
        if is_open:
            step = look().px(5) * (-way if direction == Qt.LayoutDirection.RightToLeft else way)
            painter.drawLine(QPointF(x, y), QPointF(x - step, y - high / 1.5))
            painter.drawLine(QPointF(x, y), QPointF(x - step, y + high / 1.5))
