"""Which State accepted which complaint procedure, and whether that is known for a given day.

A State without a row is *not known*, never "no": the tables were put together from sources that
were only partly read. `resources/acceptance/procedures.toml` says what each table covers.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from casedesk.mechanisms.countries import country_name
from casedesk.mechanisms.definition import DefinitionError, Table, read_file
from casedesk.mechanisms.periods import Period, PeriodError, add, period
from casedesk.places import resources
from casedesk.when import DateError, When, parse, shown
from casedesk.words import Refusal, _

COLUMNS: Final = (
    "iso3",
    "state",
    "accepted_on",
    "precision",
    "in_force_on",
    "in_force_computed",
    "ended_on",
    "effect",
    "reservation_note",
    "source",
    "verified",
)
NEGATIVE_COLUMNS: Final = ("procedure", "iso3", "state", "status", "as_of", "source", "verified")
# A reservation that lets a matter examined and concluded elsewhere stand in the way too.
EXAMINED_ELSEWHERE: Final = "same-matter-examined"
# Whether the State is bound, or whether it left, is disputed: no answer is given for it.
CONTESTED: Final = "contested"
END_CONTESTED: Final = "end-contested"
EFFECTS: Final = ("", EXAMINED_ELSEWHERE, CONTESTED, END_CONTESTED)


class UnknownProcedureError(Refusal):
    """A procedure was named of which there is no table."""


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """One acceptance by one State; `ended` is the first day on which it no longer held."""

    iso3: str
    accepted: When | None
    in_force: When | None
    computed: bool
    ended: When | None
    effect: str
    note: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """A State found not to have accepted, as of a month or year where the source gives one."""

    as_of: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure States accept, with every row known about it."""

    id: str
    title: str
    as_of: date
    waiting: Period | None
    text: str
    rows: Mapping[str, tuple[AcceptanceRow, ...]]
    not_accepted: Mapping[str, NotAccepted]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether a State had accepted a procedure on a day: `yes`, `no` or `unknown`, and why."""

    state: str
    rows: tuple[AcceptanceRow, ...]
    sentence: str
    source: str
    verified: bool


@cache
def acceptance(folder: Path | None = None) -> Mapping[str, Procedure]:
    """Every table of acceptances by procedure; raises DefinitionError."""
    place = folder or resources() / "acceptance"
    negative = _negative_rows(place)
    heads = read_file(place / "procedures.toml", lambda table: table.named("procedures", _head))
    return MappingProxyType(
        {
            name: Procedure(
                name,
                head.title,
                head.as_of,
                head.waiting,
                head.text,
                _rows(place / f"{name}.csv"),
                negative.get(name, {}),
            )
            for name, head in heads.items()
        }
    )


def accepted(
    procedure: str, iso3: str, on: When, table: Mapping[str, Procedure] | None = None
) -> Acceptance:
    """Whether the State had accepted the procedure on that day, as far as the tables tell."""
    tables = acceptance() if table is None else table
    if procedure not in tables:
        raise UnknownProcedureError(
            _("There is no table of acceptances called {procedure}.").format(procedure=procedure)
        )
    known = tables[procedure]
    rows = known.rows.get(iso3, ())
    if rows:
        return _by_rows(known, iso3, on, rows)
    if iso3 in known.not_accepted:
        return _by_negative(known, iso3, known.not_accepted[iso3])
    sentence = _("It is not known whether {state} has accepted this: {title}. Check it.")
    return Acceptance("unknown", (), _named(sentence, known, iso3), known.text, verified=False)


def _by_rows(known: Procedure, iso3: str, on: When, rows: tuple[AcceptanceRow, ...]) -> Acceptance:
    answers = [(_held(row, on, known), row) for row in rows]
    for state in ("yes", "unknown"):
        for found, row in answers:
            if found == state:
                return Acceptance(
                    state, rows, _row_sentence(state, known, iso3, row), row.source, row.verified
                )
    nearest = rows[-1]
    verified = all(row.verified for row in rows)
    sentence = _row_sentence("no", known, iso3, nearest)
    return Acceptance("no", rows, sentence, nearest.source, verified)


def _held(row: AcceptanceRow, on: When, known: Procedure) -> str:
    """Whether one row covers every day, no day, or perhaps some day of `on`."""
    if on.first is None or on.last is None or row.effect == CONTESTED:
        return "unknown"
    if row.ended is not None:
        if row.ended.last is None or row.ended.first is None:
            return "unknown"
        if on.first >= row.ended.last:
            return "unknown" if row.effect == END_CONTESTED else "no"
        if on.last >= row.ended.first:
            return "unknown"
    earliest, latest = _begins(row, known)
    if earliest is not None and on.last < earliest:
        return "no"
    return "yes" if on.first >= latest else "unknown"


def _begins(row: AcceptanceRow, known: Procedure) -> tuple[int | None, int]:
    """The first and the last possible day of entry into force, as ordinals.

    Where only the acceptance is known, entry into force is not earlier than a succession allows
    (so the earliest day stays open) and not later than the waiting time after it. Where neither is
    known, the State was recorded as bound on the day the table was made.
    """
    if row.in_force is not None and row.in_force.last is not None:
        return row.in_force.first, row.in_force.last
    if row.accepted is not None and row.accepted.last is not None:
        last = date.fromordinal(row.accepted.last)
        return None, (add(last, known.waiting) if known.waiting else last).toordinal()
    return None, known.as_of.toordinal()


def _by_negative(known: Procedure, iso3: str, row: NotAccepted) -> Acceptance:
    sentence = _("{state} had not accepted this when it was checked: {title}.")
    if row.as_of:
        sentence = _("{state} had not accepted this as of {as_of}: {title}.")
    text = _named(sentence, known, iso3, as_of=row.as_of)
    return Acceptance("no", (), text, row.source, row.verified)


def _row_sentence(state: str, known: Procedure, iso3: str, row: AcceptanceRow) -> str:
    if state == "yes":
        sentence = _("{state} has accepted this: {title}, as recorded on {as_of}.")
    elif state == "no" and row.ended is not None:
        sentence = _("{state} is not bound by this on the day that counts: {title}; ended {ended}.")
    elif state == "no":
        sentence = _("{state} was not yet bound by this on the day that counts: {title}.")
    else:
        sentence = _(
            "{state} is recorded as having accepted this: {title}, but not whether on the day "
            "that counts. Check it."
        )
    ended = shown(row.ended) if row.ended else ""
    return _named(sentence, known, iso3, ended=ended, as_of=known.as_of.isoformat())


def _named(sentence: str, known: Procedure, iso3: str, **more: str) -> str:
    return sentence.format(state=country_name(iso3) or iso3, title=_(known.title), **more)


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    as_of: date
    waiting: Period | None
    text: str


def _head(table: Table) -> _Head:
    as_of = table.day_or("as_of", None)
    if as_of is None:
        table.refuse("as_of", _("the day of the table is missing."))
    waiting = None
    if table.has("waiting"):
        try:
            waiting = period(table.text("waiting"))
        except PeriodError as error:
            table.refuse("waiting", str(error))
    return _Head(table.text("title"), as_of, waiting, table.text("text"))


def _rows(path: Path) -> Mapping[str, tuple[AcceptanceRow, ...]]:
    found: dict[str, list[AcceptanceRow]] = {}
    for number, raw in _csv(path, COLUMNS):
        try:
            found.setdefault(raw["iso3"], []).append(_row(raw))
        except (DateError, ValueError) as error:
            raise _bad_line(path, number) from error
    return {iso3: tuple(rows) for iso3, rows in found.items()}


def _row(raw: Mapping[str, str]) -> AcceptanceRow:
    if raw["verified"] not in ("y", "n") or raw["effect"] not in EFFECTS or not raw["source"]:
        raise ValueError
    return AcceptanceRow(
        iso3=raw["iso3"],
        accepted=_date(raw["accepted_on"]),
        in_force=_date(raw["in_force_on"]),
        computed=raw["in_force_computed"] == "y",
        ended=_date(raw["ended_on"]),
        effect=raw["effect"],
        note=raw["reservation_note"],
        source=raw["source"],
        verified=raw["verified"] == "y",
    )


def _negative_rows(place: Path) -> Mapping[str, Mapping[str, NotAccepted]]:
    found: dict[str, dict[str, NotAccepted]] = {}
    path = place / "not-accepted.csv"
    for number, raw in _csv(path, NEGATIVE_COLUMNS):
        if raw["status"] != "not-accepted" or raw["verified"] not in ("y", "n"):
            raise _bad_line(path, number)
        row = NotAccepted(raw["as_of"], raw["source"], raw["verified"] == "y")
        found.setdefault(raw["procedure"], {})[raw["iso3"]] = row
    return found


def _csv(path: Path, columns: Iterable[str]) -> Iterable[tuple[int, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DefinitionError(
            _("The table {file} cannot be read; install CaseDesk again.").format(file=path.name)
        ) from error
    if list(reader.fieldnames or ()) != list(columns):
        raise _bad_line(path, 1)
    return rows


def _bad_line(path: Path, number: int) -> DefinitionError:
    return DefinitionError(
        _("In {file}, line {number}: a column is missing or holds something else.").format(
            file=path.name, number=number
        )
    )


def _date(text: str) -> When | None:
    return parse(text) if text else None
