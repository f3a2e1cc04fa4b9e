"""Cells read as values of fields, one function for each kind of source a mapping knows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from sqlalchemy import select

from casedesk import when
from casedesk.casework.values import PARTIES, number_text, read_value
from casedesk.domain.base import Field, Record, read_ref
from casedesk.exchange.mapping import (
    Constant,
    FromColumn,
    FromRecord,
    Interval,
    Joined,
    NoMapping,
    Source,
    columns_of,
    filled,
)
from casedesk.vault.unit import Reading
from casedesk.words import Refusal

#: Texts of one field whose values are remembered: dates and codes come again and again.
_REMEMBERED: Final = 10_000


class BadCell(Exception):  # noqa: N818 - becomes a problem of the report, never a message as it is
    """A cell cannot be read; `sentence` says why."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(column)
        self.column = column
        self.sentence = sentence


@dataclass(slots=True)
class Cells:
    """One row by column, missing markers emptied, and what of it is to be kept in words."""

    values: Mapping[str, str]
    words: list[tuple[str, str]] = field(default_factory=list)


Getter = Callable[[Cells], Any]


class Targets:
    """The records that references in the table point at: looked up by the hundred."""

    def __init__(self, unit: Reading) -> None:
        self._unit = unit
        self._known: dict[str, tuple[int, str]] = {}

    def look_up(self, untrusted_refs: Collection[str]) -> None:
        """Find these references in one query, in place of those known before."""
        refs = {read_ref(text) for text in untrusted_refs}
        query = select(Record.ref, Record.id, Record.kind).where(
            Record.ref.in_(refs), Record.deleted.is_(None), Record.merged_into.is_(None)
        )
        found = self._unit.session.execute(query).all() if refs else []
        refs_found = [row.ref for row in found]
        self._known = {
            row.ref: (row.id, row.kind) for row in found if refs_found.count(row.ref) == 1
        }

    def number_of(self, target: Field, untrusted_ref: str) -> Any:
        """The key of the record a reference means in a field. Raises a Refusal."""
        number, kind = self._known.get(read_ref(untrusted_ref), (None, ""))
        kinds = target.shown.to or (PARTIES if target.kind == "party" else ())
        if number is not None and (not kinds or kind in kinds):
            return number
        return read_value(self._unit, target, untrusted_ref)


@dataclass(frozen=True, slots=True)
class Reader:
    """What cells are read with."""

    unit: Reading
    day_first: bool | None
    targets: Targets


def getter(reader: Reader, target: Field, source: Source) -> Getter:
    """The function that takes a field's value out of a row."""
    read = _reader(reader, target)
    match source:
        case Constant():
            try:
                value = read(source.text)
            except Refusal as error:
                raise NoMapping(str(error)) from error
            return lambda _cells: value
        case FromColumn():
            return partial(_from_column, read, target, source, columns_of(source))
        case Joined():
            return partial(_joined, read, source)
        case Interval():
            return partial(_interval, reader.day_first, source)
        case FromRecord():
            raise TypeError(source)


def _reader(reader: Reader, target: Field) -> Callable[[str], Any]:
    """The function that reads a text as a value of a field."""
    if target.is_link:
        return partial(reader.targets.number_of, target)
    if target.kind in ("text", "long", "number"):
        return partial(read_value, reader.unit, target)
    remembered: dict[str, Any] = {}

    def read(text: str) -> Any:
        if text not in remembered:
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            remembered[text] = read_value(reader.unit, target, text, day_first=reader.day_first)
        return remembered[text]

    return read


def _from_column(
    read: Callable[[str], Any],
    target: Field,
    source: FromColumn,
    columns: Sequence[str],
    cells: Cells,
) -> Any:
    column = next((name for name in columns if cells.values[name]), "")
    if not column:
        return None
    text = cells.values[column]
    plain = text.strip(source.trim + " ") if source.trim else text
    try:
        value = read(source.codes.get(plain.strip(), plain))
    except Refusal as error:
        if source.otherwise == "refuse":
            raise BadCell(column, str(error)) from error
        cells.words.append((column, text))
        return None
    if target.kind == "number" and value is not None and number_text(value) != plain.strip():
        # The number is the same, its writing is not: what was written is kept beside it.
        cells.words.append((column, text))
    return value


def _joined(read: Callable[[str], Any], source: Joined, cells: Cells) -> Any:
    pieces = [filled(part, cells.values).strip() for part in source.parts]
    text = source.join.join(filter(None, pieces)) or source.fallback
    if not text:
        return None
    columns = columns_of(source)
    try:
        return read(source.codes.get(text, text))
    except Refusal as error:
        if source.otherwise == "refuse":
            raise BadCell(columns[0] if columns else "", str(error)) from error
        cells.words.extend((name, cells.values[name]) for name in columns if cells.values[name])
        return None


def _interval(day_first: bool | None, source: Interval, cells: Cells) -> when.When | None:
    try:
        start = _end(cells, source.start, source.start_month, day_first)
        end = _end(cells, source.end, source.end_month, day_first)
        return _between(start, end)
    except Refusal as error:
        if source.otherwise == "refuse":
            raise BadCell(source.start, str(error)) from error
        known = [name for name in columns_of(source) if cells.values[name]]
        cells.words.extend((name, cells.values[name]) for name in known)
        return None


def _end(cells: Cells, day: str, month: str, day_first: bool | None) -> when.When | None:
    """One end of an interval: to the day, or else to the month of the other column."""
    if cells.values[day]:
        return when.read(cells.values[day].strip(), day_first=day_first)
    if not month or not cells.values[month]:
        return None
    read = when.read(cells.values[month].strip(), day_first=day_first)
    return when.parse(read.edtf[: len("1973-09")])


def _between(start: when.When | None, end: when.When | None) -> when.When | None:
    if start is None and end is None:
        return None
    if start and end and start.edtf == end.edtf:
        return start
    whole = when.parse(f"{start.edtf if start else ''}/{end.edtf if end else ''}")
    words = [part.words for part in (start, end) if part and part.words]
    return replace(whole, words=" / ".join(words)) if words else whole
