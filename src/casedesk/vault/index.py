"""The search index as it is written: folded words of a record, and keys for names.

Reading it is the search package's work; it is written here because the write door writes spine,
history and index together, or none of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, text

from casedesk.domain.base import Record, fields_of
from casedesk.fold import fold, name_keys, romanise
from casedesk.vault.tables import name_key

#: Kinds whose title is somebody's name: only these get keys for names that sound alike.
NAMED_KINDS = frozenset({"people", "organisations", "states", "groups", "names", "aliases"})

_REMOVE = text("DELETE FROM search WHERE rowid = :id")
_ADD = text("INSERT INTO search(rowid, title, text) VALUES (:id, :title, :text)")


def indexed(
    cls: type[Record], record: int, title: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """The row of the index for a record with these values."""
    words = [
        fold(str(values[name]))
        for name, field in fields_of(cls).items()
        if field.shown.search and name not in cls.titled_by and values.get(name)
    ]
    heading = fold(title)
    latin = romanise(title)
    return {
        "id": record,
        "title": heading if latin == heading else f"{heading} {latin}",
        "text": " ".join(words),
    }


def keyed(kind: str, record: int, title: str) -> list[dict[str, Any]]:
    """The name keys of a record, if its title is a name."""
    if kind not in NAMED_KINDS:
        return []
    return [{"key": key, "record": record} for key in sorted(name_keys(title))]


def add(
    connection: Connection, rows: Sequence[Mapping[str, Any]], keys: Sequence[Mapping[str, Any]]
) -> None:
    """Index records that were not indexed before."""
    if rows:
        connection.execute(_ADD, rows)
    if keys:
        connection.execute(insert(name_key), keys)


def remove(connection: Connection, record: int) -> None:
    """Take a record out of the index."""
    connection.execute(_REMOVE, {"id": record})
    connection.execute(delete(name_key).where(name_key.c.record == record))
