"""Today: what is due stands there with its rule, and the keyboard reaches all of it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.desktop.entered import day, entered, words

from casedesk.casework import entering
from casedesk.desktop import theme
from casedesk.desktop.case.lines import FIRST, Line, ListCard
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Target
from casedesk.desktop.today import TodayPage

Until = Callable[[Desk], None]


@pytest.fixture
def shown(show_place: Callable[[type[TodayPage], str], TodayPage]) -> Callable[[], TodayPage]:
    return lambda: show_place(TodayPage, "today")


def went(page: TodayPage) -> list[Target]:
    targets: list[Target] = []
    page.go.connect(targets.append)
    return targets


def test_an_empty_vault_is_told_what_to_do(shown: Callable[[], TodayPage]) -> None:
    page = shown()

    assert "Nothing is due" in words(page.due)
    assert "No reply is awaited" in words(page.replies)
    assert "No check-in is overdue" in words(page.people)
    assert "No backup was ever made" in words(page.loose)


def test_what_is_over_stands_first_and_enter_opens_it(
    desk: Desk, shown: Callable[[], TodayPage], qtbot: Any
) -> None:
    case = entered(desk, "cases", title="The bridge", reference="2026-014")
    entered(desk, "deadlines", title="Comments", case=case.ref, due=day(5))
    late = entered(desk, "tasks", title="Call the lawyer", about=case.ref, due=day(-3))
    page = shown()
    targets = went(page)

    first, second = page.due.lines()
    assert "3 days over. Call the lawyer" in first.accessibleName()
    assert "2026-014 · The bridge" in words(first)
    assert "5 days. Comments" in second.accessibleName()

    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert targets == [Target(record=late.id)]
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()


def test_a_rule_is_named_with_its_article_and_says_its_words(
    desk: Desk, shown: Callable[[], TodayPage]
) -> None:
    case = entered(desk, "cases", title="The bridge")
    state = entered(desk, "states", name="Mexico")

    def link(unit: Any) -> str:
        first, second = unit.get(case.ref), unit.get(state.ref)
        return entering.link(unit, first, second, "respondent-state").ref

    desk.vault.write("Link", link)
    entered(desk, "facts", case=case.ref, fact="notified", occurred=day(-150))

    line = next(each for each in shown().due.lines() if "Inter-American" in each.accessibleName())

    assert "American Convention, art. 46" in words(line)
    assert "Decision served" in words(line)
    assert "ix months" in line.toolTip()


def test_a_late_reply_and_an_overdue_check_in_are_shown(
    desk: Desk, shown: Callable[[], TodayPage]
) -> None:
    case = entered(desk, "cases", title="The bridge")
    before = entered(desk, "proceedings", title="Letter", case=case.ref, mechanism="un-sp")
    state = entered(desk, "states", name="Egypt")
    entered(desk, "addressees", proceeding=before.ref, party=state.ref, transmitted=day(-72))
    person = entered(desk, "people", name="W-014", safe_contact="Safe channel only, after 18:00")
    entered(desk, "checkins", person=person.ref, next=day(-2))
    page = shown()

    (reply,) = page.replies.lines()
    assert "12 days over" in reply.accessibleName()
    assert "Egypt has not answered" in words(reply)
    (check_in,) = page.people.lines()
    assert "Safe channel only, after 18:00" in words(check_in)


def test_loose_ends_fold_out_by_keyboard_and_keep_the_keyboard(
    desk: Desk, shown: Callable[[], TodayPage], qtbot: Any
) -> None:
    case = entered(desk, "cases", title="The bridge")
    page = shown()
    targets = went(page)
    line = page.loose.lines()[0]
    assert "1 open case has no next step" in words(line)

    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)

    group, inside = page.loose.lines()[:2]
    assert group.hasFocus()
    assert "The bridge" in words(inside)
    qtbot.keyClick(inside, Qt.Key.Key_Return)
    assert targets == [Target(record=case.id)]


def test_a_long_list_is_shown_in_parts(desk: Desk, shown: Callable[[], TodayPage]) -> None:
    case = entered(desk, "cases", title="The bridge")
    for number in range(30):
        entered(desk, "tasks", title=f"Task {number}", about=case.ref, due=day(number))
    page = shown()
    assert len(page.due.lines()) == FIRST

    more = next(
        each for each in page.due.findChildren(QPushButton) if each.text().startswith("Show")
    )
    more.click()

    assert len(page.due.lines()) == 30
    assert page.due.lines()[FIRST].hasFocus()


def test_typed_markup_is_shown_as_it_was_typed(desk: Desk, shown: Callable[[], TodayPage]) -> None:
    case = entered(desk, "cases", title="<b>The</b> <img src=x>")
    entered(desk, "tasks", title="<a href='x'>Call</a>", about=case.ref, due=day(1))
    page = shown()

    assert "<a href='x'>Call</a>" in words(page.due)
    formats = {each.textFormat() for each in page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("scale", [80, 150, 200])
def test_no_title_and_no_font_widens_the_window(
    desk: Desk, qapp: QApplication, shown: Callable[[], TodayPage], scale: int
) -> None:
    long = {"title": "Wordwithoutend" * 36}
    case = entered(desk, "cases", **long)
    entered(desk, "tasks", about=case.ref, due=day(1), **long)
    theme.choose(qapp, dark=False, scale=scale)
    try:
        assert shown().minimumSizeHint().width() <= 1000
    finally:
        theme.choose(qapp, dark=False, scale=100)


def test_everything_the_keyboard_reaches_says_what_it_is(
    desk: Desk, shown: Callable[[], TodayPage]
) -> None:
    case = entered(desk, "cases", title="The bridge")
    entered(desk, "tasks", title="Call", about=case.ref, due=day(1))
    page = shown()

    reached = [
        each
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    assert any(isinstance(each, Line) for each in reached)
    assert all(each.accessibleName() for each in reached)


def test_every_card_is_named_for_a_screen_reader(shown: Callable[[], TodayPage]) -> None:
    page = shown()
    names = {each.accessibleName() for each in page.findChildren(ListCard)}

    assert names == {"Due", "Replies awaited from States", "People", "Loose ends"}
