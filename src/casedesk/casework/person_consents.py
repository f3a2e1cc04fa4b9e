"""The decisions of one person on being named: each as it was made, what they come to before each
audience, and which no stands against what went out earlier.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casedesk.casework.consents import AUDIENCES, Scope, consent_for, wish_for
from casedesk.casework.sheet_parts import label_of, linked, newest_first
from casedesk.domain.consents import Consent
from casedesk.domain.disclosures import DisclosedParty, Disclosure
from casedesk.domain.parties import Name
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms.registry import forms, mechanisms
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _

_GIVEN = ("given", "given-in-part")

#: Forms of showing somebody that need a name of that form to be recorded.
_NEEDS_NAME = {"chosen-name": "chosen", "short-name": "short"}


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


def decisions_of(unit: Reading, consents: Iterable[Consent]) -> tuple[Decision, ...]:
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


def outcomes_of(
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


def no_against(
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
