"""The law in the window: rules are read and corrected with the keyboard, sessions are kept."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from tests.desktop.entered import enter, labels

from casedesk.desktop import theme
from casedesk.desktop.case.lines import Line
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.new import RecordDialog
from casedesk.desktop.law.correcting import Correcting
from casedesk.desktop.law.page import MechanismsPage
from casedesk.desktop.law.pasting import FromFile, NotPasted, Pasting, pasted_rows
from casedesk.desktop.law.rules import RuleBox
from casedesk.desktop.page import Target
from casedesk.desktop.places import PLACES
from casedesk.desktop.proceeding.page import ProceedingPage
from casedesk.domain.custom import Correction
from casedesk.mechanisms.registry import mechanisms

Until = Callable[[Desk], None]
Shown = Callable[..., MechanismsPage]
REPLY = "un-ccpr-state-reply"
KEPT = {
    "rule": REPLY, "key": "period", "value": "4 months", "reason": "An older reading",
    "source": "A letter of 2024", "shipped_hash": "of another value",
}  # fmt: skip


def words(part: QWidget) -> str:
    return "\n".join(labels(part))


@pytest.fixture
def shown(desk: Desk, qtbot: Any, until: Until) -> Shown:
    def show(mechanism: str = "un-ccpr", tab: str = "", state: str = "") -> MechanismsPage:
        preset = (("mechanism", mechanism), ("state", state))
        page = MechanismsPage(desk, Target("mechanisms", tab=tab, preset=preset))
        qtbot.addWidget(page)
        desk.changed.connect(lambda changes: page.load() if page.concerns(changes) else None)
        page.resize(1060, 620)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.load()
        settle(page, qtbot, until)
        return page

    return show


def settle(page: MechanismsPage, qtbot: Any, until: Until) -> None:
    until(page.desk)
    qtbot.waitUntil(lambda: page.reading.is_whole)
    until(page.desk)


def rule(page: MechanismsPage, name: str = REPLY) -> RuleBox:
    return next(each for each in page.reading.rules if each.rule.id == name)


def press(qtbot: Any, part: QWidget, *keys: Qt.Key) -> None:
    part.window().activateWindow()
    qtbot.waitUntil(part.window().isActiveWindow)
    part.setFocus()
    for key in keys:
        qtbot.keyClick(part, key)


def a_button(part: QWidget, name: str) -> QPushButton:
    return next(
        each for each in part.findChildren(QPushButton) if each.accessibleName().startswith(name)
    )


# ---- reading ------------------------------------------------------------------------------------


def test_the_place_stands_in_the_sidebar_and_has_a_key() -> None:
    assert "mechanisms" in [each.id for each in PLACES]
    assert len(PLACES) <= len("1234567890")


def test_words_narrow_the_list_and_arrow_keys_choose_a_mechanism(
    shown: Shown, qtbot: Any, until: Until
) -> None:
    page = shown()
    page.words.setFocus()
    qtbot.keyClicks(page.words, "torture")
    settle(page, qtbot, until)
    assert "un-cat" in page.list.ids()
    assert len(page.list.ids()) < len(mechanisms())
    press(qtbot, page.words, Qt.Key.Key_Return)
    assert page.list.hasFocus()
    page.words.clear()
    settle(page, qtbot, until)
    page.list.setFocus()
    before = page.mechanism
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    settle(page, qtbot, until)

    ids = page.list.ids()
    assert page.mechanism == ids[ids.index(before) + 1]
    assert mechanisms()[page.mechanism].title in words(page.reading)
    assert dict(page.target.preset)["mechanism"] == page.mechanism


def test_words_nobody_says_leave_a_sentence(shown: Shown, qtbot: Any) -> None:
    page = shown()
    qtbot.keyClicks(page.words, "xyzzy")

    assert page.nothing.isVisible()
    assert not page.list.isVisible()


@pytest.mark.parametrize("name", ["un-ccpr", "iacthr", "un-upr"])
def test_what_is_not_confirmed_is_marked_and_sources_are_text(shown: Shown, name: str) -> None:
    page = shown(name)
    said = words(page.reading)
    known = mechanisms()[name]

    for each in known.rules:
        marked = "to be confirmed" in words(rule(page, each.id)).split("\n")
        assert marked == (not each.basis.verified)
        assert each.text in said
    assert "href" not in said
    assert list(page.reading.cards)[-1] == "sources"


def test_a_press_on_a_sections_name_brings_it_to_the_top(shown: Shown, qtbot: Any) -> None:
    page = shown()
    way = a_button(page.reading.head, "Follow-up")
    press(qtbot, way, Qt.Key.Key_Space)

    assert page.reading.verticalScrollBar().value() > 0


# ---- correcting ---------------------------------------------------------------------------------


def correct_by_keys(
    page: MechanismsPage, qtbot: Any, until: Until, value: str, reason: str, source: str
) -> Correcting:
    """Press Correct on the State's reply, type, and save, all by keys."""
    press(qtbot, rule(page).correcting, Qt.Key.Key_Space)
    dialog = page.dialog
    assert isinstance(dialog, Correcting)
    for part, text in ((dialog.typed, value), (dialog.reason, reason), (dialog.source, source)):
        part.setFocus()
        qtbot.keyClicks(part, text)
    press(qtbot, dialog.save, Qt.Key.Key_Space)
    settle(page, qtbot, until)
    return dialog


def test_a_time_limit_corrected_by_keys_moves_the_deadline_of_a_case(
    desk: Desk, shown: Shown, qtbot: Any, until: Until, show_page: Any
) -> None:
    number, ref = enter(desk, "proceedings", {"title": "A complaint", "mechanism": "un-ccpr"})
    _state, state = enter(desk, "states", {"name": "Maldives"})
    sent = (this_day() - timedelta(days=10)).isoformat()
    enter(desk, "addressees", {"proceeding": ref, "party": state, "transmitted": sent})
    matter: ProceedingPage = show_page(ProceedingPage, number)
    before = words(matter.limits)
    page = shown()

    correct_by_keys(page, qtbot, until, "4 months", "The rules changed.", "Rules, read today")

    assert words(matter.limits) != before
    assert "4 months from “Transmitted”." in words(rule(page))
    assert "Ours: 4 months. CaseDesk ships: 6 months." in words(rule(page))
    assert "Source: Rules, read today" in words(rule(page))
    assert "corrected by us" in words(rule(page))
    assert page.focusWidget() is rule(page).correcting


def test_a_correction_without_a_source_is_refused_in_a_sentence(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    page = shown()
    dialog = correct_by_keys(page, qtbot, until, "4 months", "The rules changed.", "")

    assert dialog.isVisible()
    assert "without a source is not kept" in dialog.wrong["source"].text()
    assert dialog.wrong["source"].isVisible()
    assert not dialog.wrong["value"].isVisible()
    assert dialog.source.hasFocus()
    assert not desk.vault.read(lambda unit: unit.all(Correction))
    qtbot.keyClicks(dialog.source, "Rules, read today")
    press(qtbot, dialog.save, Qt.Key.Key_Space)
    settle(page, qtbot, until)
    assert len(desk.vault.read(lambda unit: unit.all(Correction))) == 1


def test_a_value_that_means_nothing_is_refused_under_its_field(
    shown: Shown, qtbot: Any, until: Until
) -> None:
    dialog = correct_by_keys(shown(), qtbot, until, "soon", "Why", "Where")

    assert "is not a period" in dialog.wrong["value"].text()
    assert dialog.typed.accessibleDescription() == dialog.wrong["value"].text()


def test_only_what_can_be_corrected_is_offered_and_codes_are_chosen(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    page = shown()
    press(qtbot, rule(page).correcting, Qt.Key.Key_Space)
    dialog = page.dialog
    assert isinstance(dialog, Correcting)
    press(qtbot, dialog.what, Qt.Key.Key_Down)
    assert dialog.value.key == "effect"
    assert "CaseDesk ships: a time to aim at." in words(dialog)
    press(qtbot, dialog.chosen, Qt.Key.Key_Home)
    for part, text in ((dialog.reason, "Why"), (dialog.source, "Where")):
        part.setFocus()
        qtbot.keyClicks(part, text)
    qtbot.keyClick(dialog.source, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot, until)

    assert "hard limit" in words(rule(page))


def test_a_new_shipped_value_shows_both_and_ours_is_kept_by_keys(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    desk.vault.write("an older program", lambda unit: unit.add_row(Correction, KEPT))
    page = shown()
    said = words(rule(page))
    assert "Ours: 4 months. CaseDesk ships: 6 months." in said
    assert "look at both" in said

    press(qtbot, a_button(rule(page), "Keep the correction"), Qt.Key.Key_Space)
    dialog = page.dialog
    assert isinstance(dialog, Correcting)
    assert dialog.typed.text() == "4 months"
    press(qtbot, dialog.save, Qt.Key.Key_Space)
    settle(page, qtbot, until)

    assert "look at both" not in words(rule(page))
    assert "Ours: 4 months." in words(rule(page))


def test_a_correction_is_taken_back_with_a_reason(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    desk.vault.write("an older program", lambda unit: unit.add_row(Correction, KEPT))
    page = shown()
    press(qtbot, a_button(rule(page), "Take back"), Qt.Key.Key_Space)
    dialog = page.dialog
    assert isinstance(dialog, Removing)
    qtbot.keyClicks(dialog.reason, "The shipped rule is right now")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    settle(page, qtbot, until)

    assert "Ours:" not in words(rule(page))
    assert "6 months from “Transmitted”." in words(rule(page))


def test_a_correction_of_a_rule_that_is_gone_is_told_above(desk: Desk, shown: Shown) -> None:
    gone = {**KEPT, "rule": "gone"}
    desk.vault.write("an older program", lambda unit: unit.add_row(Correction, gone))

    assert "holds nothing any more" in words(shown())


# ---- States -------------------------------------------------------------------------------------


def test_a_state_typed_by_keys_is_answered_and_one_without_a_row_is_never_no(
    shown: Shown, qtbot: Any, until: Until
) -> None:
    page = shown()
    card = page.reading.states
    assert card is not None
    for name, expected in (("Belarus", "ended 8 February 2023"), ("Tuvalu", "check here")):
        line = card.state.combo.lineEdit()
        assert line is not None
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, name)
        settle(page, qtbot, until)
        assert expected in words(card)
    assert "not accepted" not in words(card).split("\n")
    assert dict(page.target.preset)["state"] == "TUV"


def test_the_state_stays_looked_up_in_the_next_mechanism(
    shown: Shown, qtbot: Any, until: Until
) -> None:
    page = shown("un-cat", state="AUT")
    press(qtbot, page.list, Qt.Key.Key_Down)
    settle(page, qtbot, until)
    assert page.mechanism == "un-ccpr"
    assert page.reading.states is not None

    assert "Reservation" in words(page.reading.states)


# ---- sessions -----------------------------------------------------------------------------------


def lines(page: MechanismsPage) -> list[str]:
    return [each.accessibleName() for each in page.sessions.findChildren(Line)]


def test_a_session_is_entered_changed_and_removed(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    page = shown(tab="sessions")
    assert "No session yet" in words(page.sessions)
    press(qtbot, page.sessions.new, Qt.Key.Key_Space)
    until(desk)
    dialog = page.sessions.dialog
    assert isinstance(dialog, RecordDialog)
    for name, text in (("title", "149th session"), ("opens", "1 March 2027")):
        qtbot.keyClicks(dialog.form.boxes[name].editor.control, text)
    qtbot.mouseClick(dialog.form.button, Qt.MouseButton.LeftButton)
    settle(page, qtbot, until)
    assert "149th session" in lines(page)[0]

    press(qtbot, a_button(page.sessions, "Change 149th"), Qt.Key.Key_Space)
    until(desk)
    dialog = page.sessions.dialog
    assert isinstance(dialog, RecordDialog)
    qtbot.keyClicks(dialog.form.boxes["title"].editor.control, "The ")
    qtbot.mouseClick(dialog.form.button, Qt.MouseButton.LeftButton)
    settle(page, qtbot, until)
    assert "The 149th session" in lines(page)[0]

    press(qtbot, a_button(page.sessions, "Remove The"), Qt.Key.Key_Space)
    asking = page.sessions.dialog
    assert isinstance(asking, Removing)
    qtbot.keyClicks(asking.reason, "Cancelled")
    qtbot.keyClick(asking.reason, Qt.Key.Key_Return)
    settle(page, qtbot, until)
    assert lines(page) == []


def test_rows_of_a_table_are_pasted_all_or_none(
    desk: Desk, shown: Shown, qtbot: Any, until: Until
) -> None:
    page = shown(tab="sessions")
    press(qtbot, page.sessions.paste, Qt.Key.Key_Space)
    dialog = page.sessions.dialog
    assert isinstance(dialog, Pasting)
    rows = "149th\tCCPR\t2027-03-01\t2027-03-26\n86th\tUN-CAT\tsoonish\t\n"
    dialog.rows.put(rows)
    press(qtbot, dialog.save, Qt.Key.Key_Space)
    until(desk)
    assert "Row 2" in dialog.wrong.text()
    assert lines(page) == []

    dialog.rows.put(rows.replace("soonish", "9 November 2026"))
    press(qtbot, dialog.save, Qt.Key.Key_Space)
    settle(page, qtbot, until)
    assert len(lines(page)) == 2
    assert any(mechanisms()["un-ccpr"].title in each for each in lines(page))


def test_pasted_rows_are_read_with_and_without_headings() -> None:
    assert pasted_rows("Opens;Title;Room\n2027-03-01;149th;XX\n") == [
        {"opens": "2027-03-01", "title": "149th", "": "XX"}
    ]
    assert pasted_rows("149th, un-ccpr, 2027-03-01\n")[0]["opens"] == "2027-03-01"
    with pytest.raises(NotPasted):
        pasted_rows(" \n")


def test_a_file_says_what_it_would_bring_before_it_is_imported(
    desk: Desk, shown: Shown, qtbot: Any, until: Until, tmp_path: Path
) -> None:
    table = tmp_path / "calendar.csv"
    table.write_text("title,mechanism,opens\n149th,un-ccpr,2027-03-01\n", encoding="utf-8")
    page = shown(tab="sessions")
    page.sessions.take_file(table)
    until(desk)
    dialog = page.sessions.dialog
    assert isinstance(dialog, FromFile)
    assert "1 sessions" in words(dialog)
    assert lines(page) == []
    press(qtbot, dialog.save, Qt.Key.Key_Space)
    settle(page, qtbot, until)
    assert "149th" in lines(page)[0]


# ---- room ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [100, 200])
def test_no_text_and_no_font_widens_the_window(
    desk: Desk, qapp: QApplication, shown: Shown, scale: int
) -> None:
    long = "Wordwithoutend" * 30
    enter(desk, "sessions", {"title": long, "mechanism": long, "source": long})
    kept = {**KEPT, "reason": long, "source": long}
    desk.vault.write("an older program", lambda unit: unit.add_row(Correction, kept))
    theme.choose(qapp, dark=False, scale=scale)
    try:
        page = shown(state="AUT")
        assert page.minimumSizeHint().width() <= 1000
        assert page.reading.content.minimumSizeHint().width() <= page.reading.viewport().width()
    finally:
        theme.choose(qapp, dark=False, scale=100)
