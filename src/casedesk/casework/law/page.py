"""The law as a lawyer reads and corrects it: the rules of each mechanism with the organisation's
corrections beside what is shipped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casedesk.casework.in_force import law_in_force
from casedesk.casework.law.acceptance import ProcedureAt, known_to_accept, procedures_of
from casedesk.casework.law.correcting import correctable, plain_key
from casedesk.casework.law.sections import Section, Told, rule_told, sections
from casedesk.casework.law.words import KINDS, choices_for, label_for, said_value
from casedesk.domain.custom import Correction as KeptCorrection
from casedesk.fold import fold
from casedesk.mechanisms.acceptance import acceptance
from casedesk.mechanisms.corrections import fingerprint, shipped_value
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.model import Mechanism, Rule
from casedesk.mechanisms.registry import mechanisms, rule_called
from casedesk.vault.telling import told
from casedesk.vault.unit import Reading
from casedesk.words import Refusal, _


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction in the vault. `changed`: the shipped value is another one than it replaced."""

    record: int
    rule: str
    key: str
    value: str
    said: str
    reason: str
    source: str
    by: str
    at: datetime | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a rule that can be corrected: what is shipped and, newest first, what the
    organisation says instead. `choices` are codes with their words; without them it is typed.
    """

    key: str
    label: str
    shipped: str
    said: str
    choices: tuple[tuple[str, str], ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class RuleAt:
    """A time limit as it counts now, and the values it is made of."""

    id: str
    title: str
    told: tuple[Told, ...]
    whose: str
    hard: bool
    contested: bool
    verified: bool
    values: tuple[Value, ...]

    @property
    def corrected(self) -> tuple[Value, ...]:
        return tuple(each for each in self.values if each.kept)


@dataclass(frozen=True, slots=True)
class MechanismAt:
    """A mechanism in the list; `accepted` is None where no State has to accept it, `words` are
    folded, and by them it is found.
    """

    id: str
    title: str
    kind: str
    named_only: bool
    rules: int
    unverified: int
    corrected: int
    changed: int
    accepted: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Law:
    """All mechanisms, and corrections of rules that are not shipped any more."""

    mechanisms: tuple[MechanismAt, ...]
    lost: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """One mechanism as it is read. `aside`: why a correction is left aside, if one is."""

    head: MechanismAt
    body: str
    abbreviation: str
    sections: tuple[Section, ...]
    rules: tuple[RuleAt, ...]
    procedures: tuple[ProcedureAt, ...]
    aside: str


def law(unit: Reading) -> Law:
    """Every mechanism with the number of its corrections."""
    kept = _kept(unit)
    rules = {rule.id for each in mechanisms().values() for rule in each.rules}
    lost = tuple(each for each in kept if each.rule not in rules)
    now = law_in_force(unit).mechanisms
    return Law(tuple(_listed(each, now[each.id], kept) for each in mechanisms().values()), lost)


def law_of(unit: Reading, mechanism: str) -> LawPage:
    """One mechanism with everything its file says, under the organisation's corrections."""
    shipped, kept = mechanisms()[mechanism], _kept(unit)
    counts = law_in_force(unit)
    now = counts.mechanisms[mechanism]
    before = {rule.id: rule for rule in shipped.rules}
    return LawPage(
        head=_listed(shipped, now, kept),
        body=_(shipped.body),
        abbreviation=shipped.abbreviation,
        sections=sections(now),
        rules=tuple(_rule_at(before[rule.id], rule, kept) for rule in now.rules),
        procedures=procedures_of(shipped),
        aside=counts.aside.get(mechanism, ""),
    )


def _kept(unit: Reading) -> list[Kept]:
    """The corrections of this vault, oldest first, each with who entered it and when."""
    return [_kept_at(unit, each) for each in unit.all(KeptCorrection)]


def _kept_at(unit: Reading, each: KeptCorrection) -> Kept:
    history = told(unit, each)
    first = history[0] if history else None
    rule, key, value = each.rule or "", each.key or "", each.value or ""
    return Kept(
        record=each.id,
        rule=rule,
        key=key,
        value=value,
        said=said_value(key, value),
        reason=each.reason or "",
        source=each.source or "",
        by=first.member if first else "",
        at=datetime.fromisoformat(first.at).astimezone() if first else None,
        changed=_is_changed(rule, key, each.shipped_hash or ""),
    )


def _is_changed(rule: str, key: str, replaced: str) -> bool:
    found = rule_called(rule)
    try:
        return found is None or fingerprint(shipped_value(found[1], key)) != replaced
    except Refusal:
        return True


def _listed(each: Mechanism, now: Mechanism, kept: Iterable[Kept]) -> MechanismAt:
    rules = {rule.id for rule in each.rules}
    mine = [one for one in kept if one.rule in rules]
    return MechanismAt(
        id=each.id,
        title=_(each.title),
        kind=_(KINDS[each.kind]),
        named_only=each.named_only,
        rules=len(rules),
        unverified=sum(not rule.basis.verified for rule in now.rules),
        corrected=len(mine),
        changed=sum(one.changed for one in mine),
        accepted=known_to_accept(each),
        words=_words(each),
    )


def _words(each: Mechanism) -> str:
    """Everything by which somebody may look for a mechanism, folded."""
    accepted = [one.procedure for one in each.acceptance.procedures] if each.acceptance else []
    said = [each.id, each.title, each.abbreviation, each.body, KINDS[each.kind]]
    said += [acceptance()[name].title for name in accepted]
    said += [text for rule in each.rules for text in (rule.title, rule.text)]
    return fold(" ".join([*said, *map(_, filter(None, said)), *each.names.values()]))


def _rule_at(shipped: Rule, now: Rule, kept: Sequence[Kept]) -> RuleAt:
    mine = [each for each in reversed(kept) if each.rule == shipped.id]
    return RuleAt(
        id=now.id,
        title=_(now.title),
        told=(_as_shipped(shipped, now), *rule_told(now)[1:]),
        whose=now.whose,
        hard=now.hard,
        contested=now.contested,
        verified=now.basis.verified,
        values=tuple(_value(shipped, key, mine) for key in correctable(shipped)),
    )


def _as_shipped(shipped: Rule, now: Rule) -> Told:
    """The text of a rule with the source it was read in: a correction has its own, beside it."""
    first = rule_told(shipped)[0]
    return replace(first, verified=first.verified or now.basis.verified)


def _value(shipped: Rule, key: str, kept: Iterable[Kept]) -> Value:
    plain, value = plain_key(shipped, key), shipped_value(shipped, key)
    mine = tuple(each for each in kept if plain_key(shipped, each.key) == plain)
    said = said_value(key, value) or _("none")
    return Value(key, _label(shipped, key), value, said, choices_for(key), mine)


def _label(rule: Rule, key: str) -> str:
    if key.partition(".")[0] != "period":
        return label_for(key)
    fact = plain_key(rule, key).removeprefix("period.")
    clock = next(each for each in rule.clocks if each.counts_from == fact and each.periods)
    named = _(FACTS[fact].label)
    if since := clock.periods[-1].since:
        text = _("Time from “{fact}”, since {day}")
        return text.format(fact=named, day=since)
    return _("Time from “{fact}”").format(fact=named)
