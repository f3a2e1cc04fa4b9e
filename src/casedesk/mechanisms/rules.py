"""How each kind of rule computes its last day: few kinds, each one pure function.

A partial date gives a range: from the last day counted from its first possible day to the last day
counted from its last possible day. Whoever acts by the first of them is in time in every case.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casedesk.mechanisms.facts import Facts
from casedesk.mechanisms.model import Clock, Rule
from casedesk.mechanisms.periods import Period, add
from casedesk.when import When

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From the earliest to the latest possible day; None where that end is not known."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Counted:
    """One computed limit: `span` is None where there is no date, and then `act_by` too."""

    counts_from: str
    start: When | None
    span: Span | None
    act_by: date | None


def count(rule: Rule, facts: Facts) -> list[Counted]:
    """The limits a rule gives for these facts, one for each date of the fact it counts from."""
    return KINDS[rule.kind](rule, facts)


def _period(rule: Rule, facts: Facts) -> list[Counted]:
    return _each(rule, rule.clocks[0], facts)


def _first_known(rule: Rule, facts: Facts) -> list[Counted]:
    known = [counted for clock in rule.clocks for counted in _each(rule, clock, facts)]
    if not known:
        return []
    # The later way of counting may be the right one, but nobody loses by keeping the earlier.
    act_by = _low(counted.act_by for counted in known)
    chosen = known[0].counts_from
    return [
        Counted(counted.counts_from, counted.start, counted.span, act_by)
        for counted in known
        if counted.counts_from == chosen
    ]


def _in_order(rule: Rule, facts: Facts) -> list[Counted]:
    known = (_each(rule, clock, facts) for clock in rule.clocks)
    return next((counted for counted in known if counted), [])


def _earliest(rule: Rule, facts: Facts) -> list[Counted]:
    known = [counted for clock in rule.clocks for counted in _each(rule, clock, facts)]
    spans = [counted.span for counted in known if counted.span]
    if not spans:
        return []
    lasts = [span.last for span in spans if span.last]
    span = Span(_low(span.first for span in spans), min(lasts, default=None))
    source = next(counted for counted in known if counted.act_by == span.first)
    return [Counted(source.counts_from, source.start, span, span.first)]


def _latest(rule: Rule, facts: Facts) -> list[Counted]:
    known = [counted for clock in rule.clocks for counted in _each(rule, clock, facts)]
    spans = [counted.span for counted in known if counted.span]
    if not spans:
        return []
    firsts = [span.first for span in spans if span.first]
    span = Span(max(firsts, default=None), _high(span.last for span in spans))
    source = next(counted for counted in known if counted.act_by == span.first)
    return [Counted(source.counts_from, source.start, span, span.first)]


def _before_session(rule: Rule, facts: Facts) -> list[Counted]:
    clock = rule.clocks[0]
    length = -clock.periods[0].period
    return [
        _counted(clock, start, Span(_shifted(start.first, length), _shifted(start.last, length)))
        for start in facts.get(clock.counts_from, ())
    ]


def _letter(rule: Rule, facts: Facts) -> list[Counted]:
    clock = rule.clocks[0]
    return _each(rule, clock, facts) if clock.periods else _undated(clock, facts)


def _reasonable(rule: Rule, facts: Facts) -> list[Counted]:
    return _undated(rule.clocks[0], facts)


def _no_limit(rule: Rule, facts: Facts) -> list[Counted]:
    clock = rule.clocks[0]
    return _undated(clock, facts) or [Counted(clock.counts_from, None, None, None)]


KINDS: Final[Mapping[str, Callable[[Rule, Facts], list[Counted]]]] = {
    "period": _period,
    "first_known": _first_known,
    "in_order": _in_order,
    "earliest": _earliest,
    "latest": _latest,
    "before_session": _before_session,
    "letter": _letter,
    "reasonable": _reasonable,
    "no_limit": _no_limit,
}


def _undated(clock: Clock, facts: Facts) -> list[Counted]:
    starts = facts.get(clock.counts_from, ())
    return [Counted(clock.counts_from, start, None, None) for start in starts]


def _each(rule: Rule, clock: Clock, facts: Facts) -> list[Counted]:
    breaks = _breaks(rule, facts)
    return [
        _counted(clock, start, _span(clock, start, facts, breaks))
        for start in facts.get(clock.counts_from, ())
    ]


def _counted(clock: Clock, start: When, span: Span) -> Counted:
    return Counted(clock.counts_from, start, span, span.first)


def _span(clock: Clock, start: When, facts: Facts, breaks: "_Breaks") -> Span:
    pieces = list(_pieces(clock, start, facts))
    first = _low(lo and min(_ends(lo, hi, length, breaks.shortest)) for lo, hi, length in pieces)
    last = _high(hi and max(_ends(hi, lo, length, breaks.longest)) for lo, hi, length in pieces)
    if breaks.open_since and (last is None or breaks.open_since <= last):
        last = None
    return Span(first, last)


def _pieces(
    clock: Clock, start: When, facts: Facts
) -> Iterable[tuple[date | None, date | None, Period]]:
    """The possible starting days with the period that holds for them.

    Where the fact that picks the period is not known, the starting day stands in for it: for a
    later starting day that gives the period of the newer law, and so never too long a time where
    the newer one is the shorter.
    """
    own = Span(_day(start.first), _day(start.last))
    picking = facts.get(clock.by, ()) if clock.by != clock.counts_from else ()
    for timed in clock.periods:
        until = timed.before and timed.before - _ONE_DAY
        if picking:
            if any(
                _overlap(Span(_day(w.first), _day(w.last)), timed.since, until) for w in picking
            ):
                yield own.first, own.last, timed.period
        elif cut := _overlap(own, timed.since, until):
            yield cut.first, cut.last, timed.period


def _overlap(span: Span, since: date | None, until: date | None) -> Span | None:
    """The days of the span within these, or None where there are none."""
    first = max((day for day in (span.first, since) if day), default=None)
    last = min((day for day in (span.last, until) if day), default=None)
    return None if first and last and first > last else Span(first, last)


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Times that do not count: at their shortest, at their longest, and one still running."""

    shortest: tuple[tuple[date, date], ...]
    longest: tuple[tuple[date, date], ...]
    open_since: date | None


def _breaks(rule: Rule, facts: Facts) -> _Breaks:
    shortest: list[tuple[date, date]] = []
    longest: list[tuple[date, date]] = []
    running: list[date] = []
    for suspension in rule.suspensions:
        begins = sorted(facts.get(suspension.since, ()), key=lambda when: when.first or 0)
        ends = sorted(facts.get(suspension.until, ()), key=lambda when: when.first or 0)
        for number, begin in enumerate(begins):
            first, last = _day(begin.first), _day(begin.last)
            end = ends[number] if number < len(ends) else None
            if first is None or last is None or end is None or end.first is None or not end.last:
                running.append(first or date.min)
                continue
            shortest.append((last, date.fromordinal(end.first)))
            longest.append((first, date.fromordinal(end.last)))
    shortest += _standing_still(rule, certainly=True)
    longest += _standing_still(rule, certainly=False)
    return _Breaks(tuple(shortest), tuple(longest), min(running, default=None))


def _standing_still(rule: Rule, *, certainly: bool) -> list[tuple[date, date]]:
    """Fixed times that do not count; those nobody confirmed lengthen only the latest end."""
    return [
        (each.since, each.until + _ONE_DAY)
        for each in rule.standstills
        if each.basis.verified or not certainly
    ]


def _ends(
    edge: date, other: date | None, length: Period, breaks: Sequence[tuple[date, date]]
) -> Iterable[date]:
    """The last days of periods that start on one edge of a partial date, or up to three days in.

    Days that do not count, beside a month's end, let a later start end earlier: of 30 and 31 May
    both are six months before 30 November, but the pause that follows is a day shorter.
    """
    inward = 3 if breaks and other and other != edge else 0
    step = 1 if other and other > edge else -1
    for days in range(inward + 1):
        start = edge + timedelta(days=days * step)
        if other is None or (other - start).days * step >= 0:
            yield _end(start, length, breaks)


def _end(start: date, length: Period, breaks: Iterable[tuple[date, date]]) -> date:
    """The last day of the period, later by every break that falls inside it."""
    end = add(start, length)
    for begins, ends in sorted(breaks):
        since = max(begins, start)
        if since <= end and ends > since:
            end += ends - since
    return end


def _shifted(ordinal: int | None, length: Period) -> date | None:
    return None if ordinal is None else add(date.fromordinal(ordinal), length)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _low(days: Iterable[date | None]) -> date | None:
    """The earliest day; None, an open beginning, comes before every day."""
    found = list(days)
    known = [day for day in found if day is not None]
    return min(known, default=None) if len(known) == len(found) else None


def _high(days: Iterable[date | None]) -> date | None:
    """The latest day; None, an open end, comes after every day."""
    found = list(days)
    known = [day for day in found if day is not None]
    return max(known, default=None) if len(known) == len(found) else None
