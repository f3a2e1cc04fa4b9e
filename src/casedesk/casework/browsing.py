"""Lists of any length: one array of keys in order, and windows of rows out of it.

Nothing here makes objects of records: a list of a hundred thousand is one statement over indexes
that answers with keys, and only the rows on the screen are read.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, column, func, select, union_all

from casedesk.casework.narrowing import conditions, living
from casedesk.casework.query import (
    CREATED,
    TITLE,
    BadQuery,
    Query,
    classes_of,
    columns_of,
    field_for,
    kinds_in,
    sort_for,
)
from casedesk.casework.values import say_value
from casedesk.domain.base import Field, Record, kind_of, kinds, spine
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _

#: More rows than any screen shows at once.
MOST_ROWS = 500

#: Of so many records a set of keys takes as long to make as a person notices.
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `cells` and `said` go with `columns_of` the kinds, one for one.

    A cell is the value itself: text, code, number, When, a link's key, or None; `said` is it in
    words for a person.
    """

    id: int
    kind: str
    ref: str
    title: str
    cells: tuple[Any, ...]
    said: tuple[str, ...]


def found(unit: Reading, query: Query, most: int | None = None) -> "array[int]":
    """The keys of all records a query finds, in its order; with `most`, the first ones only.

    A screenful is there much sooner than the whole array, whatever the query.
    Raises BadQuery, UnknownKind, UnknownField, BadValue, NoSuchRecord.
    """
    statement = _ordered(unit, query)
    if most is not None:
        statement = statement.limit(most)
    return array("q", unit.connection.execute(statement).scalars())


def rows(unit: Reading, query: Query, ids: Sequence[int]) -> list[Row]:
    """The rows of some keys that `found` gave, in the order given; none for what is gone since.

    Raises BadQuery for more keys than a screen shows.
    """
    if len(ids) > MOST_ROWS:
        raise BadQuery(_("So many rows are not shown at once."))
    columns = columns_of(query.kinds)
    tables = {field.table: Record.metadata.tables[field.table] for field in columns}
    joined: Any = spine
    for own in tables.values():
        if own is not spine:
            joined = joined.outerjoin(own, own.c.id == spine.c.id)
    wanted = [tables[field.table].c[name] for field in columns for name in field.columns]
    statement = (
        select(spine.c.id, spine.c.kind, spine.c.ref, spine.c.title, *wanted)
        .select_from(joined)
        .where(spine.c.id.in_(list(ids)), spine.c.deleted.is_(None), spine.c.merged_into.is_(None))
    )
    by_key = {row[0]: _row(unit, columns, row) for row in unit.connection.execute(statement)}
    return [by_key[number] for number in ids if number in by_key]


def facets(unit: Reading, query: Query, name: str) -> list[tuple[str | None, int]]:
    """The values a column has in a list, each with how many records have it, most first.

    The query's own filter on that field does not count: a drop-down offers what else there is.
    """
    field = field_for(query.kinds, name)
    if field.kind == "when" or field.is_link or name == TITLE:
        raise BadQuery(_("The values of “{field}” cannot be counted.").format(field=name))
    own = Record.metadata.tables[field.table]
    kept = own.c[field.columns[0]]
    statement = (
        select(kept, func.count())
        .where(*_of_kinds(unit, own, query), *conditions(unit, query.without(name), own.c.id))
        .group_by(kept)
        .order_by(func.count().desc(), kept)
    )
    return [(value, number) for value, number in unit.connection.execute(statement)]


def counts(unit: Reading) -> dict[str, int]:
    """How many records there are of each kind, without those removed or merged into another."""
    # All are counted by the index of titles, which knows kinds, and those that are gone taken off:
    # asking each of a million records whether it lives takes three times as long.
    everyone = select(spine.c.kind, func.count().label("n")).group_by(spine.c.kind)
    gone = select(spine.c.kind, -func.count()).where(spine.c.id.in_(_gone())).group_by(spine.c.kind)
    both = union_all(everyone, gone).subquery()
    statement = select(both.c.kind, func.sum(both.c.n)).group_by(both.c.kind)
    counted = {kind: int(number) for kind, number in unit.connection.execute(statement)}
    return {kind: counted.get(kind, 0) for kind in kinds()}


def _gone() -> Any:
    """The keys of what was merged, and of what was removed."""
    beside = spine.outerjoin(living, living.c.id == spine.c.id)
    # "IS NULL" also has SQLite walk the small index of merges, not the wide table.
    removed = spine.c.merged_into.is_(None), living.c.id.is_(None)
    return union_all(
        select(spine.c.id).where(spine.c.merged_into.is_not(None)),
        select(spine.c.id).select_from(beside).where(*removed),
    )


def _ordered(unit: Reading, query: Query) -> Any:
    """The one statement behind a list; its first column is the key."""
    field = sort_for(query)
    if field is not None:
        own = Record.metadata.tables[field.table]
        return _by_column(unit, query, own, own.c[_sorting_column(field)])
    if query.sort != CREATED:
        return _by_text(unit, query)
    # Keys are given in order of entry, so they are the order of entry.
    order = spine.c.id.desc() if query.descending else spine.c.id
    mine = spine.c.kind.in_(query.kinds)
    return select(spine.c.id).where(mine, *conditions(unit, query, spine.c.id)).order_by(order)


def _by_column(unit: Reading, query: Query, own: Table, kept: ColumnElement[Any]) -> Select[Any]:
    """In order of a column, what is empty last; through the column's index."""
    statement = select(own.c.id).where(
        *_of_kinds(unit, own, query), *conditions(unit, query, own.c.id)
    )
    if query.descending:
        return statement.order_by(kept.desc().nulls_last(), own.c.id.desc())
    return statement.order_by(kept.nulls_last(), own.c.id)


def _by_text(unit: Reading, query: Query) -> Any:
    """In order of title or reference: the kinds each through an index, then merged."""
    kept = spine.c.title_sort if query.sort == TITLE else spine.c.ref
    which = _titled if query.sort == TITLE else _lettered
    holding = conditions(unit, query, spine.c.id)
    parts = [
        select(spine.c.id, kept.label("ordered")).where(*which(cls), *holding)
        for cls in dict.fromkeys(classes_of(query.kinds))
    ]
    statement: Any = parts[0] if len(parts) == 1 else union_all(*parts)
    sort: ColumnElement[str] = column("ordered")
    key: ColumnElement[int] = column("id")
    if query.descending:
        return statement.order_by(sort.desc(), key.desc())
    return statement.order_by(sort, key)


def _titled(cls: type[Record]) -> list[ColumnElement[bool]]:
    return [spine.c.kind == kind_of(cls)]


def _lettered(cls: type[Record]) -> list[ColumnElement[bool]]:
    """What makes a reference one of a kind: its letter, and where kinds share it, the kind."""
    mine = [spine.c.ref >= cls.letter, spine.c.ref < chr(ord(cls.letter) + 1)]
    if sum(each.letter == cls.letter for each in kinds().values()) == 1:
        return mine
    # Joined to nothing, the kind is no reason to leave the index of references.
    return [*mine, spine.c.kind + "" == kind_of(cls)]


def _of_kinds(unit: Reading, own: Table, query: Query) -> list[ColumnElement[bool]]:
    """What keeps other kinds out that have rows in the same table; mostly there are none."""
    others = kinds_in(own.name) - set(query.kinds)
    if not others:
        return []
    if _few(unit, query.kinds):
        return [own.c.id.in_(select(spine.c.id).where(spine.c.kind.in_(query.kinds)))]
    if _few(unit, others):
        return [own.c.id.not_in(select(spine.c.id).where(spine.c.kind.in_(others)))]
    # Both many: a set of them is slower to make than the first screenful is to look up.
    mine = spine.c.id == own.c.id, spine.c.kind.in_(query.kinds)
    return [select(spine.c.id).where(*mine).exists()]


def _few(unit: Reading, some: Iterable[str]) -> bool:
    counted = select(spine.c.id).where(spine.c.kind.in_(some)).limit(_MANY).subquery()
    return unit.connection.execute(select(func.count()).select_from(counted)).scalar_one() < _MANY


def _sorting_column(field: Field) -> str:
    """A date sorts by its first possible day."""
    return field.columns[1 if field.kind == "when" else 0]


def _row(unit: Reading, columns: Sequence[Field], row: Sequence[Any]) -> Row:
    number, kind, ref, title, *values = row
    cells, place = [], 0
    for field in columns:
        cells.append(_cell(field, values[place : place + len(field.columns)]))
        place += len(field.columns)
    said = tuple(say_value(unit, field, cell) for field, cell in zip(columns, cells, strict=True))
    return Row(number, kind, ref, title, tuple(cells), said)


def _cell(field: Field, values: Sequence[Any]) -> Any:
    if field.kind == "when":
        edtf, first, last, words = values
        return None if edtf is None else When(edtf, first, last, words)
    return values[0]
