"""The open cases of a vault and their records, read in a few statements however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select

from casedesk.domain.base import Base, spine
from casedesk.mechanisms.facts import FACTS
from casedesk.vault.unit import Reading
from casedesk.when import When

#: How many keys one statement may name.
_MOST_KEYS = 500


@dataclass(frozen=True, slots=True)
class CaseAt:
    """A case as it is named beside a piece of work; `record` is its key."""

    record: int
    ref: str
    title: str
    reference: str
    in_charge: str

    @property
    def called(self) -> str:
        """The office's reference of the case, else its own."""
        return self.reference or self.ref


def table(name: str) -> Table:
    """A kind's own table."""
    return Base.metadata.tables[name]


def living(name: str, *columns: Any) -> Select[Any]:
    """The records of one table that are neither removed nor merged, with spine and own columns."""
    own = table(name)
    return (
        select(*columns)
        .select_from(own.join(spine, spine.c.id == own.c.id))
        # "+ 0" keeps SQLite from walking the index of merges, in which nearly every record of the
        # vault is empty: a statement on an empty table took 10 ms at 100,000 records.
        .where(spine.c.deleted.is_(None), (spine.c.merged_into + 0).is_(None))
    )


def rows(
    unit: Reading, query: Select[Any], column: ColumnElement[Any], keys: Iterable[int]
) -> list[Any]:
    """The rows of a query whose column is one of these keys."""
    wanted = sorted(set(keys))
    found: list[Any] = []
    for start in range(0, len(wanted), _MOST_KEYS):
        some = wanted[start : start + _MOST_KEYS]
        found.extend(unit.connection.execute(query.where(column.in_(some))).all())
    return found


def open_cases(unit: Reading) -> dict[int, CaseAt]:
    """Every case that is not closed, by key, in order of title."""
    own = table("case")
    query = living("case", spine.c.id, spine.c.ref, spine.c.title, own.c.reference, own.c.in_charge)
    query = query.where(own.c.status.is_(None) | (own.c.status != "closed"))
    query = query.order_by(spine.c.title_sort, spine.c.id)
    return {
        row.id: CaseAt(row.id, row.ref, row.title, row.reference or "", row.in_charge or "")
        for row in unit.connection.execute(query)
    }


def said(row: Mapping[str, Any] | Any, name: str) -> When | None:
    """The partial date in four columns of a row."""
    edtf = getattr(row, f"{name}_edtf")
    if edtf is None:
        return None
    return When(
        edtf,
        getattr(row, f"{name}_first"),
        getattr(row, f"{name}_last"),
        getattr(row, f"{name}_words"),
    )


def day_columns(own: Table, *names: str) -> Sequence[Any]:
    """The columns of partial dates, for a query."""
    return [
        own.c[f"{name}_{part}"] for name in names for part in ("edtf", "first", "last", "words")
    ]


def of_cases(
    query: Select[Any], column: ColumnElement[Any], cases: Mapping[int, CaseAt]
) -> Select[Any]:
    """The query for these cases only, where they are few; else for all, and the caller sifts."""
    return query.where(column.in_(list(cases))) if len(cases) <= _MOST_KEYS else query


def dated_facts(unit: Reading, cases: Iterable[int]) -> dict[int, dict[str, list[When]]]:
    """The dated facts of these cases by name, each in the order in which they were entered."""
    fact = table("fact")
    query = living("fact", fact.c.case, fact.c.fact, *day_columns(fact, "occurred"))
    found: dict[int, dict[str, list[When]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(unit, query.order_by(spine.c.id), fact.c.case, cases):
        occurred = said(row, "occurred")
        if row.fact in FACTS and occurred is not None:
            found[row.case][row.fact].append(occurred)
    return found
