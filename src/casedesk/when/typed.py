"""Dates as people type and archives write them, in the six UN languages. Nothing is ever guessed.

Every reading the words allow is found first. None is a refusal, one is the answer, and where there
are several the person is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from casedesk.when import tables
from casedesk.when.date import AmbiguousDate, DateError, When
from casedesk.when.edtf import not_a_date, parse_for, quoted
from casedesk.when.parts import Parts, dates, unqualified
from casedesk.when.sayings import shown
from casedesk.when.wording import (
    Sense,
    either,
    has_native_digits,
    opened_by_between,
    opened_by_from,
    plain,
    senses,
    with_months_marked,
)
from casedesk.words import _

LONGEST_TYPED = 120


def read(untrusted_text: str, *, day_first: bool | None = None) -> When:
    """The date that was typed: EDTF, numbers, or words in one of the six UN languages.

    `day_first` says how 12/09/1973 is meant, None that it is not known. `words` of the answer
    keeps what was typed unless that was canonical EDTF already. Raises AmbiguousDate where the
    text can be read in several ways, DateError where it cannot be read or no such date exists.
    """
    if len(untrusted_text) > LONGEST_TYPED:
        raise not_a_date(untrusted_text)
    readings = _readings(untrusted_text, day_first)
    if has_native_digits(untrusted_text):
        _refuse_other_calendar(readings, untrusted_text)
    if len(readings) == 1:
        return readings[0]
    said = _(" or ").join(shown(replace(reading, words=None)) for reading in readings)
    raise AmbiguousDate(
        _("“{text}” can mean {readings}; write out which is meant.").format(
            text=quoted(untrusted_text), readings=said
        ),
        choices=tuple(readings),
    )


def _readings(untrusted_text: str, day_first: bool | None) -> list[When]:
    """Every date the text can mean, at least one; the sense asked for goes before the other."""
    text = plain(untrusted_text)
    try:
        return [_worded(parse_for(text, untrusted_text), untrusted_text)]
    except DateError as error:
        refusal = error
    marked = with_months_marked(text)
    if "@" in text:
        raise refusal
    found: dict[str, When] = {}
    for order in (True, False) if day_first is None else (day_first, not day_first):
        for edtf in _meanings(marked, order):
            try:
                found.setdefault(edtf, _worded(parse_for(edtf, untrusted_text), untrusted_text))
            except DateError as error:
                refusal = error
        if found and day_first is not None:
            break
    if not found:
        raise refusal
    return list(found.values())


def _worded(when: When, untrusted_text: str) -> When:
    return when if when.edtf == untrusted_text else replace(when, words=untrusted_text)


def _refuse_other_calendar(readings: list[When], untrusted_text: str) -> None:
    """Refuse years that are none of ours, written in the digits of a country with its own calendar.

    ۱۳۵۲ in an Iranian file is the year 1973; 1352 would be wrong by six centuries.
    """
    for reading in readings:
        day = date.fromordinal(reading.first or reading.last or 1)
        if not 1700 <= day.year <= 2200:
            raise DateError(
                _(
                    "“{text}” seems to be a year of another calendar; type the date of the "
                    "Gregorian calendar, for example 12 September 1973."
                ).format(text=quoted(untrusted_text))
            )


def _meanings(text: str, day_first: bool) -> Iterator[str]:
    """The EDTF of every meaning of the text, months marked, some perhaps impossible dates."""
    qualifier, bare = unqualified(text)
    whole = [parts.edtf(qualifier) for parts in dates(bare, day_first) if parts.year]
    if whole:
        # "12-09-1973" is one date and no interval from a 12 to a September.
        yield from whole
        return
    yield from _open_intervals(bare, qualifier, day_first)
    # In "about 1973-1975" the word may belong to the first date or to both; so both are meant.
    for outer, inner in {"": text, qualifier: bare}.items():
        yield from _intervals(inner, outer, day_first)


def _open_intervals(text: str, outer: str, day_first: bool) -> Iterator[str]:
    for sense, rest in senses(text):
        qualifier, bare = unqualified(rest, outer)
        for parts in dates(bare, day_first):
            if parts.year:
                yield _open_interval(sense, parts, qualifier)


def _open_interval(sense: Sense, parts: Parts, qualifier: str) -> str:
    match sense:
        case Sense.UNTIL:
            return f"../{parts.edtf(qualifier)}"
        case Sense.SINCE:
            return f"{parts.edtf(qualifier)}/.."
        case Sense.BEFORE:
            return f"../{_neighbour(parts, qualifier, -1)}"
        case Sense.AFTER:
            return f"{_neighbour(parts, qualifier, 1)}/.."


def _neighbour(parts: Parts, qualifier: str, step: int) -> str:
    """The day, month or year just before or after, as exact as the date itself.

    "Before 1990" ends with 1989: no day of 1990 is meant. Where there is no such date the answer
    is a year that is refused later.
    """
    itself = parts.edtf("")
    try:
        when = parse_for(itself, itself)
        edge = when.first if step < 0 else when.last
        day = date.fromordinal((edge or 0) + step)
    except (DateError, ValueError):
        return "0000"
    return When.of(day).edtf[: len(itself)] + qualifier


def _intervals(text: str, outer: str, day_first: bool) -> Iterator[str]:
    """Every interval the text can mean, trying each place where it may be cut in two."""
    for cut in _AND.finditer(text):
        start = opened_by_between(text[: cut.start()])
        if start:
            yield from _interval(start, text[cut.end() :], outer, day_first)
    for cut in _TO.finditer(text):
        start = opened_by_from(text[: cut.start()])
        yield from _interval(start, text[cut.end() :], outer, day_first)


def _interval(start: str, end: str, outer: str, day_first: bool) -> Iterator[str]:
    first_qualifier, first_text = unqualified(start, outer)
    last_qualifier, last_text = unqualified(end, outer)
    for first in dates(first_text, day_first):
        for last in dates(last_text, day_first):
            if first.year and not last.year and first_text[:4].isdigit():
                pair = (first, last.completed_by(first))
            else:
                pair = (first if first.year else first.completed_by(last), last)
            if pair[0].year and pair[1].year:
                yield f"{pair[0].edtf(first_qualifier)}/{pair[1].edtf(last_qualifier)}"


def _between_dates(spaced: str, glued: str) -> re.Pattern[str]:
    # The Arabic "and" is written onto the word that follows it.
    return re.compile(rf"\s+(?:{either(spaced)})\s+|\s*(?:{either(glued)})\s*|\s+و\s*")


_AND = _between_dates(tables.BETWEEN_AND, tables.GLUED_BETWEEN_AND)
_TO = _between_dates(tables.FROM_TO, tables.GLUED_FROM_TO)
