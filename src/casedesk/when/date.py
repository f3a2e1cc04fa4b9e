"""The partial date itself, its errors, and what can be said of two of them."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from casedesk.words import Refusal


class DateError(Refusal):
    """What was typed is no date that can be kept; the text says how dates can be typed."""


class AmbiguousDate(DateError):  # noqa: N818 - a question to a person, not a defect
    """What was typed can be read in several ways; `choices` are those readings, all valid."""

    def __init__(self, sentence: str, choices: "tuple[When, ...]") -> None:
        super().__init__(sentence)
        self.choices = choices


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known.

    `edtf` is the canonical text of the profile in `edtf.py`. `first` and `last` are the first and
    last possible day as `date.toordinal()`, None where that end is open or unknown. `words` is the
    date as written in the source, kept exactly, None where `edtf` says it all.
    """

    edtf: str
    first: int | None
    last: int | None
    words: str | None = None

    @classmethod
    def of(cls, day: date) -> Self:
        """One certain day."""
        return cls(f"{day.year:04}-{day.month:02}-{day.day:02}", day.toordinal(), day.toordinal())

    @property
    def is_full(self) -> bool:
        """One certain single day without a qualifier; exact deadlines count from no other."""
        return len(self.edtf) == len("1973-09-12") and "X" not in self.edtf and "/" not in self.edtf

    @property
    def uncertain(self) -> bool:
        """The source itself is in doubt (`?`)."""
        return "?" in self.edtf or "%" in self.edtf

    @property
    def approximate(self) -> bool:
        """The date is an estimate (`~`)."""
        return "~" in self.edtf or "%" in self.edtf

    def day(self) -> date:
        """The day of a full date.

        Raises ValueError for any other: asking a partial date for its day is a defect of the
        caller, who must look at `is_full` first.
        """
        if not self.is_full or self.first is None:
            raise ValueError("a partial date has no single day")
        return date.fromordinal(self.first)


def certainly_before(a: When, b: When) -> bool:
    """Every possible day of `a` comes before every possible day of `b`.

    Like the three functions below it goes by the days alone, as the filters of lists do, so that
    a list and a computation never differ; `?` and `~` are shown beside, not computed with.
    """
    return a.last is not None and b.first is not None and a.last < b.first


def possibly_before(a: When, b: When) -> bool:
    """Some possible day of `a` comes before some possible day of `b`."""
    return a.first is None or b.last is None or a.first < b.last


def possibly_within(when: When, first: int | None, last: int | None) -> bool:
    """Some possible day lies in the days `first` to `last` (included; None is open)."""
    starts_too_late = last is not None and when.first is not None and when.first > last
    ends_too_early = first is not None and when.last is not None and when.last < first
    return not (starts_too_late or ends_too_early)


def certainly_within(when: When, first: int | None, last: int | None) -> bool:
    """Every possible day lies in the days `first` to `last` (included; None is open)."""
    starts_inside = first is None or (when.first is not None and when.first >= first)
    ends_inside = last is None or (when.last is not None and when.last <= last)
    return starts_inside and ends_inside
