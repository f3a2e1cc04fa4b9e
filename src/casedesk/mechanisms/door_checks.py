"""The checks behind a door: each looks at one condition and says what it found."""

from collections.abc import Iterator

from casedesk.mechanisms.acceptance import EXAMINED_ELSEWHERE, accepted
from casedesk.mechanisms.findings import (
    Finding,
    Look,
    OtherProceeding,
    ask_fact,
    ask_proceeding,
    ask_question,
    ask_state,
    bar,
    found,
    said,
)
from casedesk.mechanisms.model import AcceptanceRule, Asked, OtherProcedure, SameMatter
from casedesk.mechanisms.registry import body_called, mechanisms
from casedesk.mechanisms.time_check import time_findings
from casedesk.when import When, certainly_before, possibly_before
from casedesk.words import _


def findings(look: Look) -> list[Finding]:
    """Everything the checks find, in the order a lawyer would ask."""
    if look.mechanism.named_only:
        text = _("CaseDesk knows this mechanism by name only; look its rules up yourself.")
        source = next(iter(look.mechanism.sources.values()))
        return [Finding("unclear", text, str(source))]
    checks = (_acceptance, _needs, _engagement, time_findings, _exhaustion, _same_matter, _warnings)
    return [finding for check in checks for finding in check(look)]


def _acceptance(look: Look) -> list[Finding]:
    rule = look.mechanism.acceptance
    if rule is None:
        return []
    if not look.case.states:
        text = _("The responsible State is not known, so its acceptance cannot be looked up.")
        return [said("unclear", text, rule.basis, ask_state())]
    by_state = [list(_accepted_by(look, rule, iso3)) for iso3 in look.case.states]
    barred = [any(each.state == "closed" for each in seen) for seen in by_state]
    every = [finding for seen in by_state for finding in seen]
    # Against one of several States the way may still be open.
    return every if all(barred) else [_softened(finding) for finding in every]


def _softened(finding: Finding) -> Finding:
    if finding.state != "closed":
        return finding
    return Finding("unclear", finding.text, finding.source, finding.until, finding.asks)


def _accepted_by(look: Look, rule: AcceptanceRule, iso3: str) -> Iterator[Finding]:
    answers = [
        accepted(each.procedure, iso3, day, look.tables)
        for each in rule.procedures
        for day in _days(look, each.at)
    ]
    for state in ("yes", "unknown"):
        answer = next((each for each in answers if each.state == state), None)
        if answer is not None:
            yield Finding("open" if state == "yes" else "unclear", answer.sentence, answer.source)
            for row in answer.rows:
                if row.note and state == "yes":
                    note = _("Recorded with this acceptance: {note}.").format(note=row.note)
                    yield Finding("open", note, row.source)
            if rule.earlier_facts and state == "yes":
                days = [row.in_force for row in answer.rows if row.in_force]
                yield from _earlier_facts(look, rule.earlier_facts, days)
            return
    verified = rule.basis.verified and all(answer.verified for answer in answers)
    excused = rule.unless is not None and look.case.answer(rule.unless.question) != "no"
    state = "unclear" if excused else bar(verified=verified)
    for sentence, source in dict.fromkeys((each.sentence, each.source) for each in answers):
        yield Finding(state, sentence, source)
    if rule.unless and excused:
        yield from _excuse(look, rule.unless)


def _excuse(look: Look, unless: Asked) -> Iterator[Finding]:
    """Another tie may make up for the acceptance that is missing, or is not known to."""
    asks = () if look.case.answer(unless.question) == "yes" else (ask_question(unless.question),)
    yield found("unclear", unless.text, unless.basis, *asks)


def _days(look: Look, at: str) -> tuple[When, ...]:
    """The days on which acceptance counts: of the violation where that is the rule, else today."""
    violations = tuple(look.case.facts.get("violation", ())) if at == "violation" else ()
    return violations or (When.of(look.today),)


def _earlier_facts(look: Look, rule: Asked, in_force: list[When]) -> Iterator[Finding]:
    """Acts that ended before the State was bound, unless they go on."""
    acts = look.case.facts.get("violation", ())
    start = min(in_force, key=lambda when: when.first or 0, default=None)
    if not acts or start is None or not all(possibly_before(act, start) for act in acts):
        return
    answer = look.case.answer(rule.question)
    certain = all(certainly_before(act, start) for act in acts)
    state = bar(verified=rule.basis.verified) if certain and answer == "no" else "unclear"
    asks = (ask_question(rule.question),) if answer == "unknown" else ()
    yield found(state, rule.text, rule.basis, *asks)


def _needs(look: Look) -> list[Finding]:
    missing = [
        found("unclear", need.text, need.basis, ask_fact(need.fact))
        for need in look.mechanism.needs
        if not look.case.facts.get(need.fact)
    ]
    return missing or _of_another_court(look)


def _of_another_court(look: Look) -> list[Finding]:
    """A judgment of one court is not supervised as that of another: a case decided at San José or
    Luxembourg looked open at Strasbourg.
    """
    mechanism = look.mechanism
    before = {each.mechanism for each in look.case.others}
    courts = [name for name in before if (m := mechanisms().get(name)) and m.kind == "judicial"]
    if mechanism.kind != "supervision" or not courts or mechanism.reached_through in before:
        return []
    text = _(
        "The judgment known here may be that of another court. Note the proceeding before this"
        " one, if there was any: {court}."
    ).format(court=body_called(mechanism.reached_through))
    return [said("unclear", text, need.basis, ask_proceeding()) for need in mechanism.needs]


def _engagement(look: Look) -> list[Finding]:
    rule = look.mechanism.engagement
    if rule is None:
        return []
    answered = {"yes": True, "no": False}.get(look.case.answer(rule.question))
    known = look.case.un_engagement if look.case.un_engagement is not None else answered
    if known is None:
        return [found("unclear", rule.text, rule.basis, ask_question(rule.question))]
    state = "open" if known else bar(verified=rule.basis.verified)
    return [found(state, rule.text, rule.basis)]


def _exhaustion(look: Look) -> Iterator[Finding]:
    rule = look.mechanism.exhaustion
    if rule is None or not rule.required:
        return
    claimed = [each for each in rule.exceptions if look.case.answer(each.question) == "yes"]
    for exception in claimed:
        yield found("unclear", exception.text, exception.basis)
    if claimed or any(look.case.facts.get(fact) for fact in rule.shown_by):
        return
    asked = dict.fromkeys(exception.question for exception in rule.exceptions)
    asks = (ask_fact(rule.shown_by[0]), *(ask_question(question) for question in asked))
    yield found("unclear", rule.text, rule.basis, *asks)


def _same_matter(look: Look) -> Iterator[Finding]:
    rule = look.mechanism.same_matter
    if rule is None:
        return
    others = [each for each in look.case.others if each.mechanism != look.mechanism.id]
    for each in others:
        yield from _other(look, rule, each.mechanism, each.state)
    own = OtherProceeding(look.mechanism.id, "concluded")
    if rule.own and own in look.case.others:
        yield found(bar(verified=rule.own.basis.verified), rule.own.text, rule.own.basis)
    if not others and rule.question and look.case.answer(rule.question) == "yes":
        leg = rule.pending or rule.concluded
        text = _("The same matter was put before another body, but which one is not recorded.")
        if leg:
            yield said("unclear", text, leg.basis, ask_proceeding())


def _other(look: Look, rule: SameMatter, mechanism: str, state: str) -> Iterator[Finding]:
    listed = _listed(rule, mechanism)
    if listed is not None:
        counts = "unclear" if listed.counts == "unsettled" else "open"
        yield found(counts, listed.text, listed.basis)
        return
    leg = rule.pending if state == "pending" else rule.concluded
    if leg is None:
        return
    if leg.judged:
        yield found("unclear", leg.text, leg.basis)
    elif not leg.only_by_reservation:
        yield found(bar(verified=leg.basis.verified), leg.text, leg.basis)
    elif _reserved(look):
        yield found("unclear", leg.text, leg.basis)


def _listed(rule: SameMatter, mechanism: str) -> OtherProcedure | None:
    return next((each for each in rule.others if mechanism in each.mechanisms), None)


def _reserved(look: Look) -> bool:
    """Whether a respondent State is recorded with a reservation on matters examined elsewhere."""
    acceptance = look.mechanism.acceptance
    today = When.of(look.today)
    return any(
        row.effect == EXAMINED_ELSEWHERE
        for each in (acceptance.procedures if acceptance else ())
        for iso3 in look.case.states
        for row in accepted(each.procedure, iso3, today, look.tables).rows
    )


def _warnings(look: Look) -> list[Finding]:
    """What must be known before going through this door, such as what it may cost elsewhere."""
    return [found("open", note.text, note.basis) for note in look.mechanism.notes if note.warn]
