"""What is due in open cases: what one thing due is, and the deadlines people set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from casedesk.casework.openings import CaseAt, living, rows, table
from casedesk.domain.base import spine
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.unit import Reading
from casedesk.words import _


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that is due. `kind` is rule, deadline, task or session; `record` the
    key of the one to open.

    `day` is the day to act by, `days` how far off it is, negative where it is over; None for none.
    `accepted`: whether the State is known to accept the mechanism. `words` is the rule or reason
    in a sentence, `source` the article and where it was read.
    """

    kind: str
    record: int
    title: str
    day: date | None
    days: int | None
    whose: str
    words: str
    case: CaseAt | None
    rule: str = ""
    mechanism: str = ""
    source: str = ""
    counts_from: str = ""
    verified: bool = True
    accepted: bool = True
    hard: bool = False
    contested: bool = False


def by_hand(unit: Reading, cases: Mapping[int, CaseAt], today: date) -> list[Coming]:
    """The deadlines people set that are neither met, missed nor dropped."""
    own = table("deadline")
    query = open_deadlines(
        spine.c.id, spine.c.title, own.c.case, own.c.whose, own.c.hard, own.c.reason, own.c.rule
    )
    rules = {rule.id: rule for each in mechanisms().values() for rule in each.rules}
    found = []
    for row in unit.connection.execute(query):
        if row.case is not None and row.case not in cases:
            continue
        day = day_to_act(row)
        rule = rules.get(row.rule or "")
        found.append(
            Coming(
                "deadline",
                row.id,
                row.title,
                *far(day, today),
                row.whose or "ours",
                row.reason or (_(rule.text) if rule else _("Set by hand.")),
                cases.get(row.case),
                rule=row.rule or "",
                source=str(rule.basis) if rule else "",
                hard=row.hard == "yes",
            )
        )
    return found


def open_deadlines(*columns: Any) -> Select[Any]:
    """The deadlines people set that still count, with these columns and the days to act by."""
    own = table("deadline")
    days = (own.c.act_by_first, own.c.due_first, own.c.due_last)
    still = own.c.state.is_(None) | own.c.state.in_(("open", "postponed"))
    return living("deadline", *columns, *days).where(still)


def day_to_act(row: Any) -> int | None:
    """The safe day of a deadline among the days above, as an ordinal."""
    days: tuple[int | None, ...] = (row.act_by_first, row.due_first, row.due_last)
    return next((day for day in days if day), None)


def case_of(unit: Reading, keys: set[int]) -> dict[int, int]:
    """To which case records belong, as far as they name one, or their proceeding does."""
    found: dict[int, int] = {key: key for key in _keys_of_cases(unit, keys)}
    for name in ("event", "engagement", "proceeding", "instrument", "evidence", "brief"):
        waiting = keys - found.keys()
        own = table(name)
        query = select(own.c.id, own.c.case).where(own.c.case.is_not(None))
        found |= {row.id: row.case for row in rows(unit, query, own.c.id, waiting)}
    return found


def _keys_of_cases(unit: Reading, keys: set[int]) -> list[int]:
    own = table("case")
    return [row.id for row in rows(unit, select(own.c.id), own.c.id, keys)]


def far(ordinal: int | None, today: date) -> tuple[date | None, int | None]:
    """A day, and how many are left until it."""
    if ordinal is None:
        return None, None
    return date.fromordinal(ordinal), ordinal - today.toordinal()
