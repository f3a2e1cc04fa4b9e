"""The filters of a query as conditions in SQL, each a set of keys found through an index."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    column,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    table,
    union_all,
)

from casedesk.casework.casefile import CaseFile, read_case
from casedesk.casework.listing import leading_links, records_inside
from casedesk.casework.query import (
    TITLE,
    BadQuery,
    NoneOf,
    OneOf,
    Query,
    Wanted,
    Within,
    classes_of,
    field_for,
)
from casedesk.casework.values import read_value
from casedesk.domain.base import Field, Record, fields_of, kinds, spine
from casedesk.domain.cases import Case
from casedesk.domain.parties import Party
from casedesk.fold import fold, match_query
from casedesk.vault.index import NAMED_KINDS
from casedesk.vault.unit import Reading
from casedesk.words import _

#: Of the search index the table of its rows. It holds every record that is neither removed nor
#: merged into another and nothing else (`check` looks), and is ten times smaller than the spine:
#: asking the spine of 100,000 records whether they live took half a second, this a tenth of that.
living = table("search_docsize", column("id"))

_search = table("search", column("rowid"))
_exact = ("code", "country", "language", "yesno", "number", "party", "link")


def conditions(unit: Reading, query: Query, key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """What must hold of `key`, a record's, for it to be found, kinds aside.

    Raises BadQuery, UnknownField, BadValue, NoSuchRecord, each in a sentence.
    """
    sets = [_filtered(unit, query, name, wanted) for name, wanted in query.filters]
    if query.words.strip():
        sets.append(_worded(query.words))
    alive = select(living.c.id).where(living.c.id == key).exists()
    # The "+ 0" keeps SQLite from walking a set that may hold nearly everything and sorting it
    # afterwards: the order comes from an index, and each set is only asked.
    held = [alive, *((key + 0).in_(each) for each in sets)]
    if query.case is not None:
        held.append(key.in_(_of_case(unit, query, query.case)))
    return held


def _filtered(unit: Reading, query: Query, name: str, wanted: Wanted) -> Any:
    field = field_for(query.kinds, name)
    if name == TITLE:
        if not isinstance(wanted, str):
            raise _misfit(field)
        words = match_query(wanted)
        return _matching(f"{TITLE} : ({words})" if words else "")
    if isinstance(wanted, Within):
        return _dated(field, wanted)
    own = Record.metadata.tables[field.table]
    return select(own.c.id).where(_holding(unit, field, wanted))


def _holding(unit: Reading, field: Field, wanted: Wanted) -> ColumnElement[bool]:
    kept = Record.metadata.tables[field.table].c[field.columns[0]]
    if wanted is None:
        return or_(kept.is_(None), kept == "")
    if isinstance(wanted, OneOf | NoneOf) and field.kind not in ("when", "party", "link"):
        named = kept.in_(sorted(wanted.values))
        return named if isinstance(wanted, OneOf) else or_(kept.is_(None), ~named)
    if not isinstance(wanted, str) or field.kind == "when":
        raise _misfit(field)
    if field.kind not in _exact:
        return _containing(unit, kept, wanted)
    value = read_value(unit, field, wanted)
    return kept.in_(_with_merged(unit, value)) if field.is_link else kept == value


def _misfit(field: Field) -> BadQuery:
    return BadQuery(_("The field “{field}” cannot be filtered like that.").format(field=field.name))


def _containing(
    unit: Reading, kept: ColumnElement[Any], untrusted_text: str
) -> ColumnElement[bool]:
    """Whether a text holds another, capitals and accents aside."""
    driver: Any = unit.connection.connection.driver_connection
    driver.create_function("holds", 2, _holds, deterministic=True)
    return func.holds(kept, fold(untrusted_text)) == 1


def _holds(text: str | None, folded: str) -> int:
    return int(text is not None and folded in fold(text))


def _dated(field: Field, wanted: Within) -> Any:
    """The records whose date may lie, or lies, in some days; each part through the index of days.

    It says of first and last days what `possibly_within` and `certainly_within` say.
    """
    if field.kind != "when":
        raise _misfit(field)
    own = Record.metadata.tables[field.table]
    edtf, begins, ends = (own.c[name] for name in field.columns[:3])
    first = wanted.first and wanted.first.toordinal()
    last = wanted.last and wanted.last.toordinal()
    early_enough = [] if last is None else [begins <= last]
    if wanted.certainly:
        # A date that ends in time also begins in time: said for the index.
        begun = [] if first is None else [begins >= first, *early_enough]
        ended = [] if last is None else [ends <= last]
        return select(own.c.id).where(edtf.is_not(None), *begun, *ended)
    dated = select(own.c.id).where(edtf.is_not(None))
    if first is None and last is None:
        return dated
    if first is None:
        begun_early = select(own.c.id).where(*early_enough)
        return union_all(begun_early, dated.where(begins.is_(None)))
    late_enough = or_(ends.is_(None), ends >= first)
    return union_all(
        select(own.c.id).where(begins >= first, *early_enough),
        select(own.c.id).where(begins < first, *early_enough, late_enough),
        dated.where(begins.is_(None), late_enough),
    )


def _worded(untrusted_words: str) -> Any:
    """The records whose words are found, and those whose other names are."""
    words = match_query(untrusted_words)
    return union_all(_matching(words), *_named(words))


def _matching(words: str) -> Select[Any]:
    if not words:
        return select(null()).where(literal_column("0"))
    return select(_search.c.rowid).where(literal_column("search").op("MATCH")(words))


def _named(words: str) -> Iterator[Select[Any]]:
    """The owners of the names and aliases that hold these words."""
    for own, link in _names():
        yield select(own.c[link]).where(own.c.id.in_(_matching(words)))


@cache
def _names() -> tuple[tuple[Table, str], ...]:
    fields = [
        fields_of(cls)[cls.owner]
        for kind, cls in kinds().items()
        if kind in NAMED_KINDS and cls.owner
    ]
    return tuple((Record.metadata.tables[each.table], each.columns[0]) for each in fields)


def _with_merged(unit: Reading, number: int) -> list[int]:
    """A record's key and those of all that were merged into it."""
    found = [number]
    for each in found:
        query = select(spine.c.id).where(spine.c.merged_into == each)
        found.extend(unit.connection.execute(query).scalars())
    return found


def _of_case(unit: Reading, query: Query, untrusted_case: str) -> Any:
    """The records of these kinds that belong to a case, as every list of a case has them."""
    case = unit.get(untrusted_case, "cases")
    assert isinstance(case, Case)
    file = read_case(unit, case)
    inside = _keys(records_inside(unit, file))
    return union_all(*(_belonging(cls, file, inside) for cls in classes_of(query.kinds)))


def _belonging(cls: type[Record], file: CaseFile, inside: Select[Any]) -> Select[Any]:
    if issubclass(cls, Party):
        return _keys(file.parties)
    if cls is Case:
        return _keys([file.case.id])
    fields = fields_of(cls)
    links = [field for field in fields.values() if field.columns[0] in leading_links(cls)]
    own = Record.metadata.tables[links[0].table] if links else spine
    linked = or_(false(), *(own.c[field.columns[0]].in_(inside) for field in links))
    if "case" in fields:
        in_case = own.c[fields["case"].columns[0]]
        linked = or_(in_case == file.case.id, and_(in_case.is_(None), linked))
    return select(own.c.id).where(linked)


def _keys(numbers: Iterable[int]) -> Select[Any]:
    """Keys as a set that a statement can hold, however many there are."""
    listed = func.json_each(json.dumps(sorted(numbers))).table_valued("value")
    return select(listed.c.value)
