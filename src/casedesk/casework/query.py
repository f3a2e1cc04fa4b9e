"""What a list is asked for: kinds, filters, words and order, as plain data a window can keep.

A query names records by their references and days by the calendar, never by a vault's own numbers,
so that it can be saved, shown and carried into another vault.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import inspect

from casedesk.domain.base import (
    Field,
    Record,
    Shown,
    field_called,
    fields_of,
    kind_called,
    kinds,
    spine,
)
from casedesk.mechanisms.registry import mechanisms
from casedesk.words import Refusal, _

#: Orders every kind has beside its columns: by title, by time of entry, by reference.
TITLE, CREATED, REF = "title", "created", "ref"

#: The kind of mechanism to which one writes letters, as its file says it.
_LETTERS = "communication"


class BadQuery(Refusal):
    """Something is asked of a list that it cannot answer; the text says what it can."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds exactly one of these texts or codes."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The field holds none of these texts or codes; it may be empty."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Within:
    """The date lies, possibly or certainly, in these days (included; None is open)."""

    first: date | None = None
    last: date | None = None
    certainly: bool = False


#: What a filter wants of a field. A plain text is a code, country, language, answer or number to
#: equal, the reference of the record a link or party points at, or a text to be contained; None is
#: an empty field.
Wanted = str | OneOf | NoneOf | Within | None


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows and in which order; every filter must hold.

    `words` are looked up in the search index. `case` is the reference of the case to which all
    must belong. `sort` is TITLE, CREATED, REF or a column of the kinds.
    """

    kinds: tuple[str, ...]
    filters: tuple[tuple[str, Wanted], ...] = ()
    words: str = ""
    sort: str = TITLE
    descending: bool = False
    case: str | None = None

    def without(self, name: str) -> "Query":
        """The same without its filters on one field."""
        return replace(self, filters=tuple(pair for pair in self.filters if pair[0] != name))


def columns_of(asked: Sequence[str]) -> list[Field]:
    """The columns a list of these kinds may show, title first; of several kinds, the common ones.

    Where one column alone makes the title, it stands in the title's place, since it says a code
    in words. Raises UnknownKind, BadQuery.
    """
    first, *others = classes_of(asked)
    common = [
        field
        for name, field in fields_of(first).items()
        if field.shown.column
        and name != TITLE
        and all(fields_of(cls).get(name) == field for cls in others)
    ]
    heads = [field for field in common if first.titled_by == (field.name,)]
    return [*(heads or [_title(first)]), *(field for field in common if field not in heads)]


def filters_of(asked: Sequence[str]) -> list[Field]:
    """The fields by which a list of these kinds is filtered quickly: columns and links.

    Others can be filtered too, at the price of reading every record of the kinds.
    """
    first, *others = classes_of(asked)
    common = [
        field
        for name, field in fields_of(first).items()
        if name != TITLE and all(fields_of(cls).get(name) == field for cls in others)
    ]
    return [_title(first), *(field for field in common if field.shown.column or field.is_link)]


def field_for(asked: Sequence[str], untrusted_name: str) -> Field:
    """A field that all of these kinds have in common, or their title. Raises UnknownField."""
    first, *others = classes_of(asked)
    if untrusted_name == TITLE:
        return _title(first)
    field = field_called(first, untrusted_name)
    for cls in others:
        if field_called(cls, untrusted_name) != field:
            raise BadQuery(
                _("The kinds “{kinds}” have no field “{field}” in common.").format(
                    kinds=", ".join(asked), field=untrusted_name
                )
            )
    return field


def sort_for(query: Query) -> Field | None:
    """The column a query sorts by; None for the orders every kind has. Raises BadQuery."""
    if query.sort in (TITLE, CREATED, REF):
        return None
    field = field_for(query.kinds, query.sort)
    if not field.shown.column:
        raise BadQuery(
            _("A list cannot be sorted by “{field}”. It can by: {columns}.").format(
                field=query.sort,
                columns=", ".join((TITLE, CREATED, REF, *_names(query.kinds))),
            )
        )
    return field


def classes_of(asked: Sequence[str]) -> list[type[Record]]:
    """The classes of these kinds. Raises UnknownKind, and BadQuery where none is named."""
    if not asked:
        raise BadQuery(_("A list needs at least one kind of record."))
    return [kind_called(kind) for kind in asked]


def communication_mechanisms() -> frozenset[str]:
    """The mechanisms to which one writes letters, by what their files say of them.

    Proceedings before these are communications; all others are litigation.
    """
    return frozenset(each.id for each in mechanisms().values() if each.kind == _LETTERS)


@cache
def kinds_in(table: str) -> frozenset[str]:
    """The kinds that have rows in a table."""
    return frozenset(
        kind
        for kind, cls in kinds().items()
        if any(each.name == table for each in inspect(cls).tables)
    )


def _names(asked: Sequence[str]) -> list[str]:
    return [field.name for field in columns_of(asked) if field.name != TITLE]


def _title(cls: type[Record]) -> Field:
    """The title as a field; where one field makes it, under that field's label."""
    makers = [fields_of(cls)[name] for name in cls.titled_by if name in fields_of(cls)]
    said: Shown = spine.c.title.info["shown"]
    if len(makers) == 1:
        said = replace(said, label=makers[0].shown.label)
    return Field(TITLE, said, TITLE in cls.needs, (TITLE,), spine.name)
