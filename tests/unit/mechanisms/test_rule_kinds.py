"""Every kind of rule, on small rules written for the test; calendar months; partial dates."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.mechanisms.deadlines import Due, deadlines
from casedesk.mechanisms.facts import FACTS, UnknownFactError
from casedesk.mechanisms.model import Clock, Rule, TimedPeriod
from casedesk.mechanisms.periods import Period, PeriodError, add, period
from casedesk.mechanisms.registry import mechanisms
from casedesk.mechanisms.rules import Span, count
from casedesk.when import When, parse

Write = Callable[..., Path]

# Two ways of counting and a new law from a day on, as a later file will need them.
TRANSITION = """
kind = "first_known"

[[rules.clocks]]
counts_from = "notified"
by = "final_decision"
periods = [{period = "6 months", before = 2022-02-01}, {period = "4 months", since = 2022-02-01}]

[[rules.clocks]]
counts_from = "final_decision"
by = "final_decision"
periods = [{period = "6 months", before = 2022-02-01}, {period = "4 months", since = 2022-02-01}]
"""


def dues(folder: Path, **facts: str) -> list[Due]:
    found = {name: [parse(day) for day in days.split()] for name, days in facts.items()}
    return deadlines(mechanisms(folder)["small"], found)


def only(folder: Path, **facts: str) -> tuple[str | None, str | None, str]:
    (due,) = dues(folder, **facts)
    edtf = due.due.edtf if due.due else None
    return edtf, due.act_by.isoformat() if due.act_by else None, due.counts_from


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2026-02-28", "1 month", "2026-03-28"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2026-12-31", "2 months", "2027-02-28"),
        ("2026-11-30", "60 days", "2027-01-29"),
        ("2026-11-23", "12 weeks", "2027-02-15"),
        ("2026-01-04", "1 week", "2026-01-11"),  # a Sunday stays a Sunday
    ],
)
def test_calendar_months_and_no_move_off_a_weekend(start: str, length: str, end: str) -> None:
    assert add(date.fromisoformat(start), period(length)) == date.fromisoformat(end)


@pytest.mark.parametrize("text", ["", "5", "five years", "-1 month", "0 days", "1 fortnight"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        period(text)


def test_a_date_too_far_away_is_refused_in_a_sentence() -> None:
    with pytest.raises(PeriodError, match="9999-12-31"):
        add(date(9999, 12, 31), Period(1, "day"))


DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
PERIODS = st.builds(Period, st.integers(1, 60), st.sampled_from(["day", "week", "month", "year"]))


@given(DAYS, DAYS, PERIODS)
@settings(max_examples=200)
def test_a_later_start_never_ends_earlier(a: date, b: date, length: Period) -> None:
    first, last = sorted((a, b))
    assert add(first, length) <= add(last, length)


@given(DAYS, st.integers(1, 240))
@settings(max_examples=200)
def test_months_end_in_the_right_month_on_the_same_day_or_its_last(day: date, months: int) -> None:
    end = add(day, Period(months, "month"))
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    next_day = end + timedelta(days=1)
    assert end.day == day.day or (end.day < day.day and next_day.month != end.month)


PARTIAL = st.one_of(
    st.integers(1950, 2100).map(str),
    DAYS.map(lambda day: day.isoformat()[:7]),
    DAYS.map(date.isoformat),
    st.integers(195, 209).map(lambda decade: f"{decade}X"),
    st.tuples(DAYS, DAYS).map(lambda ends: "/".join(sorted(each.isoformat() for each in ends))),
)


@given(PARTIAL, PERIODS, st.data())
@settings(max_examples=200)
def test_a_partial_date_gives_a_range_that_holds_every_full_date_in_it(
    text: str, length: Period, data: st.DataObject
) -> None:
    partial = parse(text)
    assert partial.first is not None
    assert partial.last is not None
    full = date.fromordinal(data.draw(st.integers(partial.first, partial.last)))
    rule = Rule(
        "r", "t", "t", "period", (Clock("notified", (TimedPeriod(length),), "notified"),), (),
        "ours", "bar", False, None, True, (), (), mechanisms()["iachr"].rules[0].basis, "",
    )  # fmt: skip
    (found,) = count(rule, {"notified": [partial]})
    assert found.span is not None
    assert found.span.first is not None
    assert found.span.last is not None
    assert found.span.first <= add(full, length) <= found.span.last
    assert found.act_by == found.span.first
    (exact,) = count(rule, {"notified": [When.of(full)]})
    assert exact.span == Span(add(full, length), add(full, length))


def test_the_later_way_of_counting_is_due_and_the_earlier_is_safe(write: Write) -> None:
    folder = write(TRANSITION)
    both = only(folder, final_decision="2026-01-10", notified="2026-02-20")
    assert both == ("2026-06-20", "2026-05-10", "notified")


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"final_decision": "2022-01-31"}, "2022-07-31"),
        ({"final_decision": "2022-02-01"}, "2022-06-01"),
        ({"final_decision": "2022-01-31", "notified": "2022-03-10"}, "2022-09-10"),
        ({"final_decision": "2022-02-01", "notified": "2022-03-10"}, "2022-07-10"),
        # Without the decision's own date the newer, shorter time is taken.
        ({"notified": "2022-03-10"}, "2022-07-10"),
        ({"notified": "2022-01-10"}, "2022-07-10"),
        # A partial decision may fall under either law.
        ({"final_decision": "2022-01/2022-02"}, "2022-06-01/2022-07-31"),
        ({"final_decision": "2022", "notified": "2022-12-10"}, "2023-04-10/2023-06-10"),
    ],
)
def test_the_date_of_the_decision_picks_the_old_or_the_new_period(
    write: Write, facts: dict[str, str], due: str
) -> None:
    assert only(write(TRANSITION), **facts)[0] == due


SEVERAL = """
kind = "{kind}"
clocks = [
    {{counts_from = "knowledge", period = "1 year"}},
    {{counts_from = "violation", period = "5 years"}},
]
"""


def test_the_earliest_and_the_latest_of_several_periods(write: Write) -> None:
    earliest = write(SEVERAL.format(kind="earliest"))
    assert only(earliest, knowledge="2025-03-01", violation="2020-06-01") == (
        "2025-06-01",
        "2025-06-01",
        "violation",
    )
    assert only(earliest, knowledge="2025-03-01")[0] == "2026-03-01"


def test_the_latest_of_several_periods(write: Write) -> None:
    latest = write(SEVERAL.format(kind="latest"))
    found = only(latest, knowledge="2025-03-01", violation="2020-06-01")
    assert found == ("2026-03-01", "2026-03-01", "knowledge")


def test_a_limit_before_a_session_counts_back(write: Write) -> None:
    folder = write('kind = "before_session"\ncounts_from = "session"\nperiod = "2 weeks"')
    assert only(folder, session="2027-02-22")[0] == "2027-02-08"
    assert only(folder, session="2027-02")[0] == "2027-01-18/2027-02-14"


def test_a_letter_without_a_usual_time_gives_no_date(write: Write) -> None:
    folder = write('kind = "letter"\ncounts_from = "letter"')
    assert only(folder, letter="2026-01-01") == (None, None, "letter")


def test_a_reasonable_time_has_no_date_but_is_told(write: Write) -> None:
    folder = write('kind = "reasonable"\ncounts_from = "violation"')
    assert only(folder, violation="2026-01-01") == (None, None, "violation")
    assert dues(folder, notified="2026-01-01") == []


SUSPENDED = (
    'kind = "period"\ncounts_from = "notified"\nperiod = "2 months"\n'
    'suspended = [{since = "letter", until = "registered"}]'
)


@pytest.mark.parametrize(
    ("letter", "registered", "due"),
    [
        ("2026-01-20", "2026-01-30", "2026-03-20"),  # ten days do not count
        ("2025-12-01", "2026-01-20", "2026-03-20"),  # only the days after the start do not
        ("2026-05-01", "2026-05-30", "2026-03-10"),  # after the end: nothing changes
        ("2026-01-20", "2026-01", "2026-03-10/2026-03-21"),  # the end is only known by month
    ],
)
def test_suspended_days_do_not_count(write: Write, letter: str, registered: str, due: str) -> None:
    folder = write(SUSPENDED)
    assert only(folder, notified="2026-01-10", letter=letter, registered=registered)[0] == due


def test_a_suspension_that_goes_on_leaves_the_end_open_and_the_old_day_safe(write: Write) -> None:
    found = only(write(SUSPENDED), notified="2026-01-10", letter="2026-01-20")
    assert found == ("2026-03-10/..", "2026-03-10", "notified")


def test_an_unknown_fact_is_refused_and_a_known_unused_one_ignored(write: Write) -> None:
    folder = write()
    assert dues(folder, hearing="2026-01-01") == []
    with pytest.raises(UnknownFactError, match="served"):
        dues(folder, served="2026-01-01")


CONTRACT = """
    violation knowledge detention disappearance exhaustion final_decision notified
    other_procedure_concluded submitted registered communicated transmitted letter
    case_notified merits_transmitted order hearing adopted decision_notified judgment
    session seized
"""


def test_the_known_facts_are_those_of_the_contract() -> None:
    assert set(FACTS) == set(CONTRACT.split())
    for fact in FACTS.values():
        assert fact.explanation.endswith(".")
        assert fact.asks.endswith("?")
