"""Taking back the last unit, again and again, and telling what happened to a record."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests import ledger, small_vault

from casedesk.domain.cases import Case
from casedesk.domain.events import Event
from casedesk.domain.parties import Person
from casedesk.vault.door import Writing
from casedesk.vault.telling import Change, told
from casedesk.vault.undo import NothingToUndo, undo_last
from casedesk.vault.vault import Vault
from casedesk.when import parse, read


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with small_vault.opened(small_vault.empty(tmp_path / "case.casedesk")) as opened:
        yield opened


def _state(vault: Vault) -> dict[int, dict[str, Any]]:
    """What a person sees: the living records with their values."""
    records = ledger.photograph(vault).records
    return {
        number: dict(row)
        for number, row in records.items()
        if not row["record.deleted"] and not row["record.merged_into"]
    }


def _steps(vault: Vault) -> Iterator[Callable[[Writing], Any]]:
    """One use case after another, as they would come in a day."""
    case = vault.write("Open", lambda unit: unit.add(Case(title="A", summary="x"))).result
    yield lambda unit: unit.set(unit.get(case.ref), title="B", summary=None)
    yield lambda unit: unit.set(unit.get(case.ref), title="C", opened=read("about 2020"))
    yield lambda unit: [unit.add(Person(name=name)) for name in ("Amina", "Amina O.")]
    yield lambda unit: unit.redirect(unit.all(Person)[0], unit.all(Person)[1])
    yield _event_with_date
    yield lambda unit: unit.remove(unit.all(Event)[0], "entered twice")
    yield lambda unit: unit.set(unit.get(case.ref), summary="y")


def _event_with_date(unit: Writing) -> None:
    event = unit.add(Event(title="Arrested", case=unit.all(Case)[0].id))
    unit.set(event, occurred=parse("2024"))
    unit.set(event, occurred=parse("2024-03"))


def test_every_unit_is_taken_back_in_turn_until_the_vault_is_as_it_was(vault: Vault) -> None:
    states = []
    for number, step in enumerate(_steps(vault)):
        states.append(_state(vault))
        vault.write(f"Step {number}", step)
    for number in range(len(states) - 1, -1, -1):
        before = ledger.photograph(vault)
        assert vault.write("Undo", undo_last).result == f"Step {number}"
        ledger.reckon(before, ledger.photograph(vault)).assert_even()
        assert _state(vault) == states[number]
    assert vault.write("Undo", undo_last).result == "Open"
    assert _state(vault) == {}
    with pytest.raises(NothingToUndo, match="nothing to take back"):
        vault.write("Undo", undo_last)


def test_after_undoing_work_goes_on_and_can_be_undone_itself(vault: Vault) -> None:
    case = vault.write("Open", lambda unit: unit.add(Case(title="A")).ref).result
    for title in ("B", "C"):
        vault.write(title, lambda unit, to=title: unit.set(unit.get(case), title=to))  # type: ignore[misc]
    vault.write("Undo", undo_last)
    vault.write("D", lambda unit: unit.set(unit.get(case), title="D"))
    undone = [vault.write("Undo", undo_last).result for _time in range(2)]
    assert undone == ["D", "B"]
    assert vault.read(lambda unit: unit.get(case)).title == "A"


def test_what_another_copy_changed_since_is_not_overwritten(vault: Vault) -> None:
    """As after taking in a bundle: a change of the same field by another replica."""
    case = vault.write("Open", lambda unit: unit.add(Case(title="A")).ref).result
    vault.write("Rename", lambda unit: unit.set(unit.get(case), title="B"))

    def received(unit: Writing) -> None:
        unit.connection.execute(
            text("INSERT INTO replica (id, uuid, created) VALUES (9, zeroblob(16), 'then')")
        )
        unit.connection.execute(
            text(
                "INSERT INTO change SELECT 9, 1, 1, record, field, replaces, at, member,"
                " commitment, link FROM change WHERE seq = 2"
            )
        )

    vault.write("Receive", received)
    before = ledger.photograph(vault)
    with pytest.raises(NothingToUndo, match="changed again"):
        vault.write("Undo", undo_last)
    assert ledger.photograph(vault) == before


def test_what_was_erased_does_not_come_back(vault: Vault) -> None:
    case = vault.write("Open", lambda unit: unit.add(Case(title="A")).ref).result
    vault.write("Rename", lambda unit: unit.set(unit.get(case), title="B"))
    vault.write("Erase", lambda unit: unit.connection.execute(text("DELETE FROM payload")))
    with pytest.raises(NothingToUndo, match="erased"):
        vault.write("Undo", undo_last)


def test_the_last_unit_can_be_taken_back_after_the_vault_was_moved(tmp_path: Path) -> None:
    """At its new place the vault writes as another replica, whose first unit this is."""
    folder = small_vault.empty(tmp_path / "here.casedesk")
    with small_vault.opened(folder) as vault:
        case = vault.write("Open", lambda unit: unit.add(Case(title="A")).ref).result
        vault.write("Rename", lambda unit: unit.set(unit.get(case), title="B"))
    moved = folder.rename(tmp_path / "there.casedesk")
    with small_vault.opened(moved) as vault:
        assert vault.write("Undo", undo_last).result == "Rename"
        assert vault.write("Undo", undo_last).result == "Open"
        assert _state(vault) == {}


def _told(vault: Vault, ref: str) -> list[Change]:
    return vault.read(lambda unit: told(unit, unit.get(ref)))


def test_the_history_tells_who_changed_what_from_what_to_what(vault: Vault) -> None:
    case = vault.write("Open", lambda unit: unit.add(Case(title="A", summary="x")).ref).result
    vault.write("Rename", lambda unit: unit.set(unit.get(case), title="B", summary=None))
    made, renamed, emptied = _told(vault, case)
    assert made.field == "*"
    assert made.after == {"ref": case, "title": "A", "summary": "x"}
    assert (renamed.before, renamed.after, renamed.what) == ("A", "B", "Rename")
    assert (emptied.before, emptied.after) == ("x", None)
    assert renamed.member == small_vault.FIRST_MEMBER
    assert renamed.sentence().endswith("Ana  Title: B, before: A")
    assert "emptied, before: x" in emptied.sentence()
    assert renamed.as_json()["label"] == "Title"


def test_links_are_told_as_references_and_dates_as_they_were_written(vault: Vault) -> None:
    case = vault.write("Open", lambda unit: unit.add(Case(title="A")).ref).result

    def work(unit: Writing) -> str:
        event = unit.add(Event(title="Arrested", case=unit.get(case).id))
        unit.set(event, occurred=read("about 1970"))
        return event.ref

    made, dated = _told(vault, vault.write("Add", work).result)
    assert made.after["case"] == case
    assert case in made.sentence()
    assert "1970" in dated.sentence()
    assert dated.after[0] == "1970~"


def test_removing_and_bringing_back_are_told_with_the_reason(vault: Vault) -> None:
    case = vault.write("Open", lambda unit: unit.add(Case(title="A"))).result
    vault.write("Remove", lambda unit: unit.remove(unit.get(case.ref), "entered twice"))
    vault.write("Restore", lambda unit: unit.restore(unit.by_id(Case, case.id)))
    said = [change.sentence() for change in _told(vault, case.ref)]
    assert said[1].endswith("Removed: entered twice")
    assert said[2].endswith("Brought back")


def test_an_erased_value_is_told_as_erased_and_nothing_else(vault: Vault) -> None:
    case = vault.write("Open", lambda unit: unit.add(Case(title="A secret")).ref).result
    vault.write("Rename", lambda unit: unit.set(unit.get(case), title="B"))
    vault.write(
        "Erase", lambda unit: unit.connection.execute(text("DELETE FROM payload WHERE seq = 1"))
    )
    made, renamed = _told(vault, case)
    assert made.erased
    assert made.sentence().endswith("erased")
    assert renamed.before is None
