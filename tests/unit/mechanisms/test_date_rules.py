"""What holds for the dates of every shipped rule, whatever the facts."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.mechanisms.deadlines import deadlines
from casedesk.mechanisms.definition import DefinitionError
from casedesk.mechanisms.model import Clock, Rule
from casedesk.mechanisms.periods import Period, add
from casedesk.mechanisms.registry import mechanisms
from casedesk.mechanisms.rules import Span, count
from casedesk.when import When, parse

Write = Callable[..., Path]
# Every rule that counts forward from a fact, once for each of its clocks.
COUNTED: list[tuple[Rule, Clock]] = [
    (rule, clock)
    for mechanism in mechanisms().values()
    for rule in mechanism.rules
    for clock in rule.clocks
    if clock.periods and rule.kind != "before_session"
]
PLAIN = [each for each in COUNTED if len(each[1].periods) == 1 and not each[0].standstills]
CHANGED = [each for each in COUNTED if len(each[1].periods) > 1]
# Years in which laws changed and time stood still come up often.
DAYS = st.one_of(
    st.dates(date(1980, 1, 1), date(2060, 12, 31)),
    st.dates(date(2019, 8, 1), date(2022, 9, 30)),
)


def span(rule: Rule, clock: Clock, when: When) -> Span:
    (found,) = count(rule, {clock.counts_from: [when]})
    assert found.span is not None
    return found.span


def ends(rule: Rule, clock: Clock, day: date) -> tuple[date, date]:
    found = span(rule, clock, When.of(day))
    assert found.first is not None
    assert found.last is not None
    return found.first, found.last


@given(st.sampled_from(COUNTED), DAYS)
@settings(max_examples=300)
def test_no_limit_ends_on_or_before_the_day_it_counts_from(
    counted: tuple[Rule, Clock], day: date
) -> None:
    first, last = ends(*counted, day)
    assert day < first <= last


@given(st.sampled_from(PLAIN), DAYS, st.integers(0, 800))
@settings(max_examples=300)
def test_a_later_fact_never_brings_an_earlier_end(
    counted: tuple[Rule, Clock], day: date, later: int
) -> None:
    first, last = ends(*counted, day)
    after = ends(*counted, day + timedelta(days=later))
    assert first <= after[0]
    assert last <= after[1]


@given(st.sampled_from(CHANGED), DAYS, st.integers(0, 800))
@settings(max_examples=200)
def test_within_one_law_a_later_fact_never_brings_an_earlier_safe_day(
    counted: tuple[Rule, Clock], day: date, later: int
) -> None:
    other = day + timedelta(days=later)
    edges = [each.since for each in counted[1].periods if each.since]
    if all((day < edge) == (other < edge) for edge in edges):
        assert ends(*counted, day)[0] <= ends(*counted, other)[0]


@given(st.sampled_from(COUNTED), DAYS, st.integers(0, 400), st.data())
@settings(max_examples=300)
def test_a_partial_date_covers_what_each_of_its_days_would_give(
    counted: tuple[Rule, Clock], day: date, length: int, data: st.DataObject
) -> None:
    last_day = day + timedelta(days=length)
    partial = span(*counted, parse(f"{day.isoformat()}/{last_day.isoformat()}"))
    assert partial.first is not None
    assert partial.last is not None
    one = day + timedelta(days=data.draw(st.integers(0, length)))
    first, last = ends(*counted, one)
    assert partial.first <= first
    assert last <= partial.last


@given(st.sampled_from(COUNTED), st.integers(1990, 2060), st.integers(1, 12))
@settings(max_examples=200)
def test_a_month_is_the_same_as_all_its_days(
    counted: tuple[Rule, Clock], year: int, month: int
) -> None:
    partial = span(*counted, parse(f"{year}-{month:02}"))
    each = [ends(*counted, date(year, month, day)) for day in range(1, _length(year, month) + 1)]
    assert partial == Span(min(first for first, _ in each), max(last for _, last in each))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


@given(st.integers(1990, 2060), st.integers(1, 12), st.integers(1, 120))
@settings(max_examples=200)
def test_months_from_a_last_day_end_on_the_same_day_or_the_last_one(
    year: int, month: int, months: int
) -> None:
    start = date(year, month, _length(year, month))
    end = add(start, Period(months, "month"))
    assert (end.year * 12 + end.month) - (year * 12 + month) == months
    assert end.day == min(start.day, _length(end.year, end.month))


@given(DAYS, DAYS)
@settings(max_examples=200)
def test_with_both_dates_known_the_safe_day_is_never_after_the_due_one(a: date, b: date) -> None:
    decided, served = sorted((a, b))
    facts = {"final_decision": [When.of(decided)], "notified": [When.of(served)]}
    found = deadlines(mechanisms()["echr"], facts)
    due = next(each for each in found if each.counts_from == "notified")
    assert due.due is not None
    assert due.due.first is not None
    assert due.act_by is not None
    assert due.act_by.toordinal() <= due.due.first
    months = 6 if decided < date(2022, 2, 1) else 4
    assert due.act_by == add(decided, Period(months, "month"))
    assert due.due.first == add(served, Period(months, "month")).toordinal()


STAND_IN = """
kind = "in_order"
clocks = [
    {counts_from = "hearing", period = "15 days"},
    {counts_from = "order", period = "15 days"},
]
"""


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"hearing": "2026-09-10"}, "2026-09-25"),
        ({"order": "2026-08-01"}, "2026-08-16"),
        ({"hearing": "2026-09-10", "order": "2026-08-01"}, "2026-09-25"),
    ],
)
def test_a_fact_that_only_stands_in_gives_way_to_the_one_before_it(
    write: Write, facts: dict[str, str], due: str
) -> None:
    known = {name: [parse(day)] for name, day in facts.items()}
    (found,) = (each.as_json() for each in deadlines(mechanisms(write(STAND_IN))["small"], known))
    assert (found["due"], found["act_by"]) == (due, due)


STANDSTILL = (
    'kind = "period"\ncounts_from = "notified"\nperiod = "2 months"\n'
    '[[rules.standstills]]\nsince = 2026-03-01\nuntil = 2026-03-10\nsource = "text"\n'
    "verified = {verified}"
)


@pytest.mark.parametrize(
    ("verified", "day", "due"),
    [
        ("true", "2026-01-15", "2026-03-25"),  # ten days do not count
        ("false", "2026-01-15", "2026-03-15/2026-03-25"),  # perhaps they do not
        ("true", "2025-12-28", "2026-02-28"),  # over before
        ("true", "2026-03-05", "2026-05-11"),  # six of the ten days lie behind the start
        ("true", "2026-03-11", "2026-05-11"),  # begun after
    ],
)
def test_days_on_which_a_body_let_no_time_run(
    write: Write, verified: str, day: str, due: str
) -> None:
    small = mechanisms(write(STANDSTILL.format(verified=verified)))["small"]
    (found,) = (each.as_json() for each in deadlines(small, {"notified": [parse(day)]}))
    assert found["due"] == due
    assert found["act_by"] == due[:10]


def test_days_that_end_before_they_begin_are_refused(write: Write) -> None:
    text = STANDSTILL.format(verified="true").replace("2026-03-10", "2026-02-10")
    with pytest.raises(DefinitionError, match=r"standstills\[1\]\.until"):
        mechanisms(write(text))
