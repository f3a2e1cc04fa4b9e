"""Everything of one case at one moment, read once: what doors, readiness and briefs work on."""

from collections.abc import Iterable, Mapping, Sequence
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
from casedesk.domain.parties import Alias, Name, Party
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
    """One case with all that belongs to it; lists are in order of time, then of entry.

    `parties` by key; `merged` are those that were found to be one of these, also by key, since
    what points at them still does. What is asked of a party is answered for all it was merged from.
    """

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
    parties: Mapping[int, Party]
    merged: Mapping[int, Party]
    names: Sequence[Name]
    aliases: Sequence[Alias]
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

    def party(self, key: int | None) -> Party | None:
        """The party with a key, or the one it was merged into; None where it was removed."""
        return self.parties.get(self._now(key))

    def in_role(self, *roles: str) -> list[Party]:
        """The parties with one of these roles anywhere in the case, each once."""
        return self.parties_of(each for each in self.involvements if each.role in roles)

    def parties_of(self, involvements: Iterable[Involvement]) -> list[Party]:
        """Whoever is involved in these ways, each once."""
        found = [self.party(each.party) for each in involvements]
        return list({party.id: party for party in found if party is not None}.values())

    def roles_of(self, party: Party) -> list[Involvement]:
        """Every role of a party in the case."""
        return [each for each in self.involvements if self._is(each.party, party)]

    def roles_in(self, subject: Record) -> list[Involvement]:
        """Who is involved in one event, engagement or proceeding."""
        return [each for each in self.involvements if each.subject == subject.id]

    def names_of(self, party: Party) -> list[Name]:
        """Every form of a party's name besides the one it goes by."""
        return [each for each in self.names if self._is(each.party, party)]

    def aliases_of(self, party: Party) -> list[Alias]:
        """Every alias of a party, in whichever case and before whichever audience."""
        return [each for each in self.aliases if self._is(each.party, party)]

    def consents_of(self, party: Party) -> list[Consent]:
        """Every decision of a party on being named, in whichever case."""
        return [each for each in self.consents if self._is(each.person, party)]

    def written(self, party: Party) -> list[str]:
        """Every way a party's name is recorded, its own first."""
        own = [party, *(each for key, each in self.merged.items() if self._is(key, party))]
        found = [*(each.name for each in own), *(each.name for each in self.names_of(party))]
        return list(dict.fromkeys(name for name in found if name))

    def _is(self, key: int | None, party: Party) -> bool:
        return self._now(key) == party.id

    def _now(self, key: int | None) -> int:
        """By which key a party goes now."""
        while key is not None and key in self.merged:
            key = self.merged[key].merged_into
        return key or 0


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
    keys = [*(each.party for each in involvements), *(each.party for each in addressees)]
    parties, merged = _parties(unit, keys)
    people = [*parties, *merged]
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
        merged=merged,
        names=_among(unit, Name, Name.party, people),
        aliases=_among(unit, Alias, Alias.party, people),
        consents=_among(unit, Consent, Consent.person, people),
        authorities=[
            each
            for each in _among(unit, Authority, Authority.person, people)
            if each.case in (None, case.id)
        ],
    )


def _parties(
    unit: Reading, keys: Iterable[int | None]
) -> tuple[dict[int, Party], dict[int, Party]]:
    """The parties with these keys as they go now, and those that were merged into them."""
    found: dict[int, Party] = {}
    waiting = {key for key in keys if key is not None}
    while waiting:
        known = _among(unit, Party, Party.id, waiting)
        found |= {each.id: each for each in known}
        behind = {each.merged_into for each in known if each.merged_into is not None}
        before = {each.id for each in _among(unit, Party, Party.merged_into, waiting)}
        waiting = (behind | before) - set(found)
    ordered = sorted(found.items())
    now = {key: each for key, each in ordered if each.merged_into is None}
    return now, {key: each for key, each in ordered if key not in now}


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
