"""What a person's decisions on being named come to for one case, audience and mechanism."""

from collections.abc import Iterable
from dataclasses import dataclass

from casedesk.domain.consents import Consent
from casedesk.mechanisms.registry import mechanisms

#: From the narrowest to the widest. Who may be named to all may be named to fewer.
AUDIENCES = ("internal", "mechanism", "state", "public")

_GIVEN = frozenset({"given", "given-in-part"})

#: Neither a yes nor a no: whoever could not be asked may still stand in the public record.
_OPEN = frozenset({"none", "not-asked", "impossible"})

_NEWEST = 10**7  # a day beyond every calendar day


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a party would be named: in which case, before which audience and mechanism.

    `proceedings` are those of the case before that mechanism.
    """

    case: int | None
    audience: str
    mechanism: str = ""
    proceedings: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What the decisions of a person come to for one audience; `state` "none" without any."""

    state: str
    consent: Consent | None = None

    @property
    def is_no(self) -> bool:
        """Whether the person does not want to be named here, whatever else would allow it."""
        return self.state not in _GIVEN and self.state not in _OPEN


def decisions(consents: Iterable[Consent], scope: Scope) -> dict[str, Consent]:
    """By audience, the newest of a person's decisions that concern this case and mechanism."""
    newest: dict[str, Consent] = {}
    for decision in sorted(consents, key=_decided):
        if decision.audience in AUDIENCES and _concerns(decision, scope):
            newest[str(decision.audience)] = decision
    return newest


def consent_for(consents: Iterable[Consent], scope: Scope) -> Said:
    """What a person's decisions come to for an audience; the newest decision on each counts.

    A decision for a wider audience covers the narrower ones. A refusal or withdrawal covers the
    wider ones. A decision tied to another case, mechanism or proceeding says nothing here.
    """
    newest = decisions(consents, scope)
    reach = AUDIENCES.index(scope.audience)
    for audience in AUDIENCES[: reach + 1]:
        found = newest.get(audience)
        if found is not None and (said := Said(str(found.state), found)).is_no:
            return said
    for audience in AUDIENCES[reach:]:
        found = newest.get(audience)
        if found is not None and found.state in _GIVEN:
            return Said("given", found)
    here = newest.get(scope.audience)
    return Said(str(here.state), here) if here is not None else Said("none")


def wish_for(consents: Iterable[Consent], scope: Scope) -> Consent | None:
    """The decision by which a person asked to be shown otherwise than by the full name here, or
    before the next narrower audience: a wish holds even for who stands in the public record.
    """
    newest = decisions(consents, scope)
    outside = AUDIENCES[1 : AUDIENCES.index(scope.audience) + 1]
    asked = [newest[audience] for audience in outside if audience in newest]
    if not asked or asked[-1].state not in _GIVEN:
        return None
    last = asked[-1]
    by_full_name = last.shown_as in (None, "", "full-name") and not last.wording
    return None if by_full_name and last.state == "given" else last


def _decided(decision: Consent) -> tuple[int, int]:
    # Where the day is not known, a yes counts as the oldest that it can be and a no as the
    # newest: a doubtful date can take a name off a page, never put one on it.
    when = decision.decided
    if decision.state in _GIVEN:
        return ((when.first if when else None) or 0, decision.id)
    return ((when.last if when else None) or _NEWEST, decision.id)


def _concerns(decision: Consent, scope: Scope) -> bool:
    """Whether a decision counts here; where its mechanism is not a known one, only a no does."""
    mechanism = (decision.mechanism or "").strip().lower()
    unknown = mechanism not in mechanisms()
    return (
        decision.case in (None, scope.case)
        and (decision.proceeding is None or decision.proceeding in scope.proceedings)
        and (mechanism in ("", scope.mechanism) or (unknown and Said(str(decision.state)).is_no))
    )
