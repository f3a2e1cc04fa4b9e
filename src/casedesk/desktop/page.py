"""What every page is: a widget that asks the desk, shows the answer, and looks again when told."""

from dataclasses import dataclass, field
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.desktop.desk import Desk
from casedesk.vault.door import Changes


@dataclass(frozen=True, slots=True)
class Target:
    """Somewhere one can go: a place of the sidebar, or a record by its key.

    `tab` names a part of the page; `preset` holds values for what it opens (a new record's
    fields, a list's filters).
    """

    place: str = ""
    record: int | None = None
    tab: str = ""
    preset: tuple[tuple[str, str], ...] = field(default=())


class Page(QWidget):
    """A page of the frame. Its constructor is short; `load` asks the desk and shows the answer."""

    #: The kinds of record this page shows; a change of one of them loads it anew. None: all.
    kinds: ClassVar[frozenset[str] | None] = None

    #: The person wants to go somewhere.
    go = Signal(Target)
    #: The person wants to enter a new record: its kind, and values by field.
    new = Signal(str, dict)
    #: A sentence for the foot of the window ("All changes saved 14:32").
    said = Signal(str)

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.target = target
        #: Where the keyboard begins. No focus proxy: Tab, going round the window, would enter the
        #: page there and never reach what stands before it.
        self.start: QWidget | None = None

    def load(self) -> None:
        """Ask for what the page shows. Called when it is opened and when its kinds changed."""

    def concerns(self, changes: Changes) -> bool:
        """Whether a save touched what this page shows."""
        return self.kinds is None or bool(self.kinds & changes.kinds)

    def take_keyboard(self) -> None:
        """Put the keyboard where work on this page begins."""
        (self.start or self).setFocus()

    def keep_draft(self) -> None:
        """Keep what was typed and not saved. Called before the page is left, locked or closed."""
