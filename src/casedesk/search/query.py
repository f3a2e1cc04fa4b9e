"""Finding records: words in any script through the index, and names that sound alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, text

from casedesk.domain.base import Record, fields_of, kinds, spine
from casedesk.fold import match_query, name_keys, name_likeness
from casedesk.vault.index import NAMED_KINDS
from casedesk.vault.unit import Reading

#: Below this likeness (of 100) two names are not shown as the same name written otherwise.
_LIKE_ENOUGH = 78

#: How many candidates are compared letter by letter.
_MOST_CANDIDATES = 100

#: A longer text is no name.
_LONGEST_NAME = 300

_BY_WORDS = text(
    "SELECT search.rowid AS id FROM search WHERE search MATCH :words"
    " ORDER BY bm25(search, 8.0, 1.0) LIMIT :most"
)
#: Those that share most keys with what was asked come first.
_BY_KEYS = text(
    "SELECT record AS id FROM name_key WHERE key IN :keys"
    " GROUP BY record ORDER BY count(*) DESC LIMIT :most"
).bindparams(bindparam("keys", expanding=True))


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; `by` says whether by its words or by a name that sounds alike."""

    id: int
    kind: str
    ref: str
    title: str
    by: str


def search(unit: Reading, untrusted_words: str, limit: int = 50) -> list[Hit]:
    """The records that hold these words or a name like them, best first.

    Whole words come before beginnings of words, and people before what only mentions them. A
    name is found as its party, a block as its brief: what belongs to a record leads to it.
    """
    words = match_query(untrusted_words)
    whole = _by_words(unit, words.removesuffix("*"), limit)
    alike = _by_name(unit, untrusted_words, limit)
    begun = _by_words(unit, words, limit) if words.endswith("*") else []
    by = dict.fromkeys(alike, "name") | dict.fromkeys((*whole, *begun), "words")
    owners = _owners(unit, by)
    found: dict[int, Hit] = {}
    for number in (*_people_first(whole, owners), *alike, *begun):
        row = owners.get(number)
        if row is not None:
            found.setdefault(row.id, Hit(row.id, row.kind, row.ref, row.title, by[number]))
    return list(found.values())[:limit]


def _people_first(numbers: list[int], owners: dict[int, Any]) -> list[int]:
    return sorted(numbers, key=lambda n: n not in owners or owners[n].kind not in NAMED_KINDS)


def _by_words(unit: Reading, words: str, limit: int) -> list[int]:
    if not words:
        return []
    rows = unit.connection.execute(_BY_WORDS, {"words": words, "most": 2 * limit})
    return [row.id for row in rows]


def _by_name(unit: Reading, untrusted_words: str, limit: int) -> list[int]:
    if len(untrusted_words) > _LONGEST_NAME:
        return []
    keys = sorted(name_keys(untrusted_words))
    if not keys:
        return []
    rows = unit.connection.execute(_BY_KEYS, {"keys": keys, "most": _MOST_CANDIDATES})
    names = select(spine.c.id, spine.c.title).where(spine.c.id.in_([row.id for row in rows]))
    scored = sorted(
        ((name_likeness(untrusted_words, r.title), r.id) for r in unit.connection.execute(names)),
        reverse=True,
    )
    return [number for score, number in scored if score >= _LIKE_ENOUGH][:limit]


def _owners(unit: Reading, numbers: Iterable[int]) -> dict[int, Any]:
    """The living record under which each of these is shown, by key; in a few statements."""
    shown: dict[int, Any] = {}
    leading = {number: number for number in numbers}
    while leading:
        rows = {row.id: row for row in _spine_rows(unit, set(leading.values()))}
        onward = {**_merged(rows), **_links(unit, rows)}
        shown |= {
            number: rows[at] for number, at in leading.items() if at in rows and at not in onward
        }
        leading = {number: onward[at] for number, at in leading.items() if at in onward}
    return shown


def _spine_rows(unit: Reading, numbers: set[int]) -> Iterable[Any]:
    query = select(spine.c.id, spine.c.kind, spine.c.ref, spine.c.title, spine.c.merged_into)
    return unit.connection.execute(
        query.where(spine.c.id.in_(numbers), spine.c.deleted.is_(None))
    ).all()


def _merged(rows: dict[int, Any]) -> dict[int, int]:
    return {row.id: row.merged_into for row in rows.values() if row.merged_into is not None}


def _links(unit: Reading, rows: dict[int, Any]) -> dict[int, int]:
    """Of records that belong to another, the one they belong to."""
    found: dict[int, int] = {}
    by_kind: dict[str, set[int]] = {}
    for row in rows.values():
        if row.kind in kinds() and kinds()[row.kind].owner:
            by_kind.setdefault(row.kind, set()).add(row.id)
    for kind, numbers in by_kind.items():
        field = fields_of(kinds()[kind])[kinds()[kind].owner or ""]
        table = Record.metadata.tables[field.table]
        link = table.c[field.columns[0]]
        query = select(table.c.id, link.label("owner")).where(table.c.id.in_(numbers))
        found |= {r.id: r.owner for r in unit.connection.execute(query) if r.owner is not None}
    return found
