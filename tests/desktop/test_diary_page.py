"""The calendar: days by keyboard, what stands on them beside, a list, and a file that is safe."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel
from tests.desktop.entered import TODAY, day, entered, words

from casedesk.desktop import theme
from casedesk.desktop.desk import Desk
from casedesk.desktop.diary.export import Exporting
from casedesk.desktop.diary.grid import month_after
from casedesk.desktop.diary.page import DiaryPage
from casedesk.desktop.page import Target
from casedesk.domain.base import Record

Until = Callable[[Desk], None]


@pytest.fixture
def shown(show_place: Callable[[type[DiaryPage], str], DiaryPage]) -> Callable[[], DiaryPage]:
    def show() -> DiaryPage:
        page = show_place(DiaryPage, "diary")
        page.take_keyboard()
        return page

    return show


@pytest.fixture
def case(desk: Desk) -> Record:
    case = entered(desk, "cases", title="The bridge", reference="2026-014")
    entered(desk, "tasks", title="Call the lawyer", about=case.ref, due=day(0))
    entered(desk, "deadlines", title="Comments", case=case.ref, due=day(1), hard="yes")
    entered(desk, "tasks", title="Write to the family", about=case.ref, due=day(-4))
    return case


def press(qtbot: Any, *keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)


def test_an_empty_calendar_says_what_would_stand_there(shown: Callable[[], DiaryPage]) -> None:
    page = shown()

    assert "Nothing is due on this day" in words(page.agenda)
    page.show_list()
    assert "Nothing is due in these days" in words(page.views)


def test_arrow_keys_move_by_days_and_weeks_and_pages_by_months(
    case: Record, shown: Callable[[], DiaryPage], qtbot: Any
) -> None:
    page = shown()
    assert page.grid.cell().hasFocus()
    assert "Call the lawyer" in words(page.agenda)

    press(qtbot, Qt.Key.Key_Right)
    assert page.grid.day == TODAY + timedelta(days=1)
    assert page.grid.cell().hasFocus()
    assert "Comments" in words(page.agenda)
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert page.grid.day == TODAY
    press(qtbot, Qt.Key.Key_PageDown)
    assert page.grid.day == month_after(TODAY, 1)
    press(qtbot, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert page.grid.day == month_after(month_after(month_after(TODAY, 1), -1), -1)
    assert page.grid.cell().hasFocus()


def test_enter_goes_to_the_day_enter_opens_and_escape_goes_back(
    case: Record, shown: Callable[[], DiaryPage], qtbot: Any
) -> None:
    page = shown()
    targets: list[Target] = []
    page.go.connect(targets.append)

    press(qtbot, Qt.Key.Key_Return)
    assert page.agenda.lines()[0].hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert len(targets) == 1
    assert targets[0].record is not None
    press(qtbot, Qt.Key.Key_Escape)
    assert page.grid.cell().hasFocus()


def test_a_day_is_told_to_a_screen_reader_with_what_stands_on_it(
    case: Record, shown: Callable[[], DiaryPage]
) -> None:
    name = shown().grid.cell().accessibleName()

    assert "today" in name
    assert "1 entry" in name
    assert "Call the lawyer" in name


def test_what_went_by_is_told_and_stands_first_in_the_list(
    case: Record, shown: Callable[[], DiaryPage], qtbot: Any
) -> None:
    page = shown()
    assert "1 thing went by undone" in page.late.text()
    page.late.setFocus()
    press(qtbot, Qt.Key.Key_Space)

    said = words(page.views.currentWidget())
    assert said.index("Gone by") < said.index("Write to the family") < said.index("Comments")
    assert page.as_list.isChecked()


def test_a_far_month_is_read_when_it_is_shown(
    desk: Desk, shown: Callable[[], DiaryPage], until: Until
) -> None:
    entered(desk, "tasks", title="In five years", due=day(1826))
    page = shown()
    page.choose(TODAY + timedelta(days=1826))
    until(desk)

    assert "In five years" in words(page.agenda)


def test_the_week_begins_as_it_does_where_the_person_is(desk: Desk, qtbot: Any) -> None:
    before = QLocale()
    try:
        for name, first in (("de_DE", "Mon"), ("ar_EG", "Sat"), ("en_US", "Sun")):
            QLocale.setDefault(QLocale(name))
            page = DiaryPage(desk, Target("diary"))
            qtbot.addWidget(page)
            heading = page.grid.grid.itemAtPosition(0, 0)
            assert heading is not None
            label = heading.widget()
            assert isinstance(label, QLabel)
            assert label.text() == first
    finally:
        QLocale.setDefault(before)


def test_in_a_language_from_right_to_left_the_arrows_turn(
    shown: Callable[[], DiaryPage], qtbot: Any
) -> None:
    page = shown()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    press(qtbot, Qt.Key.Key_Left)

    assert page.grid.day == TODAY + timedelta(days=1)


def test_a_file_is_written_with_titles_that_tell_nothing_unless_chosen(
    case: Record, shown: Callable[[], DiaryPage], desk: Desk, until: Until, tmp_path: Path
) -> None:
    page = shown()
    said: list[str] = []
    page.said.connect(said.append)
    asked: list[str] = []
    dialog = Exporting(asked.append, page)
    dialog.show()
    assert dialog.warning.isHidden()
    dialog.choices["full"].click()
    assert not dialog.warning.isHidden()
    dialog.choices["neutral"].click()
    dialog._go_on()
    assert asked == ["neutral"]

    page.export(asked[0], tmp_path / "calendar.ics")
    until(desk)

    content = (tmp_path / "calendar.ics").read_text("utf-8")
    assert "something is due" in content
    assert "lawyer" not in content
    assert said == ["Written: calendar.ics"]


@pytest.mark.parametrize("scale", [80, 150, 200])
def test_no_title_and_no_font_widens_the_window(
    desk: Desk, qapp: QApplication, shown: Callable[[], DiaryPage], scale: int
) -> None:
    entered(desk, "tasks", title="Wordwithoutend" * 36, due=day(0))
    theme.choose(qapp, dark=False, scale=scale)
    try:
        assert shown().minimumSizeHint().width() <= 1000
    finally:
        theme.choose(qapp, dark=False, scale=100)
