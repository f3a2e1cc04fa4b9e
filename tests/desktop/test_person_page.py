"""A person's page: risk before all else, decisions added and never rewritten, contacts, cases."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from tests.desktop.entered import enter, labels

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.combos import ChoiceEditor
from casedesk.desktop.page import Target
from casedesk.desktop.person.page import PersonPage
from casedesk.desktop.pieces.boxes import Notice
from casedesk.domain.parties import Person

Until = Callable[[Desk], None]


@pytest.fixture
def shown(show_page: Callable[[type[PersonPage], int], PersonPage]) -> Callable[[int], PersonPage]:
    return partial(show_page, PersonPage)


def words(part: QWidget) -> str:
    return "\n".join(labels(part))


def notices(page: PersonPage) -> list[Notice]:
    found = (page.notices.itemAt(at) for at in range(page.notices.count()))
    return [w for item in found if item and isinstance(w := item.widget(), Notice)]


def choose(qtbot: Any, dialog: Any, name: str, text: str) -> None:
    editor = dialog.form.boxes[name].editor
    assert isinstance(editor, ChoiceEditor)
    line = editor.combo.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def test_risk_and_safe_contact_stand_above_everything(
    desk: Desk, shown: Callable[[int], PersonPage]
) -> None:
    number, _ref = enter(
        desk, "people", {"name": "Ana", "risk": "Watched", "safe_contact": "Only by her sister"}
    )
    page = shown(number)
    first = notices(page)[0]
    assert "Watched" in first.text.text()
    assert "Only by her sister" in first.text.text()
    assert first.property("notice") == "danger"
    bottom = first.mapTo(page, first.rect().bottomLeft()).y()
    assert bottom < page.consents.mapTo(page, page.consents.rect().topLeft()).y()
    assert bottom < page.height()


def test_that_no_risk_is_recorded_is_said(desk: Desk, shown: Callable[[int], PersonPage]) -> None:
    number, _ref = enter(desk, "people", {"name": "Ana"})
    assert "Neither a risk" in notices(shown(number))[0].text.text()


def test_a_decision_is_recorded_by_keys_and_the_older_one_stays(
    desk: Desk, shown: Callable[[int], PersonPage], qtbot: Any, until: Until
) -> None:
    number, _ref = enter(desk, "people", {"name": "Ana"})
    page = shown(number)
    for decision, rows in (("Given", 1), ("Withdrawn", 2)):
        qtbot.mouseClick(page.consents.add, Qt.MouseButton.LeftButton)
        until(desk)
        dialog = page.dialog
        assert dialog is not None
        choose(qtbot, dialog, "audience", "State")
        choose(qtbot, dialog, "state", decision)
        qtbot.mouseClick(dialog.form.button, Qt.MouseButton.LeftButton)
        until(desk)
        assert page.dialog is None
        assert page.consents.table.rowCount() == rows
    cells = [page.consents.table.item(row, 2) for row in range(2)]
    assert sorted(cell.text().strip("\u2068\u2069") for cell in cells if cell) == [
        "Given",
        "Withdrawn",
    ]
    assert "withheld" in words(page.consents.outcomes)


def test_the_dialog_of_a_decision_asks_for_the_risks_and_how_and_where(
    desk: Desk, shown: Callable[[int], PersonPage], until: Until
) -> None:
    number, _ref = enter(desk, "people", {"name": "Ana"})
    page = shown(number)
    page.record_decision()
    until(desk)
    assert page.dialog is not None
    boxes = page.dialog.form.boxes
    for name in ("audience", "state", "told_of_risks", "shown_as", "decided", "case", "mechanism"):
        assert boxes[name].isVisibleTo(page.dialog)
    assert boxes["decided"].editor.text()
    page.dialog.form.forget()
    page.dialog.close()
    until(desk)


def test_a_contact_is_recorded_and_is_no_longer_overdue(
    desk: Desk, shown: Callable[[int], PersonPage], qtbot: Any, until: Until
) -> None:
    number, ref = enter(desk, "people", {"name": "Ana"})
    enter(desk, "checkins", {"person": ref, "last": "2020-01-01", "next": "2020-02-01"})
    page = shown(number)
    assert "Contact was expected" in notices(page)[1].text.text()
    qtbot.mouseClick(page.contacted, Qt.MouseButton.LeftButton)
    until(desk)
    assert page.dialog is not None
    qtbot.keyClicks(page.dialog.form.boxes["next"].editor.control, "2999-01-01")
    qtbot.mouseClick(page.dialog.form.button, Qt.MouseButton.LeftButton)
    until(desk)
    assert len(page.contacts.lines()) == 2
    assert len(notices(page)) == 1


def test_enter_on_a_case_opens_it(
    desk: Desk, shown: Callable[[int], PersonPage], qtbot: Any
) -> None:
    number, ref = enter(desk, "people", {"name": "Ana"})
    case, case_ref = enter(desk, "cases", {"title": "The case of the bridge"})
    enter(desk, "involvements", {"subject": case_ref, "party": ref, "role": "victim"})
    page = shown(number)
    (line,) = page.cases.lines()
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert gone.args[0].record == case
    assert "no basis" in words(page.cases)


def test_names_show_their_script_and_form(desk: Desk, shown: Callable[[int], PersonPage]) -> None:
    number, ref = enter(desk, "people", {"name": "Ebrahim Metwally"})
    enter(desk, "names", {"party": ref, "name": "إبراهيم متولي", "form": "own-script"})
    said = words(shown(number).names)
    assert "إبراهيم متولي" in said
    assert "In its own script" in said


def test_a_name_of_500_letters_does_not_widen_the_page(
    desk: Desk, shown: Callable[[int], PersonPage], until: Until
) -> None:
    number, ref = enter(desk, "people", {"name": "N" * 500, "risk": "R" * 500})
    enter(desk, "names", {"party": ref, "name": "W" * 500})
    page = shown(number)
    assert page.minimumSizeHint().width() < 700
    assert page.content.width() <= page.width()


def test_every_line_keeps_the_height_of_its_words(
    demo_desk: Desk, qtbot: Any, until: Until
) -> None:
    def someone(unit: Any) -> int:
        return next(int(p.id) for p in unit.all(Person) if "Metwally" in (p.name or ""))

    page = PersonPage(demo_desk, Target(record=demo_desk.vault.read(someone)))
    qtbot.addWidget(page)
    page.resize(1072, 640)
    page.show()
    page.load()
    until(demo_desk)
    qtbot.wait(50)
    for line in page.cases.lines():
        assert line.height() >= line.heightForWidth(line.width()) > 20


def test_everything_that_takes_the_keyboard_has_a_name(
    desk: Desk, shown: Callable[[int], PersonPage]
) -> None:
    number, _ref = enter(desk, "people", {"name": "Ana"})
    page = shown(number)
    nameless = [
        each
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisibleTo(page)
        and not isinstance(each, QComboBox)
        and not each.accessibleName()
        and each.focusProxy() is None
    ]
    assert nameless == []
