"""The deadlines of a mechanism for the facts of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casedesk.mechanisms.corrections import Correction, correct
from casedesk.mechanisms.facts import Facts, check_facts
from casedesk.mechanisms.model import Mechanism, Rule
from casedesk.mechanisms.rules import Counted, Span, count
from casedesk.when import When, parse


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline: the rule, what it counted from, and when it ends.

    `due` is None where there is no limit, or none that can be computed. `act_by` is the day that
    is safe however a partial date or an open question of counting turns out.
    """

    rule: Rule
    counts_from: str
    start: When | None
    due: When | None
    act_by: date | None

    def as_json(self) -> dict[str, str | bool | None]:
        """The keys of `casedesk deadline --json`, a contract with programs that read it."""
        return {
            "rule": self.rule.id,
            "due": self.due.edtf if self.due else None,
            "act_by": self.act_by.isoformat() if self.act_by else None,
            "whose": self.rule.whose,
            "hard": self.rule.hard,
            "effect": self.rule.effect,
            "contested": self.rule.contested,
            "met_by": self.rule.met_by,
            "counts_from": self.counts_from,
            "source": str(self.rule.basis),
            "verified": self.rule.basis.verified,
        }


def deadlines(
    mechanism: Mechanism, facts: Facts, corrections: Sequence[Correction] = ()
) -> list[Due]:
    """Every deadline the rules give for these facts, in the order of the mechanism's file.

    A known fact no rule uses is ignored; an unknown one raises UnknownFactError.
    """
    check_facts(facts)
    corrected, _applied = correct(mechanism, corrections)
    return [_due(rule, counted) for rule in corrected.rules for counted in count(rule, facts)]


def _due(rule: Rule, counted: Counted) -> Due:
    due = _when(counted.span) if counted.span else None
    return Due(rule, counted.counts_from, counted.start, due, counted.act_by)


def _when(span: Span) -> When | None:
    if span.first is not None and span.first == span.last:
        return When.of(span.first)
    if span.first is None and span.last is None:
        return None
    first = span.first.isoformat() if span.first else ".."
    last = span.last.isoformat() if span.last else ".."
    return parse(f"{first}/{last}")
