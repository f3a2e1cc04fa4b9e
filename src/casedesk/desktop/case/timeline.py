"""The timeline: each moment a row, its date drawn as dot, bar or whisker on an axis they share."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casedesk.casework.chronology import Moment
from casedesk.desktop.case.scale import Scale, scale_of
from casedesk.desktop.case.spans import paint_folds, paint_span, track_of, x_of
from casedesk.desktop.lists.painting import box_of, direction_of, font_of, has, paint_words
from casedesk.desktop.theme import look, theme
from casedesk.domain.base import kinds
from casedesk.when import shown
from casedesk.words import _

Index = QModelIndex | QPersistentModelIndex
_MOMENT = Qt.ItemDataRole.UserRole + 1

_ROW = 48

#: The colour of each group, by the token of the look. The words say the group too.
TONES = {
    "events": "warning", "reprisals": "danger", "engagements": "accent", "proceedings": "good",
    "facts": "muted", "instruments": "good", "work": "muted",
}  # fmt: skip


def said_date(moment: Moment) -> str:
    """When it was, in words."""
    return shown(moment.when) if moment.when else _("no date")


def called(moment: Moment) -> str:
    """What kind of thing a moment is."""
    singular = _(kinds()[moment.kind].singular)
    return singular[:1].upper() + singular[1:]


def spoken(moment: Moment) -> str:
    """A moment as a screen reader says it."""
    parts = (said_date(moment), moment.title, called(moment), moment.detail)
    return ". ".join(part for part in parts if part)


class Moments(QAbstractListModel):
    """The moments that are shown, in order of time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moments: Sequence[Moment] = ()
        self.scale: Scale = scale_of(())

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these, on an axis as long as they need."""
        self.beginResetModel()
        self.moments = list(moments)
        self.scale = scale_of(each.when for each in moments if each.when is not None)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        moment = self.moments[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return moment.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return spoken(moment)
        return moment if role == _MOMENT else None


class Timeline(QListView):
    """Moments under an axis. Arrow keys go from one to the next, Enter opens it."""

    #: The person wants to see the record of a moment.
    opened = Signal(Moment)
    #: The keyboard or the mouse is on this moment now.
    reached = Signal(Moment)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(_("Chronology"))
        self.moments = Moments(self)
        self.setModel(self.moments)
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._fit()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._reach)
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        """Room for a few rows, whatever the size of the font."""
        self.setMinimumHeight(4 * look().px(_ROW))
        self.scheduleDelayedItemsLayout()

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these; the one that was current stays so if it is still there."""
        before = self.current_moment()
        self.moments.show_moments(moments)
        rows = [n for n, each in enumerate(moments) if before and each.record == before.record]
        if moments:
            self.setCurrentIndex(self.moments.index(rows[0] if rows else 0, 0))

    def current_moment(self) -> Moment | None:
        """The moment the keyboard is on."""
        found = self.currentIndex().data(_MOMENT)
        return found if isinstance(found, Moment) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, _index: QModelIndex | None = None) -> None:
        if (moment := self.current_moment()) is not None:
            self.opened.emit(moment)

    def _reach(self, index: QModelIndex, _before: QModelIndex) -> None:
        moment = index.data(_MOMENT)
        if isinstance(moment, Moment):
            self.reached.emit(moment)


class Axis(QWidget):
    """The years above the timeline, and where time is folded."""

    def __init__(self, line: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Fixed)
        line.moments.modelReset.connect(self.update)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(0, look().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(look().size("small"))
        painter.setFont(font)
        box = QRect(0, 0, self.line.viewport().width(), self.height())
        place = track_of(box, self.layoutDirection())
        if place.isNull():
            return
        painter.setPen(look().colour("muted"))
        metrics, before, said = QFontMetrics(font), -(10.0**6), 0
        wide = metrics.horizontalAdvance("2000")
        for year, where in self.line.moments.scale.years():
            x = x_of(place, where, self.layoutDirection())
            if abs(x - before) < wide + look().px(8) or year == said:
                continue
            before, said = x, year
            text = QRectF(x - wide, 0, 2 * wide, self.height() - look().px(6))
            painter.drawText(text, Qt.AlignmentFlag.AlignCenter, str(year))
            painter.drawLine(QPointF(x, self.height() - look().px(5)), QPointF(x, self.height()))


class _Delegate(QStyledItemDelegate):
    """Paints one moment: date, title and second line, and its span on the axis."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, look().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment = index.data(_MOMENT)
        if not isinstance(moment, Moment):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, direction = box_of(option), direction_of(option)
        self._ground(painter, option, box)
        track = track_of(box, direction)
        self._words(painter, option, moment, _words_of(box, track, direction))
        model = index.model()
        if not track.isNull() and isinstance(model, Moments):
            paint_folds(painter, track, model.scale, direction)
            if moment.when is not None:
                tone = TONES[moment.group]
                paint_span(painter, track, model.scale.span(moment.when), tone, direction)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        here = has(option, QStyle.StateFlag.State_Selected)
        if here or has(option, QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("accent-ground" if here else "hover"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        elif box.top() > 0:
            painter.setPen(look().colour("line"))
            painter.drawLine(box.topLeft(), box.topRight())
        if has(option, QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, moment: Moment, box: QRect
    ) -> None:
        direction, half = direction_of(option), box.height() // 2
        wide = min(look().px(150), box.width() // 3)
        above, below = box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)
        dates = QStyle.visualRect(direction, above, above.adjusted(0, 0, wide - above.width(), 0))
        titles = QStyle.visualRect(direction, above, above.adjusted(wide, 0, 0, 0))
        lower = QStyle.visualRect(direction, below, below.adjusted(wide, 0, 0, 0))
        group = QStyle.visualRect(direction, below, below.adjusted(0, 0, wide - below.width(), 0))
        painter.setFont(font_of(option))
        painter.setPen(look().colour("text" if moment.when else "muted"))
        paint_words(painter, dates.adjusted(0, 0, -look().px(8), 0), said_date(moment), direction)
        painter.setFont(font_of(option, bold=True))
        painter.setPen(look().colour("text"))
        paint_words(painter, titles, moment.title, direction)
        painter.setFont(font_of(option, small=True))
        painter.setPen(look().colour("muted"))
        paint_words(painter, lower, moment.detail, direction)
        _paint_group(painter, group, moment, direction)


def _words_of(box: QRect, track: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where in a row the words stand: beside the axis."""
    side, top = look().px(10), look().px(5)
    inner = box.adjusted(side, top, -side, -top)
    if track.isNull():
        return inner
    taken = box.width() - track.width() - look().px(14)
    own = QRect(box.left() + side, inner.top(), taken - 2 * side, inner.height())
    return QStyle.visualRect(direction, box, own)


def _paint_group(
    painter: QPainter, box: QRect, moment: Moment, direction: Qt.LayoutDirection
) -> None:
    size = look().px(8)
    dot = QRect(box.left(), box.center().y() - size // 2, size, size)
    painter.setPen(look().colour("muted"))
    words = QStyle.visualRect(direction, box, box.adjusted(size + look().px(6), 0, 0, 0))
    paint_words(painter, words, called(moment), direction)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour(TONES[moment.group]))
    painter.drawEllipse(QStyle.visualRect(direction, box, dot))
