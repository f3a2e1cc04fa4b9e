"""Work is planned backwards from a time limit where the limit stands, and moves with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.desktop.entered import TODAY, day, entered, words

from casedesk.casework.coming import Coming
from casedesk.casework.today import today
from casedesk.desktop import theme
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.planning import Planning
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Target

Until = Callable[[Desk], None]


def planned(desk: Desk) -> list[Coming]:
    found = desk.vault.read(lambda unit: today(unit, TODAY)).due
    return [each for each in found if each.kind == "task"]


@pytest.fixture
def page(desk: Desk, qtbot: Any, until: Until) -> CasePage:
    case = entered(desk, "cases", title="The bridge")
    limit = {"title": "Reply to the Committee", "rule": "un-ccpr-comments"}
    entered(desk, "deadlines", case=case.ref, due=day(60), **limit)
    page = CasePage(desk, Target(record=case.id, tab="doors"))
    qtbot.addWidget(page)
    page.resize(1072, 620)
    page.show()
    page.load()
    until(desk)
    return page


def opened(page: CasePage, qtbot: Any) -> Planning:
    [button] = [each for each in page.findChildren(QPushButton) if each.text() == "Plan"]
    assert "Reply to the Committee" in button.accessibleName()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    [dialog] = page.findChildren(Planning)
    return dialog


def test_the_steps_offered_say_their_days_and_become_tasks(
    desk: Desk, page: CasePage, qtbot: Any, until: Until
) -> None:
    dialog = opened(page, qtbot)
    said: list[str] = []
    dialog.planned.connect(said.append)
    first = dialog.rows[0]
    first.days.selectAll()
    qtbot.keyClicks(first.days, "50")
    qtbot.keyClicks(first.who, "Lena")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    until(desk)

    found = planned(desk)
    assert [each.day for each in found] == [
        TODAY + timedelta(days=60 - before) for before in (50, 21, 7)
    ]
    assert "Lena" in found[0].words
    assert said == ["3 tasks are planned"]


def test_what_would_be_due_already_is_said_before_it_is_entered(page: CasePage, qtbot: Any) -> None:
    dialog = opened(page, qtbot)
    dialog.rows[0].days.setText("61")

    assert "gone by" in dialog.rows[0].due.text()
    assert "gone by" not in dialog.rows[1].due.text()


def test_days_that_are_no_number_are_said_in_place_and_nothing_is_entered(
    desk: Desk, page: CasePage, qtbot: Any
) -> None:
    dialog = opened(page, qtbot)
    dialog.rows[1].days.setText("soon")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    assert "number" in words(dialog)
    assert dialog.rows[1].days.property("wrong")
    assert not planned(desk)


@pytest.mark.parametrize("scale", [100, 200])
def test_the_dialog_fits_a_small_screen(page: CasePage, qtbot: Any, scale: int, qapp: Any) -> None:
    theme.choose(qapp, dark=False, scale=scale)
    dialog = opened(page, qtbot)

    assert dialog.minimumSizeHint().width() <= 1280
    assert dialog.minimumSizeHint().height() <= 720
    theme.choose(qapp, dark=False, scale=100)
