"""Everything known of one person at one look: risk first, then names, cases, consents, contacts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casedesk.casework.consents import AUDIENCES, Scope, consent_for, wish_for
from casedesk.casework.naming import role_label
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
    newest_first,
    said_fields,
)
from casedesk.domain.base import Record
from casedesk.domain.consents import Authority, Consent
from casedesk.domain.disclosures import DisclosedParty, Disclosure
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Name, Party
from casedesk.domain.proceedings import Proceeding
from casedesk.domain.work import CheckIn
from casedesk.mechanisms.registry import forms, mechanisms
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _

_GIVEN = ("given", "given-in-part")

#: Forms of showing somebody that need a name of that form to be recorded.
_NEEDS_NAME = {"chosen-name": "chosen", "short-name": "short"}

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
class Decision:
    """One decision on being named, as it was recorded; `scope` says where alone it holds."""

    record: int
    audience: str
    state: str
    decision: str
    shown_as: str
    scope: str
    when: When | None
    told_of_risks: str
    given_by: str
    taken_by: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the decisions come to before one audience; `state` is "given", a no, or "none".

    `where` is "" where this holds everywhere; else the case, mechanism or proceeding with
    decisions of its own. `missing` is the form of name that was asked for and is not recorded.
    """

    audience: str
    where: str
    state: str
    decision: str
    shown_as: str
    missing: str
    since: When | None


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
        decisions=_decisions(unit, consents),
        outcomes=_outcomes(unit, consents, names),
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


def _decisions(unit: Reading, consents: Iterable[Consent]) -> tuple[Decision, ...]:
    ordered = sorted(consents, key=lambda each: newest_first(each.decided, each.id))
    return tuple(
        Decision(
            record=each.id,
            audience=label_of("audiences", each.audience),
            state=each.state or "",
            decision=label_of("consent-decisions", each.state),
            shown_as=each.wording or label_of("shown-as", each.shown_as),
            scope=_scope(unit, each),
            when=each.decided,
            told_of_risks=each.told_of_risks or "",
            given_by=each.given_by or "",
            taken_by=each.taken_by or "",
            detail=each.detail or "",
        )
        for each in ordered
    )


def _scope(unit: Reading, each: Consent) -> str:
    """Where alone a decision holds, in words; "" where it holds everywhere."""
    known = mechanisms().get(each.mechanism or "")
    parts = [linked(unit, each.case), linked(unit, each.proceeding)]
    words = [part.title for part in parts if part is not None]
    mechanism = _(known.title) if known else each.mechanism or ""
    return ", ".join([*words, mechanism] if mechanism else words)


def _outcomes(
    unit: Reading, consents: Sequence[Consent], names: Iterable[Name]
) -> tuple[Outcome, ...]:
    """What the decisions come to everywhere, and wherever decisions of their own change that."""
    known = {each.form for each in names}
    usual = [_outcome(consents, Scope(None, audience), "", known) for audience in AUDIENCES[1:]]
    found = list(usual)
    for where, scope in _scopes(unit, consents).items():
        for before in zip(AUDIENCES[1:], usual, strict=True):
            here = _outcome(consents, replace(scope, audience=before[0]), where, known)
            if replace(here, where="") != before[1]:
                found.append(here)
    return tuple(found)


def _scopes(unit: Reading, consents: Iterable[Consent]) -> dict[str, Scope]:
    """Where decisions hold that do not hold everywhere, by what a person calls it."""
    found: dict[str, Scope] = {}
    for each in consents:
        words = _scope(unit, each)
        if words:
            found[words] = _scope_of(unit, each.case, each.mechanism, each.proceeding)
    return found


def _scope_of(
    unit: Reading, case: int | None, mechanism: str | None, proceeding: int | None = None
) -> Scope:
    """The scope of a decision or an output, with the proceedings it may concern."""
    own = unit.by_id(Proceeding, proceeding) if proceeding is not None else None
    case = case or (own.case if own else None)
    mechanism = mechanism or (own.mechanism if own else None) or ""
    before: set[int] = {own.id} if own else set()
    if case is not None and mechanism:
        known = unit.all(Proceeding, Proceeding.case == case, Proceeding.mechanism == mechanism)
        before |= {each.id for each in known}
    return Scope(case, AUDIENCES[0], mechanism, frozenset(before))


def _outcome(
    consents: Sequence[Consent], scope: Scope, where: str, known: set[str | None]
) -> Outcome:
    said = consent_for(consents, scope)
    agreed = wish_for(consents, scope) or said.consent
    how = _how(agreed) if agreed is not None and said.state in _GIVEN else ""
    needed = _NEEDS_NAME.get(how)
    wording = agreed.wording if agreed is not None and how == "alias" else None
    return Outcome(
        audience=label_of("audiences", scope.audience),
        where=where,
        state=said.state if said.is_no else "given" if said.state in _GIVEN else "none",
        decision=label_of("consent-decisions", said.state) if said.consent else "",
        shown_as=wording or label_of("shown-as", how),
        missing=label_of("name-forms", needed) if needed and needed not in known else "",
        since=said.consent.decided if said.consent else None,
    )


def _how(consent: Consent) -> str:
    """How somebody agreed to be shown; where nobody wrote it down, a part of a yes is no name."""
    if consent.wording:
        return "alias"
    return consent.shown_as or ("withheld" if consent.state == "given-in-part" else "full-name")


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
        against=_against(unit, each, disclosure, consents),
    )


def _against(
    unit: Reading, each: DisclosedParty, disclosure: Disclosure, consents: Sequence[Consent]
) -> str:
    """The no that stands today against what was shown then; "" where there is none."""
    hidden = each.shown_as in ("role", "withheld")
    if hidden or disclosure.audience not in AUDIENCES[1:]:
        return ""
    form = forms().get(disclosure.form or "")
    scope = _scope_of(unit, disclosure.case, form.mechanism if form else None)
    said = consent_for(consents, replace(scope, audience=disclosure.audience))
    return label_of("consent-decisions", said.state) if said.is_no else ""
