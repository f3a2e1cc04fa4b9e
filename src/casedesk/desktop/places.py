"""The places of the sidebar: what they are called, their icon, and what they list."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Page, Target
from casedesk.words import _

PARTY_KINDS = ("people", "organisations", "states", "groups")


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its id in `Target`, and the kinds of record it lists (Today lists none).

    `mechanisms` parts the proceedings: "communications" before UN mandates, or "others".
    """

    id: str
    title: str
    icon: str
    kinds: tuple[str, ...] = ()
    mechanisms: str = ""


PLACES = (
    Place("today", "Today", "sun"),
    Place("cases", "Cases", "folder", ("cases",)),
    Place("reprisals", "Reprisals", "shield-alert", ("reprisals",)),
    Place("communications", "UN communications", "mail", ("proceedings",), "communications"),
    Place("litigation", "Litigation", "scale", ("proceedings",), "others"),
    Place("parties", "Parties", "users", PARTY_KINDS),
    Place("evidence", "Evidence", "archive", ("evidence",)),
    Place("board", "Board", "square-kanban"),
    Place("diary", "Calendar", "calendar-days"),
    Place("mechanisms", "Mechanisms", "book-open-text"),
)


def place_called(name: str) -> Place:
    """A place by its id."""
    return next(each for each in PLACES if each.id == name)


def title_of(place: Place) -> str:
    """What a place is called in the person's language."""
    return _(place.title)


def page_for(desk: Desk, target: Target, kind: str, parent: QWidget | None = None) -> Page:
    """The page of a place, or of a record of this kind. Pages are imported when first opened:
    the window shows sooner.
    """
    if target.record is None:
        page = _OF_PLACES.get(target.place, _list)()
    else:
        page = _RECORDS.get(kind, _general)()
    return page(desk, target, parent)


# ruff: noqa: PLC0415 - each page is imported when it is first opened


def _today() -> type[Page]:
    from casedesk.desktop.today import TodayPage

    return TodayPage


def _board() -> type[Page]:
    from casedesk.desktop.board.page import BoardPage

    return BoardPage


def _diary() -> type[Page]:
    from casedesk.desktop.diary.page import DiaryPage

    return DiaryPage


def _law() -> type[Page]:
    from casedesk.desktop.law.page import MechanismsPage

    return MechanismsPage


def _list() -> type[Page]:
    from casedesk.desktop.lists.page import ListPage

    return ListPage


def _general() -> type[Page]:
    from casedesk.desktop.form.page import RecordPage

    return RecordPage


def _case() -> type[Page]:
    from casedesk.desktop.case.page import CasePage

    return CasePage


def _brief() -> type[Page]:
    from casedesk.desktop.brief.page import BriefPage

    return BriefPage


def _person() -> type[Page]:
    from casedesk.desktop.person.page import PersonPage

    return PersonPage


def _event() -> type[Page]:
    from casedesk.desktop.event.page import EventPage

    return EventPage


def _evidence() -> type[Page]:
    from casedesk.desktop.evidence.page import EvidencePage

    return EvidencePage


def _proceeding() -> type[Page]:
    from casedesk.desktop.proceeding.page import ProceedingPage

    return ProceedingPage


_RECORDS: dict[str, Callable[[], type[Page]]] = {
    "cases": _case,
    "people": _person,
    "events": _event,
    "reprisals": _event,
    "proceedings": _proceeding,
    "evidence": _evidence,
    "briefs": _brief,
}

#: The places that are no list.
_OF_PLACES: dict[str, Callable[[], type[Page]]] = {
    "today": _today,
    "board": _board,
    "diary": _diary,
    "mechanisms": _law,
}
