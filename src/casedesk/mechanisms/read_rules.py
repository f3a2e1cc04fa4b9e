"""Reading the rules of a mechanism from its file; see `model.Rule` for what they say."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from casedesk.mechanisms.definition import Table
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.model import (
    EFFECTS,
    MET_BY,
    RULE_KINDS,
    WHOSE,
    Basis,
    Clock,
    Rule,
    Source,
    Standstill,
    Suspension,
    TimedPeriod,
)
from casedesk.mechanisms.periods import Period, PeriodError, period
from casedesk.words import _

Sources = Mapping[str, Source]
SEVERAL_CLOCKS: Final = frozenset({"first_known", "in_order", "earliest", "latest"})
# These kinds say which fact they look at, but no period can be counted from it.
UNCOUNTED: Final = frozenset({"reasonable", "no_limit"})
# A letter is dated by the fact it is: one to us, or the one that went to the State.
FIXED_FACTS: Final = {"before_session": ("session",), "letter": ("letter", "transmitted")}


def read_source(table: Table) -> Source:
    checked = table.day_or("checked", None)
    if checked is None:
        table.refuse("checked", _("the day on which the source was checked is missing."))
    return Source(table.text("title"), table.text_or("address", ""), checked)


def read_basis(sources: Sources, table: Table) -> Basis:
    """Article, source, day checked and verified or not: four keys of every legal statement."""
    source = sources[table.choice("source", sources)]
    return Basis(
        article=table.text_or("article", ""),
        source=source,
        checked=table.day_or("checked", source.checked) or source.checked,
        verified=table.flag("verified"),
    )


def read_fact(table: Table, name: str) -> str:
    """A key that names a known fact."""
    fact = table.text(name)
    if fact not in FACTS:
        table.refuse(
            name,
            _("“{fact}” is no known fact; known are {known}.").format(
                fact=fact, known=", ".join(FACTS)
            ),
        )
    return fact


def read_rule(sources: Sources, table: Table) -> Rule:
    kind = table.choice("kind", RULE_KINDS)
    return Rule(
        id=table.text("id"),
        title=table.text("title"),
        text=table.text("text"),
        kind=kind,
        clocks=_read_clocks(kind, table),
        suspensions=table.each("suspended", _read_suspension),
        whose=table.choice("whose", WHOSE),
        effect=table.choice("effect", EFFECTS),
        contested=table.flag_or("contested", default=False),
        met_by=table.choice("met_by", MET_BY) if table.has("met_by") else None,
        entry=table.flag_or("entry", default=False),
        exceptions=table.texts("exceptions"),
        applies_if=table.texts("applies_if"),
        basis=read_basis(sources, table),
        note=table.text_or("note", ""),
        standstills=table.each("standstills", partial(_read_standstill, sources)),
    )


def _read_clocks(kind: str, table: Table) -> tuple[Clock, ...]:
    if kind in SEVERAL_CLOCKS:
        clocks = table.each("clocks", partial(_read_clock, needs_period=True))
        if len(clocks) < 2:
            table.refuse("clocks", _("this kind of rule needs at least two clocks."))
        return clocks
    needs_period = kind not in UNCOUNTED and not (kind == "letter" and not table.has("period"))
    clock = _read_clock(table, needs_period=needs_period)
    expected = FIXED_FACTS.get(kind, (clock.counts_from,))
    if clock.counts_from not in expected:
        table.refuse(
            "counts_from",
            _("a rule of this kind counts from “{fact}”.").format(fact="”, “".join(expected)),
        )
    return (clock,)


def _read_clock(table: Table, *, needs_period: bool) -> Clock:
    counts_from = read_fact(table, "counts_from")
    if not needs_period:
        return Clock(counts_from, (), counts_from)
    if table.has("by"):
        by = read_fact(table, "by")
        periods = table.each("periods", _read_timed_period)
        _check_no_gap(table, periods)
        return Clock(counts_from, periods, by)
    return Clock(counts_from, (TimedPeriod(_read_period(table)),), counts_from)


def _read_timed_period(table: Table) -> TimedPeriod:
    return TimedPeriod(
        _read_period(table), table.day_or("since", None), table.day_or("before", None)
    )


def _check_no_gap(table: Table, periods: tuple[TimedPeriod, ...]) -> None:
    """Every day must have exactly one period: open ends outside, no hole and no overlap inside."""
    edges = [period.since for period in periods] + [None]
    ends = [None] + [period.before for period in periods]
    inner = zip(edges[1:-1], ends[1:-1], strict=True)
    if (
        len(periods) < 2
        or edges[0] is not None
        or ends[-1] is not None
        or any(since is None or since != before for since, before in inner)
    ):
        table.refuse(
            "periods",
            _("the periods must follow each other: each begins on the day before which one ends."),
        )


def _read_period(table: Table) -> Period:
    text = table.text("period")
    try:
        return period(text)
    except PeriodError as error:
        table.refuse("period", str(error))


def _read_suspension(table: Table) -> Suspension:
    return Suspension(read_fact(table, "since"), read_fact(table, "until"))


def _read_standstill(sources: Sources, table: Table) -> Standstill:
    since, until = table.day_or("since", None), table.day_or("until", None)
    if since is None or until is None or until < since:
        table.refuse("until", _("the first and the last day are needed, in this order."))
    return Standstill(since, until, read_basis(sources, table))
