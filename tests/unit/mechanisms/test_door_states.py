"""The truth table of doors: a row for every state and every reason for it."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from casedesk.mechanisms.acceptance import Procedure, acceptance
from casedesk.mechanisms.corrections import Correction, correct, fingerprint
from casedesk.mechanisms.doors import CaseFacts, Door, OtherProceeding, door, doors
from casedesk.mechanisms.registry import mechanisms
from casedesk.when import When, parse

TODAY = date(2026, 11, 23)
Write = Callable[..., Path]
UN_TABLE = Path(__file__).with_name("door_states_un.tsv")
UN_ROWS = list(csv.DictReader(UN_TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def case(
    states: str = "",
    *,
    others: tuple[tuple[str, str], ...] = (),
    yes: str = "",
    no: str = "",
    un: bool | None = None,
    **facts: str,
) -> CaseFacts:
    found: dict[str, list[When]] = {
        name: [parse(day) for day in days.split()] for name, days in facts.items()
    }
    answers = dict.fromkeys(yes.split(), "yes") | dict.fromkeys(no.split(), "no")
    return CaseFacts(
        states=tuple(states.split()),
        facts=found,
        answers=answers,
        others=tuple(OtherProceeding(name, state) for name, state in others),
        un_engagement=un,
    )


# mechanism, case, state, until, a word of the deciding reason
TABLE: list[tuple[str, CaseFacts, str, str | None, str]] = [
    # open
    ("un-sp", case(), "open", None, "no time limit"),
    ("un-sp", case("HND", violation="1990"), "open", None, "no time limit"),
    ("un-ccpr", case("MDV", exhaustion="2026-01-15"), "open", None, "15 January 2031"),
    ("un-wgad", case("EGY", detention="2017-09-10"), "open", None, "no time limit"),
    ("un-wgad", case("EGY", detention="2017"), "open", None, "no time limit"),
    ("un-reprisals", case("EGY", un=True), "open", None, "United Nations"),
    ("un-reprisals", case("EGY", yes="un-cooperation"), "open", None, "United Nations"),
    # closing: a hard limit lies ahead
    ("iachr", case("HND", notified="2026-10-01"), "closing", "2027-04-01", "1 April 2027"),
    ("iachr", case("HND", notified="2026-05-23"), "closing", "2026-11-23", "23 November 2026"),
    ("iachr", case("USA", notified="2026-10-01"), "closing", "2027-04-01", "1 April 2027"),
    # Facts before the denunciation of the Convention took effect are still covered.
    (
        "iachr",
        case("VEN", violation="2012-05-01", notified="2026-10-01"),
        "closing",
        "2027-04-01",
        "1 April 2027",
    ),
    # Nicaragua left the Organization, but is still a party to the Convention.
    ("iachr", case("NIC", notified="2026-10-01"), "closing", "2027-04-01", "1 April 2027"),
    # unclear: a needed fact is missing or partial
    ("un-ccpr", case("MDV"), "unclear", None, "missing"),
    ("un-ccpr", case(exhaustion="2026-01-15"), "unclear", None, "State is not known"),
    ("un-ccpr", case("MDV", exhaustion="2026"), "unclear", None, "partly known"),
    ("iachr", case("HND"), "unclear", None, "missing"),
    ("iachr", case("HND", exhaustion="2026-10-01"), "unclear", None, "missing"),
    ("iachr", case("HND", notified="2026-10"), "unclear", None, "partly known"),
    ("iachr", case("HND", notified="2026-05"), "unclear", None, "may have passed"),
    ("iachr", case("HND", notified="2026-01-10 2026-10-01"), "unclear", None, "may have passed"),
    ("un-wgad", case("EGY"), "unclear", None, "date of the arrest"),
    ("un-reprisals", case("EGY"), "unclear", None, "United Nations"),
    # unclear: acceptance is not known, or only by an unverified row
    ("un-ccpr", case("JPN", exhaustion="2026-01-15"), "unclear", None, "not known"),
    ("un-ccpr", case("SAU", exhaustion="2026-01-15"), "unclear", None, "had not accepted"),
    ("iachr", case("FRA", notified="2026-10-01"), "unclear", None, "not known"),
    ("iachr", case("VEN", notified="2026-10-01"), "unclear", None, "Check it"),
    # unclear: an exception is claimed
    (
        "un-ccpr",
        case("MDV", yes="remedies-prolonged", exhaustion="2026-01-15"),
        "unclear",
        None,
        "unreasonably long",
    ),
    (
        "iachr",
        case("HND", yes="access-to-remedies-denied", notified="2020-01-01"),
        "unclear",
        None,
        "access",
    ),
    ("iachr", case("HND", yes="remedies-prolonged"), "unclear", None, "delayed"),
    # unclear: a soft limit is past
    ("un-ccpr", case("MDV", exhaustion="2020-01-15"), "unclear", None, "15 January 2025"),
    (
        "un-ccpr",
        case("MDV", exhaustion="2020-01-15", other_procedure_concluded="2025-01-01"),
        "unclear",
        None,
        "may have passed",
    ),
    # unclear: a bar that is not settled or not verified
    (
        "un-ccpr",
        case("MDV", exhaustion="2026-01-15", others=(("un-wgad", "concluded"),)),
        "unclear",
        None,
        "left open",
    ),
    (
        "un-ccpr",
        case("ESP", exhaustion="2026-01-15", others=(("echr", "concluded"),)),
        "unclear",
        None,
        "reservation",
    ),
    (
        "iachr",
        case("HND", notified="2026-10-01", others=(("un-ccpr", "concluded"),)),
        "unclear",
        None,
        "studied before",
    ),
    (
        "un-ccpr",
        case("MDV", exhaustion="2026-01-15", yes="submitted-elsewhere"),
        "unclear",
        None,
        "not recorded",
    ),
    # Acts before the Protocol bound the State: it depends on whether they go on.
    (
        "un-ccpr",
        case("MDV", violation="2001-01-01", exhaustion="2026-01-15"),
        "unclear",
        None,
        "before the Protocol",
    ),
    (
        "un-ccpr",
        case("MDV", violation="2001-01-01", exhaustion="2026-01-15", yes="violation-continues"),
        "unclear",
        None,
        "before the Protocol",
    ),
    # Against one of two States the way may be open.
    ("un-ccpr", case("MDV CHN", exhaustion="2026-01-15"), "unclear", None, "China"),
    # closed: acceptance certainly absent
    ("un-ccpr", case("CHN", exhaustion="2026-01-15"), "closed", None, "China"),
    ("un-ccpr", case("BLR", exhaustion="2026-01-15"), "closed", None, "8 February 2023"),
    (
        "un-ccpr",
        case("MDV", violation="2001-01-01", exhaustion="2026-01-15", no="violation-continues"),
        "closed",
        None,
        "before the Protocol",
    ),
    # closed: a hard limit is past
    ("iachr", case("HND", notified="2026-05-22"), "closed", None, "22 November 2026"),
    ("iachr", case("HND", notified="2020"), "closed", None, "30 June 2021"),
    # closed: the same matter is pending elsewhere
    (
        "un-ccpr",
        case("HND", exhaustion="2026-01-15", others=(("iachr", "pending"),)),
        "closed",
        None,
        "another international procedure",
    ),
    (
        "iachr",
        case("HND", notified="2026-10-01", others=(("un-ccpr", "pending"),)),
        "closed",
        None,
        "pending",
    ),
    # closed: the link that is a condition is known to be absent
    ("un-reprisals", case("EGY", un=False), "closed", None, "link"),
    ("un-reprisals", case("EGY", no="un-cooperation"), "closed", None, "link"),
]  # fmt: skip


@pytest.mark.parametrize(("mechanism", "facts", "state", "until", "word"), TABLE)
def test_the_door_is_as_the_table_says(
    mechanism: str, facts: CaseFacts, state: str, until: str | None, word: str
) -> None:
    found = door(mechanisms()[mechanism], facts, TODAY)
    assert (found.state, found.until and found.until.isoformat()) == (state, until)
    assert word in found.reasons[0].text or any(word in each.text for each in found.reasons)
    assert all(reason.text and reason.source for reason in found.reasons)


def case_of(row: dict[str, str]) -> CaseFacts:
    """A case of the table: answers are +yes and -no, other proceedings mechanism:state."""
    facts = dict(each.split("=") for each in row["facts"].split())
    others = [each.split(":") for each in row["others"].split()]
    return case(
        row["states"],
        others=tuple((name, state) for name, state in others),
        yes=" ".join(each[1:] for each in row["answers"].split() if each[0] == "+"),
        no=" ".join(each[1:] for each in row["answers"].split() if each[0] == "-"),
        un={"yes": True, "no": False}.get(row["un"]),
        **facts,
    )


@pytest.mark.parametrize("row", UN_ROWS, ids=lambda row: " ".join(filter(None, row.values())))
def test_the_doors_of_the_un_are_as_their_table_says(row: dict[str, str]) -> None:
    found = door(mechanisms()[row["mechanism"]], case_of(row), TODAY)
    until = found.until.isoformat() if found.until else ""
    assert (found.state, until) == (row["state"], row["until"])
    assert any(row["word"] in each.text for each in found.reasons)
    assert all(reason.text and reason.source for reason in found.reasons)


@pytest.mark.parametrize(
    ("mechanism", "other", "state"),
    [
        ("un-ccpr", ("un-sp", "pending"), "open"),
        ("un-ccpr", ("un-wgeid", "pending"), "open"),
        ("un-ccpr", ("un-reprisals", "concluded"), "open"),
        ("un-ccpr", ("national", "concluded"), "open"),
        ("un-ccpr", ("un-ccpr", "concluded"), "open"),
        # Once over, another procedure bars only where the State reserved that.
        ("un-ccpr", ("iachr", "concluded"), "open"),
        ("iachr", ("un-sp", "pending"), "closing"),
        ("iachr", ("national", "pending"), "closing"),
        ("iachr", ("un-wgad", "pending"), "unclear"),
    ],
)
def test_not_every_other_proceeding_stands_in_the_way(
    mechanism: str, other: tuple[str, str], state: str
) -> None:
    facts = case("HND", exhaustion="2026-10-01", notified="2026-10-01", others=(other,))
    assert door(mechanisms()[mechanism], facts, TODAY).state == state


def asked(found: Door) -> set[str]:
    return {ask.id or ask.kind for ask in found.questions}


def test_a_door_asks_for_what_it_does_not_know() -> None:
    ccpr = door(mechanisms()["un-ccpr"], case(), TODAY)
    assert asked(ccpr) == {"state", "exhaustion", "remedies-prolonged"}
    iachr = door(mechanisms()["iachr"], case("HND"), TODAY)
    assert {"notified", "no-due-process"} <= asked(iachr)
    reprisals = door(mechanisms()["un-reprisals"], case("EGY"), TODAY)
    assert asked(reprisals) == {"un-cooperation"}
    assert all(ask.text.endswith("?") for ask in ccpr.questions)


def test_a_mechanism_known_by_name_only_is_never_called_open() -> None:
    assert door(mechanisms()["iacthr"], case("HND"), TODAY).state == "unclear"


def test_all_doors_are_those_whose_rules_are_known() -> None:
    found = {each.mechanism for each in doors(mechanisms(), case("HND"), TODAY)}
    assert found >= {"un-ccpr", "un-sp", "un-reprisals", "un-wgad", "un-cat", "un-upr", "iachr"}
    assert found == {name for name, each in mechanisms().items() if not each.named_only}


def test_a_door_has_exactly_the_keys_of_the_contract() -> None:
    found = door(mechanisms()["iachr"], case("HND", notified="2026-10-01"), TODAY).as_json()
    assert list(found) == ["mechanism", "state", "until", "reasons", "questions"]
    assert found["until"] == "2027-04-01"
    reasons = found["reasons"]
    assert isinstance(reasons, list)
    assert all(set(each) == {"text", "source"} for each in reasons)


@pytest.mark.parametrize(
    ("change", "notified", "state"),
    [
        (('effect = "bar"', 'effect = "bar"'), "2020-01-01", "closed"),
        (("verified = true", "verified = false"), "2020-01-01", "unclear"),
        (('effect = "bar"', 'effect = "bar"\ncontested = true'), "2020-01-01", "unclear"),
        (('effect = "bar"', 'effect = "target"\ncontested = true'), "2026-10-01", "closing"),
        (('effect = "bar"', 'effect = "target"'), "2026-10-01", "open"),
        (('effect = "bar"', 'effect = "target"'), "2020-01-01", "unclear"),
        (("entry = true", "entry = false"), "2020-01-01", "open"),
    ],
)
def test_what_a_limit_does_depends_on_its_effect_and_on_being_verified(
    write: Write, change: tuple[str, str], notified: str, state: str
) -> None:
    small = mechanisms(write(change=change))["small"]
    assert door(small, case(notified=notified), TODAY).state == state


def test_between_two_ways_of_counting_the_door_is_unclear(write: Write) -> None:
    folder = write(
        'kind = "first_known"\nclocks = [{counts_from = "notified", period = "4 months"}, '
        '{counts_from = "final_decision", period = "4 months"}]'
    )
    small = mechanisms(folder)["small"]
    facts = case(notified="2026-09-01", final_decision="2026-07-01")
    assert door(small, facts, TODAY).state == "unclear"
    facts = case(notified="2026-09-01", final_decision="2026-08-01")
    found = door(small, facts, TODAY)
    assert (found.state, found.until) == ("closing", date(2026, 12, 1))


def test_a_period_an_organisation_corrected_closes_no_door_until_it_verified_it() -> None:
    facts = case("HND", notified="2026-10-01")
    shorter = Correction("iachr-petition", "period", "1 month", "why", "a text", fingerprint("x"))
    verified = Correction("iachr-petition", "verified", "yes", "why", "a text", fingerprint("yes"))
    iachr = mechanisms()["iachr"]
    once, _applied = correct(iachr, [shorter])
    twice, _applied = correct(iachr, [shorter, verified])
    assert door(once, facts, TODAY).state == "unclear"
    assert door(twice, facts, TODAY).state == "closed"


def test_no_state_is_shut_out_because_it_is_missing_from_the_table() -> None:
    empty = {
        name: Procedure(name, each.title, each.as_of, each.waiting, each.text, {}, {})
        for name, each in acceptance().items()
    }
    for state in ("CHN", "BLR", "MDV", "JPN"):
        facts = case(state, exhaustion="2026-01-15")
        assert door(mechanisms()["un-ccpr"], facts, TODAY, tables=empty).state == "unclear"


def test_what_a_door_may_cost_elsewhere_is_told_at_the_door() -> None:
    found = door(mechanisms()["un-wgad"], case("FRA", detention="2026-01-10"), TODAY)
    assert found.state == "open"
    assert any("European Court" in reason.text for reason in found.reasons)


def test_a_reason_that_was_not_verified_says_so() -> None:
    found = door(mechanisms()["un-sp"], case(), TODAY)
    assert "(To be confirmed.)" in found.reasons[0].text
    verified = door(mechanisms()["iachr"], case("HND", notified="2026-10-01"), TODAY)
    assert "(To be confirmed.)" not in verified.reasons[0].text
