"""The calendar: a month with what is due on each day, the chosen day beside it, or a list."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from casedesk.casework.diary import Diary, Entry, diary
from casedesk.desktop import files
from casedesk.desktop.case.lines import ListCard, keeping_focus
from casedesk.desktop.case.tab import scrolled, this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.diary.export import Exporting
from casedesk.desktop.diary.grid import MonthGrid, month_after
from casedesk.desktop.diary.words import day_words, entry_line
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import Notice, column, emptied, row, scrolling, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import one_line
from casedesk.desktop.theme import look
from casedesk.when import parse, shown
from casedesk.words import _, n_

#: Days of the list, and how far back what went by undone is still told.
LISTED = 90
_BACK = 3 * 366


class DiaryPage(Page):
    """Everything dated in the office."""

    kinds: ClassVar[frozenset[str] | None] = None

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.today = this_day()
        self.entries: tuple[Entry, ...] = ()
        self.span = (self.today, self.today)
        self.heading = one_line("", "title")
        self.notices = column(gap=8)
        self.grid = MonthGrid(self.today)
        self.agenda = ListCard("", _("Nothing is due on this day."))
        self.listed: QVBoxLayout = column(gap=16)
        self.views = QStackedWidget()
        self.late = button("", self.show_list, link=True, name=_("Show what went by undone"))
        self._build()
        self._show_month()

    def _build(self) -> None:
        self.setAccessibleName(_("Calendar"))
        self.as_month = self._view(_("Month"), 0)
        self.as_list = self._view(n_("Next {n} day", "Next {n} days", LISTED).format(n=LISTED), 1)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        back, on = ("chevron-right", "chevron-left")[:: 1 if right_to_left else -1]
        before = button("", lambda: self.turn(-1), icon=back, name=_("The month before"))
        after = button("", lambda: self.turn(1), icon=on, name=_("The month after"))
        now = button(_("Today"), lambda: self.choose(self.today))
        export = button(_("Export …"), self.ask_export, icon="calendar-arrow-down")
        top = row(
            self.heading, before, now, after, None,
            self.as_month, self.as_list, export, gap=8,
        )  # fmt: skip
        beside = column(self.agenda, gap=0)
        beside.addStretch(1)
        aside = scrolling(widget(beside))
        aside.setMinimumWidth(look().px(200))
        month = row(self.grid, aside, gap=14)
        month.setStretch(0, 7)
        month.setStretch(1, 4)
        self.views.addWidget(widget(month))
        self.views.addWidget(scrolled(widget(self.listed)))
        whole = column(top, self.notices, self.late, self.views, gap=10, margin=20)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.late.hide()
        self.grid.chosen.connect(self.choose)
        self.grid.entered.connect(self._into_agenda)
        self.start = self.grid

    def _view(self, text: str, index: int) -> QPushButton:
        made = button(text, lambda: self._turn_to(index), chip=True)
        made.setCheckable(True)
        made.setChecked(index == 0)
        return made

    # ---- asking ------------------------------------------------------------------------------

    def load(self) -> None:
        self.today = this_day()
        first, last = self.grid.span(self.grid.day)
        first = min(first, self.today - timedelta(days=_BACK))
        last = max(last, self.today + timedelta(days=400))
        today = self.today

        def show(seen: Diary) -> None:
            self.span = (first, last)
            self.show_diary(seen)

        self.desk.read(lambda unit: diary(unit, today, first, last), show, self, latest="diary")

    def show_diary(self, seen: Diary) -> None:
        """Show what was read."""
        self.entries = seen.entries
        emptied(self.notices)
        for sentence in seen.notices:
            self.notices.addWidget(Notice(sentence))
        over = [each for each in self.entries if each.is_over(self.today)]
        number = len(over)
        text = n_("{n} thing went by undone", "{n} things went by undone", number)
        self.late.setText(text.format(n=number))
        self.late.setVisible(bool(over) and self.views.currentIndex() == 0)
        keeping_focus(self.views, self._fill)

    def _fill(self) -> None:
        self._show_month()
        self._show_list()

    # ---- the month ---------------------------------------------------------------------------

    def turn(self, months: int) -> None:
        """Go so many months on."""
        self.choose(month_after(self.grid.day, months))

    def choose(self, day: date) -> None:
        """Show a day, with its month."""
        self._turn_to(0)
        self.grid.day = day if abs(day.year - 5000) < 4990 else self.grid.day
        self._show_month()
        first, last = self.grid.span(self.grid.day)
        if first < self.span[0] or last > self.span[1]:
            self.load()

    def _show_month(self) -> None:
        day = self.grid.day
        first, last = self.grid.span(day)
        by_day: dict[date, list[Entry]] = {}
        for each in self.entries:
            end = min(each.last, last) if each.lasts else each.day
            here = max(each.day, first)
            while here <= end:
                by_day.setdefault(here, []).append(each)
                here += timedelta(days=1)
        self.grid.entries, self.grid.today = by_day, self.today
        self.grid.choose(day)
        self._say_heading()
        self.agenda.heading.setText(day_words(day))
        self.agenda.setAccessibleName(day_words(day))
        self.agenda.show_lines(self._lines(by_day.get(day, ())))

    def _say_heading(self) -> None:
        is_month = self.views.currentIndex() == 0
        month = shown(parse(f"{self.grid.day:%Y-%m}"))
        self.heading.setText(month if is_month else _("Calendar"))

    def _into_agenda(self) -> None:
        lines = self.agenda.lines()
        if lines:
            lines[0].setFocus()

    def _lines(
        self, entries: Iterable[Entry], *, dated: bool = False
    ) -> list[Callable[[], QWidget]]:
        return [
            partial(entry_line, each, self.today, self._opener(each.record), dated=dated)
            for each in entries
        ]

    def _opener(self, record: int) -> Callable[[], None]:
        return lambda: self.go.emit(Target(record=record))

    # ---- the list ----------------------------------------------------------------------------

    def show_list(self) -> None:
        """Show the list of what went by and of the days ahead."""
        self._turn_to(1)
        self.as_list.setFocus()

    def _turn_to(self, index: int) -> None:
        self.as_month.setChecked(index == 0)
        self.as_list.setChecked(index == 1)
        self.views.setCurrentIndex(index)
        self._say_heading()
        over = any(each.is_over(self.today) for each in self.entries)
        self.late.setVisible(over and index == 0)

    def _show_list(self) -> None:
        emptied(self.listed)
        until = self.today + timedelta(days=LISTED)
        over = [each for each in self.entries if each.is_over(self.today)]
        ahead = [
            each
            for each in self.entries
            if each.day <= until and each.last >= self.today and each not in over
        ]
        if over:
            self._add_card(_("Gone by, and not done"), over[::-1])
        for month, some in groupby(ahead, key=self._month_of):
            self._add_card(shown(parse(month)), list(some))
        if not over and not ahead:
            empty = _(
                "Nothing is due in these days. Time limits of your cases, tasks, replies awaited,"
                " hearings, sessions and check-ins stand here."
            )
            card = ListCard(_("The days ahead"), empty)
            card.show_lines([])
            self.listed.addWidget(card)
        self.listed.addStretch(1)

    def _month_of(self, each: Entry) -> str:
        return f"{max(each.day, self.today):%Y-%m}"

    def _add_card(self, heading: str, entries: Sequence[Entry]) -> None:
        card = ListCard(heading, "")
        card.show_lines(self._lines(entries, dated=True))
        self.listed.addWidget(card)

    # ---- a file ------------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Ask what the titles may tell, and where the file is to lie."""
        dialog = Exporting(self._choose_place, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_place(self, titles: str) -> None:
        title = _("Where the calendar is to be written")
        files.choose_target(self, title, ".ics", "calendar.ics", lambda to: self.export(titles, to))

    def export(self, titles: str, target: Path) -> None:
        """Write the calendar to a file, beside the window."""
        from casedesk.exchange.calendar_file import Asked, write_calendar  # noqa: PLC0415

        vault, asked = self.desk.vault, Asked(titles, self.today)

        def told(_number: int) -> None:
            self.said.emit(_("Written: {file}").format(file=target.name))

        self.desk.work(lambda: write_calendar(vault, asked, target), told, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the list of a day back to the month."""
        if event.key() == Qt.Key.Key_Escape and self.views.currentIndex() == 0:
            self.grid.cell().setFocus()
        else:
            super().keyPressEvent(event)
