"""What a list asks of the vault, as plain data for the window. Runs on the vault's threads."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from casedesk.casework import browsing
from casedesk.casework.browsing import Row
from casedesk.casework.query import REF, TITLE, NoneOf, OneOf, Query, columns_of
from casedesk.casework.values import codes_of
from casedesk.desktop.form.finding import kind_word
from casedesk.desktop.places import PARTY_KINDS
from casedesk.domain.base import YES_NO, Field
from casedesk.domain.parties import Party
from casedesk.mechanisms.countries import country_name
from casedesk.mechanisms.registry import body_called
from casedesk.vault.unit import Reading
from casedesk.words import _

#: Columns of ours beside those a kind declares.
KIND, RISK = "kind", "risk"

#: The field that names a mechanism by its id; people read its title.
MECHANISM = "mechanism"

#: The colour of a code that is painted as a tag. The word is always there too.
_TONES = {
    "case-statuses": {"open": "accent", "waiting": "warning", "dormant": "plain",
                      "closed": "plain"},
    "proceeding-states": {"planned": "plain", "drafted": "plain", "sent": "accent",
                          "registered": "accent", "communicated": "accent", "pending": "accent",
                          "decided": "good", "follow-up": "warning", "closed": "plain",
                          "not-pursued": "plain"},
}  # fmt: skip

#: How many values a menu of a filter offers.
_MOST_CHOICES = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. `is_tag`: its words stand on a coloured ground."""

    name: str
    label: str
    kind: str
    sortable: bool = True
    is_tag: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a list in words; `words` and `tones` go with the columns, one for one."""

    id: int
    kind: str
    ref: str
    words: tuple[str, ...]
    tones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """The first screenful of a list."""

    ids: "array[int]"
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value a filter offers, in words, and how many records have it; None is an empty field."""

    value: str | None
    words: str
    number: int


def columns(asked: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a list of these kinds, title first."""
    fields = [_column(field) for field in columns_of(asked)]
    ours = [Column(KIND, _("Kind"), "text", sortable=False)] if len(asked) > 1 else []
    if set(asked) <= set(PARTY_KINDS):
        ours.append(Column(RISK, _("Risk"), "text", sortable=False, is_tag=True))
    ref = Column(REF, _("Reference here"), "text", hidden=True)
    return (*fields[:1], *ours, *fields[1:], ref)


def _column(field: Field) -> Column:
    return Column(field.name, field.label, field.kind, is_tag=field.shown.codes in _TONES)


def start(unit: Reading, query: Query, most: int) -> Start:
    """The first keys of a list with their lines: there much sooner than all keys."""
    ids = browsing.found(unit, query, most)
    return Start(ids, tuple(lines(unit, query, ids)))


def lines(unit: Reading, query: Query, ids: Sequence[int]) -> list[Line]:
    """The lines of these keys, without those since removed."""
    fields = columns_of(query.kinds)
    heads = columns(query.kinds)
    rows = browsing.rows(unit, query, ids)
    risks = _risks(unit, ids) if any(head.name == RISK for head in heads) else {}
    return [_line(row, fields, heads, risks.get(row.id, "")) for row in rows]


def _risks(unit: Reading, ids: Sequence[int]) -> dict[int, str]:
    noted = Party.risk.is_not(None), Party.risk != ""
    own = Party.__table__.c
    query = select(own.id, own.risk).where(own.id.in_(list(ids)), *noted)
    return {row.id: row.risk for row in unit.connection.execute(query)}


def _line(row: Row, fields: Sequence[Field], heads: Sequence[Column], risk: str) -> Line:
    said = {field.name: _said(field, row, at) for at, field in enumerate(fields)}
    cells = dict(zip([field.name for field in fields], row.cells, strict=True))
    first = heads[0].name
    said |= {REF: row.ref, KIND: one_of(row.kind), RISK: risk, first: said[first] or row.ref}
    tones = {f.name: _TONES[f.shown.codes].get(str(cells[f.name]), "plain")
             for f in fields if f.shown.codes in _TONES and cells[f.name]}  # fmt: skip
    tones[RISK] = "danger" if risk else ""
    names = [head.name for head in heads]
    return Line(
        row.id,
        row.kind,
        row.ref,
        tuple(said[name] for name in names),
        tuple(tones.get(name, "") for name in names),
    )


def _said(field: Field, row: Row, at: int) -> str:
    return body_called(row.said[at]) if field.name == MECHANISM else row.said[at]


def one_of(kind: str) -> str:
    """What one record of a kind is called, with a capital."""
    said = kind_word(kind)
    return said[:1].upper() + said[1:]


def choices(unit: Reading, base: Query, query: Query, field: Field) -> list[Choice]:
    """What a filter of a field offers: the values there are, in words, most first. `base` is what
    its place allows.
    """
    found: dict[str | None, int] = {}
    for value, number in browsing.facets(unit, query, field.name):
        if _allowed(base, field.name, value or None):
            found[value or None] = found.get(value or None, 0) + number
    said = [Choice(value, words_of(field, value), number) for value, number in found.items()]
    return said[:_MOST_CHOICES]


def _allowed(base: Query, name: str, value: str | None) -> bool:
    for other, wanted in base.filters:
        if other == name and isinstance(wanted, OneOf) and value not in wanted.values:
            return False
        if other == name and isinstance(wanted, NoneOf) and value in wanted.values:
            return False
    return True


def words_of(field: Field, value: str | None) -> str:
    """A value a filter names, as a person reads it."""
    if value is None:
        return _("Not stated")
    if field.name == MECHANISM:
        return body_called(value)
    if field.kind == "code":
        return codes_of(field.shown.codes or "").get(value, value)
    if field.kind == "country":
        return country_name(value) or value
    return _(value) if field.kind == "yesno" and value in YES_NO else value


def filter_words(query: Query) -> dict[str, str]:
    """The values each filter of a query names, in words; dates are said by the window."""
    fields = {field.name: field for field in columns_of(query.kinds)}
    return {
        name: _wanted_words(fields[name], wanted)
        for name, wanted in query.filters
        if name in fields and not isinstance(wanted, NoneOf)
    }


def _wanted_words(field: Field, wanted: object) -> str:
    if isinstance(wanted, OneOf):
        return ", ".join(sorted(words_of(field, value) for value in wanted.values))
    if wanted is None:
        return words_of(field, None)
    return words_of(field, wanted) if isinstance(wanted, str) else ""


def total(unit: Reading, base: Query) -> int:
    """How many records a place lists without any filter."""
    if not base.filters:
        counted = browsing.counts(unit)
        return sum(counted[kind] for kind in base.kinds)
    return len(browsing.found(unit, replace(base, sort=TITLE, descending=False)))
