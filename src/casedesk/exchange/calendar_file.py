"""The office's diary as a calendar file (.ics), which any calendar program takes.

Whoever gets the file, or the account it is imported into, can read it. So its titles say nothing
unless a person wants more, and nothing in it leads back to a record of the vault.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from casedesk.casework.diary import Entry, diary
from casedesk.domain.disclosures import Disclosure
from casedesk.vault.door import Writing
from casedesk.vault.files import leaving_as, write_private
from casedesk.vault.vault import Vault
from casedesk.when import When, shown
from casedesk.words import Refusal, _, n_

if TYPE_CHECKING:
    from icalendar import Alarm, Event

#: What the titles say: nothing, the case's own random reference, or everything.
TITLES = ("neutral", "reference", "full")

#: Days before which a calendar program reminds of what has no reminder of its own.
REMIND = 7

#: Days ahead that are written unless somebody says otherwise: as far as rules are computed.
AHEAD = 365

#: The most days ahead a person may ask for.
MOST = 3660


class NotWritten(Refusal):
    """The calendar was not written; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be written: how much its titles say, and for how many days from which one."""

    titles: str
    today: date
    days: int = AHEAD


def calendar_of(entries: Iterable[Entry], asked: Asked) -> tuple[bytes, int]:
    """The entries as a calendar, and how many events it has. Days on which several things are due
    are one event where the titles could not tell them apart.
    """
    from icalendar import Calendar  # noqa: PLC0415 - a tenth of a second, only where it is used

    made = Calendar()
    # Names no program, no version and no computer.
    made.add("prodid", "-//Calendar//EN")
    made.add("version", "2.0")
    told: dict[tuple[date, date, str], tuple[str, set[int]]] = {}
    for each in entries:
        day = max(each.day, asked.today) if each.lasts else each.day
        last = each.last if each.lasts and asked.titles == "full" else day
        key = (day, last, _title(each, asked.titles))
        _told, days = told.setdefault(key, (_words(each, asked.titles), set()))
        days.add(REMIND if each.remind_days is None else each.remind_days)
    for (day, last, title), (words, days) in sorted(told.items()):
        event = _event(day, last, title, words, asked.today)
        for before in sorted(days):
            event.add_component(_alarm(title, before))
        made.add_component(event)
    return made.to_ical(), len(told)


def _event(day: date, last: date, title: str, words: str, today: date) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    # Drawn anew for each file: a number derived from the record would tell whoever has two
    # calendars, or the vault, what belongs together. A file imported again adds its events again.
    event.add("uid", secrets.token_hex(16))
    # The standard asks for a moment; the day alone does not tell who sat at the desk when.
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", title)
    if words:
        event.add("description", words)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _alarm(title: str, days: int) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415 - as above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(days=-days))
    return alarm


def _title(each: Entry, titles: str) -> str:
    if titles == "neutral" or (titles == "reference" and each.case is None):
        return _("CaseDesk: something is due")
    if titles == "reference" and each.case is not None:
        # The office's own reference of a case may hold a name; the vault's is random.
        return _("CaseDesk: {ref}").format(ref=each.case.ref)
    if each.person:
        # A calendar is no place for a person at risk: even where titles tell everything, whom to
        # look up is told by reference.
        return _("Check-in: {ref}").format(ref=each.person)
    case = each.case.title if each.case else ""
    return " · ".join(text for text in (each.title, case) if text)


def _words(each: Entry, titles: str) -> str:
    if titles != "full" or each.person:
        return ""
    whose = {"state": _("the State's"), "body": _("the body's")}.get(each.whose, "")
    until = ""
    if each.last != each.day and not each.lasts:
        until = _("some day until {day}").format(day=shown(When.of(each.last)))
    hard = _("hard limit") if each.hard else ""
    checked = "" if each.verified else _("rule to be confirmed")
    return " · ".join(text for text in (each.mechanism, whose, until, hard, checked) if text)


def write_calendar(vault: Vault, asked: Asked, target: Path) -> int:
    """Write what is due to a file only its owner can read; answers the number of events.

    Raises NotWritten, ReadOnly, OSError. Not for the window's thread.
    """
    check(vault, asked, target)
    until = asked.today + timedelta(days=asked.days)
    with leaving_as(target) as waiting:
        if asked.titles == "neutral":
            # Days on which somebody has something to do disclose nothing of a case or a person,
            # and a disclosure has to be one of something: none is written down.
            seen = vault.read(lambda unit: diary(unit, asked.today, asked.today, until))
            content, number = calendar_of(_ahead(seen.entries, asked.today), asked)
            write_private(waiting, content)
        else:
            number = vault.write(
                _("Gave out a calendar"), lambda unit: _given_out(unit, asked, until, waiting)
            ).result
    return number


def check(vault: Vault, asked: Asked, target: Path) -> None:
    """Refuse a place that is none for a calendar, and what cannot be written down."""
    if target.suffix.lower() != ".ics":
        raise NotWritten(_("A calendar is a file whose name ends in .ics; name it so."))
    if asked.titles not in TITLES:
        raise NotWritten(_("Titles are {choices}.").format(choices=", ".join(TITLES)))
    if not 1 <= asked.days <= MOST:
        raise NotWritten(_("Ask for 1 to {most} days.").format(most=MOST))
    if target.resolve().is_relative_to(vault.folder.resolve()):
        raise NotWritten(_("A calendar is not kept inside the vault; choose another folder."))
    if target.is_dir() or not target.parent.is_dir():
        raise NotWritten(_("There is no such folder, or a folder has that name; choose another."))
    if asked.titles != "neutral":
        vault.refuse_if_read_only()


def _given_out(unit: Writing, asked: Asked, until: date, waiting: Path) -> int:
    """Within the unit, so that nothing is noted as having left if it cannot be written."""
    entries = _ahead(diary(unit, asked.today, asked.today, until).entries, asked.today)
    content, number = calendar_of(entries, asked)
    _disclose(unit, asked, entries)
    write_private(waiting, content)
    return number


def _ahead(entries: Sequence[Entry], today: date) -> list[Entry]:
    """What has its day still before it, and what goes on: nobody is reminded of what went by."""
    return [each for each in entries if each.day >= today or (each.lasts and each.last >= today)]


def _disclose(unit: Writing, asked: Asked, entries: Sequence[Entry]) -> None:
    """One disclosure for each case whose reference or title left, and one for all the rest."""
    counted: dict[int | None, int] = {}
    for each in entries:
        key = each.case.record if each.case else None
        counted[key] = counted.get(key, 0) + 1
    for key, number in counted.items():
        if key is None and asked.titles == "reference":
            continue  # what hangs on no case left without any title
        unit.add(
            Disclosure(
                title=_("Calendar file"),
                case=key,
                occurred=When.of(asked.today),
                extent=n_("{n} entry", "{n} entries", number).format(n=number),
                reason=_("Titles: {titles}").format(titles=asked.titles),
            )
        )
