"""Taking back the last unit of work: by changes that say the opposite, never by forgetting."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from casedesk.domain.base import Record, fields_of
from casedesk.vault.door import Writing
from casedesk.vault.history import CREATED, DELETED, MERGED, Mark, read_marks
from casedesk.vault.portable import from_history
from casedesk.vault.tables import change, payload, replica, work_unit
from casedesk.words import Refusal, _

#: What a unit did to one record: for each field, its changes in order.
_Done = dict[str, list[Any]]


class NothingToUndo(Refusal):
    """There is nothing to take back, or it cannot be taken back any more."""


def undo_last(unit: Writing) -> str:
    """Take back the newest unit that was not taken back yet; answers what it was called.

    A unit that itself took something back is passed over. Raises NothingToUndo, in a sentence,
    where there is none, and where something it changed was changed again or erased since.
    """
    connection = unit.connection
    pairs = _pairs(connection)
    last, what = _last(connection, pairs)
    for number, done in _changed_by(connection, last).items():
        _check_unchanged(connection, number, done, pairs)
        _take_back(unit, unit.session.get_one(Record, number), done)
    unit.undoes = last
    return what


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The units that were taken back, and those that took them back: together they did nothing."""

    undone: frozenset[Mark]
    undoing: frozenset[Mark]

    def has(self, row: Any) -> bool:
        """Whether a change is part of a pair."""
        unit = Mark(row.replica, row.unit)
        return unit in self.undone or unit in self.undoing


def _pairs(connection: Connection) -> _Pairs:
    query = select(work_unit).where(work_unit.c.undoes.is_not(None))
    rows = connection.execute(query).all()
    return _Pairs(
        frozenset(mark for row in rows for mark in read_marks(row.undoes)),
        frozenset(Mark(row.replica, row.unit) for row in rows),
    )


def _last(connection: Connection, pairs: _Pairs) -> tuple[Mark, str]:
    """The unit to take back: per replica the newest that counts, and of these the latest."""
    numbers = connection.execute(select(replica.c.id)).scalars().all()
    found = [each for number in numbers for each in _last_of(connection, number, pairs.undone)]
    if not found:
        raise NothingToUndo(_("There is nothing to take back."))
    _at, last, what = max(found, key=lambda each: (each[0], each[1]))
    return last, what


def _last_of(
    connection: Connection, number: int, undone: frozenset[Mark]
) -> Iterator[tuple[str, Mark, str]]:
    """Of one replica, the newest unit that is neither taken back nor a taking back; or nothing."""
    query = (
        select(work_unit.c.unit, work_unit.c.what, change.c.at)
        .join(
            change,
            (change.c.replica == work_unit.c.replica) & (change.c.seq == work_unit.c.unit),
        )
        .where(work_unit.c.replica == number, work_unit.c.undoes.is_(None))
        .order_by(work_unit.c.unit.desc())
    )
    with connection.execute(query) as rows:
        for row in rows:
            mark = Mark(number, row.unit)
            if mark not in undone:
                yield row.at, mark, row.what
                return


def _changed_by(connection: Connection, last: Mark) -> dict[int, _Done]:
    """What a unit changed, by record and field; the record it changed last comes first."""
    query = (
        select(change, payload.c.value)
        .outerjoin(
            payload, (payload.c.replica == change.c.replica) & (payload.c.seq == change.c.seq)
        )
        # A unit's changes lie one after another from its own number on.
        .where(
            change.c.replica == last.replica,
            change.c.seq >= last.seq,
            change.c.unit == last.seq,
        )
        .order_by(change.c.seq)
    )
    found: dict[int, _Done] = {}
    for row in connection.execute(query):
        done = found.pop(row.record, None) or defaultdict(list)
        done[row.field].append(row)
        found[row.record] = done
    return dict(reversed(found.items()))


def _check_unchanged(connection: Connection, number: int, done: _Done, pairs: _Pairs) -> None:
    """Refuse where the same was changed again since: taking back would lose that change.

    Changes that were taken back meanwhile do not count.
    """
    query = select(change).where(change.c.record == number)
    everything = connection.execute(query).all()
    counting = [row for row in everything if not pairs.has(row)]
    own = {Mark(row.replica, row.seq) for rows in done.values() for row in rows}
    if CREATED in done:
        if {Mark(row.replica, row.seq) for row in counting} != own:
            raise _changed_since()
        return
    past = {Mark(row.replica, row.seq): row for row in everything if pairs.has(row)}
    for name in done:
        heads = _heads([row for row in counting if row.field in (name, CREATED)], past)
        if len(heads) != 1 or not heads <= own:
            raise _changed_since()


def _heads(rows: Sequence[Any], past: Mapping[Mark, Any]) -> set[Mark]:
    """The changes that none of these replaces, seeing through those that were taken back."""
    replaced: set[Mark] = set()
    for row in rows:
        waiting = list(read_marks(row.replaces))
        while waiting:
            mark = waiting.pop()
            replaced.add(mark)
            if mark in past:
                waiting.extend(read_marks(past[mark].replaces))
    return {Mark(row.replica, row.seq) for row in rows} - replaced


def _changed_since() -> NothingToUndo:
    return NothingToUndo(
        _(
            "What was done last cannot be taken back, since the same was changed again after it."
            " Change it by hand; the history of the record shows what it was before."
        )
    )


def _take_back(unit: Writing, record: Record, done: _Done) -> None:
    if CREATED in done:
        if record.deleted is None:
            unit.remove(record, _("Undone"))
        return
    before = {name: _before(unit.connection, name, rows[0]) for name, rows in done.items()}
    if DELETED in before and before[DELETED] is None:
        unit.restore(record)
    if MERGED in before:
        uuid = before[MERGED]
        unit.redirect(record, None if uuid is None else _record(unit, bytes.fromhex(uuid)))
    fields = fields_of(type(record))
    values = {
        name: from_history(fields[name], value, lambda uuid: _record(unit, uuid).id)
        for name, value in before.items()
        if name in fields
    }
    if values:
        unit.set(record, **values)
    if before.get(DELETED) is not None:
        unit.remove(record, before[DELETED]["reason"])


def _before(connection: Connection, name: str, first: Any) -> Any:
    """The value a field had before the first change of it. Raises where that was erased."""
    marks = read_marks(first.replaces)
    if not marks:
        return None
    query = select(change.c.field, payload.c.value).join(
        payload, (payload.c.replica == change.c.replica) & (payload.c.seq == change.c.seq)
    )
    # Where the change settled a conflict, the field showed the last of the values in it.
    last = marks[-1]
    row = connection.execute(
        query.where(change.c.replica == last.replica, change.c.seq == last.seq)
    ).first()
    if row is None:
        raise NothingToUndo(
            _("What was done last cannot be taken back: what stood there before was erased.")
        )
    value = json.loads(row.value)
    return value.get(name) if row.field == CREATED else value


def _record(unit: Writing, uuid: bytes) -> Record:
    return unit.session.scalars(select(Record).where(Record.uuid == uuid)).one()
