"""The sessions of bodies as the office entered them, those to come first."""

from dataclasses import dataclass
from datetime import date

from casedesk.casework.coming import Coming, far
from casedesk.domain.work import Session
from casedesk.mechanisms.registry import body_called, mechanism_called
from casedesk.vault.unit import Reading
from casedesk.when import When, shown
from casedesk.words import _

_NEVER = 10**7  # behind every day


@dataclass(frozen=True, slots=True)
class SessionAt:
    """A session; `days` are left until it opens, `state` is "ahead", "now", "over" or "undated"."""

    record: int
    title: str
    mechanism: str
    opens: When | None
    closes: When | None
    source: str
    remind_days: int | None
    days: int | None
    state: str


def sessions(unit: Reading, today: date) -> tuple[SessionAt, ...]:
    """Every session: what is under way or ahead by its first day, then what has no day, then what
    is over, the last first.
    """
    found = [_session(each, today) for each in unit.all(Session)]
    order = {"now": 0, "ahead": 0, "undated": 1, "over": 2}
    return tuple(sorted(found, key=lambda each: (order[each.state], _place(each))))


def reminders(unit: Reading, today: date) -> list[Coming]:
    """The sessions and windows the office asked to be reminded of: from so many days before they
    open, by their first day, and while they last, by their last.
    """
    found = (each for each in sessions(unit, today) if each.remind_days is not None)
    return [made for each in found if (made := _reminder(each, today)) is not None]


def _reminder(each: SessionAt, today: date) -> Coming | None:
    ahead = each.state == "ahead" and (each.days or 0) <= (each.remind_days or 0)
    opens, closes = each.opens or each.closes, each.closes
    if ahead and opens is not None:
        day, days = far((each.days or 0) + today.toordinal(), today)
        words = _("opens {day}").format(day=shown(opens))
    elif each.state == "now" and closes is not None:
        day, days = far(closes.last, today)
        words = _("under way; closes {day}").format(day=shown(closes))
    else:
        return None
    return Coming(
        "session", each.record, each.title, day, days, "body", words, None,
        mechanism=each.mechanism, source=each.source,
    )  # fmt: skip


def _session(each: Session, today: date) -> SessionAt:
    first = (each.opens or each.closes or When.of(date.max)).first
    last = (each.closes or each.opens or When.of(date.max)).last
    undated = each.opens is None and each.closes is None
    if undated or first is None:
        state = "undated"
    elif first > today.toordinal():
        state = "ahead"
    else:
        state = "over" if last is not None and last < today.toordinal() else "now"
    return SessionAt(
        each.id,
        each.title,
        body_called(mechanism_called(each.mechanism or "") or each.mechanism),
        each.opens,
        each.closes,
        each.source or "",
        each.remind_days,
        None if undated or first is None else first - today.toordinal(),
        state,
    )


def _place(each: SessionAt) -> int:
    days = _NEVER if each.days is None else each.days
    return -days if each.state == "over" else days
