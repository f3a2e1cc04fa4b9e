"""A mapping fitted to the columns of a table: from a row to the values of the records it makes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casedesk.domain.base import Record, fields_of, kind_of, says_nothing
from casedesk.exchange.cells import BadCell, Cells, Getter, Reader, getter
from casedesk.exchange.mapping import (
    FromColumn,
    FromRecord,
    Interval,
    Joined,
    NoMapping,
    RecordMap,
    Source,
    TableMapping,
    columns_of,
)
from casedesk.words import _

#: A record's name in its row, and for which of `each` it was made.
Made = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """How one record is made from a row."""

    key: Made
    kind: str
    cls: type[Record]
    getters: Mapping[str, Getter]
    links: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    keep_in: str
    keep: tuple[str, ...]
    if_known: tuple[str, ...]

    def values(self, cells: Cells, made: Mapping[Made, int]) -> dict[str, Any] | None:
        """The record's values; None where this row makes no such record. Raises BadCell."""
        if self.if_known and not any(cells.values[name] for name in self.if_known):
            return None
        found: dict[str, Any] = {}
        for name, source in self.links.items():
            number = made.get((source, self.key[1]), made.get((source, "")))
            if number is None:
                return None
            found[name] = number
        cells.words.clear()
        for name, get in self.getters.items():
            value = get(cells)
            if value is not None:
                found[name] = value
        self._keep_words(cells, found)
        self._check_needs(found)
        return found

    def _keep_words(self, cells: Cells, found: dict[str, Any]) -> None:
        known = [(name, cells.values[name]) for name in self.keep if cells.values[name]]
        words = dict([*known, *cells.words])
        if words and self.keep_in:
            lines = "\n".join(f"{column}: {text}" for column, text in words.items())
            said = [found[self.keep_in]] if found.get(self.keep_in) else []
            found[self.keep_in] = "\n\n".join([*said, _("As in the source:") + "\n" + lines])

    def _check_needs(self, found: Mapping[str, Any]) -> None:
        for name in self.cls.needs:
            if says_nothing(found.get(name)):
                raise BadCell(
                    self.columns.get(name, (name,))[0],
                    _("nothing is said here, but every {kind} needs the field “{field}”.").format(
                        kind=_(self.cls.singular), field=name
                    ),
                )


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping fitted to a table."""

    columns: tuple[str, ...]
    missing: frozenset[str]
    records: tuple[RecordPlan, ...]
    kept: tuple[str, ...]
    unused: tuple[str, ...]
    links: tuple[str, ...]

    def cells(self, row: Sequence[str]) -> Cells:
        """A row with its columns named."""
        known = (cell if cell.strip() not in self.missing else "" for cell in row)
        return Cells(dict(zip(self.columns, known, strict=True)))


def fit(mapping: TableMapping, columns: tuple[str, ...], reader: Reader) -> Plan:
    """Fit a mapping to the columns of a table.

    Columns the mapping does not name are kept in words by the first record that has room for
    them. Raises NoMapping where it names a column that is not there, or where nothing has room.
    """
    records = [plan for record in mapping.records for plan in _record_plans(reader, record)]
    for name in (name for plan in records for name in _columns_used(plan)):
        if name not in columns:
            raise NoMapping(
                _("The table has no column “{column}”, which the mapping reads.").format(
                    column=name
                )
            )
    used = {name for plan in records for name in _columns_used(plan)} | set(mapping.left_out)
    kept = tuple(name for name in columns if name not in used)
    if kept:
        _keep_too(records, kept)
    return Plan(
        columns=columns,
        missing=mapping.missing,
        records=tuple(records),
        kept=kept,
        unused=tuple(name for name in columns if name in mapping.left_out),
        links=tuple(_link_columns(mapping)),
    )


def _columns_used(plan: RecordPlan) -> Iterator[str]:
    yield from plan.if_known
    yield from plan.keep
    for columns in plan.columns.values():
        yield from columns


def _keep_too(records: list[RecordPlan], columns: tuple[str, ...]) -> None:
    for number, plan in enumerate(records):
        if plan.keep_in:
            records[number] = replace(plan, keep=plan.keep + columns)
            return
    raise NoMapping(
        _("No field takes the columns {columns}; take them out, or give a mapping.").format(
            columns=", ".join(columns)
        )
    )


def _link_columns(mapping: TableMapping) -> Iterator[str]:
    for record in mapping.records:
        for name, source in record.fields.items():
            if isinstance(source, FromColumn) and fields_of(record.cls)[name].is_link:
                yield from (_numbered(source.column, each) for each in record.each)


def _record_plans(reader: Reader, record: RecordMap) -> Iterator[RecordPlan]:
    for each in record.each:
        sources = {name: _for_each(source, each) for name, source in record.fields.items()}
        named = {name: columns_of(source) for name, source in sources.items()}
        yield RecordPlan(
            key=(record.name, each),
            kind=kind_of(record.cls),
            cls=record.cls,
            getters={
                name: getter(reader, fields_of(record.cls)[name], source)
                for name, source in sources.items()
                if not isinstance(source, FromRecord)
            },
            links={
                n: source.name for n, source in sources.items() if isinstance(source, FromRecord)
            },
            columns={name: columns for name, columns in named.items() if columns},
            keep_in=record.keep_in,
            keep=tuple(_numbered(name, each) for name in record.keep),
            if_known=tuple(_numbered(name, each) for name in record.if_known),
        )


def _numbered(text: str, each: str) -> str:
    return text.replace("{n}", each)


def _for_each(source: Source, each: str) -> Source:
    match source:
        case FromColumn():
            return replace(
                source,
                column=_numbered(source.column, each),
                instead=_numbered(source.instead, each),
            )
        case Joined():
            parts = tuple(_numbered(part, each) for part in source.parts)
            return replace(source, parts=parts, fallback=_numbered(source.fallback, each))
        case Interval():
            return replace(
                source,
                start=_numbered(source.start, each),
                end=_numbered(source.end, each),
                start_month=_numbered(source.start_month, each),
                end_month=_numbered(source.end_month, each),
            )
        case _:
            return source
