"""The check of a door that looks at the time limits for a first submission."""

from collections.abc import Iterator, Sequence
from datetime import date

from casedesk.mechanisms.findings import Ask, Finding, Look, ask_fact, bar, found, said
from casedesk.mechanisms.model import Rule
from casedesk.mechanisms.rules import Counted, count
from casedesk.when import When, shown
from casedesk.words import _


def time_findings(look: Look) -> list[Finding]:
    """What the limits for a first submission say on this day."""
    return [
        finding
        for rule in look.mechanism.rules
        if rule.entry and (not rule.applies_if or _any_yes(rule.applies_if, look))
        for finding in _rule_findings(rule, look)
    ]


def _any_yes(questions: Sequence[str], look: Look) -> bool:
    return any(look.case.answer(question) == "yes" for question in questions)


def _rule_findings(rule: Rule, look: Look) -> Iterator[Finding]:
    if rule.kind in ("no_limit", "reasonable"):
        yield found("open", rule.text, rule.basis)
        return
    if rule.effect == "routing":
        yield _way(rule, look)
        return
    counted = [each for each in count(rule, look.case.facts) if each.span is not None]
    if _any_yes(rule.exceptions, look):
        yield _said(_("An exception to this limit is claimed: {limit}"), rule, "unclear")
    elif counted:
        yield _dated(rule, look, counted)
    else:
        # The last clock of a list is the one every case has; the others are the rarer ones.
        ask = ask_fact(rule.clocks[-1].counts_from)
        text = _("The date this limit counts from is missing: {limit}").format(limit=_(rule.text))
        yield said("unclear", text, rule.basis, ask)


def _way(rule: Rule, look: Look) -> Finding:
    """Which of a body's ways is open by its date; the other one stays open, so nothing closes."""
    counted = [each for each in count(rule, look.case.facts) if each.span is not None]
    days = [each.act_by for each in counted if each.act_by]
    if counted and all(_is_past(each, look) for each in counted):
        return _said(_("The time for this way is over; the ordinary one is open: {limit}"), rule)
    if not days or min(days) < look.today:
        return _said(_("Whether this way is still open depends on the date: {limit}"), rule)
    return _said(_("This way is open until {day}: {limit}"), rule, "open", min(days))


def _dated(rule: Rule, look: Look, counted: Sequence[Counted]) -> Finding:
    weighty = rule.hard or rule.contested
    first = min(counted, key=lambda each: each.act_by or date.min)
    if all(_is_past(each, look) for each in counted):
        certain = rule.hard and not rule.contested
        state = bar(verified=rule.basis.verified) if certain else "unclear"
        last = max(each.span.last for each in counted if each.span and each.span.last)
        return _said(_("This limit passed on {day}: {limit}"), rule, state, last)
    if first.act_by is None or first.act_by < look.today:
        return _said(_("This limit may have passed: {limit}"), rule, "unclear")
    if not all(each.start is not None and each.start.is_full for each in counted):
        sentence = _("Its date is only partly known; this limit may pass on {day}: {limit}")
        return _said(sentence, rule, "unclear", first.act_by, ask_fact(first.counts_from))
    if not weighty:
        return _said(_("Best before {day}: {limit}"), rule, "open", first.act_by)
    return _said(_("Act by {day}: {limit}"), rule, "closing", first.act_by)


def _is_past(counted: Counted, look: Look) -> bool:
    last = counted.span.last if counted.span else None
    return last is not None and last < look.today


def _said(
    sentence: str, rule: Rule, state: str = "open", day: date | None = None, *asks: Ask
) -> Finding:
    text = sentence.format(day=shown(When.of(day)) if day else "", limit=_(rule.text))
    return said(state, text, rule.basis, *asks, until=day if state == "closing" else None)
