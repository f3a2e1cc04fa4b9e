"""Make the manual's page of each mechanism from its file: python packaging/manual.py

A page written by hand would one day say another time limit than the program counts.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from babel import Locale

from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.model import (
    Basis,
    Clock,
    Languages,
    Mechanism,
    Rule,
    SameMatter,
    Statement,
)
from casedesk.mechanisms.registry import mechanisms, questions

PAGES = Path(__file__).resolve().parents[1] / "docs" / "manual" / "mechanisms"

_WHOSE = {"ours": "Ours", "state": "The State's", "body": "The body's"}
_EFFECT = {
    "bar": "later is too late",
    "bar_with_exception": "later is too late, unless an exception is accepted",
    "may_be_abuse": "later may be an abuse of the right of submission",
    "routing": "decides how the matter is dealt with",
    "target": "a time to aim at",
}
_MET_BY = {
    "sent": "the day of sending",
    "postmark": "the postmark",
    "received": "the day on which it is received",
    "portal": "the time the portal notes",
}
_KEPT_FROM = {"body": "Before the body", "state": "Before the State", "public": "In public"}


class _Grounded(Protocol):
    """A statement and what it rests on."""

    @property
    def text(self) -> str: ...

    @property
    def basis(self) -> Basis: ...


def main() -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    for old in PAGES.glob("*.md"):
        old.unlink()
    for each in mechanisms().values():
        (PAGES / f"{each.id}.md").write_text(page(each), encoding="utf-8")
    (PAGES / "README.md").write_text(contents(mechanisms().values()), encoding="utf-8")


def contents(known: Iterable[Mechanism]) -> str:
    """The list of all pages."""
    lines = [f"- [{each.title}]({each.id}.md)" for each in known]
    made = "Made from the files in `resources/mechanisms/` by `packaging/manual.py`."
    return "\n".join(["# Mechanisms", "", made, "", *lines]) + "\n"


def page(each: Mechanism) -> str:
    """The whole page of one mechanism."""
    lines = [f"# {each.title}", "", each.body, ""]
    if each.named_only:
        lines += ["CaseDesk knows this mechanism by name only.", ""]
    for heading, found in _sections(each):
        said = list(found)
        if said:
            lines += [f"## {heading}", "", *said, ""]
    return "\n".join(lines).rstrip() + "\n"


def _sections(each: Mechanism) -> Iterator[tuple[str, Iterable[str]]]:
    yield "Who may submit", _statements(each.who)
    yield "Languages", _languages(each.languages)
    yield "Which States", _acceptance(each)
    yield "Time limits", (line for rule in each.rules for line in _rule(rule))
    yield "Remedies at home", _exhaustion(each)
    yield "The same matter elsewhere", _same_matter(each.same_matter)
    yield "Admissibility", _statements(each.admissibility)
    yield "What must have happened", _all(*each.needs)
    yield "Cooperation with the United Nations", _all(each.engagement)
    yield "Urgency and interim measures", _statements(each.urgency)
    yield "Names", _anonymity(each)
    yield "Consents", _statements(each.consents)
    yield "Stages", (f"- {stage.label}" for stage in each.stages)
    yield "Decisions", (_said(f"{one.name}.", one.basis, one.text) for one in each.decisions)
    yield "How it is cited", _citation(each)
    yield "Follow-up", _statements(each.follow_up)
    yield "Where to send", _channels(each)
    yield "Notes", _statements(each.notes)


def _said(text: str, basis: Basis, note: str = "") -> str:
    """A statement with where it stands, when that was read, and whether it is confirmed."""
    check = "" if basis.verified else "**To be confirmed.**"
    said = " ".join(part for part in (text, note, check) if part)
    return f"- {said} — {basis}, read {basis.checked.isoformat()}"


def _statements(found: Iterable[Statement]) -> Iterator[str]:
    return (_said(each.text, each.basis, each.note) for each in found)


def _all(*found: _Grounded | None) -> Iterator[str]:
    return (_said(each.text, each.basis) for each in found if each)


def _languages(found: Languages | None) -> Iterator[str]:
    if found:
        names = ", ".join(Locale("en").languages[code] for code in found.codes)
        yield _said(f"{names or 'Not known'}.", found.basis, found.text)


def _anonymity(each: Mechanism) -> Iterator[str]:
    for whom, known in each.anonymity.items():
        yield _said(f"{_KEPT_FROM[whom]}: {known.text}", known.basis)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.title}"
    yield ""
    yield _said(rule.text, rule.basis, rule.note)
    yield from _counting(rule) if rule.kind != "no_limit" else ()
    yield from (f"- Exception, if so: {questions()[name].text}" for name in rule.exceptions)
    yield from (f"- Comes into play, if so: {questions()[name].text}" for name in rule.applies_if)
    yield f"- Rule `{rule.id}`."
    yield ""


def _counting(rule: Rule) -> Iterator[str]:
    """Whose time it is, what it costs to be late, and from what it counts."""
    contested = " It is contested." if rule.contested else ""
    yield f"- {_WHOSE[rule.whose]}; {_EFFECT[rule.effect]}.{contested}"
    yield from (f"- {line}" for clock in rule.clocks for line in _clock(clock))
    for away in rule.suspensions:
        days = f"“{FACTS[away.since].label}” and “{FACTS[away.until].label}”"
        yield f"- The time between {days} does not count."
    for still in rule.standstills:
        yield _said(f"From {still.since} to {still.until} the time stood still.", still.basis)
    if rule.met_by:
        yield f"- What counts is {_MET_BY[rule.met_by]}."


def _clock(clock: Clock) -> Iterator[str]:
    start = f"“{FACTS[clock.counts_from].label}”"
    picks = f"“{FACTS[clock.by].label}”" if clock.by in FACTS else start
    for timed in clock.periods:
        since = f", where {picks} is on {timed.since} or later" if timed.since else ""
        before = f", where {picks} is before {timed.before}" if timed.before else ""
        yield f"{timed.period} from {start}{since}{before}."
    if not clock.periods:
        yield f"Counted from {start}."


def _acceptance(each: Mechanism) -> Iterator[str]:
    if rule := each.acceptance:
        yield from _all(rule, rule.earlier_facts, rule.unless)


def _exhaustion(each: Mechanism) -> Iterator[str]:
    if rule := each.exhaustion:
        yield from _all(rule, *rule.exceptions)


def _same_matter(rule: SameMatter | None) -> Iterator[str]:
    if rule:
        yield from _all(rule.pending, rule.concluded, rule.own, *rule.others)


def _citation(each: Mechanism) -> Iterator[str]:
    if each.citation:
        shown = ", ".join(f"`{example}`" for example in each.citation.examples)
        yield _said(
            f"For example {shown}." if shown else "", each.citation.basis, each.citation.note
        )


def _channels(each: Mechanism) -> Iterator[str]:
    for known in each.channels:
        address = f": {known.address}" if known.address else ""
        yield _said(f"By {known.kind}{address}.", known.basis, known.note)


if __name__ == "__main__":
    main()
