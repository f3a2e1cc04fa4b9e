"""A case at one look: who it is about, where it stands, what is due and what is still asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casedesk.casework.awaited import Awaited, awaited
from casedesk.casework.begun import proceedings
from casedesk.casework.casefile import CaseFile, read_case
from casedesk.casework.chronology import moments
from casedesk.casework.coming import Coming, by_hand
from casedesk.casework.consents import Scope
from casedesk.casework.in_force import LawInForce, law_in_force
from casedesk.casework.limits import computed
from casedesk.casework.naming import label_of, naming_of, open_role, role_label
from casedesk.casework.openings import CaseAt
from casedesk.casework.parts import (
    BriefAt,
    ConsentAt,
    EvidenceAt,
    FactAt,
    Left,
    ProceedingAt,
    briefs_of,
    consents_of,
    disclosures_of,
    evidence_of,
    facts_of,
    proceedings_of,
)
from casedesk.casework.saying import Saying, recent
from casedesk.casework.standing import case_doors
from casedesk.casework.to_do import tasks
from casedesk.casework.values import codes_of
from casedesk.domain.base import kind_of
from casedesk.domain.cases import Case
from casedesk.domain.parties import Party
from casedesk.mechanisms.countries import country_name
from casedesk.mechanisms.doors import Door
from casedesk.mechanisms.registry import body_called
from casedesk.vault.unit import Reading
from casedesk.when import shown


@dataclass(frozen=True, slots=True)
class Named:
    """A party of the case before the chosen audience. `name` is for the office; `shown_as` is
    what a page for that audience would print, `basis` a code of "naming-bases", `why` a sentence.
    """

    party: int
    kind: str
    name: str
    roles: tuple[str, ...]
    withheld: bool
    shown_as: str
    how: str
    basis: str
    why: str
    hidden: bool
    risk: str
    safe_contact: str


@dataclass(frozen=True, slots=True)
class DoorAt:
    """A door with the title of its mechanism; `used` is the state of a proceeding already there."""

    title: str
    door: Door
    used: str


@dataclass(frozen=True)
class Overview:
    """What the page of a case shows, its chronology and history apart."""

    case: CaseAt
    summary: str
    status: str
    status_label: str
    country: str
    office: str
    opened: str
    audience: str
    people: Sequence[Named]
    doors: Sequence[DoorAt]
    facts: Sequence[FactAt]
    answers: Mapping[str, str]
    due: Sequence[Coming]
    replies: Sequence[Awaited]
    proceedings: Sequence[ProceedingAt]
    evidence: Sequence[EvidenceAt]
    briefs: Sequence[BriefAt]
    consents: Sequence[ConsentAt]
    disclosures: Sequence[Left]
    changes: Sequence[Saying]
    counts: Mapping[str, int]

    @property
    def at_risk(self) -> list[Named]:
        """The people whose risk or safe-contact rule is to be seen before anything else."""
        return [each for each in self.people if each.risk or each.safe_contact]


def overview(
    unit: Reading, case: Case, day: date, *, audience: str = "state", mechanism: str = ""
) -> Overview:
    """Everything the page of a case shows on a day, people as one audience would see them."""
    file = read_case(unit, case)
    at = CaseAt(case.id, case.ref, case.title, case.reference or "", case.in_charge or "")
    law = law_in_force(unit)
    people = named(file, audience, mechanism)
    briefs = briefs_of(unit, case)
    consents = consents_of(file)
    disclosures = disclosures_of(unit, case)
    return Overview(
        case=at,
        summary=case.summary or "",
        status=case.status or "",
        status_label=codes_of("case-statuses").get(case.status or "", case.status or ""),
        country=(country_name(case.country) or case.country) if case.country else "",
        office=case.office or "",
        opened=shown(case.opened) if case.opened else "",
        audience=audience,
        people=people,
        doors=doors_at(law, file, day),
        facts=facts_of(file),
        answers={each.question: each.answer or "" for each in file.answers if each.question},
        due=due_of(unit, law, at, day),
        replies=awaited(unit, law, {at.record: at}, day),
        proceedings=proceedings_of(file),
        evidence=evidence_of(file),
        briefs=briefs,
        consents=consents,
        disclosures=disclosures,
        changes=recent(unit, keys_of(file), 6),
        counts={
            "chronology": len(moments(unit, file)),
            "parties": len(people),
            "evidence": len(file.evidence),
            "proceedings": len(file.proceedings),
            "briefs": len(briefs),
            "consents": len(consents) + len(disclosures),
        },
    )


def due_of(unit: Reading, law: LawInForce, at: CaseAt, day: date) -> list[Coming]:
    """What is due in one case, soonest first."""
    cases = {at.record: at}
    ruled = computed(unit, law, cases, proceedings(unit, cases), day)
    found = [*ruled, *by_hand(unit, cases, day), *tasks(unit, law, cases, day)]
    mine = [each for each in found if each.case is not None]
    return sorted(mine, key=lambda each: 10**6 if each.days is None else each.days)


def doors_at(law: LawInForce, file: CaseFile, day: date) -> list[DoorAt]:
    """The doors of a case, those that need attention first."""
    order = ("closing", "unclear", "open", "closed")
    states = {each.mechanism: each.state or "" for each in file.proceedings if each.mechanism}
    found = [
        DoorAt(body_called(each.mechanism), each, states.get(each.mechanism, ""))
        for each in case_doors(law, file, day)
    ]
    return sorted(found, key=lambda each: order.index(each.door.state))


def named(file: CaseFile, audience: str, mechanism: str = "") -> list[Named]:
    """Who is named before an audience and why, by the same gate that briefs pass through."""
    mine = frozenset(each.id for each in file.proceedings if each.mechanism == mechanism)
    scope = Scope(file.case.id, audience, mechanism, mine)
    numbers: Counter[str] = Counter()
    found = []
    for party in file.parties.values():
        roles = file.roles_of(party)
        role = open_role(roles) or ("" if roles else type(party).singular)
        numbers[role] += 1
        found.append(_named(file, party, scope, numbers[role]))
    return sorted(found, key=lambda each: (not each.roles, each.name))


def _named(file: CaseFile, party: Party, scope: Scope, number: int) -> Named:
    roles = file.roles_of(party)
    naming = naming_of(file, party, scope, number)
    own = [each for each in roles if each.subject == file.case.id] or roles
    return Named(
        party=party.id,
        kind=kind_of(type(party)),
        name=party.title,
        roles=tuple(dict.fromkeys(role_label(each.role or "") for each in own)),
        withheld=naming.withheld,
        shown_as=naming.text or label_of(party, roles, number),
        how=naming.how,
        basis=naming.basis,
        why=naming.why,
        hidden=any(each.confidentiality not in (None, "", "none") for each in roles),
        risk=party.risk or "",
        safe_contact=party.safe_contact or "",
    )


def keys_of(file: CaseFile) -> list[int]:
    """The keys of everything whose changes are changes of this case."""
    parts = (
        [file.case], file.events, file.engagements, file.proceedings, file.stages, file.filings,
        file.addressees, file.instruments, file.evidence, file.facts, file.answers,
        file.involvements,
    )  # fmt: skip
    return [each.id for records in parts for each in records]
