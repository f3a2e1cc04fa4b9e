"""Replies of States and companies: awaited, overdue, or received and not yet judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.casework.begun import OVER
from casedesk.casework.in_force import LawInForce
from casedesk.casework.openings import CaseAt, day_columns, living, said, table
from casedesk.casework.proceeding_limits import reply_clock
from casedesk.domain.base import spine
from casedesk.mechanisms.registry import body_called
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


def awaited(
    unit: Reading, law: LawInForce, cases: Mapping[int, CaseAt], today: date
) -> list[Awaited]:
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
        _awaited(row, law, cases.get(row.case), today)
        for row in unit.connection.execute(query)
        if (row.case is None or row.case in cases) and not _is_moot(row)
    ]
    return sorted(found, key=_urgency)


def _urgency(reply: Awaited) -> tuple[bool, int]:
    return (reply.state == "received", 10**6 if reply.days is None else reply.days)


def _is_moot(row: Any) -> bool:
    """Whether the body decided after it wrote: nobody waits for that reply any more."""
    return row.decided_first is not None and (row.transmitted_first or 0) <= row.decided_first


def _awaited(row: Any, law: LawInForce, case: CaseAt | None, today: date) -> Awaited:
    transmitted, replied = said(row, "transmitted"), said(row, "replied")
    assert transmitted is not None  # the query asks for it
    clock = reply_clock(law, row.mechanism, transmitted)
    rule = clock.rule if clock else None
    # The last possible day: a State is not called late on a doubtful date.
    last = clock.due.last if clock and clock.due else None
    due = date.fromordinal(last) if last else None
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
