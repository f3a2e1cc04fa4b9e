"""Finding records: words in any script through the index, and names that sound alike."""

from dataclasses import dataclass

from sqlalchemy import select, text

from casedesk.domain.base import Record, kinds, spine
from casedesk.fold import match_query, name_keys, name_likeness
from casedesk.vault.tables import name_key
from casedesk.vault.unit import Reading

#: Below this likeness (of 100) two names are not shown as the same name written otherwise.
_LIKE_ENOUGH = 78

#: How many candidates are compared letter by letter.
_MOST_CANDIDATES = 500

_MATCHES = text(
    "SELECT search.rowid AS id FROM search WHERE search MATCH :words"
    " ORDER BY bm25(search, 8.0, 1.0) LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; `by` says whether by its words or by a name that sounds alike."""

    record: Record
    by: str


def search(unit: Reading, untrusted_words: str, limit: int = 50) -> list[Hit]:
    """The records that hold these words or a name like them, best first.

    A name, a link or a block is found as the record it belongs to.
    """
    exact = _by_words(unit, untrusted_words, limit)
    alike = _by_name(unit, untrusted_words, limit)
    found: dict[int, Hit] = {}
    for numbers, by in ((exact, "words"), (alike, "name")):
        for number in numbers:
            record = _owner(unit, number)
            if record is not None:
                found.setdefault(record.id, Hit(record, by))
    return list(found.values())[:limit]


def _by_words(unit: Reading, untrusted_words: str, limit: int) -> list[int]:
    words = match_query(untrusted_words)
    if not words:
        return []
    rows = unit.connection.execute(_MATCHES, {"words": words, "most": limit})
    return [row.id for row in rows]


def _by_name(unit: Reading, untrusted_words: str, limit: int) -> list[int]:
    keys = sorted(name_keys(untrusted_words))
    if not keys:
        return []
    query = (
        select(spine.c.id, spine.c.title)
        .join(name_key, name_key.c.record == spine.c.id)
        .where(name_key.c.key.in_(keys), spine.c.deleted.is_(None))
        .distinct()
        .limit(_MOST_CANDIDATES)
    )
    rows = unit.connection.execute(query).all()
    scored = [(name_likeness(untrusted_words, row.title), row.id) for row in rows]
    return [number for score, number in sorted(scored, reverse=True) if score >= _LIKE_ENOUGH][
        :limit
    ]


def _owner(unit: Reading, number: int) -> Record | None:
    """The record under which a hit is shown: of a name its party, of a block its brief."""
    record = unit.session.get(Record, number)
    while record is not None and record.deleted is None:
        record = unit.followed(record)
        link = kinds()[record.kind].owner
        number = getattr(record, link) if link else 0
        if not number:
            return record
        record = unit.session.get(Record, number)
    return None
