"""Every proceeding of the open cases by mechanism and stage: what a board of them shows.

A mechanism's stages are its file's. Mechanisms whose stages are the same, such as the Committees',
share one row of columns.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.casework.begun import OVER
from casedesk.casework.in_force import law_in_force
from casedesk.casework.limits import FADES
from casedesk.casework.openings import CaseAt, day_columns, living, open_cases, rows, said, table
from casedesk.casework.proceeding_limits import Limit, limits_of, parts_of
from casedesk.domain.base import spine
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms.model import Mechanism
from casedesk.mechanisms.registry import body_called, mechanisms
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _

#: Columns beside a mechanism's own stages; no stage of a file begins with a hyphen.
NOT_BEGUN, UNDER_WAY, CLOSED = "-not-begun", "-under-way", "-closed"
_DECIDED = ("decided", "follow-up", *OVER)

#: Which fact's stage a proceeding stands at that says its state and has no dated stage.
_SAID = {
    "sent": ("submitted",),
    "pending": ("submitted",),
    "registered": ("registered", "submitted"),
    "communicated": ("communicated", "transmitted"),
    "decided": ("adopted", "judgment"),
    "follow-up": ("decision_notified", "adopted", "judgment"),
}


@dataclass(frozen=True, slots=True)
class DueAt:
    """The next thing due in a proceeding; `days` are negative where it is overdue."""

    title: str
    day: date
    days: int
    whose: str
    hard: bool

    @property
    def overdue(self) -> bool:
        return self.days < 0


@dataclass(frozen=True, slots=True)
class Card:
    """A proceeding on the board. `since`: when its stage began, None where nobody noted it."""

    record: int
    ref: str
    title: str
    mechanism: str
    mechanism_title: str
    body: str
    reference: str
    case: CaseAt | None
    stage: str
    since: When | None


@dataclass(frozen=True, slots=True)
class Column:
    """One stage with the proceedings that stand at it."""

    id: str
    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """The columns of one mechanism, or of all that have the same stages."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Board:
    """The board; `mechanisms` are those that have proceedings: id, title, how many."""

    lanes: tuple[Lane, ...]
    mechanisms: tuple[tuple[str, str, int], ...]

    def open_cards(self) -> list[Card]:
        """The cards of what is not closed: those that may have something due."""
        return [
            card
            for lane in self.lanes
            for column in lane.columns
            if column.id not in (CLOSED, "closed")
            for card in column.cards
        ]


def board(unit: Reading, today: date, mechanism: str = "") -> Board:
    """The board of a vault on a day, of one mechanism where one is named."""
    found = _rows(unit, open_cases(unit))
    steps = _steps(unit, {row.id for row, _case in found})
    cards = [_card(row, case, steps.get(row.id, ()), today) for row, case in found]
    counted: dict[str, int] = defaultdict(int)
    for card in cards:
        counted[card.mechanism] += 1
    order = list(mechanisms())
    names = sorted(counted, key=lambda each: order.index(each) if each in order else len(order))
    listed = tuple((each, _title(each), counted[each]) for each in names)
    wanted = [each for each in names if mechanism in ("", each)]
    return Board(_lanes(wanted, cards), listed)


def dues(unit: Reading, keys: Iterable[int], today: date) -> dict[int, DueAt]:
    """The next thing due in each of these proceedings, or what is overdue there.

    Each is computed from its own dates, which takes some milliseconds: ask for some at a time.
    """
    found: dict[int, DueAt] = {}
    law = law_in_force(unit)
    for own in unit.all(Proceeding, Proceeding.id.in_(list(keys))):
        limits, _notices = limits_of(unit, law, own, parts_of(unit, own), today)
        next_one = _next(limits, is_decided=own.decided is not None or own.state in _DECIDED)
        if next_one is not None:
            found[own.id] = next_one
    return found


def _next(limits: Sequence[Limit], *, is_decided: bool) -> DueAt | None:
    """What went by last and still counts, else what comes first."""
    over = [each for each in limits if each.state == "over" and _still_counts(each, is_decided)]
    ahead = [each for each in limits if each.state == "ahead"]
    chosen = max(over, key=_days, default=None) or min(ahead, key=_days, default=None)
    if chosen is None or chosen.act_by is None or chosen.days is None:
        return None
    return DueAt(chosen.title, chosen.act_by, chosen.days, chosen.whose, chosen.hard)


def _days(each: Limit) -> int:
    return each.days if each.days is not None else -(10**6)


def _still_counts(each: Limit, is_decided: bool) -> bool:
    """Whether a limit gone by is still told, as Today has it: what a person set always is, a
    State's reply until the body decided, anything else for some weeks.
    """
    if each.days is None:
        return False
    waiting = each.whose == "state" and not is_decided
    return each.record is not None or waiting or each.days >= -FADES


def _rows(unit: Reading, cases: Mapping[int, CaseAt]) -> list[tuple[Any, CaseAt | None]]:
    own = table("proceeding")
    query = living(
        "proceeding", spine.c.id, spine.c.ref, spine.c.title, own.c.case, own.c.mechanism,
        own.c.reference, own.c.state, *day_columns(own, "submitted", "decided", "notified"),
    ).order_by(spine.c.title_sort, spine.c.id)  # fmt: skip
    return [
        (row, cases.get(row.case))
        for row in unit.connection.execute(query)
        if row.case is None or row.case in cases
    ]


def _steps(unit: Reading, keys: set[int]) -> dict[int, list[tuple[str, str, When]]]:
    """By proceeding, what was dated: the stage's id or the fact it gives, and when."""
    stage, addressee = table("stage"), table("addressee")
    found: dict[int, list[tuple[str, str, When]]] = defaultdict(list)
    query = living("stage", stage.c.proceeding, stage.c.stage, *day_columns(stage, "occurred"))
    for row in rows(unit, query, stage.c.proceeding, keys):
        when = said(row, "occurred")
        if row.stage and when is not None:
            found[row.proceeding].append((row.stage, "", when))
    query = living("addressee", addressee.c.proceeding, *day_columns(addressee, "transmitted"))
    for row in rows(unit, query, addressee.c.proceeding, keys):
        when = said(row, "transmitted")
        if when is not None:
            found[row.proceeding].append(("", "transmitted", when))
    return found


def _card(
    row: Any, case: CaseAt | None, steps: Sequence[tuple[str, str, When]], today: date
) -> Card:
    known = mechanisms().get(row.mechanism or "")
    stage, since = _stage_of(known, row, steps, today)
    return Card(
        record=row.id,
        ref=row.ref,
        title=row.title,
        mechanism=row.mechanism or "",
        mechanism_title=_title(row.mechanism or ""),
        body=_(known.body) if known else "",
        reference=row.reference or "",
        case=case,
        stage=stage,
        since=since,
    )


def _stage_of(
    known: Mechanism | None, row: Any, steps: Sequence[tuple[str, str, When]], today: date
) -> tuple[str, When | None]:
    """The stage a proceeding stands at, and since when: the last dated one that has come."""
    order = [each.id for each in known.stages] if known else []
    if row.state in OVER:
        return ("closed" if "closed" in order else CLOSED), None
    facts = {each.fact: each.id for each in reversed(known.stages) if each.fact} if known else {}
    own = (
        ("submitted", said(row, "submitted")),
        ("adopted", said(row, "decided")),
        ("judgment", said(row, "decided")),
        ("decision_notified", said(row, "notified")),
    )
    dated = [(name or facts.get(fact, ""), when) for name, fact, when in steps]
    dated += [(facts.get(fact, ""), when) for fact, when in own if when is not None]
    reached = [
        (when.first or when.last or 0, order.index(name), name, when)
        for name, when in dated
        if name in order and (when.first or 0) <= today.toordinal()
    ]
    if reached:
        _day, _place, name, since = max(reached, key=lambda each: each[:2])
        return name, since
    if row.state in _SAID or dated:
        meant = [facts[fact] for fact in _SAID.get(row.state or "", ()) if fact in facts]
        return (meant or order or [UNDER_WAY])[0], None
    return NOT_BEGUN, None


def _lanes(wanted: Sequence[str], cards: Sequence[Card]) -> tuple[Lane, ...]:
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for each in wanted:
        known = mechanisms().get(each)
        alike[tuple(stage.id for stage in known.stages) if known else ()].append(each)
    return tuple(_lane(names, cards) for names in alike.values())


def _lane(names: Sequence[str], cards: Sequence[Card]) -> Lane:
    known = mechanisms().get(names[0])
    stages = [(each.id, _(each.label)) for each in known.stages] if known else []
    ends = [] if "closed" in dict(stages) else [(CLOSED, _("Closed"))]
    columns = [(NOT_BEGUN, _("Not yet begun")), *(stages or [(UNDER_WAY, _("Under way"))]), *ends]
    mine: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.mechanism in names:
            mine[card.stage].append(card)
    title = _title(names[0]) if len(names) == 1 else " · ".join(map(_short, names))
    return Lane(title, tuple(Column(key, text, tuple(mine[key])) for key, text in columns))


def _title(mechanism: str) -> str:
    return body_called(mechanism) or _("No mechanism chosen")


def _short(mechanism: str) -> str:
    known = mechanisms().get(mechanism)
    return _(known.body) if known and known.body else _title(mechanism)
