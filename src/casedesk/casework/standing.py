"""Where a case stands with the mechanisms: its facts for deadlines, and its doors."""

from collections import defaultdict
from datetime import date

from casedesk.casework.casefile import CaseFile
from casedesk.domain.custom import Correction as KeptCorrection
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms import registry
from casedesk.mechanisms.corrections import Correction
from casedesk.mechanisms.doors import CaseFacts, Door, OtherProceeding, doors
from casedesk.mechanisms.facts import FACTS
from casedesk.vault.unit import Reading
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


def kept_corrections(unit: Reading) -> list[Correction]:
    """The organisation's corrections of shipped rules, oldest first."""
    return [
        Correction(
            each.rule or "",
            each.key or "",
            each.value or "",
            each.reason or "",
            each.source or "",
            each.shipped_hash or "",
        )
        for each in unit.all(KeptCorrection)
    ]


def case_doors(unit: Reading, file: CaseFile, today: date) -> list[Door]:
    """The doors of a case today, under the organisation's corrections."""
    return doors(registry.mechanisms(), case_facts(file), today, corrections=kept_corrections(unit))
