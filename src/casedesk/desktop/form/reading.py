"""What forms and pages of records ask of the vault. Everything here runs on the vault's threads
and answers plain data.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from casedesk.casework.listing import kinds_owned
from casedesk.casework.saying import sentences
from casedesk.casework.values import harmless, number_text, say_value
from casedesk.desktop.form.finding import Found
from casedesk.domain.base import Field, Record, fields_of, kind_called, kinds, spine
from casedesk.vault.unit import Reading
from casedesk.words import _

#: No more records than these are listed as pointing at one.
_MOST_POINTING = 60


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as somebody would type it, and what a person reads where that is something else."""

    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A field of a record in words; `opens` is the record it points at, if it points at one."""

    name: str
    label: str
    text: str
    long: bool = False
    opens: int | None = None


@dataclass(frozen=True, slots=True)
class Belonging:
    """A record under the one it belongs to; `title` says it in words, `detail` the rest of it."""

    id: int
    kind: str
    ref: str
    title: str
    detail: str
    opens: int | None = None


@dataclass(frozen=True, slots=True)
class Owned:
    """What belongs to a record: the record's reference, and what it has of each kind."""

    ref: str
    by_kind: Mapping[str, tuple[Belonging, ...]]


@dataclass(frozen=True, slots=True)
class Pointing:
    """A record that names this one: what it is called, and which record tells more of it. Where
    it belongs to another, that one is meant: the case in which a person has a role.
    """

    kind: str
    text: str
    opens: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as its page shows it. `owned` are the kinds that may belong to it; `removed` the
    reason where it was removed.
    """

    found: Found
    title: str
    fields: tuple[Said, ...]
    owned: tuple[str, ...]
    pointing: tuple[Pointing, ...]
    history: tuple[str, ...]
    removed: bool = False


def typed_value(unit: Reading, of: Field, value: Any) -> Typed:
    """A value as somebody would type it into its field."""
    if value is None:
        return Typed("")
    if of.is_link:
        record = unit.followed(unit.by_id(Record, value))
        return Typed(record.ref, _found(record).name)
    if of.kind == "when":
        return Typed(value.words or value.edtf)
    if of.kind == "number":
        return Typed(number_text(value))
    return Typed(str(value))


def typed_values(unit: Reading, record: Record) -> dict[str, Typed]:
    """Every field of a record as somebody would type it."""
    fields = fields_of(type(record))
    return {name: typed_value(unit, of, getattr(record, name)) for name, of in fields.items()}


def seen(number: int) -> Callable[[Reading], Seen]:
    """Work that reads a record for its page."""

    def work(unit: Reading) -> Seen:
        record = unit.followed(unit.by_id(Record, number))
        fields = fields_of(type(record))
        said = tuple(_said(unit, record, of) for of in fields.values() if of.name != "title")
        return Seen(
            found=_found(record),
            title=title_in_words(unit, record),
            fields=tuple(each for each in said if each.text),
            owned=tuple(kinds_owned(record)),
            pointing=tuple(_pointing(unit, record)),
            history=tuple(reversed(sentences(unit, record))),
            removed=record.deleted is not None,
        )

    return work


def belongings_of(number: int, wanted: tuple[str, ...]) -> Callable[[Reading], Owned]:
    """Work that reads what belongs to a record, by kind."""

    def work(unit: Reading) -> Owned:
        record = unit.followed(unit.by_id(Record, number))
        found: dict[str, tuple[Belonging, ...]] = {}
        for kind in wanted:
            cls = kind_called(kind)
            link = getattr(cls, cls.owner or "")
            rows = unit.all(cls, link == record.id)
            found[kind] = tuple(belonging(unit, each) for each in rows if each.kind == kind)
        return Owned(record.ref, found)

    return work


def belonging(unit: Reading, record: Record) -> Belonging:
    """A record in words, without the record it belongs to."""
    fields = fields_of(type(record))
    heads = [name for name in _headline(record) if getattr(record, name) is not None]
    rest = [n for n in fields if n not in heads and n not in ("title", type(record).owner)]
    links = [getattr(record, name) for name in heads if fields[name].is_link]
    return Belonging(
        id=record.id,
        kind=record.kind,
        ref=record.ref,
        title=" · ".join(_in_words(unit, record, name) for name in heads) or record.ref,
        detail=" · ".join(_labelled(unit, record, rest)),
        opens=unit.followed(unit.by_id(Record, links[0])).id if links else None,
    )


def _headline(record: Record) -> list[str]:
    """The fields that say which one it is: what it needs, and what makes its title."""
    cls = type(record)
    names = [name for name in (*cls.needs, *cls.titled_by) if name != cls.owner]
    return [name for name in dict.fromkeys(names) if name in fields_of(cls)]


def title_in_words(unit: Reading, record: Record) -> str:
    """The title as people read it: codes as their labels, links as titles."""
    cls = type(record)
    if not cls.owner:
        return harmless(record.title) or record.ref
    said = [_in_words(unit, record, name) for name in _headline(record)]
    return " · ".join(each for each in said if each) or record.ref


def _in_words(unit: Reading, record: Record, name: str) -> str:
    of, value = fields_of(type(record))[name], getattr(record, name)
    if of.is_link and value is not None:
        return _found(unit.followed(unit.by_id(Record, value))).name
    return say_value(unit, of, value)


def _labelled(unit: Reading, record: Record, names: list[str]) -> Iterator[str]:
    fields = fields_of(type(record))
    for name in names:
        said = " ".join(_in_words(unit, record, name).split())
        if said:
            yield _("{label}: {text}").format(label=fields[name].label, text=said[:300])


def _said(unit: Reading, record: Record, of: Field) -> Said:
    value = getattr(record, of.name)
    opens = unit.followed(unit.by_id(Record, value)).id if of.is_link and value else None
    text = _in_words(unit, record, of.name) if value not in (None, "") else ""
    return Said(of.name, of.label, text, of.kind == "long", opens)


def _found(record: Record) -> Found:
    return Found(record.id, record.kind, record.ref, record.title)


def _pointing(unit: Reading, record: Record) -> Iterator[Pointing]:
    """What names this record in one of its fields and does not belong to it."""
    met: set[int] = {record.id}
    for table_name, column in sorted(_links_to(record.kind)):
        table = Record.metadata.tables[table_name]
        query = select(spine.c.id).join(table, table.c.id == spine.c.id)
        query = query.where(table.c[column] == record.id, spine.c.deleted.is_(None))
        query = query.order_by(spine.c.title_sort).limit(_MOST_POINTING)
        for number in unit.connection.execute(query).scalars():
            if number not in met and len(met) <= _MOST_POINTING:
                met.add(number)
                yield _pointing_at(unit, unit.by_id(Record, number), record)


def _pointing_at(unit: Reading, other: Record, record: Record) -> Pointing:
    owner = getattr(other, type(other).owner or "", None)
    if not owner or owner == record.id:
        return Pointing(other.kind, _found(other).name, other.id)
    owning = unit.followed(unit.by_id(Record, owner))
    said = [
        _in_words(unit, other, name) for name in _headline(other) if _says_more(other, name, record)
    ]
    text = " · ".join((_found(owning).name, *(each for each in said if each)))
    return Pointing(owning.kind, text, owning.id)


def _says_more(other: Record, name: str, record: Record) -> bool:
    """Whether a field of another record says something else than that it points at this one."""
    return not (fields_of(type(other))[name].is_link and getattr(other, name) == record.id)


def _links_to(kind: str) -> set[tuple[str, str]]:
    """The columns by which records of any kind may point at one of this kind."""
    return {
        (of.table, of.columns[0])
        for cls in kinds().values()
        for of in fields_of(cls).values()
        if of.is_link and (not of.shown.to or kind in of.shown.to)
        and not (cls.owner == of.name and kind in _owners(of))
    }  # fmt: skip


def _owners(of: Field) -> tuple[str, ...]:
    parties = ("people", "organisations", "states", "groups")
    return parties if of.kind == "party" else of.shown.to or tuple(kinds())
