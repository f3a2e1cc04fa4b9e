"""Everything known of one person at one look: risk first, then names, cases, consents, contacts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casedesk.casework.naming import role_label
from casedesk.casework.person_consents import (
    Decision,
    Outcome,
    decisions_of,
    no_against,
    outcomes_of,
)
from casedesk.casework.sheet_parts import (
    Linked,
    Said,
    case_over,
    evidence_on,
    hidden_label,
    in_time,
    label_of,
    linked,
    linked_to,
    said_fields,
)
from casedesk.domain.base import Record
from casedesk.domain.consents import Authority, Consent
from casedesk.domain.disclosures import DisclosedParty, Disclosure
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Name, Party
from casedesk.domain.work import CheckIn
from casedesk.vault.unit import Reading
from casedesk.when import When

#: What the head of the page shows in its own way.
_ON_TOP = ("name", "risk", "safe_contact", "situation")


@dataclass(frozen=True, slots=True)
class NameAt:
    """One form of the person's name."""

    record: int
    name: str
    form: str
    language: str
    detail: str


@dataclass(frozen=True, slots=True)
class Role:
    """One role of the person. `hidden` says what of it is kept back, `basis` why it may be told."""

    record: int
    subject: Linked
    role: str
    hidden: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class InCase:
    """The person's roles in one case and in what belongs to it; `case` None outside any."""

    case: Linked | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Power:
    """An authority to act for the person; `is_over` once its last day lies behind."""

    record: int
    form: str
    holder: Linked | None
    scope: str
    given: When | None
    ends: When | None
    is_over: bool
    document: Linked | None


@dataclass(frozen=True, slots=True)
class Contact:
    """One check-in."""

    record: int
    said: str
    last: When | None
    next: When | None
    detail: str


@dataclass(frozen=True, slots=True)
class ShownIn:
    """How the person was shown in something that left; `against` where a no came since."""

    record: int
    title: str
    to: str
    audience: str
    when: When | None
    shown_as: str
    basis: str
    against: str


@dataclass(frozen=True)
class PersonSheet:
    """A person. `overdue` is the number of days since contact was expected, 0 where it is not."""

    head: Linked
    risk: str
    safe_contact: str
    situation: str
    names: tuple[NameAt, ...]
    facts: tuple[Said, ...]
    cases: tuple[InCase, ...]
    decisions: tuple[Decision, ...]
    outcomes: tuple[Outcome, ...]
    powers: tuple[Power, ...]
    contacts: tuple[Contact, ...]
    overdue: int
    shown: tuple[ShownIn, ...]
    evidence: tuple[Linked, ...]


def person_sheet(unit: Reading, number: int, day: date) -> PersonSheet:
    """Read a person with all that hangs on them, also on those who were merged into them."""
    person = unit.followed(unit.by_id(Record, number))
    if not isinstance(person, Party):
        raise TypeError("a person's sheet is of a party")
    keys = merged_keys(unit, person)
    names = unit.all(Name, Name.party.in_(keys))
    cases = _cases(unit, unit.all(Involvement, Involvement.party.in_(keys)))
    consents = unit.all(Consent, Consent.person.in_(keys))
    contacts = _contacts(unit.all(CheckIn, CheckIn.person.in_(keys)))
    return PersonSheet(
        head=linked_to(person),
        risk=person.risk or "",
        safe_contact=person.safe_contact or "",
        situation=getattr(person, "situation", None) or "",
        names=tuple(_name(each) for each in names),
        facts=said_fields(unit, person, _ON_TOP),
        cases=cases,
        decisions=decisions_of(unit, consents),
        outcomes=outcomes_of(unit, consents, names),
        powers=_powers(unit, keys, day),
        contacts=contacts,
        overdue=_overdue(contacts, day),
        shown=_shown(unit, keys, consents),
        evidence=evidence_on(unit, person),
    )


def merged_keys(unit: Reading, party: Party) -> set[int]:
    """The keys of a party and of all that were merged into it: what points at them is its own."""
    found: set[int] = set()
    waiting = {party.id}
    while waiting:
        found |= waiting
        waiting = {each.id for each in unit.all(Party, Party.merged_into.in_(waiting))} - found
    return found


def _name(each: Name) -> NameAt:
    form = label_of("name-forms", each.form)
    return NameAt(each.id, each.name or "", form, each.language or "", each.detail or "")


def _cases(unit: Reading, involvements: Iterable[Involvement]) -> tuple[InCase, ...]:
    """The roles by case, in order of the first; what lies outside every case stands last."""
    found: dict[Linked | None, list[Role]] = {}
    for each in involvements:
        if each.subject is None:
            continue
        subject = unit.followed(unit.by_id(Record, each.subject))
        if subject.deleted is None:
            case = case_over(unit, subject)
            found.setdefault(case, []).append(_role(each, subject))
    rows = [InCase(case, tuple(roles)) for case, roles in found.items()]
    return tuple(sorted(rows, key=lambda row: row.case is None))


def _role(each: Involvement, subject: Record) -> Role:
    return Role(
        record=each.id,
        subject=linked_to(subject),
        role=role_label(each.role or ""),
        hidden=hidden_label(each),
        basis=label_of("naming-bases", each.naming_basis),
        source=each.basis_source or "",
    )


def _powers(unit: Reading, keys: set[int], day: date) -> tuple[Power, ...]:
    found = unit.all(Authority, Authority.person.in_(keys))
    return tuple(
        Power(
            record=each.id,
            form=label_of("authority-forms", each.form),
            holder=linked(unit, each.holder),
            scope=each.scope or "",
            given=each.given,
            ends=each.ends,
            is_over=bool(each.ends and each.ends.last and each.ends.last < day.toordinal()),
            document=linked(unit, each.document),
        )
        for each in found
    )


def _contacts(found: Sequence[CheckIn]) -> tuple[Contact, ...]:
    """The check-ins, last entered first: the newest word on the next contact counts."""
    return tuple(
        Contact(each.id, each.person_state or "", each.last, each.next, each.detail or "")
        for each in sorted(found, key=lambda each: -each.id)
    )


def _overdue(contacts: Sequence[Contact], day: date) -> int:
    expected = contacts[0].next if contacts else None
    last = expected.last if expected else None
    return max(0, day.toordinal() - last) if last is not None else 0


def _shown(unit: Reading, keys: set[int], consents: Sequence[Consent]) -> tuple[ShownIn, ...]:
    """What left and showed the person, newest first."""
    rows = unit.all(DisclosedParty, DisclosedParty.party.in_(keys))
    found = []
    for each in rows:
        disclosure = unit.by_id(Disclosure, each.disclosure) if each.disclosure else None
        if disclosure is not None and disclosure.deleted is None:
            found.append((disclosure, _shown_in(unit, each, disclosure, consents)))
    found.sort(key=lambda pair: in_time([pair[0].occurred], pair[0].id), reverse=True)
    return tuple(shown for _disclosure, shown in found)


def _shown_in(
    unit: Reading, each: DisclosedParty, disclosure: Disclosure, consents: Sequence[Consent]
) -> ShownIn:
    return ShownIn(
        record=disclosure.id,
        title=disclosure.title or disclosure.ref,
        to=disclosure.recipient or "",
        audience=label_of("audiences", disclosure.audience),
        when=disclosure.occurred,
        shown_as=each.wording or label_of("shown-as", each.shown_as),
        basis=label_of("naming-bases", each.basis),
        against=no_against(unit, each, disclosure, consents),
    )
