"""Our profile of EDTF (ISO 8601-2:2019): the text form in which partial dates are stored.

    1973   1973-09   1973-09-12            year, month, day
    1973?  1973-09~  1973-09-12%           uncertain, approximate, both
    197X   19XX-09   1973-09-XX            an X is a digit that is not known
    1973/1975        1973-09-12/1973-10    from the first to the last
    ../1990  1990/..   /1990   1990/       open ends, and ends nobody knows

Not taken: seasons, sets, years outside 0001 to 9999, qualifiers inside a date.
"""

import re
from calendar import isleap, monthrange
from datetime import date
from functools import cache
from itertools import product

from casedesk.when.date import DateError, When
from casedesk.words import _

LONGEST = 60  # the longest text of the profile has 23 characters; more is no date and not looked at

_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%]|\?~|~\?)?", re.ASCII)
_BOTH = {"?~": "%", "~?": "%"}
_LEAP, _COMMON = 2000, 2001  # any leap year and any other, for the days their months have


def parse(untrusted_text: str) -> When:
    """The partial date that this EDTF text of our profile says, in canonical form.

    Raises DateError.
    """
    return parse_for(untrusted_text, untrusted_text)


def parse_for(untrusted_text: str, untrusted_typed: str) -> When:
    """The same, where a refusal must name what the person typed rather than its EDTF form."""
    text = untrusted_text.strip().upper() if len(untrusted_text) <= LONGEST else ""
    start, slash, end = text.partition("/")
    if not slash:
        return _single(start, untrusted_typed)
    return _interval(start, end, untrusted_typed)


def _interval(start: str, end: str, untrusted_typed: str) -> When:
    a = None if start in {"", ".."} else _single(start, untrusted_typed)
    b = None if end in {"", ".."} else _single(end, untrusted_typed)
    if a is None and b is None:
        raise not_a_date(untrusted_typed)
    first = a.first if a else None
    last = b.last if b else None
    if first is not None and last is not None and first > last:
        raise DateError(
            _("“{text}” ends before it begins; put the earlier date first.").format(
                text=quoted(untrusted_typed)
            )
        )
    return When(f"{a.edtf if a else start}/{b.edtf if b else end}", first, last)


def _single(text: str, untrusted_typed: str) -> When:
    match = _DATE.fullmatch(text)
    if match is None:
        raise not_a_date(untrusted_typed)
    year, month, day, qualifier = match.groups()
    span = _span(year, month, day)
    if span is None:
        raise DateError(
            _(
                "No day of the calendar, years 0001 to 9999, is “{text}”; "
                "look at its day, month and year again."
            ).format(text=quoted(untrusted_typed))
        )
    # `?` and `~` do not widen the span: nobody wrote down by how much the source may err, and
    # an invented margin would move legal deadlines. They are kept and shown instead.
    parts = "-".join(part for part in (year, month, day) if part)
    return When(parts + _BOTH.get(qualifier, qualifier or ""), *span)


def _span(year: str, month: str | None, day: str | None) -> tuple[int, int] | None:
    """The first and last day the digits allow, or None where they allow none."""
    months = (month or "XX", day or "XX")
    years = [y for y in _numbers(year) if y >= 1]
    first = next((date(y, *found) for y in years if (found := _first(*months, isleap(y)))), None)
    last = next(
        (date(y, *found) for y in reversed(years) if (found := _last(*months, isleap(y)))), None
    )
    return None if first is None or last is None else (first.toordinal(), last.toordinal())


def _numbers(digits: str) -> list[int]:
    """Every number these digits can be, rising."""
    choices = ("0123456789" if digit == "X" else digit for digit in digits)
    return [int("".join(choice)) for choice in product(*choices)]


@cache
def _days(month: str, day: str, leap: bool) -> tuple[tuple[int, int], ...]:
    """Every month and day of a year of this length which these digits can be, rising."""
    year = _LEAP if leap else _COMMON
    return tuple(
        (m, d)
        for m in _numbers(month)
        if 1 <= m <= 12
        for d in _numbers(day)
        if 1 <= d <= monthrange(year, m)[1]
    )


def _first(month: str, day: str, leap: bool) -> tuple[int, int] | None:
    return next(iter(_days(month, day, leap)), None)


def _last(month: str, day: str, leap: bool) -> tuple[int, int] | None:
    return next(reversed(_days(month, day, leap)), None)


def not_a_date(untrusted_text: str) -> DateError:
    """The refusal of something that is no date at all."""
    return DateError(
        _(
            "“{text}” is not a date CaseDesk can read; type for example 12 September 1973, "
            "September 1973, 1973, about 1973, before 1990, between 1973 and 1975, or 1973-09-12."
        ).format(text=quoted(untrusted_text))
    )


def quoted(untrusted_text: str) -> str:
    """What was typed, short and on one line, to be shown back inside a sentence."""
    # Direction marks typed along could turn the sentence around; what does not print is dropped.
    line = "".join(c if c.isprintable() else " " for c in untrusted_text[: LONGEST + 1])
    line = " ".join(line.split())
    return line[:40] + "…" if len(line) > 40 else line
