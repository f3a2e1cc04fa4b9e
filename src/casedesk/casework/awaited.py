"""Replies of States and companies: awaited, overdue, or received and not yet judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.casework.begun import OVER
from casedesk.casework.openings import CaseAt, day_columns, living, said, table
from casedesk.domain.base import spine
from casedesk.mechanisms.model import Rule
from casedesk.mechanisms.periods import PeriodError
from casedesk.mechanisms.registry import body_called, mechanisms
from casedesk.mechanisms.rules import count
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _


@dataclass(frozen=True, slots=True)
class Awaited:
    """A reply of one addressee. `state` is awaited, overdue or received; `due` the day the
    mechanism's reply clock ends, None where it has none; `words` and `source` are its rule's.
    """

    state: str
    record: int
    proceeding: int
    title: str
    mechanism: str
    addressee: str
    reference: str
    transmitted: When
    replied: When | None
    due: date | None
    days: int | None
    words: str
    source: str
    verified: bool
    case: CaseAt | None


def awaited(unit: Reading, cases: Mapping[int, CaseAt], today: date) -> list[Awaited]:
    """The replies of addressees that were written to, most overdue first."""
    own, before, party = table("addressee"), table("proceeding"), table("party")
    titles = spine.alias("proceeding_spine")
    query = (
        living(
            "addressee", spine.c.id, own.c.proceeding, own.c.reference,
            *day_columns(own, "transmitted", "replied"), party.c.name, titles.c.title,
            before.c.case, before.c.mechanism, before.c.decided_first,
        )
        .join(before, before.c.id == own.c.proceeding)
        .join(titles, titles.c.id == before.c.id)
        .outerjoin(party, party.c.id == own.c.party)
        .where(
            own.c.transmitted_edtf.is_not(None),
            own.c.grade.is_(None),
            before.c.state.is_(None) | before.c.state.not_in(OVER),
            titles.c.deleted.is_(None),
        )
    )  # fmt: skip
    found = [
        _awaited(row, cases.get(row.case), today)
        for row in unit.connection.execute(query)
        if (row.case is None or row.case in cases) and not _is_moot(row)
    ]
    return sorted(found, key=_urgency)


def _urgency(reply: Awaited) -> tuple[bool, int]:
    return (reply.state == "received", 10**6 if reply.days is None else reply.days)


def _is_moot(row: Any) -> bool:
    """Whether the body decided after it wrote: nobody waits for that reply any more."""
    return row.decided_first is not None and (row.transmitted_first or 0) <= row.decided_first


def _awaited(row: Any, case: CaseAt | None, today: date) -> Awaited:
    transmitted, replied = said(row, "transmitted"), said(row, "replied")
    assert transmitted is not None  # the query asks for it
    known = mechanisms().get(row.mechanism or "")
    rule = next((each for each in known.rules if _is_reply_clock(each)), None) if known else None
    due = _last_day(rule, transmitted) if rule else None
    days = (due - today).days if due else None
    waiting = "overdue" if days is not None and days < 0 else "awaited"
    return Awaited(
        state=waiting if replied is None else "received",
        record=row.id,
        proceeding=row.proceeding,
        title=row.title,
        mechanism=body_called(row.mechanism),
        addressee=row.name or "",
        reference=row.reference or "",
        transmitted=transmitted,
        replied=replied,
        due=due,
        days=days,
        words=_(rule.text) if rule else "",
        source=str(rule.basis) if rule else "",
        verified=rule.basis.verified if rule else True,
        case=case,
    )


def _is_reply_clock(rule: Rule) -> bool:
    return rule.whose == "state" and any(
        clock.counts_from == "transmitted" and clock.periods for clock in rule.clocks
    )


def _last_day(rule: Rule, transmitted: When) -> date | None:
    """The last possible day of the reply: a State is not called late on a doubtful date."""
    try:
        counted = count(rule, {"transmitted": [transmitted]})
    except PeriodError:  # a year such as 9999, from which nothing can be counted
        return None
    spans = [each.span for each in counted if each.span]
    return spans[0].last if spans else None
