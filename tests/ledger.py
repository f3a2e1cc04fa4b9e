"""Rows changed equals changes logged: field by field, over everything the vault holds.

Take a photograph of the vault before and after a use case and compare them. What changed in the
tables must be exactly what the new part of the history says, or it went around the write door.

    with watched(folder, unlock()):
        run("set", ref, "title=Another")
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select

from casedesk.domain.base import fields_of, kinds
from casedesk.vault import consistency, opening
from casedesk.vault.history import CREATED, DELETED, MERGED
from casedesk.vault.opening import Unlock
from casedesk.vault.tables import change
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault

#: A record's key and a field's name.
Spot = tuple[int, str]

#: Columns of the spine that stand in the history under this name of a field.
_SPINE = {"deleted": DELETED, "merged_into": MERGED, "share": "share"}
#: Columns that follow from fields, or never enter the history because they are secret.
_NOT_LOGGED = frozenset(
    ("id", "uuid", "kind", "ref", "title_sort", "created", "sealed_key", "sealed_sha256")
)


@dataclass(frozen=True)
class Photograph:
    """Every record by its key, as the values of all its columns; and every change by its number."""

    records: Mapping[int, Mapping[str, Any]]
    changes: Mapping[tuple[int, int], Spot]
    faults: tuple[str, ...]


def photograph(vault: Vault) -> Photograph:
    """The whole vault as it stands now."""
    return vault.read(_photograph)


def _photograph(unit: Reading) -> Photograph:
    records: dict[int, dict[str, Any]] = {}
    for name in _tables():
        # Bare, since a statement of forty tables is slow to put together and run only once.
        for row in unit.connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings():
            said = {f"{name}.{column}": value for column, value in row.items()}
            records.setdefault(row["id"], {}).update(said)
    rows = unit.connection.execute(select(change))
    changes = {(row.replica, row.seq): (row.record, row.field) for row in rows}
    parts = (
        consistency.chains, consistency.rows_against_history, consistency.index,
        consistency.structure,
    )  # fmt: skip
    faults = [finding.sentence for part in parts for finding in part(unit.connection)]
    return Photograph(records, changes, tuple(faults))


def _tables() -> set[str]:
    """The names of all tables whose rows are records."""
    return {table.name for cls in kinds().values() for table in inspect(cls).tables}


@dataclass(frozen=True)
class Reckoning:
    """What changed in the tables, and what the history says changed."""

    changed: frozenset[Spot]
    logged: frozenset[Spot]
    faults: tuple[str, ...]

    def assert_even(self) -> None:
        """Fail where a change was not logged, a logged one did not happen, or parts disagree."""
        unlogged, untrue = self.changed - self.logged, self.logged - self.changed
        assert not unlogged, f"changed around the write door: {sorted(unlogged)}"
        assert not untrue, f"logged but not done: {sorted(untrue)}"
        assert not self.faults, self.faults


def reckon(before: Photograph, after: Photograph) -> Reckoning:
    """Lay two photographs of one vault side by side."""
    gone = [f"record {number} vanished" for number in before.records if number not in after.records]
    gone += [f"change {mark} vanished" for mark in before.changes if mark not in after.changes]
    new = after.records.keys() - before.records.keys()
    changed = {(number, CREATED) for number in new}
    for number, row in after.records.items():
        if number not in new and number in before.records:
            changed |= {(number, name) for name in _different(before.records[number], row)}
    logged = {spot for mark, spot in after.changes.items() if mark not in before.changes}
    # What else happened to a record in the unit that made it is part of its making here.
    logged = {(number, CREATED if number in new else name) for number, name in logged}
    return Reckoning(frozenset(changed), frozenset(logged), (*gone, *after.faults))


def _different(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The fields in which two states of a record differ."""
    cls = kinds()[after["record.kind"]]
    names = {
        f"{field.table}.{column}": field.name
        for field in fields_of(cls).values()
        for column in field.columns
    } | {f"record.{column}": name for column, name in _SPINE.items()}
    labels = {label for label, value in after.items() if value != before[label]}
    follows = {label for label in labels if label.split(".")[1] in _NOT_LOGGED} - names.keys()
    follows |= {"record.title"} - names.keys()
    return {names.get(label, label) for label in labels - follows}


@contextmanager
def watched(folder: Path, unlock: Unlock) -> Iterator[None]:
    """Photograph a closed vault before and after the block, and require that all was logged."""
    with opening.open_vault(folder, unlock) as vault:
        before = photograph(vault)
    yield
    with opening.open_vault(folder, unlock) as vault:
        after = photograph(vault)
    reckon(before, after).assert_even()
