"""The definition of the four states of a door, held against every mechanism that is loaded.

Each test changes one thing in a case that fits the mechanism in every respect, and says which
state that alone must lead to: closed only by a verified bar, unclear by what is missing, claimed,
soft or unverified. So a new file in `resources/mechanisms/` is covered without a new test.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest

from casedesk.mechanisms.acceptance import (
    AcceptanceRow,
    NotAccepted,
    Procedure,
    acceptance,
)
from casedesk.mechanisms.doors import CaseFacts, Door, OtherProceeding, door
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.findings import STATES
from casedesk.mechanisms.model import Basis, Mechanism, Rule
from casedesk.mechanisms.registry import mechanisms
from casedesk.when import When, parse

TODAY = date(2026, 11, 23)
STATE = "MDV"
LAST_WEEK = parse("2026-11-16")
LONG_AGO = parse("1995-01-01")
# Whether a session lies ahead decides; every other fact lies behind.
RECENT = {name: [LAST_WEEK] for name in FACTS} | {"session": [parse("2030-03-01")]}
LOADED = [each for each in mechanisms().values() if not each.named_only]
UNDATED = ("no_limit", "reasonable")


def accepted_since(day: str, *, verified: bool = True) -> AcceptanceRow:
    when = parse(day)
    return AcceptanceRow(
        STATE, when, when, computed=False, ended=None, effect="", note="", source="a list",
        verified=verified,
    )  # fmt: skip


def tables(
    *rows: AcceptanceRow, refused: bool = False, verified: bool = True
) -> Mapping[str, Procedure]:
    """The shipped procedures, with these rows, or a finding of non-acceptance, for one State."""
    absent = {STATE: NotAccepted("", "a list", verified)} if refused else {}
    found = {STATE: rows} if rows else {}
    return {
        name: replace(each, rows=found, not_accepted=absent) for name, each in acceptance().items()
    }


SINCE_1950 = tables(accepted_since("1950-01-01"))
FITS = CaseFacts(states=(STATE,), facts=RECENT, un_engagement=True)


def opened(mechanism: Mechanism, case: CaseFacts = FITS) -> Door:
    return door(mechanism, case, TODAY, tables=SINCE_1950)


def entry_rules(mechanism: Mechanism) -> Iterator[Rule]:
    """The dated limits of a first submission that hold without a claim of anything."""
    for rule in mechanism.rules:
        if rule.entry and not rule.applies_if and rule.kind not in UNDATED:
            yield rule


def weighty(rule: Rule) -> bool:
    return rule.effect in ("bar", "bar_with_exception") or rule.contested


def barred(basis: Basis) -> str:
    return "closed" if basis.verified else "unclear"


def worse(mechanism: Mechanism, state: str) -> str:
    """The worse of this state and of that of a case that fits."""
    return max(opened(mechanism).state, state, key=STATES.index)


def with_facts(**days: When | None) -> CaseFacts:
    facts = dict(RECENT)
    for name, day in days.items():
        facts.pop(name)
        if day is not None:
            facts[name] = [day]
    return replace(FITS, facts=facts)


every = pytest.mark.parametrize("mechanism", LOADED, ids=lambda each: each.id)


@every
def test_a_case_that_fits_finds_the_door_open_or_closing(mechanism: Mechanism) -> None:
    ahead = [rule for rule in entry_rules(mechanism) if weighty(rule)]
    found = opened(mechanism)
    assert found.state == ("closing" if ahead else "open"), [each.text for each in found.reasons]
    assert (found.until is not None) is bool(ahead)
    assert found.until is None or found.until >= TODAY


@every
def test_a_fact_that_is_needed_and_missing_makes_it_unclear_and_is_asked_for(
    mechanism: Mechanism,
) -> None:
    for need in mechanism.needs:
        found = opened(mechanism, with_facts(**{need.fact: None}))
        assert found.state == "unclear"
        assert need.fact in {ask.id for ask in found.questions}


@every
def test_remedies_not_shown_or_an_exception_claimed_make_it_unclear(mechanism: Mechanism) -> None:
    rule = mechanism.exhaustion
    if rule is None or not rule.required:
        return
    found = opened(mechanism, with_facts(**dict.fromkeys(rule.shown_by)))
    assert found.state == "unclear"
    assert rule.shown_by[0] in {ask.id for ask in found.questions}
    for exception in rule.exceptions:
        claimed = replace(FITS, answers={exception.question: "yes"})
        assert opened(mechanism, claimed).state == "unclear"


@every
def test_without_acceptance_known_it_is_unclear_and_without_acceptance_closed(
    mechanism: Mechanism,
) -> None:
    rule = mechanism.acceptance
    if rule is None:
        return
    answers = {rule.unless.question: "no"} if rule.unless else {}
    case = replace(FITS, answers=answers)

    def state(shown: Mapping[str, Procedure], of: CaseFacts = case) -> str:
        return door(mechanism, of, TODAY, tables=shown).state

    assert state(SINCE_1950, replace(case, states=())) == "unclear"
    assert state(tables()) == "unclear"
    assert state(tables(refused=True, verified=False)) == "unclear"
    assert state(tables(refused=True)) == barred(rule.basis)
    two = replace(case, states=(STATE, "HND"))
    assert state(tables(refused=True), two) == "unclear"
    if rule.unless:
        assert state(tables(refused=True), FITS) == "unclear"
        excused = replace(FITS, answers={rule.unless.question: "yes"})
        assert state(tables(refused=True), excused) == "unclear"


@every
@pytest.mark.parametrize(("answer", "certain"), [("no", True), ("yes", False), ("unknown", False)])
def test_facts_before_the_state_was_bound_close_it_only_if_they_ended(
    mechanism: Mechanism, answer: str, *, certain: bool
) -> None:
    rule = mechanism.acceptance and mechanism.acceptance.earlier_facts
    acceptances = mechanism.acceptance.procedures if mechanism.acceptance else ()
    if not rule or any(each.at == "violation" for each in acceptances):
        return
    case = replace(with_facts(violation=LONG_AGO), answers={rule.question: answer})
    found = door(mechanism, case, TODAY, tables=tables(accepted_since("2001-01-01")))
    # A limit counted from the act is over too, where there is one.
    from_act = [
        each for each in entry_rules(mechanism)
        if weighty(each) and "violation" in {clock.counts_from for clock in each.clocks}
    ]  # fmt: skip
    if not from_act:
        assert found.state == (barred(rule.basis) if certain else "unclear")


def past_state(rule: Rule) -> str:
    if rule.effect == "routing":
        return "open"
    certain = rule.effect in ("bar", "bar_with_exception") and not rule.contested
    return barred(rule.basis) if certain else "unclear"


@every
def test_a_limit_long_past_closes_it_only_if_hard_settled_and_verified(
    mechanism: Mechanism,
) -> None:
    for rule in entry_rules(mechanism):
        clocks = {clock.counts_from for clock in rule.clocks} | {c.by for c in rule.clocks}
        case = with_facts(**dict.fromkeys(clocks, LONG_AGO))
        assert opened(mechanism, case).state == worse(mechanism, past_state(rule)), rule.id
        for question in rule.exceptions:
            claimed = replace(case, answers={question: "yes"})
            assert opened(mechanism, claimed).state == "unclear", rule.id


@every
def test_a_limit_whose_date_is_missing_or_partly_known_makes_it_unclear(
    mechanism: Mechanism,
) -> None:
    for rule in entry_rules(mechanism):
        if rule.effect == "routing":
            continue
        clocks = {clock.counts_from for clock in rule.clocks} | {c.by for c in rule.clocks}
        for day in (None, parse("1995/..")):
            case = with_facts(**dict.fromkeys(clocks, day))
            assert opened(mechanism, case).state == "unclear", (rule.id, day)


@every
def test_a_link_that_is_a_condition_closes_it_where_it_is_known_to_be_absent(
    mechanism: Mechanism,
) -> None:
    rule = mechanism.engagement
    if rule is None:
        return
    for known, answer, state in [
        (None, "unknown", "unclear"),
        (None, "no", barred(rule.basis)),
        (None, "yes", opened(mechanism).state),
        (False, "unknown", barred(rule.basis)),
        (True, "unknown", opened(mechanism).state),
    ]:
        case = replace(FITS, un_engagement=known, answers={rule.question: answer})
        assert opened(mechanism, case).state == state


@every
@pytest.mark.parametrize("when", ["pending", "concluded"])
def test_the_same_matter_elsewhere_bars_as_far_as_the_text_says(
    mechanism: Mechanism, when: str
) -> None:
    rule = mechanism.same_matter
    if rule is None:
        return
    listed = {name for each in rule.others for name in each.mechanisms}
    leg = rule.pending if when == "pending" else rule.concluded
    state = "open"
    if leg is not None and not leg.only_by_reservation:
        state = "unclear" if leg.judged else barred(leg.basis)
    for other in set(mechanisms()) - listed - {mechanism.id}:
        case = replace(FITS, others=(OtherProceeding(other, when),))
        assert opened(mechanism, case).state == worse(mechanism, state), other
    for each in rule.others:
        state = "unclear" if each.counts == "unsettled" else "open"
        for name in each.mechanisms:
            case = replace(FITS, others=(OtherProceeding(name, when),))
            assert opened(mechanism, case).state == worse(mechanism, state), name


@every
def test_what_the_body_itself_examined_bars_where_its_text_says_so(mechanism: Mechanism) -> None:
    own = mechanism.same_matter and mechanism.same_matter.own
    case = replace(FITS, others=(OtherProceeding(mechanism.id, "concluded"),))
    state = barred(own.basis) if own else "open"
    assert opened(mechanism, case).state == worse(mechanism, state)
    pending = replace(FITS, others=(OtherProceeding(mechanism.id, "pending"),))
    assert opened(mechanism, pending).state == opened(mechanism).state


@every
def test_no_state_is_shut_out_by_an_empty_table(mechanism: Mechanism) -> None:
    found = door(mechanism, FITS, TODAY, tables=tables())
    assert found.state == ("unclear" if mechanism.acceptance else opened(mechanism).state)


# What can be reached at all, by hand from the texts: without a hard limit no door is closing, with
# one none is simply open, and a letter that asks no condition of the case is always open.
REACHED = {
    "un-sp": "open",
    "un-upr": "open",
    "un-wgad": "open unclear",
    "un-wgeid": "open unclear",
    "un-hrc-complaint": "open unclear",
    "un-reprisals": "open unclear closed",
    "un-san-jose": "open unclear closed",
    "un-ccpr": "open unclear closed",
    "un-cat": "open unclear closed",
    "un-cedaw": "open unclear closed",
    "un-crpd": "open unclear closed",
    "un-ced": "open unclear closed",
    "un-ced-urgent": "open unclear closed",
    "un-cmw": "open unclear closed",
    "un-cerd": "closing unclear closed",
    "un-cescr": "closing unclear closed",
    "un-crc": "closing unclear closed",
}


def tried(mechanism: Mechanism) -> Iterator[str]:
    """The states of the door over a spread of cases, each of them changed in one respect."""
    questions = {question for rule in mechanism.rules for question in rule.exceptions}
    if mechanism.exhaustion:
        questions |= {each.question for each in mechanism.exhaustion.exceptions}
    cases = [FITS, replace(FITS, un_engagement=None), replace(FITS, un_engagement=False)]
    cases += [with_facts(**{name: day}) for name in FACTS for day in (None, LONG_AGO)]
    cases += [replace(FITS, answers={question: "yes"}) for question in questions]
    cases += [
        replace(FITS, others=(OtherProceeding(name, when),))
        for name in mechanisms()
        for when in ("pending", "concluded")
    ]
    unless = mechanism.acceptance and mechanism.acceptance.unless
    refused = replace(FITS, answers={unless.question: "no"} if unless else {})
    for case in cases:
        yield opened(mechanism, case).state
    for shown in (tables(), tables(refused=True), tables(refused=True, verified=False)):
        yield door(mechanism, refused, TODAY, tables=shown).state


@pytest.mark.parametrize(("name", "states"), REACHED.items())
def test_the_states_a_door_of_the_un_can_reach(name: str, states: str) -> None:
    assert set(tried(mechanisms()[name])) == set(states.split())


def test_every_door_of_the_un_is_in_that_list() -> None:
    assert {each.id for each in LOADED if each.id.startswith("un-")} == set(REACHED)
