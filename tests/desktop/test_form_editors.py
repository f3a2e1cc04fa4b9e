"""Every editor gives back exactly what was typed, and says what it understood."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.combos import ChoiceEditor, YesNoEditor, popup_of
from casedesk.desktop.form.dates import WhenEditor
from casedesk.desktop.form.editor import Editor
from casedesk.desktop.form.fields import editor
from casedesk.desktop.form.lines import LongEditor, TextEditor
from casedesk.desktop.form.links import LinkEditor
from casedesk.domain.base import fields_of, kinds
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement
from casedesk.domain.parties import Person
from casedesk.domain.proceedings import Answer

NASTY = Path(__file__).resolve().parents[3] / "shared" / "samples" / "attack" / "blns.txt"
NAME_OF_500 = "Ng\u00f4 Th\u1ecb " * 62 + "Lan!"

Until = Callable[[Desk], None]


def nasty_lines() -> list[str]:
    if not NASTY.exists():
        pytest.skip("the samples are not here")
    return [line for line in NASTY.read_text("utf-8").split("\n") if line]


def committed(widget: QWidget, text: str) -> None:
    """What a keyboard for another script does: it hands over whole words."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def shown(qtbot: Any) -> Callable[[Editor], Editor]:
    def show(made: Editor) -> Editor:
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        made.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return made

    return show


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[Any]:
    board = QGuiApplication.clipboard()
    yield board
    board.clear()


@pytest.mark.samples
@pytest.mark.parametrize("make", [TextEditor, LongEditor])
def test_every_nasty_text_that_is_pasted_is_kept_exactly(
    make: type[Editor], shown: Any, clipboard: Any, qtbot: Any
) -> None:
    made = shown(make())
    for line in nasty_lines():
        made.put("")
        clipboard.setText(line)
        qtbot.keyClick(made.control, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        # The clipboard itself takes a byte order mark off, before anybody can paste it.
        assert made.text() == line.removeprefix("\ufeff")


@pytest.mark.samples
@pytest.mark.parametrize("make", [TextEditor, LongEditor, WhenEditor])
def test_every_nasty_text_that_a_record_holds_is_given_back_exactly(
    make: type[Editor], shown: Any
) -> None:
    made = shown(make())
    for line in (*nasty_lines(), "two\r\nlines", "a\u2028b\u2029c\u00a0d\r", " blanks around "):
        made.put(line)
        assert made.text() == line


@pytest.mark.samples
def test_a_choice_keeps_every_nasty_text_that_is_in_no_list(shown: Any) -> None:
    made = shown(ChoiceEditor(()))
    for line in nasty_lines():
        made.put(line)
        assert made.text() == (line if line.strip() else "")


def test_a_name_of_500_letters_is_typed_key_by_key(shown: Any, qtbot: Any) -> None:
    made = shown(TextEditor())
    qtbot.keyClicks(made.control, "M" * 500)
    assert made.text() == "M" * 500
    made.put("")
    committed(made.control, NAME_OF_500)
    assert made.text() == NAME_OF_500
    assert made.minimumSizeHint().width() < 400


@pytest.mark.parametrize("make", [TextEditor, LongEditor])
def test_a_text_from_right_to_left_runs_that_way(make: type[Editor], shown: Any) -> None:
    made = shown(make())
    committed(made.control, "محمد متولي")
    assert made.text() == "محمد متولي"
    if isinstance(made, TextEditor):
        assert made.line.layoutDirection() == Qt.LayoutDirection.RightToLeft
        made.put("Amina")
        assert made.line.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_long_text_keeps_its_line_breaks_and_grows(shown: Any, qtbot: Any) -> None:
    made = shown(LongEditor())
    low = made.pages.height()
    qtbot.keyClicks(made.control, "one")
    qtbot.keyClick(made.control, Qt.Key.Key_Return)
    qtbot.keyClick(made.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(made.control, "two")
    assert made.text() == "one\n\ntwo"
    for _ in range(5):
        qtbot.keyClick(made.control, Qt.Key.Key_Return)
    assert made.pages.height() > low


def test_a_partial_date_is_said_back_with_its_days(shown: Any, qtbot: Any) -> None:
    made = shown(WhenEditor())
    qtbot.keyClicks(made.control, "sept 2014")
    assert made.understood.text() == "September 2014: any day from 1 to 30 September 2014"
    assert made.text() == "sept 2014"


def test_a_date_with_two_meanings_is_asked(shown: Any, qtbot: Any) -> None:
    made = shown(WhenEditor())
    qtbot.keyClicks(made.control, "12/09/1973")
    asked = made.findChildren(QPushButton)
    assert [each.text() for each in asked] == ["12 September 1973", "9 December 1973"]
    qtbot.mouseClick(asked[1], Qt.MouseButton.LeftButton)
    assert made.text() == "9 December 1973"
    assert made.understood.text() == "9 December 1973"


def test_a_text_that_is_no_date_is_called_so_only_after_a_pause(shown: Any, qtbot: Any) -> None:
    made = shown(WhenEditor())
    qtbot.keyClicks(made.control, "early in spring")
    assert not made.understood.isVisible()
    qtbot.waitUntil(made.understood.isVisible, timeout=3000)
    assert "is not a date" in made.understood.text()


def test_yes_no_and_not_known_are_three_answers_and_silence_is_none(
    shown: Any, desk: Desk, qtbot: Any
) -> None:
    made = shown(editor(fields_of(Answer)["answer"], desk))
    assert isinstance(made, YesNoEditor)
    assert made.text() == ""
    for value in ("yes", "no", "unknown", ""):
        made.buttons[value].setFocus()
        qtbot.keyClick(made.buttons[value], Qt.Key.Key_Space)
        assert made.text() == value


def test_a_country_is_found_by_its_name_in_another_language(
    shown: Any, desk: Desk, qtbot: Any
) -> None:
    made = shown(editor(fields_of(Case)["country"], desk))
    line = made.combo.lineEdit()
    qtbot.keyClicks(line, "maldivas")
    popup = popup_of(made.combo.completer())
    assert [popup.model().index(0, 0).data()] == ["Maldives"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert made.text() == "MDV"


def test_a_code_is_chosen_by_its_words_and_stands_under_its_broader_one(
    shown: Any, desk: Desk, qtbot: Any
) -> None:
    made = shown(editor(fields_of(Event)["act"], desk))
    names = [made.combo.itemText(row) for row in range(made.combo.count())]
    assert names.index("Death in custody") > names.index("Killing")
    qtbot.keyClicks(made.combo.lineEdit(), "death in custody")
    assert made.text() == "death-in-custody"
    made.put("a-code-of-a-newer-program")
    assert made.text() == "a-code-of-a-newer-program"


def test_a_party_is_found_while_typing_and_given_as_its_reference(
    shown: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    ref = desk.vault.write("Enter", lambda unit: unit.add(Person(name="Amina Okafor")).ref).result
    desk.vault.write("Enter", lambda unit: unit.add(Case(title="Okafor v. nobody")).ref)
    made = shown(editor(fields_of(Involvement)["party"], desk))
    assert isinstance(made, LinkEditor)
    qtbot.keyClicks(made.line, "okaf")
    assert made.text() == "okaf"
    popup = popup_of(made.completer)
    qtbot.waitUntil(popup.isVisible, timeout=3000)
    until(desk)
    offered = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert offered[0] == f"Amina Okafor · person · {ref}"
    assert not any("nobody" in each for each in offered)
    assert offered[1] == "New person “okaf” …"
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert made.text() == ref
    assert made.line.text() == "Amina Okafor"
    qtbot.keyClick(made.line, Qt.Key.Key_Backspace)
    assert made.text() == "Amina Okafo"


def test_every_field_of_every_kind_has_an_editor_with_a_name(desk: Desk, qtbot: Any) -> None:
    for cls in kinds().values():
        for field in fields_of(cls).values():
            made = editor(field, desk)
            qtbot.addWidget(made)
            assert made.control.accessibleName().startswith(field.label)
            assert made.text() == ""
