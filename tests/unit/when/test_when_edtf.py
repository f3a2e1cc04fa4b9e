"""The stored form of partial dates: what it accepts, what its days are, what can be compared."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.when import (
    DateError,
    When,
    certainly_before,
    certainly_within,
    parse,
    possibly_before,
    possibly_within,
)
from casedesk.words import Refusal

DIGIT = st.sampled_from("0123456789X")
SINGLE = st.one_of(
    st.dates().map(date.isoformat),
    st.builds("{:04}".format, st.integers(1, 9999)),
    st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12)),
    st.text(DIGIT, min_size=4, max_size=4),
    st.builds(
        "{}{}-{}{}".format, st.text(DIGIT, min_size=4, max_size=4), DIGIT, DIGIT, st.just("")
    ),
)
DATED = st.builds("{}{}".format, SINGLE, st.sampled_from(["", "", "?", "~", "%", "?~"]))
INTERVAL = st.builds(
    "{}/{}".format,
    st.one_of(DATED, st.sampled_from(["", ".."])),
    st.one_of(DATED, st.sampled_from(["", ".."])),
)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1973", "1973-01-01", "1973-12-31"),
        ("1973-09", "1973-09-01", "1973-09-30"),
        ("1973-09-12", "1973-09-12", "1973-09-12"),
        ("1972-02", "1972-02-01", "1972-02-29"),
        ("197X", "1970-01-01", "1979-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1973-XX", "1973-01-01", "1973-12-31"),
        ("1973-02-XX", "1973-02-01", "1973-02-28"),
        ("1973-1X", "1973-10-01", "1973-12-31"),
        ("1973-09-1X", "1973-09-10", "1973-09-19"),
        ("197X-02-29", "1972-02-29", "1976-02-29"),
        ("XXXX", "0001-01-01", "9999-12-31"),
        ("1973/1975", "1973-01-01", "1975-12-31"),
        ("1973-09-12/1973-10", "1973-09-12", "1973-10-31"),
        ("197X/1980", "1970-01-01", "1980-12-31"),
    ],
)
def test_the_days_of_a_partial_date_are_all_it_can_be(text: str, first: str, last: str) -> None:
    assert parse(text) == When(text, day(first), day(last))


@pytest.mark.parametrize("qualifier", ["?", "~", "%"])
def test_doubt_and_estimate_are_kept_but_move_no_day(qualifier: str) -> None:
    when = parse(f"1973-09{qualifier}")
    assert (when.first, when.last) == (parse("1973-09").first, parse("1973-09").last)
    assert when.uncertain == (qualifier in "?%")
    assert when.approximate == (qualifier in "~%")
    assert not when.is_full


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("../1990", None, "1990-12-31"),
        ("/1990-05", None, "1990-05-31"),
        ("1990/..", "1990-01-01", None),
        ("1990-05-03/", "1990-05-03", None),
    ],
)
def test_an_open_or_unknown_end_has_no_day(text: str, first: str | None, last: str | None) -> None:
    assert parse(text) == When(text, day(first) if first else None, day(last) if last else None)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [(" 1973 ", "1973"), ("197x", "197X"), ("1973?~", "1973%"), ("1973~?/..", "1973%/..")],
)
def test_what_means_the_same_is_stored_the_same(typed: str, canonical: str) -> None:
    assert parse(typed).edtf == canonical


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "/", "../..", "../", "/..", "1973/1974/1975", "0000", "0000-01", "-0044"),
        *("Y12000", "12000", "973", "1973-13", "1973-00", "1973-02-29", "1973-09-31"),
        *("1973-04-4X", "1973-2", "1973-21", "1973-?09", "[1973,1974]", "1973-09-12T10:00"),
        *("1975/1973", "1973-09-12/1973-09-11", "١٩٧٣", "1973\n1974", "1973" + "?" * 500),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse(text)
    sentence = str(refusal.value)
    assert isinstance(refusal.value, Refusal)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300


def test_a_refusal_shows_no_direction_marks_that_would_turn_the_sentence_around() -> None:
    with pytest.raises(DateError) as refusal:
        parse("\u202e1973")
    assert "\u202e" not in str(refusal.value)


@given(st.one_of(DATED, INTERVAL))
@settings(max_examples=300)
def test_canonical_text_parses_to_itself_and_never_ends_before_it_begins(text: str) -> None:
    try:
        when = parse(text)
    except DateError:
        return
    assert parse(when.edtf) == when
    assert when.first is not None or when.last is not None
    if when.first is not None and when.last is not None:
        assert when.first <= when.last


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    with suppress(DateError):
        assert parse(text).edtf


@given(st.dates())
def test_every_full_date_comes_back_as_the_day_it_is(full: date) -> None:
    when = When.of(full)
    assert parse(when.edtf) == when
    assert when.is_full
    assert when.day() == full


@given(st.dates(), st.dates())
def test_full_dates_compare_like_days(one: date, other: date) -> None:
    a, b = When.of(one), When.of(other)
    assert certainly_before(a, b) == possibly_before(a, b) == (one < other)


@pytest.mark.parametrize("text", ["1973", "1973-09-12?", "1973-09-1X", "1973-09-12/1973-09-12"])
def test_a_partial_date_has_no_single_day(text: str) -> None:
    assert not parse(text).is_full
    with pytest.raises(ValueError, match="partial"):
        parse(text).day()


def test_before_is_certain_only_when_every_day_is() -> None:
    year, later, month = parse("1973"), parse("1974"), parse("1973-09")
    assert certainly_before(year, later)
    assert possibly_before(year, month)
    assert not certainly_before(year, month)
    assert not possibly_before(later, year)
    assert possibly_before(parse("../1990"), parse("0001-01-01"))
    assert not certainly_before(parse("1980/.."), parse("1990"))


def test_within_a_span_is_possible_or_certain() -> None:
    first, last = day("1973-01-01"), day("1973-12-31")
    assert certainly_within(parse("1973-09"), first, last)
    assert possibly_within(parse("197X"), first, last)
    assert not certainly_within(parse("197X"), first, last)
    assert not possibly_within(parse("1974"), first, last)
    assert not possibly_within(parse("1972"), first, last)
    assert possibly_within(parse("1972/.."), first, last)
    assert possibly_within(parse("1974"), first, None)
    assert certainly_within(parse("1974"), first, None)
    assert not certainly_within(parse("1974/.."), first, last)
    assert not certainly_within(parse("../1973"), first, last)
