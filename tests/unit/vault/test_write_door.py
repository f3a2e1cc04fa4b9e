"""Everything that changes a record is in the history, and nothing goes around the write door."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update
from tests import ledger, small_vault

from casedesk.domain.base import Record, fields_of, kinds, spine
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement
from casedesk.domain.evidence import Evidence
from casedesk.domain.parties import Person
from casedesk.vault.door import Incomplete, Writing
from casedesk.vault.undo import undo_last
from casedesk.vault.vault import Vault
from casedesk.when import parse, read


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with small_vault.opened(small_vault.empty(tmp_path / "case.casedesk")) as opened:
        yield opened


def _add_case(unit: Writing) -> str:
    return unit.add(Case(title="A case", summary="What is known.")).ref


@pytest.fixture
def case(vault: Vault) -> str:
    return vault.write("Add", _add_case).result


def _even(vault: Vault, what: str, work: Callable[[Writing], Any]) -> Any:
    """Do the work, and require that the history says exactly what changed."""
    before = ledger.photograph(vault)
    done = vault.write(what, work)
    reckoning = ledger.reckon(before, ledger.photograph(vault))
    reckoning.assert_even()
    assert {number for number, _field in reckoning.changed} == done.changes.ids
    return done.result


def test_a_record_of_every_kind_is_logged_with_every_field(vault: Vault) -> None:
    made = _even(vault, "Fill", small_vault.add_one_of_each)
    assert made.keys() == kinds().keys()


def test_every_field_of_every_kind_that_is_changed_is_logged(vault: Vault) -> None:
    made = vault.write("Fill", small_vault.add_one_of_each).result
    other = {
        "text": "another", "long": "another", "number": 7, "yesno": "no", "code": "another",
        "when": read("1999"), "country": "FR", "language": "es",
    }  # fmt: skip

    def change_all(unit: Writing) -> None:
        for kind, number in made.items():
            record = unit.by_id(kinds()[kind], number)
            fields = fields_of(type(record)).values()
            unit.set(record, **{f.name: other[f.kind] for f in fields if f.kind in other})

    def empty_all(unit: Writing) -> None:
        for kind, number in made.items():
            record = unit.by_id(kinds()[kind], number)
            fields = fields_of(type(record)).values()
            unit.set(record, **{f.name: None for f in fields if not f.required})

    _even(vault, "Change", change_all)
    _even(vault, "Empty", empty_all)


def test_removing_restoring_merging_and_undoing_are_logged(vault: Vault, case: str) -> None:
    twin = vault.write("Add", _add_case).result
    record = vault.read(lambda unit: unit.get(twin))
    _even(vault, "Remove", lambda unit: unit.remove(unit.get(twin), "entered twice"))
    _even(vault, "Restore", lambda unit: unit.restore(unit.by_id(Case, record.id)))
    _even(vault, "Merge", lambda unit: unit.redirect(unit.get(twin), unit.get(case)))
    assert vault.read(lambda unit: unit.get(twin)).ref == case
    _even(vault, "Undo", undo_last)
    assert vault.read(lambda unit: unit.get(twin)).ref == twin


def test_a_value_that_stays_is_not_logged(vault: Vault, case: str) -> None:
    done = vault.write("Set", lambda unit: unit.set(unit.get(case), title="A case", office=""))
    assert done.changes.unit is None
    assert not done.changes.ids


def test_nought_is_a_value_and_not_an_empty_field(vault: Vault) -> None:
    event = vault.write("Add", lambda unit: unit.add(Event(title="At sea"))).result.ref
    _even(vault, "Set", lambda unit: unit.set(unit.get(event), latitude=0.0))
    assert vault.read(lambda unit: unit.by_id(Event, unit.get(event).id).latitude) == 0.0
    _even(vault, "Empty", lambda unit: unit.set(unit.get(event), latitude=None))
    assert vault.read(lambda unit: unit.by_id(Event, unit.get(event).id).latitude) is None


def test_a_field_set_twice_in_one_unit_leaves_no_conflict(vault: Vault, case: str) -> None:
    def work(unit: Writing) -> None:
        event = unit.add(Event(title="Arrested", case=unit.get(case).id))
        unit.set(event, occurred=parse("2024"))
        unit.set(event, occurred=parse("2024-03"))

    _even(vault, "Add", work)  # the ledger also compares rows with the one newest change


def test_a_record_that_was_removed_is_not_found_again_when_it_is_changed(
    vault: Vault, case: str
) -> None:
    number = vault.read(lambda unit: unit.get(case)).id
    vault.write("Remove", lambda unit: unit.remove(unit.get(case), "entered twice"))
    _even(vault, "Set", lambda unit: unit.set(unit.by_id(Case, number), title="Still gone"))


def _new_object(unit: Writing) -> None:
    unit.session.add(Case(title="around"))


def _changed_object(unit: Writing) -> None:
    unit.all(Case)[0].title = "around"


def _deleted_object(unit: Writing) -> None:
    unit.session.delete(unit.all(Case)[0])


def _statement(unit: Writing) -> None:
    unit.session.execute(update(Case).values(summary="around"))


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("around", [_new_object, _changed_object, _deleted_object, _statement])
def test_the_orm_cannot_write_around_the_door(
    vault: Vault, around: Callable[[Writing], None]
) -> None:
    before = ledger.photograph(vault)
    with pytest.raises(AssertionError, match="write door"):
        vault.write("Around", around)
    assert ledger.photograph(vault) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE \"case\" SET summary = 'around'",
        "UPDATE record SET title = 'around'",
        "UPDATE record SET deleted = created",
        "UPDATE record SET share = 'x'",
    ],
)
@pytest.mark.usefixtures("case")
def test_the_ledger_notices_bare_statements_around_the_door(vault: Vault, statement: str) -> None:
    vault.write("Add", lambda unit: unit.add(Person(name="Amina Okafor")))
    before = ledger.photograph(vault)
    vault.write("Around", lambda unit: unit.connection.execute(text(statement)))
    reckoning = ledger.reckon(before, ledger.photograph(vault))
    with pytest.raises(AssertionError, match="around the write door"):
        reckoning.assert_even()


def test_the_ledger_notices_a_change_that_was_logged_but_not_made(vault: Vault, case: str) -> None:
    before = ledger.photograph(vault)

    def work(unit: Writing) -> None:
        unit.set(unit.get(case), summary="another")
        unit.connection.execute(text("UPDATE \"case\" SET summary = 'What is known.'"))

    vault.write("Set", work)
    with pytest.raises(AssertionError, match="not done"):
        ledger.reckon(before, ledger.photograph(vault)).assert_even()


def test_a_refused_unit_changes_nothing_and_the_next_one_works(vault: Vault) -> None:
    """The first unit begins a replica; were it remembered although refused, none could follow."""
    before = ledger.photograph(vault)

    def refused(unit: Writing) -> None:
        _add_case(unit)
        unit.add(Case(title=""))

    with pytest.raises(Incomplete, match="title"):
        vault.write("Add two", refused)
    assert ledger.photograph(vault) == before
    _even(vault, "Add", _add_case)


def test_a_link_to_nothing_is_refused_wholly(vault: Vault, case: str) -> None:
    def work(unit: Writing) -> None:
        unit.connection.execute(
            spine.update().where(spine.c.ref == case).values(merged_into=999_999)
        )

    before = ledger.photograph(vault)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        vault.write("Break", work)
    assert ledger.photograph(vault) == before


def test_rows_may_be_written_before_the_rows_they_point_at(vault: Vault) -> None:
    def many(unit: Writing) -> None:
        case = unit.add_row(Case, {"title": "Many"})
        for number in range(1100):  # more than two batches
            person = unit.add_row(Person, {"name": f"Person {number}"})
            unit.add_row(Involvement, {"subject": case, "party": person, "role": "victim"})

    _even(vault, "Import", many)


def test_a_secret_enters_neither_history_nor_index_nor_repr(vault: Vault) -> None:
    secret = bytes(range(32))

    def work(unit: Writing) -> str:
        evidence = unit.add(Evidence(title="A photograph"))
        unit.keep_secret(evidence, sealed_key=secret)
        return repr(unit.by_id(Evidence, evidence.id))

    assert "sealed" not in _even(vault, "Attach", work)
    marks = (secret, secret.hex().encode(), repr(secret).encode())

    def everything(unit: Writing) -> bytes:
        tables = ("change", "payload", "search", "work_unit", "draft")
        rows = [unit.connection.execute(text(f"SELECT * FROM {t}")).all() for t in tables]
        return repr(rows).encode()

    found = vault.read(everything)  # type: ignore[arg-type]
    assert not [mark for mark in marks if mark in found]


def test_an_error_of_the_database_names_no_value(vault: Vault) -> None:
    def work(unit: Writing) -> None:
        unit.connection.execute(
            text("INSERT INTO record (title) VALUES (:title)"), {"title": "Juana"}
        )

    with pytest.raises(Exception, match="NOT NULL") as caught:
        vault.write("Break", work)
    assert "Juana" not in str(caught.value)


def test_what_was_read_is_a_snapshot_that_outlives_its_unit(vault: Vault, case: str) -> None:
    record: Record = vault.read(lambda unit: unit.get(case))
    vault.write("Set", lambda unit: unit.set(unit.get(case), title="Another"))
    assert record.title == "A case"
