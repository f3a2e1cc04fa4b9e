"""What a mechanism's file says, in sections: the window and the manual say it in one order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from casedesk.casework.law.words import (
    CHANNELS,
    EFFECT,
    KEPT_FROM,
    LANGUAGES,
    MET_BY,
    WHOSE,
    said_period,
)
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.model import Basis, Clock, Languages, Mechanism, Rule, Stage, Statement
from casedesk.mechanisms.registry import questions
from casedesk.words import _

#: The sections to which more belongs than statements: what States accepted, and the time limits.
STATES, RULES = "states", "rules"


@dataclass(frozen=True, slots=True)
class Told:
    """One statement with where it stands, when that was read, and whether it is confirmed.

    What has no source of its own, such as the name of a stage, has no `checked` either.
    """

    text: str
    note: str = ""
    source: str = ""
    checked: date | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under a heading."""

    id: str
    heading: str
    told: tuple[Told, ...]


class _Grounded(Protocol):
    """A statement and what it rests on."""

    @property
    def text(self) -> str: ...

    @property
    def basis(self) -> Basis: ...


def sections(each: Mechanism) -> tuple[Section, ...]:
    """Every section of a mechanism that says something, in the order in which it is read. That of
    the time limits is there where there is a rule, without statements: see `rule_told`.
    """
    found = (Section(name, heading, tuple(said)) for name, heading, said in _sections(each))
    return tuple(one for one in found if one.told or (one.id == RULES and each.rules))


def rule_told(rule: Rule) -> tuple[Told, ...]:
    """A time limit: its text first, then how it counts and what else there is to it."""
    counting = _counting(rule) if rule.kind != "no_limit" else ()
    exceptions = (_("Exception, if so: {question}"), rule.exceptions)
    applies = (_("Comes into play, if so: {question}"), rule.applies_if)
    asked = (
        Told(sentence.format(question=_(questions()[name].text)))
        for sentence, names in (exceptions, applies)
        for name in names
    )
    return (_said(_(rule.text), rule.basis, _(rule.note) if rule.note else ""), *counting, *asked)


def _sections(each: Mechanism) -> Iterator[tuple[str, str, Iterable[Told]]]:
    yield "who", _("Who may submit"), _statements(each.who)
    yield "languages", _("Languages"), _languages(each.languages)
    yield STATES, _("Which States"), _acceptance(each)
    yield RULES, _("Time limits"), ()
    yield "exhaustion", _("Remedies at home"), _exhaustion(each)
    yield "same-matter", _("The same matter elsewhere"), _same_matter(each)
    yield "admissibility", _("Admissibility"), _statements(each.admissibility)
    yield "needs", _("What must have happened"), _all(*each.needs)
    yield "engagement", _("Cooperation with the United Nations"), _all(each.engagement)
    yield "urgency", _("Urgency and interim measures"), _statements(each.urgency)
    yield "names", _("Names"), _anonymity(each)
    yield "consents", _("Consents"), _statements(each.consents)
    yield "stages", _("Stages"), _stages(each)
    yield "decisions", _("Decisions"), _decisions(each)
    yield "citation", _("How it is cited"), _citation(each)
    yield "follow-up", _("Follow-up"), _statements(each.follow_up)
    yield "channels", _("Where to send"), _channels(each)
    yield "notes", _("Notes"), _statements(each.notes)
    yield "sources", _("Sources"), _sources(each)


def _said(text: str, basis: Basis, note: str = "") -> Told:
    return Told(text, note, str(basis), basis.checked, basis.verified)


def _statements(found: Iterable[Statement]) -> Iterator[Told]:
    return (_said(_(one.text), one.basis, _(one.note) if one.note else "") for one in found)


def _all(*found: _Grounded | None) -> Iterator[Told]:
    return (_said(_(one.text), one.basis) for one in found if one)


def _languages(found: Languages | None) -> Iterator[Told]:
    if found:
        names = ", ".join(_(LANGUAGES.get(code, code)) for code in found.codes)
        text = _(found.text) if found.text else ""
        yield _said(f"{names or _('Not known')}.", found.basis, text)


def _acceptance(each: Mechanism) -> Iterator[Told]:
    if rule := each.acceptance:
        yield from _all(rule, rule.earlier_facts, rule.unless)


def _exhaustion(each: Mechanism) -> Iterator[Told]:
    if rule := each.exhaustion:
        yield from _all(rule, *rule.exceptions)


def _same_matter(each: Mechanism) -> Iterator[Told]:
    if rule := each.same_matter:
        yield from _all(rule.pending, rule.concluded, rule.own, *rule.others)


def _anonymity(each: Mechanism) -> Iterator[Told]:
    for whom, known in each.anonymity.items():
        yield _said(f"{_(KEPT_FROM[whom])}: {_(known.text)}", known.basis)


def _stages(each: Mechanism) -> Iterator[Told]:
    rules = {rule.id: rule for rule in each.rules}
    return (Told(_stage(stage, rules)) for stage in each.stages)


def _stage(stage: Stage, rules: Mapping[str, Rule]) -> str:
    """A stage, and the time limits that begin with it."""
    begun = "; ".join(_begun(rules[name]) for name in stage.rules)
    label = _(stage.label)
    return _("{stage} (begins: {limits})").format(stage=label, limits=begun) if begun else label


def _begun(rule: Rule) -> str:
    lengths = [said_period(clock.periods[-1].period) for clock in rule.clocks if clock.periods]
    return ", ".join((_(rule.title), *dict.fromkeys(lengths)))


def _decisions(each: Mechanism) -> Iterator[Told]:
    for one in each.decisions:
        yield _said(f"{_(one.name)}.", one.basis, _(one.text) if one.text else "")


def _citation(each: Mechanism) -> Iterator[Told]:
    if found := each.citation:
        text = ""
        if found.examples:
            text = _("For example {examples}.").format(examples=", ".join(found.examples))
        yield _said(text, found.basis, _(found.note) if found.note else "")


def _channels(each: Mechanism) -> Iterator[Told]:
    for known in each.channels:
        address = f": {known.address}" if known.address else ""
        note = _(known.note) if known.note else ""
        yield _said(f"{_(CHANNELS[known.kind])}{address}.", known.basis, note)


def _sources(each: Mechanism) -> Iterator[Told]:
    """What was read; what was not stands in the file without an address."""
    for one in each.sources.values():
        if one.address:
            yield Told(str(one), checked=one.checked)


def _counting(rule: Rule) -> Iterator[Told]:
    """Whose time it is, what it costs to be late, and from what it counts."""
    contested = " " + _("It is contested.") if rule.contested else ""
    yield Told(f"{_(WHOSE[rule.whose])}; {_(EFFECT[rule.effect])}.{contested}")
    yield from (Told(line) for clock in rule.clocks for line in _clock(clock))
    for away in rule.suspensions:
        text = _("The time between “{since}” and “{until}” does not count.")
        since, until = _(FACTS[away.since].label), _(FACTS[away.until].label)
        yield Told(text.format(since=since, until=until))
    for still in rule.standstills:
        text = _("From {since} to {until} the time stood still.")
        yield _said(text.format(since=still.since, until=still.until), still.basis)
    if rule.met_by:
        yield Told(_("What counts is {act}.").format(act=_(MET_BY[rule.met_by])))


def _clock(clock: Clock) -> Iterator[str]:
    start = _(FACTS[clock.counts_from].label)
    picks = _(FACTS[clock.by].label) if clock.by in FACTS else start
    for timed in clock.periods:
        parts = [_("{period} from “{fact}”").format(period=said_period(timed.period), fact=start)]
        if timed.since:
            text = _("where “{fact}” is on {day} or later")
            parts.append(text.format(fact=picks, day=timed.since))
        if timed.before:
            text = _("where “{fact}” is before {day}")
            parts.append(text.format(fact=picks, day=timed.before))
        yield ", ".join(parts) + "."
    if not clock.periods:
        yield _("Counted from “{fact}”.").format(fact=start)
