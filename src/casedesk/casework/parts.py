"""The parts of a case as rows for its page: proceedings, evidence, briefs, facts, consents."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from casedesk.casework.casefile import CaseFile
from casedesk.casework.values import codes_of
from casedesk.domain.briefs import Brief
from casedesk.domain.cases import Case
from casedesk.domain.disclosures import DisclosedParty, Disclosure
from casedesk.domain.parties import Party
from casedesk.domain.proceedings import Filing, Proceeding, Stage
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.registry import forms, mechanisms
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _


@dataclass(frozen=True, slots=True)
class ProceedingAt:
    """A proceeding with its newest step; `body` is the mechanism's title or the court."""

    record: int
    title: str
    body: str
    reference: str
    state: str
    state_label: str
    stage: str
    stage_when: When | None
    submitted: When | None
    decided: When | None
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceAt:
    """A piece of evidence or a copy of one; `copy_of` is the key of its original."""

    record: int
    title: str
    form: str
    file_name: str
    size: int | None
    obtained: When | None
    obtained_from: str
    copy_of: int | None
    audience: str


@dataclass(frozen=True, slots=True)
class BriefAt:
    """A brief and when it was sent, if it was."""

    record: int
    title: str
    form: str
    audience: str
    language: str
    is_sent: bool
    sent: When | None


@dataclass(frozen=True, slots=True)
class FactAt:
    """A dated legal fact of the case."""

    record: int
    fact: str
    label: str
    when: When | None
    about: str
    source: str


@dataclass(frozen=True, slots=True)
class ConsentAt:
    """One decision of a person on being named."""

    record: int
    person: int
    name: str
    state: str
    decision: str
    towards: str
    shown_as: str
    when: When | None
    detail: str


@dataclass(frozen=True, slots=True)
class Left:
    """One output that left the vault, and the people shown on it."""

    record: int
    title: str
    to: str
    audience: str
    when: When | None
    people: tuple[str, ...]


def proceedings_of(file: CaseFile) -> list[ProceedingAt]:
    """The proceedings of a case in order of entry."""
    stages: dict[int | None, Stage] = {}
    for stage in file.stages:  # in order of time: the last one stays
        if stage.occurred is not None or stage.proceeding not in stages:
            stages[stage.proceeding] = stage
    return [_proceeding(file, each, stages.get(each.id)) for each in file.proceedings]


def _proceeding(file: CaseFile, each: Proceeding, stage: Stage | None) -> ProceedingAt:
    known = mechanisms().get(each.mechanism or "")
    written_to = [a.party for a in file.addressees if a.proceeding == each.id]
    found = [file.party(key) for key in written_to]
    return ProceedingAt(
        record=each.id,
        title=each.title,
        body=_(known.title) if known else each.forum or each.mechanism or "",
        reference=each.reference or "",
        state=each.state or "",
        state_label=codes_of("proceeding-states").get(each.state or "", each.state or ""),
        stage=stage.title if stage else "",
        stage_when=stage.occurred if stage else None,
        submitted=each.submitted,
        decided=each.decided,
        addressees=tuple(party.title for party in found if party is not None),
    )


def evidence_of(file: CaseFile) -> list[EvidenceAt]:
    """The evidence of a case, each copy behind its original."""
    kinds, audiences = codes_of("evidence-kinds"), codes_of("audiences")
    rows = [
        EvidenceAt(
            record=each.id,
            title=each.title,
            form=kinds.get(each.form or "", each.form or ""),
            file_name=each.file_name or "",
            size=each.size,
            obtained=each.obtained,
            obtained_from=each.obtained_from or "",
            copy_of=each.derived_from,
            audience=audiences.get(each.audience or "", each.audience or ""),
        )
        for each in file.evidence
    ]
    return sorted(rows, key=lambda row: (row.copy_of or row.record, row.record))


def briefs_of(unit: Reading, case: Case) -> list[BriefAt]:
    """The briefs of a case, those not sent first."""
    found = unit.all(Brief, Brief.case == case.id)
    filings = unit.all(Filing, Filing.brief.in_([each.id for each in found]))
    sent = {each.brief: each.sent for each in filings}
    audiences = codes_of("audiences")
    rows = [
        BriefAt(
            record=each.id,
            title=each.title,
            form=_form(each.form),
            audience=audiences.get(each.audience or "", each.audience or ""),
            language=each.language or "",
            is_sent=each.id in sent,
            sent=sent.get(each.id),
        )
        for each in found
    ]
    return sorted(rows, key=lambda row: row.is_sent)


def facts_of(file: CaseFile) -> list[FactAt]:
    """The legal facts of a case in order of time."""
    rows = []
    for each in file.facts:
        known = FACTS.get(each.fact or "")
        party = file.party(each.party)
        label = _(known.label) if known else each.title
        about = party.title if party else ""
        rows.append(
            FactAt(each.id, each.fact or "", label, each.occurred, about, each.source or "")
        )
    return sorted(rows, key=lambda row: (row.when.first if row.when else None) or 0)


def consents_of(file: CaseFile) -> list[ConsentAt]:
    """Every decision of the case's people that concerns it, newest first."""
    decisions, audiences = codes_of("consent-decisions"), codes_of("audiences")
    how = codes_of("shown-as")
    rows = []
    for each in file.consents:
        person = file.party(each.person)
        if each.case in (None, file.case.id) and person is not None:
            rows.append(
                ConsentAt(
                    record=each.id,
                    person=person.id,
                    name=person.title,
                    state=each.state or "",
                    decision=decisions.get(each.state or "", each.state or ""),
                    towards=audiences.get(each.audience or "", each.audience or ""),
                    shown_as=each.wording or how.get(each.shown_as or "", ""),
                    when=each.decided,
                    detail=each.detail or "",
                )
            )
    return sorted(rows, key=lambda row: -((row.when.last if row.when else None) or 0))


def disclosures_of(unit: Reading, case: Case) -> list[Left]:
    """What left the vault from a case, newest first, with who was shown."""
    found = unit.all(Disclosure, Disclosure.case == case.id)
    shown = unit.all(DisclosedParty, DisclosedParty.disclosure.in_([each.id for each in found]))
    people = _titles(unit, shown)
    audiences = codes_of("audiences")
    rows = [
        Left(
            record=each.id,
            title=each.title,
            to=each.recipient or "",
            audience=audiences.get(each.audience or "", each.audience or ""),
            when=each.occurred,
            people=tuple(people[each.id]),
        )
        for each in found
    ]
    return sorted(rows, key=lambda row: -((row.when.last if row.when else None) or 0))


def _titles(unit: Reading, shown: Sequence[DisclosedParty]) -> dict[int, list[str]]:
    """The people of each disclosure, with how each was shown."""
    keys = {each.party for each in shown if each.party is not None}
    names = {each.id: each.title for each in unit.all(Party, Party.id.in_(keys))}
    how = codes_of("shown-as")
    found: dict[int, list[str]] = defaultdict(list)
    for each in shown:
        if each.disclosure is not None and each.party in names:
            said = each.wording or how.get(each.shown_as or "", "")
            found[each.disclosure].append(
                f"{names[each.party]} ({said})" if said else names[each.party]
            )
    return found


def _form(form: str | None) -> str:
    known = forms().get(form or "")
    return _(known.title) if known else form or ""
