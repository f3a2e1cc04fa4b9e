"""The page of a proceeding: time limits with their rule, filings that meet them, its steps."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from tests.desktop.entered import enter, labels

from casedesk.desktop.case.lines import Line
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import Notice
from casedesk.desktop.proceeding.page import ProceedingPage
from casedesk.desktop.proceeding.stages import Rail

Until = Callable[[Desk], None]
Shown = Callable[[int], ProceedingPage]


@pytest.fixture
def shown(show_page: Callable[[type[ProceedingPage], int], ProceedingPage]) -> Shown:
    return partial(show_page, ProceedingPage)


@pytest.fixture
def letter(desk: Desk) -> tuple[int, str]:
    """A letter of UN mandates to one State, sent ten days ago."""
    number, ref = enter(desk, "proceedings", {"title": "A letter", "mechanism": "un-sp"})
    _state, state = enter(desk, "states", {"name": "Maldives"})
    sent = (this_day() - timedelta(days=10)).isoformat()
    enter(desk, "addressees", {"proceeding": ref, "party": state, "transmitted": sent})
    return number, ref


def words(part: QWidget) -> str:
    return "\n".join(labels(part))


def test_a_time_limit_names_its_day_rule_and_source(shown: Shown, letter: tuple[int, str]) -> None:
    said = words(shown(letter[0]).limits)
    assert "60 days" in said
    assert "counts from: Transmitted" in said
    assert "due" in said


def test_an_addressee_shows_when_its_reply_is_due(shown: Shown, letter: tuple[int, str]) -> None:
    said = words(shown(letter[0]).addressees)
    assert "Maldives" in said
    assert "awaited" in said
    assert "reply due" in said


def test_a_filing_recorded_by_keys_meets_our_time_limit(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    _case, case = enter(desk, "cases", {"title": "A case"})
    own = {"title": "An application", "mechanism": "echr", "case": case}
    number, _ref = enter(desk, "proceedings", own)
    ago = (this_day() - timedelta(days=10)).isoformat()
    for fact in ("notified", "final_decision"):
        enter(desk, "facts", {"case": case, "fact": fact, "occurred": ago})
    page = shown(number)
    ours = next(line for line in page.limits.lines() if "act by" in words(line))
    assert "met" not in words(ours).split("\n")
    qtbot.mouseClick(page.file_button, Qt.MouseButton.LeftButton)
    until(desk)
    dialog = page.dialog
    assert dialog is not None
    today = this_day().isoformat()
    for name in ("postmark", "received"):
        qtbot.keyClicks(dialog.form.boxes[name].editor.control, today)
    qtbot.mouseClick(dialog.form.button, Qt.MouseButton.LeftButton)
    until(desk)
    assert "met" in [word for line in page.limits.lines() for word in words(line).split("\n")]
    assert len(page.filings.list.findChildren(Line)) == 1


def test_steps_taken_are_filled_and_those_to_come_are_not(
    desk: Desk, shown: Shown, letter: tuple[int, str]
) -> None:
    enter(desk, "stages", {"proceeding": letter[1], "title": "Sent", "stage": "submitted"})
    page = shown(letter[0])
    rails = page.stages.findChildren(Rail)
    assert rails[0].taken
    assert rails[0].first
    assert rails[-1].last
    assert not page.grab().isNull()


def test_without_a_mechanism_the_page_says_what_to_choose(desk: Desk, shown: Shown) -> None:
    number, _ref = enter(desk, "proceedings", {"title": "A matter"})
    page = shown(number)
    assert "No mechanism is chosen" in page.findChildren(Notice)[0].text.text()


def test_an_unusual_reference_is_doubted_and_kept(desk: Desk, shown: Shown) -> None:
    said = {"title": "A letter", "mechanism": "un-sp", "reference": "my letter of May"}
    number, _ref = enter(desk, "proceedings", said)
    page = shown(number)
    assert "mostly look like" in page.findChildren(Notice)[0].text.text()
    assert "my letter of May" in page.subtitle.text()


def test_what_it_continues_is_opened_with_the_keyboard(
    desk: Desk, shown: Shown, qtbot: Any
) -> None:
    first, ref = enter(desk, "proceedings", {"title": "Before the Commission"})
    number, _ref = enter(desk, "proceedings", {"title": "Before the Court", "continues": ref})
    page = shown(number)
    (line,) = page.chain.lines()
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert gone.args[0].record == first


def test_a_filing_without_proof_says_so(desk: Desk, shown: Shown, letter: tuple[int, str]) -> None:
    enter(desk, "filings", {"proceeding": letter[1], "sent": "2024-01-01"})
    assert "no proof" in words(shown(letter[0]).filings)
