"""Doors: may this case go to this mechanism, and why.

closed: a bar certainly applies and its rule is verified. unclear: a needed fact is missing or
partial, acceptance is not known, an exception is claimed, a soft or contested limit is past, or
the bar rests on an unverified rule. closing: open, with a hard or contested limit ahead.
open: otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casedesk.mechanisms.acceptance import Procedure
from casedesk.mechanisms.door_checks import findings
from casedesk.mechanisms.facts import check_facts
from casedesk.mechanisms.findings import STATES, Ask, CaseFacts, Look, OtherProceeding, Reason
from casedesk.mechanisms.model import Mechanism

__all__ = ["Ask", "CaseFacts", "Door", "OtherProceeding", "Reason", "door", "doors"]


@dataclass(frozen=True, slots=True)
class Door:
    """Whether a case may go to a mechanism; `until` is the day to act by of a closing door."""

    mechanism: str
    state: str
    until: date | None
    reasons: tuple[Reason, ...]
    questions: tuple[Ask, ...]

    def as_json(self) -> dict[str, object]:
        """The keys of `casedesk doors --json`, a contract with programs that read it."""
        return {
            "mechanism": self.mechanism,
            "state": self.state,
            "until": self.until.isoformat() if self.until else None,
            "reasons": [{"text": each.text, "source": each.source} for each in self.reasons],
            "questions": [each.text for each in self.questions],
        }


def door(
    mechanism: Mechanism,
    case: CaseFacts,
    today: date,
    *,
    tables: Mapping[str, Procedure] | None = None,
) -> Door:
    """The door of one mechanism for a case on a day; `tables` are acceptances, else the shipped.

    Raises UnknownFactError for a fact no rule could know.
    """
    check_facts(case.facts)
    found = findings(Look(mechanism, case, today, tables))
    state = max((each.state for each in found), key=STATES.index, default="open")
    until = min((each.until for each in found if each.until), default=None)
    # What decided is told first.
    told = sorted(found, key=lambda each: each.state != state)
    return Door(
        mechanism=mechanism.id,
        state=state,
        until=until if state == "closing" else None,
        reasons=tuple(dict.fromkeys(Reason(each.text, each.source) for each in told)),
        questions=tuple(dict.fromkeys(ask for each in found for ask in each.asks)),
    )


def doors(
    mechanisms: Mapping[str, Mechanism],
    case: CaseFacts,
    today: date,
    *,
    tables: Mapping[str, Procedure] | None = None,
) -> list[Door]:
    """The doors of every mechanism whose rules CaseDesk knows."""
    return [
        door(each, case, today, tables=tables)
        for each in mechanisms.values()
        if not each.named_only
    ]
