"""Everything dated that the office has before it: for a calendar, on the screen or in a file.

Limits that rules give are known as far ahead as Today knows them, a year; what people typed is
known whenever it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casedesk.casework.awaited import awaited
from casedesk.casework.begun import proceedings
from casedesk.casework.check_ins import newest_check_ins
from casedesk.casework.coming import Coming, by_hand
from casedesk.casework.in_force import LawInForce, law_in_force
from casedesk.casework.limits import computed
from casedesk.casework.openings import CaseAt, day_columns, living, open_cases, said, table
from casedesk.casework.to_do import tasks
from casedesk.domain.base import spine
from casedesk.mechanisms.registry import body_called, mechanisms
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with a day. `kind` is rule, deadline, task, reply, stage, hearing, engagement,
    session or check-in.

    `day` is the day to act by, or the first of a range that ends on `last`; `lasts`: it goes on
    all those days, as a session does, where a date known in part is only somewhere among them.
    `whose` is ours, state or body; `record` is the key of what to open; `person` the reference of
    the person where it is about one, `remind_days` when to remind, None for the usual.
    """

    kind: str
    day: date
    last: date
    title: str
    record: int
    whose: str = "ours"
    hard: bool = False
    case: CaseAt | None = None
    mechanism: str = ""
    words: str = ""
    verified: bool = True
    accepted: bool = True
    lasts: bool = False
    person: str = ""
    remind_days: int | None = None

    def on(self, day: date) -> bool:
        """Whether it stands on this day of a calendar."""
        return self.day <= day <= self.last if self.lasts else self.day == day

    def is_over(self, today: date) -> bool:
        """Whether it should have been done by now: nobody is late for a session or a stage."""
        return self.last < today and self.kind not in ("stage", "hearing", "session", "engagement")


@dataclass(frozen=True)
class Diary:
    """The entries of a span in order of days, and sentences on what could not be computed."""

    entries: tuple[Entry, ...]
    notices: tuple[str, ...]


def diary(unit: Reading, today: date, first: date, last: date) -> Diary:
    """Everything dated from `first` to `last`, both included: what is ahead, and what went by
    undone.
    """
    cases = open_cases(unit)
    law = law_in_force(unit)
    ruled = computed(unit, law, cases, proceedings(unit, cases), today)
    typed = [*by_hand(unit, cases, today), *tasks(unit, law, cases, today)]
    ends = _ends(unit, "deadline") | _ends(unit, "task")
    found = (
        *_of_coming(ruled, {}),
        *_of_coming(typed, ends),
        *_replies(unit, law, cases, today),
        *_stages(unit, cases, today),
        *_hearings(unit, cases, today),
        *_engagements(unit, cases, today),
        *_sessions(unit),
        *_check_ins(unit),
    )
    within = [each for each in found if each.day <= last and each.last >= first]
    return Diary(tuple(sorted(within, key=_order)), law.notices)


def _order(each: Entry) -> tuple[date, bool, bool, str]:
    return (each.day, not each.hard, each.whose != "ours", each.title)


def _of_coming(found: Iterable[Coming], ends: Mapping[int, int]) -> Iterator[Entry]:
    for each in found:
        if each.day is None:
            continue
        last = date.fromordinal(ends.get(each.record, each.day.toordinal()))
        yield Entry(
            each.kind,
            each.day,
            max(last, each.day),
            each.title,
            each.record,
            each.whose,
            each.hard,
            each.case,
            each.mechanism,
            each.words,
            verified=each.verified,
            accepted=each.accepted,
        )


def _ends(unit: Reading, name: str) -> dict[int, int]:
    """The last possible day of what people typed with a date known in part.

    Of a deadline the day to act by is one day, whatever the due date is; so is that of a task
    which moves with a time limit.
    """
    own = table(name)
    query = living(name, spine.c.id, own.c.due_last).where(own.c.due_last.is_not(None))
    if name == "deadline":
        query = query.where(own.c.act_by_first.is_(None))
    else:
        query = query.where(own.c.rule.is_(None))
    return {row.id: row.due_last for row in unit.connection.execute(query)}


def _replies(
    unit: Reading, law: LawInForce, cases: Mapping[int, CaseAt], today: date
) -> Iterator[Entry]:
    for each in awaited(unit, law, cases, today):
        if each.due is not None and each.replied is None:
            yield Entry(
                "reply",
                each.due,
                each.due,
                _("Reply of {who}").format(who=each.addressee or each.title),
                each.proceeding,
                "state",
                case=each.case,
                mechanism=each.mechanism,
                words=each.words,
                verified=each.verified,
            )


def _stages(unit: Reading, cases: Mapping[int, CaseAt], today: date) -> Iterator[Entry]:
    """Steps of proceedings that are dated ahead."""
    own, before = table("stage"), table("proceeding")
    matter = spine.alias("matter")
    query = (
        living(
            "stage", spine.c.title.label("named"), own.c.stage, own.c.proceeding,
            *day_columns(own, "occurred"), before.c.case, before.c.mechanism,
            matter.c.title.label("matter"),
        )
        .join(before, before.c.id == own.c.proceeding)
        .join(matter, matter.c.id == before.c.id)
        .where(own.c.occurred_last >= today.toordinal(), matter.c.deleted.is_(None))
    )  # fmt: skip
    for row in _of_open(unit.connection.execute(query), cases):
        known = mechanisms().get(row.mechanism or "")
        stage = next((s for s in known.stages if s.id == row.stage), None) if known else None
        label = _(stage.label) if stage else row.named or row.stage or ""
        hearing = stage is not None and stage.fact == "hearing"
        yield from _dated(
            row, "occurred", "hearing" if hearing else "stage",
            f"{label}: {row.matter}" if label else row.matter, row.proceeding, cases,
            mechanism=body_called(row.mechanism), whose="body",
        )  # fmt: skip


def _hearings(unit: Reading, cases: Mapping[int, CaseAt], today: date) -> Iterator[Entry]:
    """Hearings noted as facts of a case."""
    own = table("fact")
    query = living("fact", own.c.case, *day_columns(own, "occurred")).where(
        own.c.fact == "hearing", own.c.occurred_last >= today.toordinal()
    )
    for row in _of_open(unit.connection.execute(query), cases):
        if row.case is not None:
            yield from _dated(
                row, "occurred", "hearing", _("Hearing"), row.case, cases, whose="body"
            )


def _engagements(unit: Reading, cases: Mapping[int, CaseAt], today: date) -> Iterator[Entry]:
    """Testimony, meetings and the like that are dated ahead."""
    own = table("engagement")
    query = living(
        "engagement", spine.c.id, spine.c.title, own.c.case, own.c.body,
        *day_columns(own, "occurred"),
    ).where(own.c.occurred_last >= today.toordinal())  # fmt: skip
    for row in _of_open(unit.connection.execute(query), cases):
        yield from _dated(
            row, "occurred", "engagement", row.title, row.id, cases, mechanism=row.body or ""
        )


def _sessions(unit: Reading) -> Iterator[Entry]:
    """Sessions and windows of bodies, the window for reprisals among them, as the office typed
    them.
    """
    own = table("session")
    query = living(
        "session", spine.c.id, spine.c.title, own.c.mechanism, own.c.remind_days,
        *day_columns(own, "opens", "closes"),
    )  # fmt: skip
    for row in unit.connection.execute(query):
        opens, closes = said(row, "opens"), said(row, "closes")
        start = opens.first if opens and opens.first else closes.first if closes else None
        if start is None:
            continue
        end = (closes.last if closes else opens.last if opens else None) or start
        yield Entry(
            "session",
            date.fromordinal(start),
            date.fromordinal(max(start, end)),
            row.title,
            row.id,
            "body",
            mechanism=body_called(row.mechanism),
            lasts=True,
            remind_days=row.remind_days,
        )


def _check_ins(unit: Reading) -> Iterator[Entry]:
    """When a person should be heard of next."""
    for row in newest_check_ins(unit):
        yield from _dated(
            row, "next", "check-in", _("Check-in with {name}").format(name=row.title), row.person,
            {}, words=row.safe_contact or "", person=row.ref,
        )  # fmt: skip


def _of_open(found: Iterable[Any], cases: Mapping[int, CaseAt]) -> Iterator[Any]:
    return (row for row in found if row.case is None or row.case in cases)


def _dated(
    row: Any,
    name: str,
    kind: str,
    title: str,
    record: int,
    cases: Mapping[int, CaseAt],
    **more: Any,
) -> Iterator[Entry]:
    """An entry from a partial date of a row; none where not even its first day is known."""
    when: When | None = said(row, name)
    if when is None or when.first is None:
        return
    last = when.last or when.first
    case = cases.get(getattr(row, "case", None) or 0)
    day = date.fromordinal(when.first)
    yield Entry(kind, day, date.fromordinal(last), title, record, case=case, **more)


def span_of_weeks(month: date, starts_on: int) -> tuple[date, date]:
    """The first and last day of the weeks a month's page shows; `starts_on` is 1 for Monday."""
    first = month.replace(day=1)
    first -= timedelta(days=(first.isoweekday() - starts_on) % 7)
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    weeks = -(-(following - first).days // 7)
    return first, first + timedelta(days=weeks * 7 - 1)
