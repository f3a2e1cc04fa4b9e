"""What a day of the calendar says: an entry as a line, its tone, how far off it is."""

from collections.abc import Callable
from datetime import date

from casedesk.casework.diary import Entry
from casedesk.casework.today import days_left
from casedesk.desktop.case.lines import Line, joined, tone_of_days, whose_label
from casedesk.when import When, shown
from casedesk.words import _, later

WEEKDAYS = (
    later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday"),
    later("Saturday"), later("Sunday"),
)  # fmt: skip
SHORT_WEEKDAYS = (
    later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat"),
    later("Sun"),
)  # fmt: skip

_KINDS = {
    "rule": later("Time limit"),
    "deadline": later("Deadline"),
    "task": later("Task"),
    "reply": later("Reply awaited"),
    "hearing": later("Hearing"),
    "stage": later("Step of a proceeding"),
    "engagement": later("Engagement"),
    "session": later("Session"),
    "check-in": later("Check-in"),
}


def day_words(day: date) -> str:
    """A day with its weekday."""
    return f"{_(WEEKDAYS[day.weekday()])} {shown(When.of(day))}"


def tone_of(each: Entry, today: date) -> str:
    """How pressing an entry is. What others owe, or where one only has to be, is quiet."""
    if each.kind in ("session", "engagement", "hearing", "stage"):
        return "accent"
    if each.is_over(today):
        return "danger" if each.whose == "ours" and each.accepted else "warning"
    if each.whose != "ours" or not each.accepted:
        return "plain"
    return tone_of_days((each.day - today).days)


def far_off(each: Entry, today: date) -> str:
    """How far off an entry is."""
    if each.day < today and not each.is_over(today):
        return _("now") if each.last >= today else _("past")
    return days_left((each.day - today).days)


def range_words(each: Entry) -> str:
    """That an entry goes on, or that its day is not known to the day."""
    if each.last == each.day:
        return ""
    last = shown(When.of(each.last))
    words = _("goes on until {day}") if each.lasts else _("some day until {day}")
    return words.format(day=last)


def entry_line(
    each: Entry, today: date, open_it: Callable[[], object], *, dated: bool = False
) -> Line:
    """An entry as a line: with its day before it where lines of several days stand together, and
    narrow where the day stands above them.
    """
    day = day_words(each.day) if dated else ""
    late = far_off(each, today) if each.is_over(today) else ""
    narrow = () if dated else (late, _("hard limit") if each.hard else "")
    case = joined(each.case.called, each.case.title) if each.case else ""
    notes = (
        "" if each.accepted else _("not known whether the State accepted this"),
        "" if each.verified else _("rule to be confirmed"),
    )
    kind = _(_KINDS[each.kind])
    return Line(
        each.title,
        joined(day, *narrow, kind, range_words(each), each.mechanism.split(":")[0],
               whose_label(each.whose), case, *notes),
        open_it,
        tagged=(far_off(each, today), tone_of(each, today)) if dated else None,
        ends=((_("hard limit"), "danger"),) if each.hard and dated else (),
        key=f"{each.kind}{each.record}{each.day}{each.title}",
        more=each.words,
    )  # fmt: skip
