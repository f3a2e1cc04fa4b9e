"""Calendar arithmetic of time limits: whole calendar months, never moved off a weekend.

One month after 31 January is the last day of February. A limit that ends on a Sunday ends on that
Sunday: bodies differ on it, and moving it later by ourselves could lose a case.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casedesk.words import Refusal, _

UNITS: Final = ("day", "week", "month", "year")
_PERIOD: Final = re.compile(r"([1-9]\d{0,3}) (day|week|month|year)s?")


class PeriodError(Refusal):
    """A text is no period, or a date lies too far away to count from."""


@dataclass(frozen=True, slots=True)
class Period:
    """A number of calendar days, weeks, months or years."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def __neg__(self) -> "Period":
        return Period(-self.count, self.unit)


def period(text: str) -> Period:
    """Read a period such as “5 years” or “60 days”; raises PeriodError."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise PeriodError(
            _("“{text}” is not a period; write for example “5 years” or “60 days”.").format(
                text=text
            )
        )
    return Period(int(match[1]), match[2])


def add(start: date, length: Period) -> date:
    """The day on which a period from `start` ends; a negative count goes back."""
    try:
        if length.unit in ("day", "week"):
            return start + timedelta(days=length.count * (7 if length.unit == "week" else 1))
        return _add_months(start, length.count * (12 if length.unit == "year" else 1))
    except (OverflowError, ValueError) as error:
        raise PeriodError(
            _("{day} lies too far away to count {period} from it; check the year.").format(
                day=start.isoformat(), period=length
            )
        ) from error


def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last_day = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last_day))
