"""New records on their way into the tables: spine, own tables and index, many rows a statement."""

import uuid as uuids
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert, inspect, select

from casedesk.domain.base import Field, Record, fields_of, kind_of, new_ref, spine, title_from
from casedesk.fold import sort_key
from casedesk.vault import index
from casedesk.vault.portable import columns_for

#: How many references are drawn and checked against the vault at a time: few for a person who
#: saves one record, many for an import.
_FEWEST_REFS = 4
_MOST_REFS = 512


@cache
def _own_tables(cls: type[Record]) -> Mapping[Table, tuple[Field, ...]]:
    """The tables of a kind beside the spine, parents first, each with its fields."""
    fields = fields_of(cls).values()
    return {
        table: tuple(field for field in fields if field.table == table.name)
        for table in inspect(cls).tables
        if isinstance(table, Table) and table is not spine
    }


@cache
def _empty_row(table: Table) -> Mapping[str, Any]:
    """Every column of a table without a value: rows of one statement must name the same columns."""
    return {column.name: None for column in table.columns}


class Rows:
    """A batch of new records. `write_out` puts it into the vault and empties it."""

    def __init__(self) -> None:
        self._spine: list[dict[str, Any]] = []
        self._own: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._index: list[dict[str, Any]] = []
        self._keys: list[dict[str, Any]] = []
        self._refs: dict[str, list[str]] = defaultdict(list)
        self._used: set[str] = set()
        self._draws = _FEWEST_REFS // 2

    def __len__(self) -> int:
        return len(self._spine)

    def fresh_ref(self, connection: Connection, letter: str) -> str:
        """A reference no record has: drawn ahead, those already taken thrown away."""
        pool = self._refs[letter]
        while not pool:
            self._draws = min(2 * self._draws, _MOST_REFS)
            drawn = {new_ref(letter) for _draw in range(self._draws)} - self._used
            query = select(spine.c.ref).where(spine.c.ref.in_(drawn))
            pool.extend(drawn - set(connection.execute(query).scalars()))
        self._used.add(pool[-1])
        return pool.pop()

    def add(
        self,
        cls: type[Record],
        number: int,
        values: Mapping[str, Any],
        *,
        ref: str,
        at: str,
        uuid: bytes | None,
    ) -> bytes:
        """Put one record into the batch; answers with its uuid."""
        kind = kind_of(cls)
        title = title_from(cls, values)
        row_uuid = uuid or uuids.uuid4().bytes
        self._spine.append(
            {
                "id": number, "uuid": row_uuid, "kind": kind, "ref": ref, "title": title,
                "title_sort": sort_key(title), "created": at,
            }
        )  # fmt: skip
        for table, fields in _own_tables(cls).items():
            row = dict(_empty_row(table), id=number)
            for field in fields:
                if field.name in values:
                    row.update(columns_for(field, values[field.name]))
            self._own[table].append(row)
        self._index.append(index.indexed(cls, number, title, values))
        self._keys.extend(index.keyed(kind, number, title))
        return row_uuid

    def write_out(self, connection: Connection) -> None:
        """Write the batch: the spine first, since everything else points at it."""
        connection.execute(insert(spine), self._spine)
        for table, rows in self._own.items():
            connection.execute(insert(table), rows)
        index.add(connection, self._index, self._keys)
        self._spine, self._index, self._keys = [], [], []
        self._own.clear()
