"""The time axis: from days to places between 0 and 1, long empty times folded together.

Between two neighbouring dates of a case lie hours or ten years. Drawn to one measure, all that
matters would stand in one spot; so each gap is drawn at its length up to a limit, and beyond it is
folded: drawn short, and marked as such.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from casedesk.when import When

#: The part of the whole time that a gap may have before it is folded.
_FOLD_FROM = 0.14
#: How long a folded gap is drawn, and how short two different days at least, as such parts.
_FOLDED, _LEAST = 0.05, 0.018
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Span:
    """Where a date lies on the axis. `open_start`, `open_end`: nobody knows how far it goes."""

    first: float
    last: float
    open_start: bool = False
    open_end: bool = False
    doubtful: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is one single day."""
        return self.first == self.last and not (self.open_start or self.open_end)


@dataclass(frozen=True, slots=True)
class Fold:
    """An empty time that is drawn shorter than it was, in years and months of a calendar."""

    first: float
    last: float
    days: int


@dataclass(frozen=True)
class Scale:
    """Days in order, and the place of each."""

    days: Sequence[int]
    places: Sequence[float]
    folds: Sequence[Fold]

    def place(self, day: int) -> float:
        """Where a day lies between the ends of the axis."""
        if not self.days:
            return 0.5
        if day <= self.days[0]:
            return self.places[0]
        if day >= self.days[-1]:
            return self.places[-1]
        right = bisect_right(self.days, day)
        before, after = self.days[right - 1], self.days[right]
        part = (day - before) / (after - before)
        return self.places[right - 1] + part * (self.places[right] - self.places[right - 1])

    def span(self, when: When) -> Span:
        """Where a date lies, with the whole of the time it can mean."""
        first = self.place(when.first) if when.first is not None else 0.0
        last = self.place(when.last) if when.last is not None else 1.0
        doubtful = when.uncertain or when.approximate
        return Span(first, last, when.first is None, when.last is None, doubtful)

    def years(self) -> list[tuple[int, float]]:
        """Years to write above the axis, each with its place: where the axis begins, where it goes
        on behind a fold, and where a year begins.
        """
        if not self.days:
            return []
        found = {self.places[0]: date.fromordinal(self.days[0]).year}
        for fold in self.folds:
            day = self.days[self.places.index(fold.last)]
            found[fold.last] = date.fromordinal(day).year
        first = date.fromordinal(self.days[0]).year
        last = date.fromordinal(self.days[-1]).year
        for year in range(first + 1, last + 1):
            place = self.place(date(year, 1, 1).toordinal())
            if not any(fold.first < place < fold.last for fold in self.folds):
                found[place] = year
        return [(year, place) for place, year in sorted(found.items())]


def scale_of(dates: Iterable[When]) -> Scale:
    """The axis on which these dates have their places."""
    ends = {day for when in dates for day in (when.first, when.last) if day is not None}
    days = sorted(ends)
    if len(days) < 2:
        return Scale(days, [0.5] * len(days), [])
    whole = days[-1] - days[0]
    gaps = [after - before for before, after in pairwise(days)]
    drawn = [_drawn(gap, whole) for gap in gaps]
    per_unit = (1 - 2 * _MARGIN) / sum(drawn)
    places = [_MARGIN]
    for length in drawn:
        places.append(places[-1] + length * per_unit)
    folds = [
        Fold(places[number], places[number + 1], gap)
        for number, gap in enumerate(gaps)
        if _is_long(gap, whole)
    ]
    return Scale(days, places, folds)


def _is_long(gap: int, whole: int) -> bool:
    return gap > max(60, _FOLD_FROM * whole)


def _drawn(gap: int, whole: int) -> float:
    if _is_long(gap, whole):
        return _FOLDED
    return max(_LEAST, gap / whole)
