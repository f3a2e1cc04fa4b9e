"""Records as rows for lists, exports and programs: fields as plain values, links as references."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from casedesk.casework.casefile import CaseFile, read_case
from casedesk.casework.values import read_value, show_value
from casedesk.domain.base import (
    Field,
    Record,
    field_called,
    fields_of,
    kind_called,
    kind_of,
    kinds,
    spine,
)
from casedesk.domain.briefs import Brief
from casedesk.domain.cases import Case
from casedesk.domain.disclosures import Disclosure
from casedesk.domain.instruments import Measure
from casedesk.domain.parties import Party
from casedesk.fold import fold
from casedesk.vault.unit import Reading
from casedesk.when import When

Row = dict[str, Any]

_MOST_KEYS = 500


def listed(
    unit: Reading,
    kind: str,
    *,
    untrusted_case: str | None = None,
    untrusted_where: Sequence[tuple[str, str]] = (),
) -> list[Row]:
    """All records of a kind in order of title, each with its fields; empty fields are left out."""
    cls = kind_called(kind)
    query = _columns(cls).where(spine.c.kind == kind_of(cls), spine.c.deleted.is_(None))
    query = query.where(spine.c.merged_into.is_(None)).order_by(spine.c.title_sort, spine.c.id)
    rows: list[Mapping[str, Any]] = [*unit.connection.execute(query).mappings()]
    if untrusted_case is not None:
        rows = _of_case(unit, cls, rows, untrusted_case)
    for name, text in untrusted_where:
        rows = _where(unit, field_called(cls, name), rows, text)
    return _as_rows(unit, cls, rows)


def _columns(cls: type[Record]) -> Select[Any]:
    """Every column of a kind, without making objects of the rows."""
    tables = [t for t in cls.__mapper__.tables if t is not spine]
    joined: Any = spine
    for table in tables:
        joined = joined.join(table, table.c.id == spine.c.id)
    wanted = {name for field in fields_of(cls).values() for name in field.columns}
    own = [c for table in tables for c in table.columns if c.name in wanted]
    return select(spine.c.id, spine.c.kind, spine.c.ref, spine.c.title, *own).select_from(joined)


def _of_case(
    unit: Reading, cls: type[Record], rows: Sequence[Mapping[str, Any]], untrusted_case: str
) -> list[Mapping[str, Any]]:
    case = unit.get(untrusted_case, "cases")
    assert isinstance(case, Case)
    file = read_case(unit, case)
    if issubclass(cls, Party):
        return [row for row in rows if row["id"] in file.parties]
    if cls is Case:
        return [row for row in rows if row["id"] == case.id]
    inside = records_inside(unit, file)
    links = leading_links(cls)
    if "case" in fields_of(cls):
        return [
            r for r in rows if r["case"] == case.id or (r["case"] is None and _in(r, links, inside))
        ]
    return [row for row in rows if _in(row, links, inside)]


def records_inside(unit: Reading, file: CaseFile) -> set[int]:
    """The keys of everything under which records of a case may hang."""
    briefs = unit.all(Brief, Brief.case == file.case.id)
    disclosures = unit.all(Disclosure, Disclosure.case == file.case.id)
    instruments = [each.id for each in file.instruments]
    measures = unit.all(Measure, Measure.instrument.in_(instruments))
    parts: Iterable[Record] = (
        file.case, *file.events, *file.engagements, *file.proceedings, *file.instruments,
        *file.evidence, *briefs, *disclosures, *measures,
    )  # fmt: skip
    return {*(each.id for each in parts), *file.parties, *file.merged}


def leading_links(cls: type[Record]) -> list[str]:
    """The links that say to what a record belongs.

    That it names a party does not: the same person may be involved in another case too.
    """
    if cls.owner:
        return [fields_of(cls)[cls.owner].columns[0]]
    links = [field for field in fields_of(cls).values() if field.is_link]
    own = [field for field in links if field.kind == "link"] or links
    return [field.columns[0] for field in own]


def _in(row: Mapping[str, Any], links: Sequence[str], inside: set[int]) -> bool:
    return any(row[link] in inside for link in links)


def _where(
    unit: Reading, field: Field, rows: Sequence[Mapping[str, Any]], untrusted_text: str
) -> list[Mapping[str, Any]]:
    """The rows whose field has this value; a text also with other accents and capitals, a date
    also where it may lie within the one asked for.
    """
    wanted: Any = (
        untrusted_text
        if field.kind in ("text", "long")
        else read_value(unit, field, untrusted_text)
    )
    if wanted in (None, ""):
        return [row for row in rows if row[field.columns[0]] in (None, "")]
    if field.kind == "when":
        return [row for row in rows if _may_be(row, field, wanted)]
    if field.kind in ("text", "long"):
        folded = fold(wanted)
        return [row for row in rows if fold(row[field.columns[0]] or "") == folded]
    return [row for row in rows if row[field.columns[0]] == wanted]


def _may_be(row: Mapping[str, Any], field: Field, wanted: When) -> bool:
    edtf, first, last = (row[name] for name in field.columns[:3])
    if edtf is None:
        return False
    begins_late = wanted.last is not None and first is not None and first > wanted.last
    ends_early = wanted.first is not None and last is not None and last < wanted.first
    return not (begins_late or ends_early)


def _as_rows(unit: Reading, cls: type[Record], rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    fields = fields_of(cls)
    kept = list(rows)
    links = [f.columns[0] for f in fields.values() if f.is_link]
    refs = _refs(unit, {row[link] for row in kept for link in links if row[link] is not None})
    return [
        {"kind": row["kind"], "ref": row["ref"], "title": row["title"]}
        | {name: _plain(field, row, refs) for name, field in fields.items() if _said(field, row)}
        for row in kept
    ]


def _said(field: Field, row: Mapping[str, Any]) -> bool:
    return field.name != "title" and row[field.columns[0]] not in (None, "")


def _plain(field: Field, row: Mapping[str, Any], refs: Mapping[int, str]) -> Any:
    value = row[field.columns[0]]
    return refs.get(value) if field.is_link else value


def _refs(unit: Reading, keys: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), _MOST_KEYS):
        some = ordered[start : start + _MOST_KEYS]
        query = select(spine.c.id, spine.c.ref, spine.c.merged_into).where(spine.c.id.in_(some))
        for row in unit.connection.execute(query):
            found[row.id] = row.ref
            if row.merged_into is not None:
                found[row.id] = unit.followed(unit.by_id(Record, row.merged_into)).ref
    return found


def shown_record(unit: Reading, record: Record) -> Row:
    """One record with its fields, as programs read it."""
    fields = fields_of(type(record))
    said = {name: show_value(unit, f, getattr(record, name)) for name, f in fields.items()}
    head = {"kind": record.kind, "ref": record.ref, "title": record.title}
    return head | {name: v for name, v in said.items() if v not in (None, "") and name != "title"}


def belongings(unit: Reading, record: Record) -> Iterator[tuple[str, list[Row]]]:
    """What hangs on a record, by kind: its names, roles, stages, consents and so on."""
    for kind, cls in kinds_owned(record).items():
        link = getattr(cls, cls.owner or "")
        found = [each for each in unit.all(cls, link == record.id) if each.kind == kind]
        if found:
            yield kind, [shown_record(unit, each) for each in found]


def kinds_owned(record: Record) -> dict[str, type[Record]]:
    """The kinds that are shown under a record of this kind."""
    mine = kind_of(type(record))
    return {
        kind: cls
        for kind, cls in kinds().items()
        if cls.owner and _may_own(fields_of(cls)[cls.owner], mine)
    }


def _may_own(field: Field, kind: str) -> bool:
    if field.kind == "party":
        return kind in ("people", "organisations", "states", "groups")
    return not field.shown.to or kind in field.shown.to
