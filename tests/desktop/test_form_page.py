"""The general page of a record, and what belongs to it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests import small_vault

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.belongings import Belongings
from casedesk.desktop.form.lines import Words
from casedesk.desktop.form.new import RecordDialog
from casedesk.desktop.form.opener import Opener
from casedesk.desktop.form.page import RecordPage
from casedesk.desktop.page import Target
from casedesk.domain.base import Record
from casedesk.domain.cases import Case
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Name, Organisation, Person
from casedesk.domain.work import Task
from casedesk.vault.door import Writing
from casedesk.vault.drafts import drafts

Until = Callable[[Desk], None]


@pytest.fixture
def page(desk: Desk, qtbot: Any, until: Until) -> Callable[[int], RecordPage]:
    def made(number: int) -> RecordPage:
        page = RecordPage(desk, Target(record=number))
        qtbot.addWidget(page)
        page.resize(1070, 660)
        page.load()
        page.show()
        until(desk)
        return page

    return made


def written(desk: Desk, work: Callable[[Writing], Any]) -> Any:
    return desk.vault.write("Enter", work).result


def texts(where: QWidget) -> list[str]:
    said = [each.text() for each in where.findChildren(QLabel) if not each.isHidden()]
    read = [each.typed() for each in where.findChildren(Words)]
    return [*said, *read, *(each.accessibleName() for each in where.findChildren(Opener))]


def pressed(where: QWidget, name: str, qtbot: Any) -> None:
    """Press the button a screen reader calls so."""
    found = [b for b in where.findChildren(QPushButton) if b.accessibleName() == name]
    assert found, name
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_a_page_shows_every_field_in_words_and_says_where_the_record_is_named(
    page: Any, desk: Desk
) -> None:
    def work(unit: Writing) -> int:
        court = unit.add(Organisation(name="A court", form="other", country="MDV"))
        case = unit.add(Case(title="Okafor v. State"))
        unit.add(Involvement(subject=case.id, party=court.id, role="alleged-perpetrator"))
        return court.id

    said = texts(page(written(desk, work)))
    assert {"A court", "Organisation", "Maldives"} <= set(said)
    assert "Okafor v. State · Alleged perpetrator" in said
    assert any(each.startswith("Ana entered this on ") for each in said)


def test_every_kind_of_record_can_be_shown_and_changed_on_the_general_page(
    desk: Desk, page: Any, until: Until
) -> None:
    for number in written(desk, small_vault.add_one_of_each).values():
        shown = page(number)
        shown.change()
        until(desk)
        assert shown.form is not None
        assert not shown.form.is_changed
        shown.close()
        shown.deleteLater()


def test_a_record_is_changed_where_it_stands(
    page: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = written(desk, lambda unit: unit.add(Task(title="Call her")).id)
    shown = page(number)
    said: list[str] = []
    shown.said.connect(said.append)
    pressed(shown, "Change this record", qtbot)
    until(desk)
    line = shown.form.boxes["title"].editor.line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, " tomorrow")
    qtbot.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(desk)
    assert said
    assert said[0].startswith("Saved ")
    pressed(shown, "Done", qtbot)
    until(desk)
    assert "Call her tomorrow" in texts(shown)


def test_a_page_left_while_typing_offers_the_text_again(
    page: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = written(desk, lambda unit: unit.add(Task(title="Call her")).id)
    shown = page(number)
    shown.change()
    until(desk)
    qtbot.keyClicks(shown.form.boxes["in_charge"].editor.control, "Ana")
    shown.keep_draft()
    shown.close()
    until(desk)
    assert desk.vault.read(drafts)[0].content == {"in_charge": "Ana"}
    again = page(number)
    again.change()
    until(desk)
    assert any("was not saved" in each for each in texts(again))


def test_typing_goes_on_while_somebody_else_changes_the_record(
    page: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = written(desk, lambda unit: unit.add(Task(title="Call her")).id)
    shown = page(number)
    shown.change()
    until(desk)
    qtbot.keyClicks(shown.form.boxes["in_charge"].editor.control, "An")
    other = shown.form
    desk.write(
        "Change",
        lambda unit: unit.set(unit.by_id(Task, number), title="Write to her"),
        lambda _none: None,
        desk,
    )
    until(desk)
    assert shown.form is other
    assert other.boxes["in_charge"].editor.text() == "An"
    assert other.boxes["title"].editor.text() == "Write to her"


def test_removing_asks_why_and_the_undo_brings_it_back(
    page: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = written(desk, lambda unit: unit.add(Task(title="Call her")).id)
    shown = page(number)
    pressed(shown, "Remove this record", qtbot)
    asking = shown.findChild(Removing)
    assert asking is not None
    qtbot.mouseClick(asking.remove, Qt.MouseButton.LeftButton)
    assert asking.wrong.isVisible()
    assert desk.vault.read(lambda unit: unit.count("tasks")) == 1
    qtbot.keyClicks(asking.reason, "Entered twice")
    qtbot.mouseClick(asking.remove, Qt.MouseButton.LeftButton)
    until(desk)
    assert desk.vault.read(lambda unit: unit.count("tasks")) == 0
    assert any("This record was removed" in each for each in texts(shown))
    pressed(shown, "Undo the last change", qtbot)
    until(desk)
    assert desk.vault.read(lambda unit: unit.count("tasks")) == 1


def test_a_title_of_500_letters_widens_nothing(page: Any, desk: Desk, until: Until) -> None:
    title = "Ng\u00f4Th\u1ecb" * 83
    shown = page(written(desk, lambda unit: unit.add(Task(title=title)).id))
    assert shown.minimumSizeHint().width() < 700
    shown.change()
    until(desk)
    assert shown.form.boxes["title"].editor.text() == title
    assert shown.minimumSizeHint().width() < 700


def test_what_belongs_to_a_record_is_added_changed_and_removed(
    desk: Desk, qtbot: Any, until: Until
) -> None:
    def work(unit: Writing) -> int:
        amina = unit.add(Person(name="Amina"))
        unit.add(Name(party=amina.id, name="Minah", form="other"))
        return amina.id

    number = written(desk, work)
    card = Belongings(desk, number, ("names", "aliases"))
    qtbot.addWidget(card)
    card.show()
    until(desk)
    assert "Minah" in texts(card)
    assert "None yet." in texts(card)

    pressed(card, "Add: alias", qtbot)
    until(desk)
    dialog = card.findChildren(RecordDialog)[0]
    qtbot.keyClicks(dialog.form.boxes["name"].editor.control, "W-014")
    dialog.form.save()
    until(desk)
    assert "W-014" in texts(card)

    pressed(card, "Change Minah", qtbot)
    until(desk)
    dialog = next(each for each in card.findChildren(RecordDialog) if each.isVisible())
    assert "party" not in dialog.form.boxes
    qtbot.keyClicks(dialog.form.boxes["name"].editor.control, "A")
    dialog.form.save()
    until(desk)
    assert "AMinah" in texts(card)

    pressed(card, "Remove AMinah", qtbot)
    asking = card.findChildren(Removing)[0]
    qtbot.keyClicks(asking.reason, "Not hers")
    qtbot.keyClick(asking.reason, Qt.Key.Key_Return)
    until(desk)
    assert "AMinah" not in texts(card)
    assert desk.vault.read(lambda unit: unit.count("names")) == 0


def test_a_role_is_listed_by_who_has_it_and_opens_the_party(
    desk: Desk, qtbot: Any, until: Until
) -> None:
    def work(unit: Writing) -> tuple[int, int]:
        case = unit.add(Case(title="A case"))
        amina = unit.add(Person(name="Amina"))
        unit.add(Involvement(subject=case.id, party=amina.id, role="victim"))
        return case.id, amina.id

    case, amina = written(desk, work)
    card = Belongings(desk, case, ("involvements",))
    qtbot.addWidget(card)
    card.show()
    until(desk)
    opened: list[Target] = []
    card.go.connect(opened.append)
    pressed(card, "Amina · Victim", qtbot)
    assert opened == [Target(record=amina)]


def test_words_that_look_like_markup_stay_words(page: Any, desk: Desk) -> None:
    nasty = "<b>bold</b><img src='file:///etc/passwd'>"
    shown = page(written(desk, lambda unit: unit.add(Task(title=nasty, detail=nasty)).id))
    assert nasty in texts(shown)
    formats = {each.textFormat() for each in shown.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_the_page_is_whole_from_right_to_left_and_larger(
    page: Any, desk: Desk, qapp: QApplication
) -> None:
    number = written(desk, small_vault.add_one_of_each)["organisations"]
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        shown = page(number)
        assert shown.edit.mapTo(shown, shown.edit.rect().center()).x() < shown.width() / 2
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert desk.vault.read(lambda unit: unit.by_id(Record, number).deleted) is None
