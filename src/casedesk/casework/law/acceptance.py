"""Which States accepted what a mechanism rests on, as far as the tables tell: a State without a
row is not known, never "no".
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from casedesk.fold import fold
from casedesk.mechanisms.acceptance import (
    CONTESTED,
    END_CONTESTED,
    EXAMINED_ELSEWHERE,
    AcceptanceRow,
    Procedure,
    acceptance,
    accepted,
)
from casedesk.mechanisms.countries import country_name
from casedesk.mechanisms.model import Mechanism
from casedesk.when import When, shown
from casedesk.words import _, later, n_

_FLAGS: Final = {
    EXAMINED_ELSEWHERE: later("Reservation: a matter examined elsewhere is shut out too."),
    CONTESTED: later("Whether the State is bound is disputed."),
    END_CONTESTED: later("Whether the State has left is disputed."),
}


@dataclass(frozen=True, slots=True)
class StateAt:
    """A State of a table. `state` is yes, no or unknown on the day of the table; `since` and
    `until` are dates in words, `remarks` its declarations, reservations and what is disputed.
    """

    name: str
    state: str
    since: str
    until: str
    remarks: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ProcedureAt:
    """What States accept, and of how many it is known: that they do, do not, or perhaps."""

    id: str
    title: str
    at: str
    as_of: date
    text: str
    yes: int
    no: int
    unsure: int

    @property
    def counted(self) -> str:
        """The counts in a sentence."""
        known = n_(
            "{yes} State is known to accept this, {no} not to accept it.",
            "{yes} States are known to accept this, {no} not to accept it.",
            self.yes,
        ).format(yes=self.yes, no=self.no)
        unsure = n_(
            "Of {n} State it is not certain.", "Of {n} States it is not certain.", self.unsure
        ).format(n=self.unsure)
        others = _("Of every other State it is not known.")
        return " ".join((known, unsure, others) if self.unsure else (known, others))


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one State is bound on a day by one procedure; `dates` are its acceptances in words,
    one after another. `check`: there is no row, so it has to be looked up where `source` says.
    """

    procedure: str
    state: str
    check: bool
    sentence: str
    dates: tuple[str, ...]
    remarks: tuple[str, ...]
    source: str
    as_of: date
    verified: bool


def procedures_of(mechanism: Mechanism) -> tuple[ProcedureAt, ...]:
    """The procedures any of which opens a mechanism."""
    rule = mechanism.acceptance
    return tuple(_counted(one.procedure, one.at) for one in rule.procedures) if rule else ()


def known_to_accept(mechanism: Mechanism) -> int | None:
    """Of how many States it is known that they accept one of a mechanism's procedures; None where
    none has to.
    """
    rule = mechanism.acceptance
    if rule is None:
        return None
    names = [one.procedure for one in rule.procedures]
    return len({iso3 for name in names for iso3 in _codes(name) if _state(name, iso3) == "yes"})


def states_of(procedure: str) -> tuple[StateAt, ...]:
    """Every State of a table on its day, by name."""
    known = acceptance()[procedure]
    found = [_state_at(known, iso3) for iso3 in _codes(procedure)]
    return tuple(sorted(found, key=lambda each: fold(each.name)))


def acceptance_of(mechanism: Mechanism, iso3: str, day: date) -> tuple[Answer, ...]:
    """Whether a State is bound on a day, by each of the procedures any of which is enough."""
    rule = mechanism.acceptance
    return tuple(_answer(one.procedure, iso3, day) for one in rule.procedures) if rule else ()


def _counted(procedure: str, at: str) -> ProcedureAt:
    known = acceptance()[procedure]
    states = [_state(procedure, iso3) for iso3 in _codes(procedure)]
    counts = (states.count(each) for each in ("yes", "no", "unknown"))
    return ProcedureAt(procedure, _(known.title), at, known.as_of, _(known.text), *counts)


def _codes(procedure: str) -> list[str]:
    known = acceptance()[procedure]
    return [*known.rows, *(iso3 for iso3 in known.not_accepted if iso3 not in known.rows)]


def _state(procedure: str, iso3: str) -> str:
    return accepted(procedure, iso3, When.of(acceptance()[procedure].as_of)).state


def _state_at(known: Procedure, iso3: str) -> StateAt:
    found = accepted(known.id, iso3, When.of(known.as_of))
    rows = known.rows.get(iso3, ())
    begun = (row.in_force or row.accepted for row in rows)
    until = [_day(row.ended) for row in rows]
    if not rows and (as_of := known.not_accepted[iso3].as_of):
        until = [_("not as of {day}").format(day=as_of)]
    return StateAt(
        country_name(iso3) or iso3,
        found.state,
        "; ".join(filter(None, map(_day, begun))),
        "; ".join(filter(None, until)),
        " ".join(_remarks(rows)),
        found.source,
        found.verified,
    )


def _answer(procedure: str, iso3: str, day: date) -> Answer:
    known = acceptance()[procedure]
    found = accepted(procedure, iso3, When.of(day))
    rows = known.rows.get(iso3, ())
    return Answer(
        procedure=_(known.title),
        state=found.state,
        check=not rows and iso3 not in known.not_accepted,
        sentence=found.sentence,
        dates=tuple(filter(None, map(_dates, rows))),
        remarks=_remarks(rows),
        source=_(found.source) if found.source == known.text else found.source,
        as_of=known.as_of,
        verified=found.verified,
    )


def _dates(row: AcceptanceRow) -> str:
    """Accepted, in force and ended, as far as they are known."""
    begun = _("in force {day}, as computed") if row.computed else _("in force {day}")
    said = (
        _("accepted {day}").format(day=_day(row.accepted)) if row.accepted else "",
        begun.format(day=_day(row.in_force)) if row.in_force else "",
        _("ended {day}").format(day=_day(row.ended)) if row.ended else "",
    )
    return ", ".join(each for each in said if each)


def _remarks(rows: tuple[AcceptanceRow, ...]) -> tuple[str, ...]:
    said = ((_(_FLAGS[row.effect]) if row.effect else "", row.note) for row in rows)
    return tuple(dict.fromkeys(each for pair in said for each in pair if each))


def _day(when: When | None) -> str:
    return shown(when) if when is not None else ""
