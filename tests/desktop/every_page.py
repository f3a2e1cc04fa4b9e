"""Every page and dialog of the window, opened one after another on a demonstration vault that
holds a record of every kind.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from tests import small_vault
from tests.desktop.nobodys_language import as_data

from casedesk import words
from casedesk.desktop.brief.output import ReasonDialog
from casedesk.desktop.case.page import _NEW, _TABS, CasePage
from casedesk.desktop.diary.export import Exporting
from casedesk.desktop.entry.unlock import Unlock
from casedesk.desktop.entry.welcome import Welcome
from casedesk.desktop.entry.wizard import NewVault
from casedesk.desktop.evidence.taking_out import TakingOut
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.new import RecordDialog
from casedesk.desktop.frame import Frame
from casedesk.desktop.goto import GoTo
from casedesk.desktop.law.page import MechanismsPage
from casedesk.desktop.menus import NEW_KINDS
from casedesk.desktop.page import Target
from casedesk.desktop.places import PLACES
from casedesk.desktop.session import Session
from casedesk.domain.base import Record, fields_of, kinds
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading

#: Texts the program reads as codes, formats or its own notes: they stay as they are.
_READ_BY_US = frozenset(
    {"form", "mechanism", "rule", "key", "sha256", "media_type", "query", "order_key", "content",
     "made_from", "field_kind", "for_kind", "codes", "stage", "shipped_hash", "field", "mandate"}
)  # fmt: skip


def settle(desk: Any = None, pause: int = 8) -> None:
    """Wait until the desk has answered everything, and timers of moments have run."""
    loop, quiet = QEventLoop(), [0]
    timer = QTimer(interval=pause)

    def look() -> None:
        quiet[0] = 0 if desk is not None and desk.is_busy else quiet[0] + 1
        if quiet[0] > 1:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(10_000, loop, loop.quit)
    loop.exec()
    timer.stop()


class Office:
    """A window on the vault, and the key of a record of each kind."""

    def __init__(self, folder: Path) -> None:
        vault = small_vault.opened(folder)
        vault.write("Fill", small_vault.add_one_of_each)
        vault.write("Put into other letters", _in_other_letters)
        self.records: dict[str, int] = vault.read(_one_of_each)
        self.session = Session(vault)
        self.desk = self.session.desk
        self.frame: Frame = self.session.new_window()
        self.frame.resize(1280, 720)
        self.frame.activateWindow()
        settle(self.desk)

    def close(self) -> None:
        """Close the window and the vault."""
        self.session._timer.stop()
        QApplication.instance().removeEventFilter(self.session)  # type: ignore[union-attr] # there is one
        self.session.windows.clear()
        self.frame.close()
        self.desk.close()
        self.frame.deleteLater()
        settle()

    def open(self, target: Target, pause: int = 8) -> QWidget:
        """Show a page."""
        self.frame.open(target)
        settle(self.desk, pause)
        return self.frame


@contextmanager
def office(pattern: Path, folder: Path) -> Iterator[Office]:
    """A window on a copy of a vault."""
    made = Office(Path(shutil.copytree(pattern, folder)))
    yield made
    made.close()


def _one_of_each(unit: Reading) -> dict[str, int]:
    """The oldest record of each kind: a real one where the demonstration has one."""
    return {kind: min(each.id for each in unit.all(cls)) for kind, cls in kinds().items()}


def _in_other_letters(unit: Writing) -> None:
    """Put whatever somebody typed into letters in which none of our sentences is written."""
    for cls in kinds().values():
        typed = [
            name
            for name, field in fields_of(cls).items()
            if field.kind in ("text", "long") and name not in _READ_BY_US
        ]
        for each in list(unit.all(cls)):
            values = {name: as_data(getattr(each, name) or "") for name in typed}
            unit.set(each, **{name: text for name, text in values.items() if text})


# Scenes: what is opened, by name. Each gives the widget to look at, and puts it away again.


Scene = Callable[[Office], Iterator[QWidget]]


def _place(name: str) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        # Long pages are laid out part by part, so that the window stays quick.
        shown = office.open(Target(name), pause=30)
        page = office.frame.page
        while isinstance(page, MechanismsPage) and not page.reading.is_whole:
            settle(office.desk, pause=30)
        yield shown

    return show


def _record(kind: str) -> Scene:
    return lambda office: iter([office.open(Target(record=office.records[kind]))])


def _tab(name: str) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        if not isinstance(office.frame.page, CasePage):
            office.open(Target(record=office.records["cases"]))
        page = office.frame.page
        assert isinstance(page, CasePage)
        page.open_tab(name)
        settle(office.desk)
        yield office.frame

    return show


def _entering(kind: str, link: str = "") -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        case = office.records["cases"]
        preset = {link: office.desk.vault.read(lambda u: u.by_id(Record, case).ref)} if link else {}
        office.frame.new_record(kind, preset)
        settle(office.desk)
        yield from _dialog(office, office.frame.findChildren(QDialog)[-1])

    return show


def _changing(kind: str) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        dialog = RecordDialog(office.desk, kind, office.records[kind], {}, office.frame)
        dialog.form.loaded.connect(dialog.form.show_all)
        dialog.open()
        settle(office.desk)
        yield from _dialog(office, dialog)

    return show


def _asking(make: Callable[[Office], QDialog]) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        dialog = make(office)
        dialog.open()
        settle(office.desk)
        yield from _dialog(office, dialog)

    return show


def _dialog(office: Office, dialog: QDialog) -> Iterator[QWidget]:
    assert dialog.isVisible()
    yield dialog
    if isinstance(dialog, RecordDialog):
        dialog.form.forget()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible(), "Esc closes a dialog"
    dialog.deleteLater()
    office.frame.activateWindow()
    settle(office.desk)


def _palette(typed: str) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        office.frame.go_to()
        palette = office.frame.findChildren(GoTo)[-1]
        palette.field.setText(typed)
        settle(office.desk, 60)
        yield palette
        QTest.keyClick(palette.field, Qt.Key.Key_Escape)
        assert not palette.isVisible(), "Esc closes the palette"
        settle()

    return show


def _entry(make: Callable[[Office], QWidget]) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        window = make(office)
        window.show()
        window.activateWindow()
        settle(None, 60)
        yield window
        window.close()
        window.deleteLater()
        office.frame.activateWindow()
        settle()

    return show


def _wizard(step: int) -> Callable[[Office], QWidget]:
    def make(_office: Office) -> QWidget:
        wizard = NewVault({})
        wizard.making.begin = wizard._make = lambda: None  # type: ignore[method-assign] # makes no vault
        wizard.recovery.show_code("-".join(["0000"] * 8))
        wizard._show(step)
        wizard.words.phrase.setText("1 2 3 4 5 6")
        return wizard

    return make


SCENES: dict[str, Scene] = {
    **{f"place {each.id}": _place(each.id) for each in PLACES},
    **{f"record {kind}": _record(kind) for kind in sorted(kinds())},
    **{f"case {name}": _tab(name) for name, _title, _make in _TABS},
    **{f"new {kind}": _entering(kind) for kind, _title in NEW_KINDS},
    **{
        f"new in case {kind}": _entering(kind, link)
        for kind, link in _NEW.items()
        if kind not in ("evidence", *dict(NEW_KINDS))
    },
    **{f"change {kind}": _changing(kind) for kind in sorted(kinds())},
    "removing": _asking(
        lambda o: Removing(o.desk, o.records["tasks"], "tasks", as_data("A title"), o.frame)
    ),
    "taking out": _asking(lambda o: TakingOut("", lambda _why, _whom: None, o.frame)),
    "printing without": _asking(lambda o: ReasonDialog((words._("Form"),), o.frame)),
    "calendar file": _asking(lambda o: Exporting(lambda _name: None, o.frame)),
    "palette": _palette(""),
    "palette typed": _palette("комм"),
    "palette in vain": _palette("qqqqqqqq"),
    "welcome": _entry(lambda _o: Welcome({})),
    "unlock": _entry(lambda o: Unlock(o.desk.vault.folder, locked=False, given={})),
    "locked": _entry(lambda o: Unlock(o.desk.vault.folder, locked=True, given={})),
    **{f"wizard {step}": _entry(_wizard(step)) for step in range(5)},
}

#: What is also looked at from right to left: each page once, and one dialog of each sort.
MIRRORED = [
    name
    for name in SCENES
    if not name.startswith(("change ", "new in case ", "wizard 1", "wizard 2"))
]
