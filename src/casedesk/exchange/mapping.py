"""Mappings: which columns of a table make which fields of which records. Data, not code."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from casedesk.domain.base import Record, fields_of
from casedesk.words import Refusal, _

_NAMED: Final = re.compile(r"\{([^{}]+)\}")
#: Where words are kept when nothing says where: the first of these a kind has.
_LONG_FIELDS: Final = ("description", "detail", "summary", "text", "situation")


class NoMapping(Refusal):
    """A table cannot be mapped to the kind of record asked for."""


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value in every row."""

    text: str


@dataclass(frozen=True, slots=True)
class FromColumn:
    """The cell of one column, translated by a table of codes where there is one.

    Where it is empty the cell of `instead` is taken; characters of `trim` are cut off both ends.
    """

    column: str
    codes: Mapping[str, str]
    otherwise: str
    instead: str = ""
    trim: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Pieces with columns in braces, joined; a piece with a column not known is left out."""

    parts: tuple[str, ...]
    join: str
    fallback: str
    codes: Mapping[str, str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Interval:
    """A date from a start and an end, each known to the day or, in another column, to the month."""

    start: str
    end: str
    start_month: str
    end_month: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class FromRecord:
    """The record that this row made under a name."""

    name: str


Source = Constant | FromColumn | Joined | Interval | FromRecord


@dataclass(frozen=True, slots=True)
class RecordMap:
    """One record a row makes, or one for each of `each`, where a column of `if_known` is known.

    Columns of `keep` go in words into the field `keep_in`.
    """

    name: str
    cls: type[Record]
    fields: Mapping[str, Source]
    keep_in: str
    keep: tuple[str, ...]
    each: tuple[str, ...]
    if_known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping. Columns in `left_out` are dropped knowingly; all others end somewhere."""

    id: str
    title: str
    columns_required: tuple[str, ...]
    missing: frozenset[str]
    day_first: bool | None
    encoding: str
    delimiter: str
    left_out: tuple[str, ...]
    records: tuple[RecordMap, ...]

    def makes(self, cls: type[Record]) -> bool:
        """Some record of this mapping is of a kind."""
        return any(record.cls is cls for record in self.records)


def by_field_names(columns: Collection[str], cls: type[Record]) -> TableMapping:
    """The mapping of a table whose columns are called like the fields of one kind of record."""
    named = {name: name for name in fields_of(cls)}
    labelled = {_plain(field.label): name for name, field in fields_of(cls).items()}
    fields: dict[str, Source] = {}
    for column in columns:
        name = named.get(_plain(column)) or labelled.get(_plain(column))
        if name and name not in fields:
            fields[name] = FromColumn(column, {}, "refuse")
    if not fields:
        raise NoMapping(
            _(
                "No column is called like a field of the kind “{kind}”; rename the columns to"
                " some of {fields}, or give a mapping."
            ).format(kind=cls.plural, fields=", ".join(fields_of(cls)))
        )
    record = RecordMap(cls.singular, cls, fields, _long_field(cls), (), ("",), ())
    return TableMapping("", "", (), frozenset(), None, "", "", (), (record,))


def columns_of(source: Source) -> tuple[str, ...]:
    """The columns a value is made from."""
    match source:
        case FromColumn():
            return tuple(filter(None, (source.column, source.instead)))
        case Joined():
            return tuple(name for part in source.parts for name in _NAMED.findall(part))
        case Interval():
            named = (source.start, source.start_month, source.end, source.end_month)
            return tuple(filter(None, named))
        case _:
            return ()


def filled(template: str, values: Mapping[str, str]) -> str:
    """A piece with its columns filled in; empty where one of them is not known."""
    names = _NAMED.findall(template)
    if not all(values[name] for name in names):
        return ""
    return _NAMED.sub(lambda match: values[match[1]], template)


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _long_field(cls: type[Record]) -> str:
    fields = fields_of(cls)
    kept = [name for name in _LONG_FIELDS if name in fields and fields[name].kind == "long"]
    short = [name for name in _LONG_FIELDS if name in fields and fields[name].kind == "text"]
    return next(iter([*kept, *short]), "")
