"""A month as a grid of days. Arrow keys move by days and weeks, PageUp and PageDown by months."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QStyle, QWidget

from casedesk.casework.diary import Entry, span_of_weeks
from casedesk.desktop.diary.words import SHORT_WEEKDAYS, day_words, tone_of
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look, theme
from casedesk.words import _, n_

_DAYS = {Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}

#: The ground and the ink of an entry by its tone.
_TONES = {
    "plain": ("side", "text"),
    "accent": ("accent-ground", "accent"),
    "danger": ("danger-ground", "danger"),
    "warning": ("warning-ground", "warning"),
    "good": ("good-ground", "good"),
}


def week_begins() -> int:
    """The first day of the week where the person is: 1 for Monday."""
    return int(QLocale().firstDayOfWeek().value)


def month_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    index = min(max(index, 12), 9998 * 12)
    year, month = divmod(index, 12)
    first = date(year, month + 1, 1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    return first.replace(day=min(day.day, length))


class DayCell(QPushButton):
    """One day with what stands on it; what has no room is counted."""

    pressed_key = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(1, look().px(26))
        self.day = self.today = date.min
        self.entries: Sequence[Entry] = ()
        self.in_month = self.chosen = False

    def show_day(self, day: date, today: date, entries: Sequence[Entry], *, in_month: bool) -> None:
        """Show a day."""
        self.day, self.today, self.entries, self.in_month = day, today, entries, in_month
        number = len(entries)
        counted = n_("{n} entry", "{n} entries", number).format(n=number) if number else ""
        now = _("today") if day == today else ""
        said = (day_words(day), now, counted, *(each.title for each in entries))
        self.setAccessibleName(". ".join(text for text in said if text))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(80), look().px(70))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _DAYS or key in _MONTHS or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed_key.emit(event.key())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent-ground" if self.chosen else "panel" if self.in_month else "ground"
        painter.fillRect(self.rect(), look().colour(ground))
        top = self._paint_number(painter)
        self._paint_entries(painter, top)
        if self.hasFocus() or self.chosen:
            pen = painter.pen()
            pen.setColor(look().colour("accent"))
            pen.setWidth(2 if self.hasFocus() else 1)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_number(self, painter: QPainter) -> int:
        """The number of the day, in a disc where it is today; answers where the rest begins."""
        side = look().px(21)
        box = QRect(look().px(4), look().px(3), side, side)
        box = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
        font = QFont(self.font())
        font.setPixelSize(look().size("small"))
        is_today = self.day == self.today
        font.setWeight(QFont.Weight.DemiBold if is_today else QFont.Weight.Normal)
        painter.setFont(font)
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("accent"))
            painter.drawEllipse(box)
        ink = "on-accent" if is_today else "text" if self.in_month else "muted"
        painter.setPen(look().colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.day.day))
        return box.bottom() + look().px(3)

    def _paint_entries(self, painter: QPainter, top: int) -> None:
        high = look().px(18)
        room = max(0, (self.height() - top - look().px(2)) // high)
        entries = self.entries
        if not room:
            self._paint_count(painter, len(entries))
            return
        some = entries if len(entries) <= room else entries[: room - 1]
        for number, each in enumerate(some):
            ground, ink = _TONES[tone_of(each, self.today)]
            self._paint_line(painter, top + number * high, each.title, ground, ink)
        left = len(entries) - len(some)
        if left:
            words = n_("+{n} more", "+{n} more", left) if some else n_("{n} due", "{n} due", left)
            self._paint_line(painter, top + len(some) * high, words.format(n=left), "", "muted")

    def _paint_count(self, painter: QPainter, number: int) -> None:
        """Where there is no room for words, how many entries there are, beside the day."""
        if number:
            box = self.rect().adjusted(look().px(4), look().px(3), -look().px(6), 0)
            box.setHeight(look().px(21))
            painter.setPen(look().colour("accent"))
            end = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignRight)
            painter.drawText(box, end | Qt.AlignmentFlag.AlignVCenter, f"+{number}")

    def _paint_line(self, painter: QPainter, top: int, words: str, ground: str, ink: str) -> None:
        box = QRect(look().px(3), top, self.width() - look().px(6), look().px(16))
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour(ground))
            painter.drawRoundedRect(box, 3, 3)
        font = QFont(self.font())
        font.setPixelSize(max(8, look().size("small") - look().px(1)))
        painter.setFont(font)
        painter.setPen(look().colour(ink))
        inner = box.adjusted(look().px(4), 0, -look().px(3), 0)
        text = " ".join(words[:200].split())
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        start = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inner, start | Qt.AlignmentFlag.AlignVCenter, text)


class MonthGrid(QFrame):
    """The weeks of a month; one day is chosen."""

    #: Another day was chosen.
    chosen = Signal(object)
    #: Enter was pressed on the chosen day.
    entered = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self.setObjectName("month")
        self.setAccessibleName(_("Month"))
        self.day = self.today = day
        self.entries: Mapping[date, Sequence[Entry]] = {}
        self.cells = [DayCell() for _number in range(42)]
        self.begins = week_begins()
        self._lay_out()
        for each in self.cells:
            each.clicked.connect(self._clicked)
            each.pressed_key.connect(self._key)
        theme().changed.connect(self.update)
        self.show_entries({}, day)

    def _lay_out(self) -> None:
        grid = self.grid = QGridLayout()
        grid.setSpacing(1)
        grid.setContentsMargins(0, 0, 0, 0)
        for column in range(7):
            heading = label(_(SHORT_WEEKDAYS[(self.begins - 1 + column) % 7]), "small")
            heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
            heading.setProperty("weekday", True)
            heading.setMinimumHeight(look().px(24))
            grid.addWidget(heading, 0, column)
            grid.setColumnStretch(column, 1)
        for number, each in enumerate(self.cells):
            grid.addWidget(each, 1 + number // 7, number % 7)
        self.setLayout(grid)

    def span(self, day: date) -> tuple[date, date]:
        """The days that are shown with this one."""
        return span_of_weeks(day, self.begins)

    def show_entries(self, entries: Mapping[date, Sequence[Entry]], today: date) -> None:
        """Show what stands on each day."""
        self.entries, self.today = entries, today
        first, last = self.span(self.day)
        for number, cell in enumerate(self.cells):
            shown_day = first + timedelta(days=number)
            cell.setVisible(shown_day <= last)
            self.grid.setRowStretch(1 + number // 7, 1 if shown_day <= last else 0)
            here = entries.get(shown_day, ())
            in_month = shown_day.month == self.day.month
            cell.show_day(shown_day, today, here, in_month=in_month)
            cell.chosen = shown_day == self.day
            is_one = Qt.FocusPolicy.StrongFocus if cell.chosen else Qt.FocusPolicy.ClickFocus
            cell.setFocusPolicy(is_one)
        self.setFocusProxy(self.cell())

    def cell(self) -> DayCell:
        """The cell of the chosen day."""
        return next(each for each in self.cells if each.day == self.day)

    def choose(self, day: date) -> None:
        """Choose a day; the keyboard goes along where it was on the grid."""
        had_keyboard = any(each.hasFocus() for each in self.cells)
        self.day = day
        self.show_entries(self.entries, self.today)
        if had_keyboard:
            self.cell().setFocus()

    def _clicked(self) -> None:
        cell: QWidget | None = self.sender()  # type: ignore[assignment]
        if isinstance(cell, DayCell):
            self.chosen.emit(cell.day)

    def _key(self, code: int) -> None:
        key = Qt.Key(code)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        if key in _MONTHS:
            self.chosen.emit(month_after(self.day, _MONTHS[key]))
            return
        days = _DAYS[key]
        if abs(days) == 1 and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            days = -days
        self.chosen.emit(self.day + timedelta(days=days))
