"""Where a case stands with the mechanisms: its facts for deadlines, and its doors."""

from collections import defaultdict
from datetime import date

from casedesk.casework.casefile import CaseFile
from casedesk.casework.in_force import LawInForce
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms.doors import CaseFacts, Door, OtherProceeding, doors
from casedesk.mechanisms.facts import FACTS
from casedesk.when import When

_CONCLUDED = frozenset({"decided", "follow-up", "closed"})


def case_facts(file: CaseFile) -> CaseFacts:
    """What doors may know of a case; what nobody said stays unknown."""
    dated: dict[str, list[When]] = defaultdict(list)
    for fact in file.facts:
        if fact.fact and fact.fact in FACTS and fact.occurred is not None:
            dated[fact.fact].append(fact.occurred)
    states = [party.country for party in file.in_role("respondent-state") if party.country]
    others = [
        OtherProceeding(each.mechanism, "concluded" if _is_concluded(each) else "pending")
        for each in file.proceedings
        if each.mechanism and each.state not in ("planned", "drafted")
    ]
    return CaseFacts(
        states=tuple(dict.fromkeys(states)),
        facts=dict(dated),
        answers={a.question: a.answer for a in file.answers if a.question and a.answer},
        others=tuple(others),
        un_engagement=True if file.engagements else None,
    )


def _is_concluded(proceeding: Proceeding) -> bool:
    return proceeding.decided is not None or proceeding.state in _CONCLUDED


def case_doors(law: LawInForce, file: CaseFile, today: date) -> list[Door]:
    """The doors of a case today, under the organisation's corrections."""
    return doors(law.mechanisms, case_facts(file), today)
