"""The menus of the frame, and what the frame asks the vault."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMenu

from casedesk.casework.browsing import counts, found
from casedesk.casework.query import OneOf, Query, communication_mechanisms
from casedesk.desktop import preferences, theme
from casedesk.desktop.places import PARTY_KINDS, PLACES
from casedesk.domain.base import Record
from casedesk.domain.proceedings import Proceeding
from casedesk.vault.door import Writing
from casedesk.vault.undo import undo_last
from casedesk.vault.unit import Reading
from casedesk.words import _, later, n_

if TYPE_CHECKING:
    from casedesk.desktop.frame import Frame

#: What can be entered from anywhere; what belongs to a record is entered on its page.
NEW_KINDS = (
    ("cases", later("Case")),
    ("people", later("Person")),
    ("organisations", later("Organisation")),
    ("states", later("State")),
    ("groups", later("Group of people")),
    ("events", later("Event")),
    ("reprisals", later("Reprisal")),
    ("engagements", later("Engagement")),
    ("proceedings", later("Proceeding")),
    ("instruments", later("Text of a body")),
    ("tasks", later("Task")),
    ("notes", later("Note")),
)

#: The kinds whose records the sidebar counts.
COUNTED = frozenset(kind for place in PLACES for kind in place.kinds)

#: Kinds whose page opens once they are entered, even where they were entered from another page.
OPENED_WHEN_NEW = frozenset(
    {"cases", "people", "organisations", "states", "groups", "events", "reprisals", "proceedings",
     "evidence", "briefs"}
)  # fmt: skip


def new_menu(frame: "Frame") -> QMenu:
    """Everything that can be entered."""
    menu = QMenu(frame)
    menu.setAccessibleName(_("Enter something new"))
    for kind, title in NEW_KINDS:
        menu.addAction(_(title), _entering(frame, kind))
    return menu


def _entering(frame: "Frame", kind: str) -> Callable[[], None]:
    return lambda: frame.new_record(kind, {})


def view_menu(frame: "Frame") -> QMenu:
    """The size of the font, light or dark, and when the vault locks by itself."""
    menu = QMenu(frame)
    menu.setAccessibleName(_("View"))
    menu.addAction(_("Larger text"), "Ctrl++", lambda: scale(1))
    menu.addAction(_("Smaller text"), "Ctrl+-", lambda: scale(-1))
    menu.addSeparator()
    looks = (
        ("system", _("Light or dark as the system")),
        ("light", _("Light")),
        ("dark", _("Dark")),
    )
    for name, title in looks:
        menu.addAction(title, _looking(name))
    menu.addSeparator()
    idle = menu.addMenu(_("Lock by itself after"))
    for minutes in preferences.IDLE_MINUTES:
        title = n_("{n} minute", "{n} minutes", minutes).format(n=minutes)
        idle.addAction(title, _idling(frame, minutes))
    menu.addSeparator()
    menu.addAction(_("Another window"), "Ctrl+Shift+N", frame.session.new_window)
    menu.addAction(_("Take back the last change"), lambda: undo(frame))
    return menu


def _looking(name: str) -> Callable[[], None]:
    def change() -> None:
        _keep(look=name)

    return change


def _idling(frame: "Frame", minutes: int) -> Callable[[], None]:
    def change() -> None:
        _keep(idle_minutes=minutes)
        frame.session.idle_seconds = minutes * 60

    return change


def scale(steps: int) -> None:
    """Make the font larger (1) or smaller (-1)."""
    sizes = theme.SCALES
    now = min(range(len(sizes)), key=lambda i: abs(sizes[i] - theme.look().scale))
    _keep(scale=sizes[max(0, min(len(sizes) - 1, now + steps))])


def _keep(**changed: object) -> None:
    chosen = replace(preferences.preferences(), **changed)  # type: ignore[arg-type]
    preferences.keep(chosen)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.choose(app, dark=chosen.dark, scale=chosen.scale)


def undo(frame: "Frame") -> None:
    """Take back the last saved change, and say which it was."""
    frame.desk.write(_("Took back the last change"), _undone, frame.foot.say, frame)


def _undone(unit: Writing) -> str:
    return _("Taken back: {what}").format(what=undo_last(unit))


def kind_and_place(unit: Reading, number: int) -> tuple[str, str]:
    """Of what kind a record is, after merging, and the place of the sidebar it belongs to."""
    record = unit.followed(unit.by_id(Record, number))
    if isinstance(record, Proceeding):
        letter = record.mechanism in communication_mechanisms()
        return record.kind, "communications" if letter else "litigation"
    return record.kind, place_of(record.kind)


def place_of(kind: str) -> str:
    """The place of the sidebar a kind belongs to; "" for a kind that has none."""
    if kind in PARTY_KINDS:
        return "parties"
    return next((each.id for each in PLACES if kind in each.kinds), "")


def counts_of_places(unit: Reading) -> dict[str, int]:
    """How many records each place lists."""
    every = counts(unit)
    found_here = {
        each.id: sum(every.get(kind, 0) for kind in each.kinds) for each in PLACES if each.kinds
    }
    letters_only = Query(("proceedings",), (("mechanism", OneOf(communication_mechanisms())),))
    letters = len(found(unit, letters_only))
    return found_here | {
        "communications": letters,
        "litigation": found_here["litigation"] - letters,
    }
