"""The history as people read it: who changed what, and where two copies of a vault disagree."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from casedesk.domain.base import Field, Record, fields_of
from casedesk.vault.history import CREATED, DELETED, MERGED, Mark, read_marks
from casedesk.vault.tables import change, member, payload, replica, work_unit
from casedesk.vault.unit import Reading
from casedesk.words import _


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field. `at` is UTC; `what` names the unit of work; values are as the
    history keeps them, but links as references. Of a creation (field "*") `after` holds all first
    values by field. `erased`: the value was erased, and only that it was there is known.
    """

    at: str
    member: str
    what: str
    field: str
    label: str
    before: Any
    after: Any
    erased: bool = False

    def as_json(self) -> dict[str, Any]:
        """What programs read; the keys are permanent."""
        return asdict(self)

    def sentence(self) -> str:
        """What a person reads."""
        if self.erased:
            told = _("{label}: erased")
        elif self.field == CREATED:
            told = _("Entered: {after}")
        elif self.field == DELETED:
            told = _("Brought back") if self.after is None else _("Removed: {after}")
        elif self.before is None:
            told = _("{label}: {after}")
        elif self.after is None:
            told = _("{label}: emptied, before: {before}")
        else:
            told = _("{label}: {after}, before: {before}")
        said = told.format(label=self.label, before=_words(self.before), after=_words(self.after))
        when = self.at[:16].replace("T", " ")
        return f"{when}  {self.member}  {said}"


def _words(value: Any) -> str:
    """A value as words: of a creation its values, of a removal its reason."""
    if isinstance(value, Mapping):
        said = [value["reason"]] if "reason" in value else value.values()
        return ", ".join(_words(each) for each in said if each is not None)
    if isinstance(value, list):
        return str(next((each for each in reversed(value) if each), ""))
    return "" if value is None else str(value)


def told(unit: Reading, record: Record) -> list[Change]:
    """Every change of a record, oldest first."""
    rows = _changes_of(unit.connection, record.id)
    payloads = {Mark(row.replica, row.seq): row for row in rows}
    fields = fields_of(type(record))
    return [_change(unit.connection, row, payloads, fields) for row in rows]


def _changes_of(connection: Connection, number: int) -> Sequence[Any]:
    query = (
        select(change, payload.c.value, member.c.name, work_unit.c.what)
        .join(member, member.c.id == change.c.member)
        .outerjoin(
            payload, (payload.c.replica == change.c.replica) & (payload.c.seq == change.c.seq)
        )
        .outerjoin(
            work_unit,
            (work_unit.c.replica == change.c.replica) & (work_unit.c.unit == change.c.unit),
        )
        .where(change.c.record == number)
        .order_by(change.c.at, change.c.replica, change.c.seq)
    )
    return connection.execute(query).all()


def _change(
    connection: Connection,
    row: Any,
    payloads: Mapping[Mark, Any],
    fields: Mapping[str, Field],
) -> Change:
    # Where it settled a conflict, the field showed the last of the values in it.
    marks = read_marks(row.replaces)
    before = _said(payloads.get(marks[-1]), row.field) if marks else None
    after = _said(row, row.field)
    if row.field == CREATED and isinstance(after, dict):
        after = {name: _shown(connection, fields.get(name), after[name]) for name in after}
    return Change(
        at=row.at,
        member=row.name,
        what=row.what or "",
        field=row.field,
        label=_label(row.field, fields),
        before=_shown(connection, fields.get(row.field), before),
        after=_shown(connection, fields.get(row.field), after),
        erased=row.value is None,
    )


def _said(row: Any, name: str) -> Any:
    """What a change said of a field; None where it said nothing, or was erased."""
    if row is None or row.value is None:
        return None
    value = json.loads(row.value)
    return value.get(name) if row.field == CREATED and name != CREATED else value


def _label(name: str, fields: Mapping[str, Field]) -> str:
    known = {CREATED: _("Entered"), DELETED: _("Removed"), MERGED: _("Merged into")}
    if name in fields:
        return fields[name].label
    return known.get(name, name)


def _shown(connection: Connection, field: Field | None, value: Any) -> Any:
    """A link as the reference of the record it points at; everything else as it is."""
    if field is None or not field.is_link or not isinstance(value, str):
        return value
    query = select(Record.ref).where(Record.uuid == bytes.fromhex(value))
    return connection.execute(query).scalar() or value


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as it means the same in every copy: replica, record and link in hexadecimal,
    `replaces` as pairs of replica and number. `value` is JSON text, None once erased.
    """

    replica: str
    seq: int
    record: str
    field: str
    replaces: tuple[tuple[str, int], ...]
    value: str | None
    link: str


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field to which two copies gave different values, neither knowing of the other."""

    record: str
    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Where histories disagree. `reused`: numbers that two different changes carry, by replica;
    there must never be one.
    """

    fields: tuple[FieldConflict, ...]
    reused: tuple[tuple[str, int], ...]


def entries(unit: Reading) -> list[Entry]:
    """The whole history of a vault, to lay beside another copy's."""
    connection = unit.connection
    query = select(replica.c.id, replica.c.uuid)
    uuids = {row.id: row.uuid.hex() for row in connection.execute(query)}
    rows = connection.execute(
        select(change, payload.c.value, Record.uuid)
        .join(Record, Record.id == change.c.record)
        .outerjoin(
            payload, (payload.c.replica == change.c.replica) & (payload.c.seq == change.c.seq)
        )
    )
    return [
        Entry(
            uuids[row.replica],
            row.seq,
            row.uuid.hex(),
            row.field,
            tuple((uuids[mark.replica], mark.seq) for mark in read_marks(row.replaces)),
            row.value,
            row.link.hex(),
        )
        for row in rows
    ]


def conflicts(*histories: Iterable[Entry]) -> Conflicts:
    """Lay the histories of copies side by side.

    A conflict is a field with two changes that nothing replaces and that say different things.
    """
    by_number: dict[tuple[str, int], Entry] = {}
    reused: set[tuple[str, int]] = set()
    for entry in (each for history in histories for each in history):
        number = (entry.replica, entry.seq)
        if by_number.setdefault(number, entry).link != entry.link:
            reused.add(number)
    by_record: dict[str, list[Entry]] = defaultdict(list)
    for entry in by_number.values():
        by_record[entry.record].append(entry)
    found = [conflict for said in by_record.values() for conflict in _within_record(said)]
    return Conflicts(tuple(found), tuple(sorted(reused)))


def _within_record(said: Sequence[Entry]) -> list[FieldConflict]:
    made = [entry for entry in said if entry.field == CREATED]
    names = sorted({entry.field for entry in said} - {CREATED})
    found = []
    for name in names:
        heads = _heads([*made, *(entry for entry in said if entry.field == name)])
        values = {json.dumps(_entry_says(head, name), sort_keys=True) for head in heads}
        if len(values) > 1:
            shown = tuple(json.loads(value) for value in sorted(values))
            found.append(FieldConflict(heads[0].record, name, shown))
    return found


def _heads(said: Sequence[Entry]) -> list[Entry]:
    replaced = {number for entry in said for number in entry.replaces}
    return [entry for entry in said if (entry.replica, entry.seq) not in replaced]


def _entry_says(entry: Entry, name: str) -> Any:
    value = None if entry.value is None else json.loads(entry.value)
    if entry.field == CREATED:
        return (value or {}).get(name)
    return value
