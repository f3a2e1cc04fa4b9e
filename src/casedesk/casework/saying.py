"""The history as sentences: who changed what from what to what, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from casedesk import when
from casedesk.casework.values import harmless, say_value
from casedesk.domain.base import Field, Record, fields_of, spine
from casedesk.vault.history import CREATED, DELETED, MERGED
from casedesk.vault.portable import from_history
from casedesk.vault.tables import change
from casedesk.vault.telling import Change, told
from casedesk.vault.unit import Reading
from casedesk.words import _

#: More letters of a value than this are not repeated in a sentence.
_LONG = 80
_MOST_KEYS = 500


@dataclass(frozen=True, slots=True)
class Saying:
    """One change in a sentence, with the record it was made to; `at` has a zone."""

    at: datetime
    sentence: str
    record: int
    kind: str
    title: str


def sentences(unit: Reading, record: Record) -> list[str]:
    """The whole history of a record, oldest first: “Ana changed Status from Open to Closed on
    3 March 2026, 14:03.” Times are those of this computer's zone.
    """
    return [each.sentence for each in sayings(unit, record)]


def sayings(unit: Reading, record: Record) -> list[Saying]:
    """Every change of a record in a sentence, oldest first."""
    fields = fields_of(type(record))
    titles: dict[str, str] = {}
    title = title_words(unit, record)
    return [
        Saying(
            _at(each),
            _sentence(unit, each, fields, titles),
            record.id,
            record.kind,
            title,
        )
        for each in told(unit, record)
    ]


def title_words(unit: Reading, record: Record) -> str:
    """The title of a record in words: what is titled by a code says the code's label."""
    cls = type(record)
    if cls.titled_by == ("title",):
        return record.title
    fields = fields_of(cls)
    said = [say_value(unit, fields[name], getattr(record, name)) for name in cls.titled_by]
    return " · ".join(" ".join(each.split()) for each in said if each)


def recent(unit: Reading, keys: Iterable[int], limit: int) -> list[Saying]:
    """The newest changes of some records, newest first."""
    newest: list[tuple[str, int]] = []
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _MOST_KEYS):
        query = (
            select(change.c.at, change.c.record)
            .where(change.c.record.in_(wanted[start : start + _MOST_KEYS]))
            .order_by(change.c.at.desc())
            .limit(limit)
        )
        newest += [(row.at, row.record) for row in unit.connection.execute(query)]
    newest = sorted(newest, reverse=True)[:limit]
    found = [
        saying
        for key in dict.fromkeys(key for _instant, key in newest)
        for saying in sayings(unit, unit.by_id(Record, key))
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)[:limit]


def _at(each: Change) -> datetime:
    return datetime.fromisoformat(each.at).astimezone()


def _sentence(
    unit: Reading, each: Change, fields: Mapping[str, Field], titles: dict[str, str]
) -> str:
    field = fields.get(each.field)
    at = _at(each)
    day = when.shown(when.When.of(at.date()))
    return _shape(each).format(
        who=each.member,
        label=each.label,
        before=_value(unit, field, each.before, titles),
        after=_value(unit, field, each.after, titles),
        on=_("{day}, {time}").format(day=day, time=f"{at:%H:%M}"),
    )


def _shape(each: Change) -> str:
    """The sentence for a kind of change."""
    if each.erased:
        return _("{who} changed {label} on {on}; what it said was erased.")
    if each.field in (CREATED, DELETED, MERGED):
        return _shape_of_record(each)
    if each.before is None:
        return _("{who} set {label} to {after} on {on}.")
    if each.after is None:
        return _("{who} emptied {label} on {on}; it was {before}.")
    return _("{who} changed {label} from {before} to {after} on {on}.")


def _shape_of_record(each: Change) -> str:
    if each.field == CREATED:
        return _("{who} entered this on {on}.")
    if each.field == DELETED and each.after is not None:
        return _("{who} removed this on {on}: {after}")
    if each.field == DELETED:
        return _("{who} brought this back on {on}.")
    if each.after:
        return _("{who} merged this into another record on {on}.")
    return _("{who} made this stand for itself again on {on}.")


def _value(unit: Reading, field: Field | None, value: Any, titles: dict[str, str]) -> str:
    """A value of the history in words, cut where it is long."""
    text = harmless(_plain(unit, field, value, titles))
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[:_LONG].rstrip() + "…"


def _plain(unit: Reading, field: Field | None, value: Any, titles: dict[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):  # of a removal, its reason
        return str(value.get("reason") or "")
    if field is None:
        return str(value)
    if field.is_link:
        return _linked(unit, str(value), titles)
    kept = from_history(field, value, lambda _uuid: 0)
    said = kept.words if field.kind == "when" and kept.words else None
    return said or say_value(unit, field, kept)


def _linked(unit: Reading, ref: str, titles: dict[str, str]) -> str:
    """The title of the record a link points at; the history gives its reference."""
    if ref not in titles:
        query = select(spine.c.title).where(spine.c.ref == ref, spine.c.deleted.is_(None))
        titles[ref] = unit.connection.execute(query.limit(1)).scalar() or ref
    return titles[ref]
