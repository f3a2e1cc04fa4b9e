"""Corrections an organisation makes to a rule; the shipped value stays known beside each.

A correction remembers a fingerprint of the shipped value it replaced. When a later CaseDesk ships
another value, the correction still holds, but is marked so that a person sees both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from casedesk.mechanisms.model import EFFECTS, MET_BY, Mechanism, Rule, Source
from casedesk.mechanisms.periods import PeriodError, period
from casedesk.words import Refusal, _

_YES_NO: Final = {"yes": True, "no": False}
_NONE: Final = "none"


class CorrectionError(Refusal):
    """A correction names a key or a value that cannot be corrected so."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One value of one rule, corrected by the organisation with its reason and source."""

    rule: str
    key: str
    value: str
    reason: str
    source: str
    replaces_hash: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as applied, beside the shipped value; `shipped_changed`: look at both."""

    correction: Correction
    shipped: str
    shipped_changed: bool


def fingerprint(value: str) -> str:
    """The fingerprint of a shipped value, to be kept with the correction that replaces it."""
    return sha256(value.encode()).hexdigest()


def shipped_value(rule: Rule, key: str) -> str:
    """The value a rule ships under a correctable key, as text; raises CorrectionError."""
    if key == "period":
        if not rule.clocks[0].periods:
            raise CorrectionError(
                _("The rule {rule} has no period that could be corrected.").format(rule=rule.id)
            )
        return str(_last_period(rule, 0))
    if key == "standstill":
        return _standstill_value(rule)
    if key.startswith("period."):
        return str(_last_period(rule, _clock_number(rule, key)))
    if key not in _SHOWN:
        raise CorrectionError(
            _("“{key}” cannot be corrected; possible are {keys}.").format(
                key=key, keys=", ".join(["period", "period.FACT", "standstill", *_SHOWN])
            )
        )
    return _SHOWN[key](rule)


def correct(
    mechanism: Mechanism, corrections: Sequence[Correction]
) -> tuple[Mechanism, tuple[Corrected, ...]]:
    """The mechanism with the corrections of its rules, and each beside what is shipped.

    Corrections of other mechanisms' rules are left aside. Raises CorrectionError.
    """
    shipped = {rule.id: rule for rule in mechanism.rules}
    rules = dict(shipped)
    applied: list[Corrected] = []
    # A new period is not what CaseDesk verified, so `verified` is looked at after all others.
    for correction in sorted(corrections, key=lambda each: each.key == "verified"):
        if correction.rule not in rules:
            continue
        value = shipped_value(shipped[correction.rule], correction.key)
        changed = fingerprint(value) != correction.replaces_hash
        applied.append(Corrected(correction, value, changed))
        rules[correction.rule] = _applied(
            rules[correction.rule], correction, shipped[correction.rule].basis.source
        )
    return replace(mechanism, rules=tuple(rules.values())), tuple(applied)


def _applied(rule: Rule, correction: Correction, shipped: Source) -> Rule:
    """The rule with one more correction. Its basis names what was shipped and what the
    organisation read: the shipped article does not stand in the organisation's source.
    """
    key, value = correction.key, correction.value
    both = _("{shipped}; corrected by the organisation: {source}")
    if key in ("verified", "standstill"):
        both = _("{shipped}; looked at by the organisation: {source}")
    title = both.format(shipped=shipped, source=correction.source)
    source = Source(title, "", rule.basis.checked)
    if key in ("verified", "standstill"):
        return _confirmed(rule, key, source, yes=_yes_no(value))
    rule = replace(rule, basis=replace(rule.basis, source=source, verified=False))
    if key == "article":
        return replace(rule, basis=replace(rule.basis, article=value))
    if key == "contested":
        return replace(rule, contested=_yes_no(value))
    if key == "effect":
        return replace(rule, effect=_one_of(value, EFFECTS))
    if key == "met_by":
        return replace(rule, met_by=None if value == _NONE else _one_of(value, MET_BY))
    return _with_period(rule, key, value)


def _with_period(rule: Rule, key: str, value: str) -> Rule:
    number = 0 if key == "period" else _clock_number(rule, key)
    clock = rule.clocks[number]
    try:
        newest = replace(clock.periods[-1], period=period(value))
    except PeriodError as error:
        raise CorrectionError(str(error)) from error
    clocks = list(rule.clocks)
    clocks[number] = replace(clock, periods=(*clock.periods[:-1], newest))
    return replace(rule, clocks=tuple(clocks))


def _confirmed(rule: Rule, key: str, source: Source, *, yes: bool) -> Rule:
    """The rule, or the days on which its time stood still, confirmed or denied."""
    if key == "verified":
        return replace(rule, basis=replace(rule.basis, verified=yes, source=source))
    if not yes:
        return replace(rule, standstills=())
    confirmed = (
        replace(each, basis=replace(each.basis, source=source, verified=True))
        for each in rule.standstills
    )
    return replace(rule, standstills=tuple(confirmed))


def _clock_number(rule: Rule, key: str) -> int:
    fact = key.removeprefix("period.")
    for number, clock in enumerate(rule.clocks):
        if clock.counts_from == fact and clock.periods:
            return number
    raise CorrectionError(
        _("The rule {rule} counts no period from “{fact}”.").format(rule=rule.id, fact=fact)
    )


def _standstill_value(rule: Rule) -> str:
    if not rule.standstills:
        raise CorrectionError(
            _("The rule {rule} names no days on which time stood still.").format(rule=rule.id)
        )
    return "yes" if all(each.basis.verified for each in rule.standstills) else "unconfirmed"


def _last_period(rule: Rule, number: int) -> object:
    return rule.clocks[number].periods[-1].period


def _yes_no(value: str) -> bool:
    if value not in _YES_NO:
        raise CorrectionError(_("“{value}” is neither yes nor no.").format(value=value))
    return _YES_NO[value]


def _one_of(value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise CorrectionError(
            _("“{value}” is not possible here; possible are {allowed}.").format(
                value=value, allowed=", ".join(allowed)
            )
        )
    return value


_SHOWN: Final[Mapping[str, Callable[[Rule], str]]] = {
    "verified": lambda rule: "yes" if rule.basis.verified else "no",
    "contested": lambda rule: "yes" if rule.contested else "no",
    "effect": lambda rule: rule.effect,
    "met_by": lambda rule: rule.met_by or _NONE,
    "article": lambda rule: rule.basis.article,
}
