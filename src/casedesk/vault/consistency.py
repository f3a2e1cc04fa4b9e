"""Whether what stands in the database agrees with itself: history, rows, index and links.

Each function looks at one thing and answers what it found; nothing is changed. Values are never
named: a finding may be read aloud to whoever repairs the computer.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, inspect, select, text

from casedesk.domain.base import Field, Record, fields_of, kinds, spine, title_from
from casedesk.fold import FOLD_VERSION
from casedesk.vault import history
from casedesk.vault.header import Header
from casedesk.vault.history import CREATED, DELETED, MERGED
from casedesk.vault.portable import from_history, to_history
from casedesk.vault.tables import change, member, meta, payload, replica
from casedesk.when import When
from casedesk.words import _, n_

#: At most so many numbers stand in one sentence.
_MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: the file or part, and what is wrong with it."""

    what: str
    sentence: str


Part = Callable[[Connection], Iterable[Finding]]


def named(numbers: Iterable[int]) -> str:
    """Numbers as people write them: “3, 7-9”."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    return ", ".join(said[:_MOST_NAMED]) + (" …" if len(said) > _MOST_NAMED else "")


def structure(connection: Connection) -> Iterator[Finding]:
    """What SQLite's own check finds, and links that point at nothing."""
    # Otherwise, on a connection that read before another one wrote, the check compares the index
    # with what it remembers of it, and reports damage where there is none (measured, 3.53.4).
    connection.execute(text("SELECT rowid FROM search WHERE search MATCH 'x' LIMIT 1")).all()
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield Finding(
                "data.db", _("The database's structure is broken: {text}.").format(text=row[0])
            )
    tables = [row[0] for row in connection.execute(text("PRAGMA foreign_key_check"))]
    for table in sorted(set(tables)):
        yield Finding(
            table,
            n_("{n} link points at nothing.", "{n} links point at nothing.", tables.count(table))
            .format(n=tables.count(table)),
        )  # fmt: skip


def against_header(head: Header) -> Part:
    """Whether database and header are of one time, and the history still has what was sealed."""

    def part(connection: Connection) -> Iterator[Finding]:
        gen = connection.execute(select(meta.c.value).where(meta.c.key == "gen")).scalar()
        fitting = {str(head.gen)} if head.seal else {str(head.gen), str(head.gen - 1)}
        if gen not in fitting:
            yield Finding(
                "data.db",
                _("Database and header are not of the same time: an old copy was put in place."),
            )
        for uuid, (seq, link) in head.heads.items():
            if history.link_at(connection, bytes.fromhex(uuid), seq) != link:
                yield Finding(
                    "history",
                    _("The history no longer has what the header vouches for, up to change {n}.")
                    .format(n=seq),
                )  # fmt: skip

    return part


def text_folding(connection: Connection) -> Iterator[Finding]:
    """Whether the index was made by the folding of text that this program searches with."""
    kept = connection.execute(select(meta.c.value).where(meta.c.key == "fold")).scalar()
    if kept != str(FOLD_VERSION):
        yield Finding(
            "search", _("The search index was made by another version of CaseDesk. Make it again.")
        )


def chains(connection: Connection) -> Iterator[Finding]:
    """Every link of every replica's chain, computed again, and every value against its code."""
    uuids = {row.id: row.uuid for row in connection.execute(select(replica))}
    members = {row.id: row.uuid for row in connection.execute(select(member.c.id, member.c.uuid))}
    query = (
        select(change, payload.c.salt, payload.c.value, spine.c.uuid, spine.c.kind, spine.c.deleted)
        .outerjoin(spine, spine.c.id == change.c.record)
        .outerjoin(
            payload, (payload.c.replica == change.c.replica) & (payload.c.seq == change.c.seq)
        )
        .order_by(change.c.replica, change.c.seq)
        .execution_options(yield_per=5000)
    )
    rows = connection.execute(query)
    for number, own in groupby(rows, key=lambda row: row.replica):
        yield from _chain(uuids, members, number, own)


def _chain(
    uuids: Mapping[int, bytes], members: Mapping[int, bytes], number: int, rows: Iterable[Any]
) -> Iterator[Finding]:
    broken, unfounded, missing, gaps = [], [], [], []
    before, expected = bytes(32), 1
    for row in rows:
        if row.seq != expected:
            gaps.append(expected)
        elif row.link != history.link_of(before, uuids, members.get(row.member, b""), row):
            broken.append(row.seq)
        if row.value is None:
            # Erasing leaves the bare record behind, removed.
            missing += [] if row.deleted else [row.seq]
        elif row.commitment != history.commitment(row.salt, row.value):
            unfounded.append(row.seq)
        before, expected = row.link, row.seq + 1
    what = f"history {uuids.get(number, b'').hex()[:8]}"
    sentences = (
        (broken, _("These changes are not what was written: {numbers}.")),
        (gaps, _("Changes are missing from here on: {numbers}.")),
        (unfounded, _("The values of these changes are not what was written: {numbers}.")),
        (missing, _("The values of these changes are missing: {numbers}.")),
    )
    for numbers, sentence in sentences:
        if numbers:
            yield Finding(what, sentence.format(numbers=named(numbers)))


def index(connection: Connection) -> Iterator[Finding]:
    """Whether every living record is in the search index, and nothing else."""
    # The index's own table of its rows; asking the index itself reads all text.
    kept = set(connection.execute(text("SELECT id FROM search_docsize")).scalars())
    living = set(
        connection.execute(
            select(spine.c.id).where(
                spine.c.deleted.is_(None),
                spine.c.merged_into.is_(None),
                spine.c.kind.in_(kinds()),
            )
        ).scalars()
    )
    if wrong := len(living ^ kept):
        yield Finding(
            "search",
            n_(
                "{n} record is missing from the search index, or is there without being in a list.",
                "{n} records are missing from the search index, or are there without being in a"
                " list.",
                wrong,
            ).format(n=wrong),
        )


def rows_against_history(connection: Connection) -> Iterator[Finding]:
    """Whether every record says what the newest changes in its history say."""
    query = select(spine.c.id, spine.c.uuid)
    uuids = {row.id: row.uuid for row in connection.execute(query)}
    for kind, cls in kinds().items():
        wrong = list(_wrong_records(connection, kind, cls, uuids))
        if wrong:
            yield Finding(
                kind,
                _("These records are not what their history says: {refs}.").format(
                    refs=", ".join(wrong[:_MOST_NAMED]) + (" …" if len(wrong) > _MOST_NAMED else "")
                ),
            )


def _wrong_records(
    connection: Connection, kind: str, cls: type[Record], uuids: Mapping[int, bytes]
) -> Iterator[str]:
    """The references of the records of a kind whose rows and history differ."""
    fields = fields_of(cls)
    history_of = _histories(connection, kind)
    said = next(history_of, None)
    for row in _rows(connection, kind, cls):
        changes: Sequence[Any] = ()
        while said is not None and said[0] <= row["id"]:
            if said[0] == row["id"]:
                changes = said[1]
            said = next(history_of, None)
        if any(each.value is None for each in changes):
            continue  # erased
        if not _agrees(cls, fields, row, changes, uuids):
            yield row["ref"]


def _rows(connection: Connection, kind: str, cls: type[Record]) -> Iterator[RowMapping]:
    """Every record of a kind with the columns of its fields; None where its own row is missing."""
    names = {column for field in fields_of(cls).values() for column in field.columns}
    own = [
        column
        for table in inspect(cls).tables
        if table is not spine
        for column in table.columns
        if column.name in names
    ]
    joined: Any = spine
    for table in inspect(cls).tables:
        if table is not spine:
            joined = joined.outerjoin(table, table.c.id == spine.c.id)
    query = (
        select(spine, *own)
        .select_from(joined)
        .where(spine.c.kind == kind)
        .order_by(spine.c.id)
        .execution_options(yield_per=5000)
    )
    yield from connection.execute(query).mappings()


def _histories(connection: Connection, kind: str) -> Iterator[tuple[int, Sequence[Any]]]:
    query = (
        select(change.c.record, change.c.replica, change.c.seq, change.c.field, change.c.replaces)
        .add_columns(payload.c.value)
        .join(spine, spine.c.id == change.c.record)
        .outerjoin(
            payload, (payload.c.replica == change.c.replica) & (payload.c.seq == change.c.seq)
        )
        .where(spine.c.kind == kind)
        .order_by(change.c.record)
        .execution_options(yield_per=5000)
    )
    for record, rows in groupby(connection.execute(query), key=lambda row: row.record):
        yield record, list(rows)


def _agrees(
    cls: type[Record],
    fields: Mapping[str, Field],
    row: RowMapping,
    changes: Sequence[Any],
    uuids: Mapping[int, bytes],
) -> bool:
    values = {name: _value(field, row) for name, field in fields.items()}
    said = {
        name: to_history(field, values[name], lambda number: uuids.get(number, b""))
        for name, field in fields.items()
    }
    said[DELETED] = row["deleted"]
    said[MERGED] = uuids[row["merged_into"]].hex() if row["merged_into"] else None
    if row["title"] != title_from(cls, values) or not _days_fit(fields, values, said):
        return False
    if len(changes) == 1 and changes[0].field == CREATED:
        first = json.loads(changes[0].value)
        return all((first.get(name) or None) == (value or None) for name, value in said.items())
    return all((value or None) in _newest(changes, name) for name, value in said.items())


def _days_fit(
    fields: Mapping[str, Field], values: Mapping[str, Any], said: Mapping[str, Any]
) -> bool:
    """Whether the first and last day beside each partial date, by which it is found, are right."""
    return all(
        from_history(field, said[name], lambda _uuid: 0) == values[name]
        for name, field in fields.items()
        if field.kind == "when"
    )


def _value(field: Field, row: RowMapping) -> Any:
    if field.kind != "when":
        return row[field.columns[0]]
    edtf, first, last, words = (row[name] for name in field.columns)
    return None if edtf is None else When(edtf, first, last, words)


def _newest(changes: Sequence[Any], name: str) -> list[Any]:
    """The values a field may have: that of the newest change, or of each in a conflict."""
    of_field = [each for each in changes if each.field in (name, CREATED)]
    heads = set(history.heads_among(of_field))
    found = []
    for each in of_field:
        if history.Mark(each.replica, each.seq) in heads:
            value = json.loads(each.value)
            value = value.get(name) if each.field == CREATED else value
            if name == DELETED and value:
                value = value["at"]
            found.append(value or None)
    return found
