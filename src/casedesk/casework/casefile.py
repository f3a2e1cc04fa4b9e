"""Everything of one case at one moment, read once: what doors, readiness and briefs work on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import or_

from casedesk.domain.base import Record
from casedesk.domain.cases import Case
from casedesk.domain.consents import Authority, Consent
from casedesk.domain.engagements import Engagement
from casedesk.domain.events import Event, Involvement, Reprisal, ReprisalTrigger
from casedesk.domain.evidence import Evidence
from casedesk.domain.instruments import Instrument
from casedesk.domain.parties import Name, Party
from casedesk.domain.proceedings import (
    Addressee,
    Answer,
    Fact,
    Filing,
    Mandate,
    Proceeding,
    Stage,
)
from casedesk.vault.unit import Reading

R = TypeVar("R", bound=Record)

#: How many keys one statement may name.
_MOST_KEYS = 500


@dataclass(frozen=True)
class CaseFile:
    """One case with all that belongs to it; lists are in order of time, then of entry."""

    case: Case
    events: Sequence[Event]
    engagements: Sequence[Engagement]
    triggers: Sequence[ReprisalTrigger]
    proceedings: Sequence[Proceeding]
    stages: Sequence[Stage]
    filings: Sequence[Filing]
    addressees: Sequence[Addressee]
    mandates: Sequence[Mandate]
    instruments: Sequence[Instrument]
    evidence: Sequence[Evidence]
    facts: Sequence[Fact]
    answers: Sequence[Answer]
    involvements: Sequence[Involvement]
    parties: dict[int, Party]
    names: Sequence[Name]
    consents: Sequence[Consent]
    authorities: Sequence[Authority]

    @property
    def reprisals(self) -> Sequence[Reprisal]:
        """The events of the case that are reprisals."""
        return [event for event in self.events if isinstance(event, Reprisal)]

    def answer(self, question: str) -> Answer | None:
        """The newest answer to a question, if there is one."""
        found = [answer for answer in self.answers if answer.question == question]
        return found[-1] if found else None

    def in_role(self, *roles: str) -> list[Party]:
        """The parties with one of these roles anywhere in the case, each once."""
        keys = [each.party for each in self.involvements if each.role in roles]
        return [
            self.parties[key]
            for key in dict.fromkeys(keys)
            if key is not None and key in self.parties
        ]

    def roles_of(self, party: Party) -> list[Involvement]:
        """Every role of a party in the case."""
        return [each for each in self.involvements if each.party == party.id]

    def roles_in(self, subject: Record) -> list[Involvement]:
        """Who is involved in one event, engagement or proceeding."""
        return [each for each in self.involvements if each.subject == subject.id]


def read_case(unit: Reading, case: Case) -> CaseFile:
    """Read all that belongs to a case."""
    events = _by_time(unit.all(Event, Event.case == case.id))
    engagements = _by_time(unit.all(Engagement, Engagement.case == case.id))
    proceedings = unit.all(Proceeding, Proceeding.case == case.id)
    mine = [each.id for each in proceedings]
    instruments = unit.all(
        Instrument, or_(Instrument.case == case.id, Instrument.proceeding.in_(mine))
    )
    subjects: list[Record] = [case, *events, *engagements, *proceedings, *instruments]
    involvements = _among(unit, Involvement, Involvement.subject, (s.id for s in subjects))
    addressees = _among(unit, Addressee, Addressee.proceeding, mine)
    keys = {each.party for each in involvements} | {each.party for each in addressees}
    parties = {p.id: p for p in _among(unit, Party, Party.id, (k for k in keys if k is not None))}
    return CaseFile(
        case=case,
        events=events,
        engagements=engagements,
        triggers=_among(unit, ReprisalTrigger, ReprisalTrigger.reprisal, (e.id for e in events)),
        proceedings=proceedings,
        stages=_by_time(_among(unit, Stage, Stage.proceeding, mine)),
        filings=_among(unit, Filing, Filing.proceeding, mine),
        addressees=addressees,
        mandates=_among(unit, Mandate, Mandate.proceeding, mine),
        instruments=instruments,
        evidence=unit.all(Evidence, Evidence.case == case.id),
        facts=unit.all(Fact, Fact.case == case.id),
        answers=unit.all(Answer, Answer.case == case.id),
        involvements=involvements,
        parties=parties,
        names=_among(unit, Name, Name.party, parties),
        consents=_among(unit, Consent, Consent.person, parties),
        authorities=_among(unit, Authority, Authority.person, parties),
    )


def _among(unit: Reading, cls: type[R], column: object, keys: Iterable[int]) -> list[R]:
    wanted = sorted(set(keys))
    found: list[R] = []
    for start in range(0, len(wanted), _MOST_KEYS):
        some = wanted[start : start + _MOST_KEYS]
        found.extend(unit.all(cls, column.in_(some)))  # type: ignore[attr-defined]
    return found


def _by_time(records: Sequence[R]) -> list[R]:
    """In order of the first possible day; what has no date stands last."""
    last = 10**7

    def first_day(record: R) -> tuple[int, int, int]:
        occurred = getattr(record, "occurred", None)
        if occurred is None:
            return (last, last, record.id)
        return (occurred.first or 0, occurred.last or last, record.id)

    return sorted(records, key=first_day)
