"""The naming gate: how a party may be named before an audience, and on which basis.

Every name that is printed passes through here. None of the ways through is a default: where
nothing says that a person may be named, the person is withheld.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casedesk.domain.base import kind_of
from casedesk.domain.consents import Consent
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Alias, Name, Organisation, Party
from casedesk.mechanisms.registry import typologies
from casedesk.vault.unit import Reading
from casedesk.words import _

#: From the narrowest to the widest. Who may be named to all may be named to fewer.
AUDIENCES = ("internal", "mechanism", "state", "public")

_GIVEN = frozenset({"given", "given-in-part"})

_NEWEST = 10**7  # a day beyond every calendar day


@dataclass(frozen=True, slots=True)
class Naming:
    """How one party is shown before one audience.

    `text` is what is printed; `how` a code of the typology "shown-as"; `basis` one of
    "naming-bases"; `why` the reason in a sentence, for the person who prints.
    """

    party: int
    text: str
    how: str
    basis: str
    why: str
    consent: int | None = None

    @property
    def withheld(self) -> bool:
        return self.how in ("withheld", "role")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a party would be named: in which case, before which audience and mechanism."""

    case: int | None
    audience: str
    mechanism: str = ""


@dataclass(frozen=True, slots=True)
class _Say:
    """What the consents of a person come to for one audience."""

    state: str
    consent: Consent | None


def is_protected(role: str) -> bool:
    """Whether people in this role are named only on consent or public record."""
    term = typologies()["roles"].terms.get(role)
    return term is None or bool(term.marks.get("protected", True))


def role_label(role: str) -> str:
    """What a role is called."""
    term = typologies()["roles"].terms.get(role)
    return _(term.label) if term else role


def consent_for(consents: Iterable[Consent], scope: Scope) -> _Say:
    """What a person's decisions come to for an audience; the newest decision on each counts.

    A decision for a wider audience covers the narrower ones. A refusal or withdrawal covers the
    wider ones. A decision tied to another case or mechanism says nothing here.
    """
    newest: dict[str, Consent] = {}
    for decision in sorted(consents, key=_decided):
        if decision.audience in AUDIENCES and _concerns(decision, scope):
            newest[str(decision.audience)] = decision
    reach = AUDIENCES.index(scope.audience)
    for audience in AUDIENCES[: reach + 1]:
        found = newest.get(audience)
        if found is not None and found.state not in _GIVEN:
            return _Say(str(found.state), found)
    for audience in AUDIENCES[reach:]:
        found = newest.get(audience)
        if found is not None and found.state in _GIVEN:
            return _Say("given", found)
    return _Say("none", None)


def _decided(decision: Consent) -> tuple[int, int]:
    # Without a date, a yes counts as the oldest decision and a no as the newest: an undated row
    # can take a name off a page, never put one on it.
    undated = 0 if decision.state in _GIVEN else _NEWEST
    first = decision.decided.first if decision.decided else None
    return (undated if first is None else first, decision.id)


def _concerns(decision: Consent, scope: Scope) -> bool:
    return decision.case in (None, scope.case) and (decision.mechanism or "") in (
        "",
        scope.mechanism,
    )


def naming_of(
    unit: Reading, party: Party, involvements: Sequence[Involvement], scope: Scope, number: int
) -> Naming:
    """How a party is shown; `number` tells apart those who share a role and are withheld."""
    consents = unit.all(Consent, Consent.person == party.id)
    said = consent_for(consents, scope)
    if scope.audience == "internal":
        return Naming(party.id, party.name or "", "full-name", "none", _("Internal paper."))
    if said.state not in ("given", "none"):
        return _withheld(party, involvements, number, _refusal(said.state))
    basis, source = _stated_basis(party, involvements)
    if basis in ("public-record", "official"):
        return Naming(party.id, party.name or "", "full-name", basis, source)
    if basis == "decision" and not any(is_protected(each.role or "") for each in involvements):
        return Naming(party.id, party.name or "", "full-name", basis, source)
    if said.state == "given" and said.consent is not None:
        return _as_agreed(unit, party, involvements, said.consent, scope, number)
    return _withheld(party, involvements, number, _("No consent for this audience is recorded."))


def _refusal(state: str) -> str:
    term = typologies()["consent-decisions"].terms.get(state)
    return _("The newest decision on consent is: {decision}.").format(
        decision=_(term.label) if term else state
    )


def _stated_basis(party: Party, involvements: Sequence[Involvement]) -> tuple[str, str]:
    """The basis that holds for every role of the party here, and its source.

    A basis stated for one role does not carry to another: an official may be a victim too.
    """
    found = [_basis_in(party, each) for each in involvements] or [_basis_alone(party)]
    return min(found, key=lambda pair: _STRENGTH.index(pair[0]))


_STRENGTH = ("none", "consent", "decision", "public-record", "official")


def _basis_alone(party: Party) -> tuple[str, str]:
    if kind_of(type(party)) == "states":
        return ("official", _("A State."))
    if isinstance(party, Organisation) and party.form in ("state-body", "international-body"):
        return ("official", _("A public body."))
    return ("none", "")


def _basis_in(party: Party, involvement: Involvement) -> tuple[str, str]:
    stated = involvement.naming_basis or ""
    protected = is_protected(involvement.role or "")
    if stated == "public-record" and involvement.basis_source:
        return ("public-record", involvement.basis_source)
    if not protected:
        alone = _basis_alone(party)
        if alone[0] == "official":
            return alone
        if stated == "official" or (not stated and involvement.role == "official"):
            return ("official", involvement.basis_source or _("Acting as an official."))
        if stated == "decision" and involvement.basis_source:
            return ("decision", involvement.basis_source)
    return ("consent" if stated == "consent" else "none", "")


def _withheld(party: Party, involvements: Sequence[Involvement], number: int, why: str) -> Naming:
    return Naming(party.id, _in_role(involvements, number), "withheld", "none", why)


def _in_role(involvements: Sequence[Involvement], number: int) -> str:
    shown = [each for each in involvements if each.confidentiality != "role-hidden"]
    label = role_label(shown[0].role or "") if shown else _("Person")
    return _("[{role} {number}, name withheld]").format(role=label, number=number)


def _as_agreed(
    unit: Reading,
    party: Party,
    involvements: Sequence[Involvement],
    consent: Consent,
    scope: Scope,
    number: int,
) -> Naming:
    how = consent.shown_as or "full-name"
    text = {
        "full-name": lambda: party.name or "",
        "chosen-name": lambda: _form_of_name(unit, party, "chosen"),
        "short-name": lambda: _form_of_name(unit, party, "short"),
        "initials": lambda: initials(party.name or ""),
        "alias": lambda: consent.wording or _alias(unit, party, scope),
        "role": lambda: _in_role(involvements, number),
        "withheld": lambda: _in_role(involvements, number),
    }.get(how, lambda: "")()
    if consent.wording and how == "full-name":
        text, how = consent.wording, "alias"
    if not text:
        # What the person asked to be called is not recorded: better no name than the wrong one.
        why = _("The person asked to be shown otherwise, and that form is not recorded.")
        return _withheld(party, involvements, number, why)
    day = consent.decided.edtf if consent.decided else ""
    why = _("Consent given {day}").format(day=day).strip() + "."
    return Naming(party.id, text, how, "consent", why, consent.id)


def _form_of_name(unit: Reading, party: Party, form: str) -> str:
    found = unit.one(Name, Name.party == party.id, Name.form == form)
    return (found.name or "") if found else ""


def _alias(unit: Reading, party: Party, scope: Scope) -> str:
    for alias in unit.all(Alias, Alias.party == party.id):
        if alias.case in (None, scope.case) and alias.audience in (None, scope.audience):
            return alias.name or ""
    return ""


def initials(name: str) -> str:
    """The initials of a name, as decisions print them: “A. T.”."""
    return " ".join(f"{part[0]}." for part in name.replace("-", " ").split())
