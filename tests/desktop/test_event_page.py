"""The page of an event or reprisal: who did what to whom, and what triggered a reprisal."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from tests.desktop.entered import enter, labels

from casedesk.desktop.desk import Desk
from casedesk.desktop.event.page import EventPage
from casedesk.desktop.form.finding import by_key
from casedesk.desktop.form.lines import Words
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import Notice

Until = Callable[[Desk], None]
Shown = Callable[[int], EventPage]


@pytest.fixture
def shown(show_page: Callable[[type[EventPage], int], EventPage]) -> Shown:
    return partial(show_page, EventPage)


def words(part: QWidget) -> str:
    return "\n".join([*labels(part), *(each.toPlainText() for each in part.findChildren(Words))])


def test_a_partial_date_is_shown_as_partial_with_the_days_it_can_mean(
    desk: Desk, shown: Shown
) -> None:
    number, _ref = enter(desk, "events", {"title": "A raid", "occurred": "March 2024"})
    said = words(shown(number).what)
    assert "March 2024" in said
    assert "31" in said


def test_an_event_without_a_day_says_so(desk: Desk, shown: Shown) -> None:
    number, _ref = enter(desk, "events", {"title": "A raid"})
    assert "not known" in words(shown(number).what)


def test_a_party_is_added_with_a_role_by_keys(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    number, _ref = enter(desk, "events", {"title": "A raid"})
    ana, _ana_ref = enter(desk, "people", {"name": "Ana Example"})
    page = shown(number)
    qtbot.mouseClick(page.people.adding, Qt.MouseButton.LeftButton)
    link = page.people.link
    assert link.isVisible()
    link.party.show_record(desk.vault.read(by_key(ana)))
    role = link.role.combo.lineEdit()
    qtbot.keyClicks(role, "Victim")
    qtbot.mouseClick(link.add, Qt.MouseButton.LeftButton)
    until(desk)
    assert "Ana Example" in words(page.people.list)
    assert "To whom" in words(page.people.list)


def test_a_role_without_a_party_is_refused_in_a_sentence(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    number, _ref = enter(desk, "events", {"title": "A raid"})
    page = shown(number)
    page.people.ask()
    qtbot.mouseClick(page.people.link.add, Qt.MouseButton.LeftButton)
    until(desk)
    assert page.people.link.wrong.text()


def test_an_engagement_is_linked_as_trigger_with_who_says_so(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    number, _ref = enter(desk, "reprisals", {"title": "Arrest"})
    _engagement, engagement_ref = enter(desk, "engagements", {"title": "Testimony"})
    page = shown(number)
    assert "not yet shown to be a reprisal" in words(page.triggers)
    qtbot.mouseClick(page.link_engagement, Qt.MouseButton.LeftButton)
    until(desk)
    assert page.dialog is not None
    boxes = page.dialog.form.boxes
    qtbot.keyClicks(boxes["engagement"].editor.control, engagement_ref)
    qtbot.keyClicks(boxes["stated_by"].editor.control, "Her counsel")
    qtbot.mouseClick(page.dialog.form.button, Qt.MouseButton.LeftButton)
    until(desk)
    said = words(page.triggers)
    assert "Testimony" in said
    assert "Her counsel" in said
    assert "reason missing" in said


def test_an_event_that_is_no_reprisal_asks_for_no_trigger(desk: Desk, shown: Shown) -> None:
    number, _ref = enter(desk, "events", {"title": "A raid"})
    assert not shown(number).triggers.isVisible()


def test_risk_of_those_involved_stands_first(desk: Desk, shown: Shown) -> None:
    number, ref = enter(desk, "events", {"title": "A raid"})
    _ana, ana = enter(desk, "people", {"name": "Ana", "risk": "Watched"})
    enter(desk, "involvements", {"subject": ref, "party": ana, "role": "witness"})
    page = shown(number)
    assert "Watched" in page.findChildren(Notice)[0].text.text()


def test_the_case_is_one_press_away(desk: Desk, shown: Shown, qtbot: Any) -> None:
    case, case_ref = enter(desk, "cases", {"title": "A case"})
    number, _ref = enter(desk, "events", {"title": "A raid", "case": case_ref})
    page = shown(number)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.to_case, Qt.Key.Key_Space)
    assert gone.args[0] == Target(record=case)


def test_a_removed_event_leaves_its_page(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    number, _ref = enter(desk, "events", {"title": "A raid"})
    page = shown(number)
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    asking = page.asking
    assert asking is not None
    qtbot.keyClicks(asking.reason, "Entered twice")
    with qtbot.waitSignal(page.go):
        qtbot.keyClick(asking.reason, Qt.Key.Key_Return)
        until(desk)
