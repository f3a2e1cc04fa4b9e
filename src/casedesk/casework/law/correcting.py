"""Correcting a rule: which of its values can be corrected, what a correction lacks, keeping it."""

from casedesk.casework.entering import enter
from casedesk.domain.base import Record
from casedesk.domain.custom import Correction as KeptCorrection
from casedesk.mechanisms.corrections import Correction, correct, fingerprint, shipped_value
from casedesk.mechanisms.model import Mechanism, Rule
from casedesk.mechanisms.registry import rule_called
from casedesk.vault.door import Writing
from casedesk.words import Refusal, _, later

_VALUES = ("effect", "contested", "met_by", "article", "verified")
_REPLACED = later("Replaced by a later correction.")


class NotCorrected(Refusal):
    """A correction lacks its reason or source, or says nothing that could hold."""


def correctable(rule: Rule) -> tuple[str, ...]:
    """The keys under which values of a rule can be corrected."""
    facts = list(dict.fromkeys(clock.counts_from for clock in rule.clocks if clock.periods))
    alone = len(facts) == 1 and bool(rule.clocks[0].periods)
    periods = ["period"] if alone else [f"period.{fact}" for fact in facts]
    return (*periods, *(["standstill"] if rule.standstills else []), *_VALUES)


def check_correction(
    rule: str, key: str, untrusted_value: str, untrusted_reason: str, untrusted_source: str
) -> dict[str, str]:
    """What is wrong with a correction, in sentences by what was typed: value, reason, source."""
    wrong: dict[str, str] = {}
    if not untrusted_reason.strip():
        wrong["reason"] = _("Write why the shipped value is wrong: colleagues will ask.")
    if not untrusted_source.strip():
        wrong["source"] = _(
            "Write where the right value was read, with the date. A correction without a source"
            " is not kept."
        )
    mechanism, known = _rule_called(rule)
    value = _as_kept(key, untrusted_value)
    try:
        shipped = shipped_value(known, key)
        if not value:
            wrong["value"] = _("Write or choose the right value.")
        elif value == shipped and key != "verified":  # another correction takes that away
            wrong["value"] = _("This is what CaseDesk ships. Write what is right instead of it.")
        else:
            correct(mechanism, [Correction(rule, key, value, "", "", fingerprint(shipped))])
    except Refusal as refusal:
        wrong["value"] = str(refusal)
    return wrong


def keep_correction(
    unit: Writing,
    rule: str,
    key: str,
    untrusted_value: str,
    untrusted_reason: str,
    untrusted_source: str,
) -> Record:
    """Keep a correction, in place of any earlier one of the same value.

    Raises NotCorrected where `check_correction` finds something wrong.
    """
    wrong = check_correction(rule, key, untrusted_value, untrusted_reason, untrusted_source)
    if wrong:
        raise NotCorrected(" ".join(wrong.values()))
    _mechanism, known = _rule_called(rule)
    for old in unit.all(KeptCorrection, KeptCorrection.rule == rule):
        if plain_key(known, old.key or "") == plain_key(known, key):
            unit.remove(old, _(_REPLACED))
    said = {
        "rule": rule,
        "key": key,
        "value": _as_kept(key, untrusted_value),
        "reason": untrusted_reason.strip(),
        "source": untrusted_source.strip(),
    }
    return enter(unit, "corrections", said)


def _rule_called(name: str) -> tuple[Mechanism, Rule]:
    """A shipped rule and its mechanism. Raises NotCorrected where there is none."""
    found = rule_called(name)
    if found is None:
        raise NotCorrected(_("No rule is called “{rule}” any more.").format(rule=name))
    return found


def _as_kept(key: str, untrusted_value: str) -> str:
    """A value as it is kept: of a period capitals and doubled blanks say nothing."""
    is_period = key.partition(".")[0] == "period"
    return " ".join(untrusted_value.lower().split()) if is_period else untrusted_value.strip()


def plain_key(rule: Rule, key: str) -> str:
    """One key for one value: the period of the first fact can be called without the fact too."""
    return f"period.{rule.clocks[0].counts_from}" if key == "period" else key
