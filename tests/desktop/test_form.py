"""The general form: what is wrong is said where it stands, and nothing typed is lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.form import Form
from casedesk.desktop.form.new import NewRecord
from casedesk.desktop.form.opener import Opener
from casedesk.desktop.pieces.boxes import Notice
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement
from casedesk.domain.parties import Name, Person
from casedesk.vault.drafts import drafts
from casedesk.vault.telling import told
from casedesk.vault.unit import Reading

Until = Callable[[Desk], None]
Show = Callable[..., Form]


@pytest.fixture
def show(desk: Desk, qtbot: Any, until: Until) -> Show:
    def made(kind: str, *given: Any) -> Form:
        form = Form(desk, kind, *given)
        qtbot.addWidget(form)
        qtbot.addWidget(form.foot)
        form.load()
        form.show()
        until(desk)
        return form

    return made


def pressed(where: QWidget, text: str, qtbot: Any) -> None:
    """Press the button with this text."""
    found = [b for b in where.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def typed(form: Form, qtbot: Any, **texts: str) -> None:
    for name, text in texts.items():
        control = form.boxes[name].editor.control
        control.setFocus()
        qtbot.keyClicks(control, text)


def person(desk: Desk, **values: Any) -> int:
    return desk.vault.write("Enter", lambda unit: unit.add(Person(**values)).id).result


def a_case(desk: Desk) -> str:
    return desk.vault.write("Enter", lambda unit: unit.add(Case(title="A case")).ref).result


def test_a_new_person_is_saved_as_one_change_named_in_words(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    form = show("people")
    typed(form, qtbot, name="Amina Okafor", born="about 1970")
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    until(desk)
    assert form.status.text().startswith("Saved ")
    assert form.record_id is not None

    def read(unit: Reading) -> tuple[str | None, str, set[str]]:
        record = unit.by_id(Person, form.record_id or 0)
        assert record.born is not None
        return record.name, record.born.edtf, {each.what for each in told(unit, record)}

    assert desk.vault.read(read) == ("Amina Okafor", "1970~", {"Entered a person"})


def test_only_what_was_typed_anew_is_changed(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = person(desk, name="Amina", country="XX-of-a-newer-list", description="line\r\nline")
    form = show("people", number)
    typed(form, qtbot, occupation="Lawyer")
    assert form.texts() == {"occupation": "Lawyer"}
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(desk)

    def read(unit: Reading) -> list[tuple[str, str]]:
        return [(each.field, each.what) for each in told(unit, unit.by_id(Person, number))]

    assert desk.vault.read(read)[1:] == [("occupation", "Changed a person")]
    assert not form.is_changed


def test_a_date_with_blanks_behind_it_is_saved_and_not_called_unsaved(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    form = show("cases")
    typed(form, qtbot, title="A case", opened="sept 2014 ")
    form.save()
    until(desk)
    assert form.record_id is not None
    assert not form.is_changed


def test_a_wrong_value_shows_its_sentence_beneath_the_field_and_nothing_is_saved(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    form = show("events")
    form.show_all()
    typed(form, qtbot, title="Arrested", latitude="north")
    form.save()
    until(desk)
    assert "is not a number" in form.boxes["latitude"].wrong.text()
    assert form.boxes["latitude"].wrong.isVisible()
    assert form.record_id is None
    assert desk.vault.read(lambda unit: unit.count("events")) == 0
    typed(form, qtbot, latitude="1")
    assert not form.boxes["latitude"].wrong.isVisible()


def test_what_is_needed_is_said_in_words_and_missed_when_it_is_not_there(
    show: Show, desk: Desk, until: Until
) -> None:
    form = show("people")
    assert form.boxes["name"].heading.text() == "Name (needed)"
    form.save()
    until(desk)
    assert form.boxes["name"].wrong.text() == "Name is needed."
    assert desk.vault.read(lambda unit: unit.count("people")) == 0


def test_a_field_is_checked_when_one_goes_on_to_the_next(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    form = show("people")
    typed(form, qtbot, country="Atlantis", name="Amina")
    qtbot.waitUntil(form.boxes["country"].wrong.isVisible, timeout=3000)
    until(desk)
    assert "is no country" in form.boxes["country"].wrong.text()
    assert not form.boxes["name"].wrong.isVisible()


def test_an_unknown_party_is_refused_in_words_of_the_window(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    case = a_case(desk)
    form = show("involvements", None, {"subject": case})
    assert "subject" not in form.boxes
    typed(form, qtbot, party="Nobody", role="Victim")
    form.save()
    until(desk)
    said = form.boxes["party"].wrong.text()
    assert "Choose one from the list" in said
    assert "casedesk" not in said


def test_what_was_typed_is_a_draft_within_two_seconds_and_comes_back_after_the_form_is_gone(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = person(desk, name="Amina")
    holder = QWidget()
    form = Form(desk, "people", number, None, holder)
    form.load()
    holder.show()
    until(desk)
    typed(form, qtbot, occupation="Lawy")
    qtbot.waitUntil(
        lambda: bool(desk.vault.read(lambda unit: drafts(unit, "people", number))), timeout=2000
    )
    typed(form, qtbot, occupation="er")
    form.keep_draft()
    holder.deleteLater()
    until(desk)

    again = show("people", number)
    assert again.boxes["occupation"].editor.text() == ""
    notice = again.findChild(Notice)
    assert notice is not None
    assert "was not saved" in notice.text.text()
    pressed(again, "Bring it back", qtbot)
    assert again.boxes["occupation"].editor.text() == "Lawyer"
    again.save()
    until(desk)
    assert desk.vault.read(drafts) == []
    occupation = desk.vault.read(lambda unit: unit.by_id(Person, number).occupation)
    assert occupation == "Lawyer"


def test_a_draft_can_be_discarded(show: Show, desk: Desk, qtbot: Any, until: Until) -> None:
    form = show("people")
    typed(form, qtbot, name="Typed by mistake")
    form.keep_draft()
    until(desk)
    again = show("people")
    pressed(again, "Discard", qtbot)
    until(desk)
    assert desk.vault.read(drafts) == []
    assert not any(each.isVisible() for each in again.findChildren(Notice))


def test_a_draft_for_one_case_is_not_offered_for_another(
    show: Show, desk: Desk, qtbot: Any, until: Until
) -> None:
    first, second = (a_case(desk), a_case(desk))
    form = show("events", None, {"case": first})
    typed(form, qtbot, title="Arrested")
    form.keep_draft()
    until(desk)
    assert show("events", None, {"case": second}).findChild(Notice) is None
    assert show("events", None, {"case": first}).findChild(Notice) is not None


def test_a_form_does_not_call_the_vault_on_the_windows_thread(
    show: Show, desk: Desk, qtbot: Any, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: set[int] = set()

    def noting(call: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any) -> Any:
            met.add(threading.get_ident())
            return call(*given)

        return noted

    for name in ("read", "write"):
        monkeypatch.setattr(desk.vault, name, noting(getattr(desk.vault, name)))
    form = show("cases")
    typed(form, qtbot, title="A case", country="Maldives")
    form.keep_draft()
    form.save()
    until(desk)
    assert met
    assert threading.get_ident() not in met


def test_what_was_decided_is_shown_and_cannot_be_typed_over(show: Show, desk: Desk) -> None:
    from casedesk.domain.consents import Consent

    number = person(desk, name="Amina")
    consent = desk.vault.write(
        "Enter",
        lambda unit: unit.add(Consent(person=number, audience="public", state="given")).id,
    ).result
    form = show("consents", consent)
    assert "state" not in form.boxes
    assert "detail" in form.boxes


# ---- the dialog for a new record -------------------------------------------------------------


@pytest.fixture
def dialog(desk: Desk, qtbot: Any, until: Until) -> Callable[..., NewRecord]:
    def made(kind: str, preset: dict[str, str] | None = None) -> NewRecord:
        new = NewRecord(desk, kind, preset)
        qtbot.addWidget(new)
        new.show()
        until(desk)
        return new

    return made


def test_whoever_is_here_already_is_shown_while_a_name_is_typed(
    dialog: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = person(desk, name="محمد متولي")
    new = dialog("people")
    entered: list[int] = []
    new.entered.connect(entered.append)
    typed(new.form, qtbot, name="Mohamed Metwalli")
    qtbot.waitUntil(lambda: bool(new.findChildren(Opener)), timeout=3000)
    until(desk)
    found = new.findChildren(Opener)[0]
    assert "محمد متولي" in found.accessibleName()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    until(desk)
    assert entered == [number]
    assert desk.vault.read(lambda unit: unit.count("people")) == 1
    assert desk.vault.read(drafts) == []


def test_the_rest_of_the_fields_opens_on_request(dialog: Any, qtbot: Any) -> None:
    new = dialog("people")
    assert new.form.boxes["name"].isVisible()
    assert not new.form.boxes["identity_document"].isVisible()
    pressed(new, "More fields", qtbot)
    assert new.form.boxes["identity_document"].isVisible()


def test_parties_are_linked_with_a_role_right_after_a_new_case(
    dialog: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = person(desk, name="Amina Okafor")
    ref = desk.vault.read(lambda unit: unit.by_id(Person, number).ref)
    new = dialog("cases")
    entered: list[int] = []
    new.entered.connect(entered.append)
    typed(new.form, qtbot, title="Okafor v. State")
    pressed(new, "Save", qtbot)
    until(desk)
    qtbot.keyClicks(new.linking.party.line, ref)
    qtbot.keyClicks(new.linking.role.combo.lineEdit(), "Victim")
    new.linking.save()
    until(desk)
    assert entered == []
    pressed(new, "Done", qtbot)
    until(desk)
    case = desk.vault.read(lambda unit: unit.all(Case)[0].id)
    assert entered == [case]
    roles = desk.vault.read(lambda unit: [(i.party, i.role) for i in unit.all(Involvement)])
    assert roles == [(number, "victim")]


def test_a_new_event_belongs_to_the_case_it_was_entered_from(
    dialog: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    case = a_case(desk)
    new = dialog("events", {"case": case})
    with qtbot.waitSignal(new.entered):
        typed(new.form, qtbot, title="Arrested")
        pressed(new, "Save", qtbot)
    assert desk.vault.read(lambda unit: [e.case is not None for e in unit.all(Event)]) == [True]


def test_closing_keeps_what_was_typed(dialog: Any, desk: Desk, qtbot: Any, until: Until) -> None:
    new = dialog("people")
    typed(new.form, qtbot, name="Half a na")
    qtbot.keyClick(new, Qt.Key.Key_Escape)
    until(desk)
    assert [each.content["name"] for each in desk.vault.read(drafts)] == ["Half a na"]


def test_a_name_is_entered_under_its_person(
    dialog: Any, desk: Desk, qtbot: Any, until: Until
) -> None:
    number = person(desk, name="Amina")
    ref = desk.vault.read(lambda unit: unit.by_id(Person, number).ref)
    new = dialog("names", {"party": ref})
    with qtbot.waitSignal(new.entered):
        typed(new.form, qtbot, name="Minah")
        pressed(new, "Save", qtbot)
    assert desk.vault.read(lambda unit: [n.party for n in unit.all(Name)]) == [number]
