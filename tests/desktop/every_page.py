"""Every page and dialog of the window, opened one after another on a demonstration vault that
holds a record of every kind. The tests of words, names and keys walk over all of them.
"""

import gettext
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from tests import small_vault

from casedesk import words
from casedesk.desktop.brief.output import ReasonDialog
from casedesk.desktop.case.page import _NEW, _TABS, CasePage
from casedesk.desktop.entry.unlock import Unlock
from casedesk.desktop.entry.welcome import Welcome
from casedesk.desktop.entry.wizard import NewVault
from casedesk.desktop.evidence.taking_out import TakingOut
from casedesk.desktop.form import choices, combos
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.new import RecordDialog
from casedesk.desktop.frame import Frame
from casedesk.desktop.goto import GoTo
from casedesk.desktop.menus import NEW_KINDS
from casedesk.desktop.page import Target
from casedesk.desktop.places import PLACES
from casedesk.desktop.session import Session
from casedesk.domain.base import Record, fields_of, kinds
from casedesk.places import resources
from casedesk.vault.unit import Reading
from casedesk.when import When, shown

TEMPLATE = resources() / "words" / "casedesk.pot"

#: Marks around a sentence that went through the catalogue.
OPEN, CLOSE = "⟦", "⟧"

_ACCENTS = str.maketrans("aceinosuyzACEINOSUZ", "àçéîñöšûýžÀÇÉÎÑÖŠÛŽ")


class Pseudo(gettext.NullTranslations):
    """A language nobody speaks: accented, in brackets, and about 40% longer than the English."""

    def __init__(self, language: str = "qps") -> None:
        super().__init__()
        self._info = {"language": language}
        with TEMPLATE.open("rb") as opened:
            catalogue = read_po(opened)
        self.known = {
            text
            for message in catalogue
            for text in ((message.id,) if isinstance(message.id, str) else message.id)
            if text
        }

    def gettext(self, message: str) -> str:
        return pseudo(message) if message in self.known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def pseudo(sentence: str) -> str:
    """A sentence in the language nobody speaks; what stands in {braces} stays."""
    parts = sentence.replace("{", "\0{").replace("}", "}\0").split("\0")
    said = "".join(each if each.startswith("{") else each.translate(_ACCENTS) for each in parts)
    return f"{OPEN}{said}{' öñé' * max(1, len(sentence) // 10)}{CLOSE}"


@contextmanager
def speaking(app: QApplication, language: str) -> Iterator[None]:
    """Everything that is made inside is in this language."""
    words.speak(Pseudo(language))
    _forget_words()
    before = app.layoutDirection()
    right = Qt.LayoutDirection.RightToLeft
    app.setLayoutDirection(right if words.is_right_to_left() else Qt.LayoutDirection.LeftToRight)
    try:
        yield
    finally:
        words.speak(None)
        _forget_words()
        app.setLayoutDirection(before)


def _forget_words() -> None:
    """Lists of choices are made once a process, in its language."""
    for each in (choices.choices_of, choices._countries, combos._listed):
        each.cache_clear()


def settle(desk: Any = None, pause: int = 15) -> None:
    """Wait until the desk has answered everything, and timers of moments have run."""
    loop, quiet = QEventLoop(), [0]
    timer = QTimer(interval=pause)

    def look() -> None:
        quiet[0] = 0 if desk is not None and desk.is_busy else quiet[0] + 1
        if quiet[0] > 1:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(10_000, loop.quit)
    loop.exec()
    timer.stop()


class Office:
    """A window on the vault, and the key of a record of each kind."""

    def __init__(self, folder: Path) -> None:
        vault = small_vault.opened(folder)
        vault.write("Fill", small_vault.add_one_of_each)
        self.session = Session(vault)
        self.desk = self.session.desk
        self.data = vault.read(_everything)
        self.records: dict[str, int] = vault.read(_one_of_each)
        self.frame: Frame = self.session.new_window()
        self.frame.resize(1280, 720)
        settle(self.desk)

    def close(self) -> None:
        """Close the window and the vault."""
        self.session._timer.stop()
        QApplication.instance().removeEventFilter(self.session)  # type: ignore[union-attr]
        self.session.windows.clear()
        self.frame.close()
        self.desk.close()
        self.frame.deleteLater()
        settle()

    def open(self, target: Target) -> QWidget:
        """Show a page."""
        self.frame.open(target)
        settle(self.desk)
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


def _everything(unit: Reading) -> frozenset[str]:
    """Every text and date the vault holds."""
    found: set[str] = set()
    for cls in kinds().values():
        for each in unit.all(cls):
            found.update(_texts(each))
    return frozenset(found)


def _texts(record: Record) -> Iterable[str]:
    yield record.ref
    yield record.title
    for name in fields_of(type(record)):
        value = getattr(record, name)
        if isinstance(value, When):
            yield from (shown(value, "en"), value.words or "", value.edtf)
        elif isinstance(value, str):
            yield value


# Scenes: what is opened, by name


Scene = Callable[[Office], Iterator[QWidget]]


def _place(name: str) -> Scene:
    return lambda office: iter([office.open(Target(name))])


def _record(kind: str) -> Scene:
    return lambda office: iter([office.open(Target(record=office.records[kind]))])


def _tab(name: str) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        page = office.frame.page
        if not isinstance(page, CasePage):
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
    form = getattr(dialog, "form", None)
    if isinstance(dialog, RecordDialog) and form is not None:
        form.forget()
    dialog.close()
    dialog.deleteLater()
    settle(office.desk)


def _palette(typed: str) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        office.frame.go_to()
        palette = office.frame.findChildren(GoTo)[-1]
        palette.field.setText(typed)
        settle(office.desk, 60)
        yield palette
        palette.close_palette()
        settle()

    return show


def _entry(make: Callable[[Office], QWidget]) -> Scene:
    def show(office: Office) -> Iterator[QWidget]:
        window = make(office)
        window.show()
        settle(None, 60)
        yield window
        window.close()
        window.deleteLater()
        settle()

    return show


def _wizard(step: int) -> Scene:
    def show(_office: Office) -> Iterator[QWidget]:
        wizard = NewVault({})
        wizard.making.begin = wizard._make = lambda: None  # type: ignore[method-assign]
        wizard.recovery.show_code("-".join(["0000"] * 8))
        wizard.show()
        wizard._show(step)
        wizard.words.phrase.setText("1 2 3 4 5 6")
        settle(None, 60)
        yield wizard
        wizard.close()
        wizard.deleteLater()
        settle()

    return show


def _safety() -> str:
    return ""


SCENES: dict[str, Scene] = {
    **{f"place {each.id}": _place(each.id) for each in PLACES},
    **{f"record {kind}": _record(kind) for kind in sorted(kinds())},
    **{f"case {name}": _tab(name) for name, _title, _make in _TABS},
    **{f"new {kind}": _entering(kind) for kind, _title in NEW_KINDS},
    **{
        f"new in case {kind}": _entering(kind, link)
        for kind, link in _NEW.items()
        if kind != "evidence"
    },
    **{f"change {kind}": _changing(kind) for kind in sorted(kinds())},
    "removing": _asking(
        lambda o: Removing(o.desk, o.records["tasks"], "tasks", "title of tasks", o.frame)
    ),
    "taking out": _asking(lambda o: TakingOut(_safety(), lambda _why, _whom: None, o.frame)),
    "printing without": _asking(lambda o: ReasonDialog((words._("Form"),), o.frame)),
    "palette": _palette(""),
    "palette typed": _palette("committee"),
    "palette in vain": _palette("qqqqqqqq"),
    "welcome": _entry(lambda _o: Welcome({})),
    "unlock": _entry(lambda o: Unlock(o.desk.vault.folder, locked=False, given={})),
    "locked": _entry(lambda o: Unlock(o.desk.vault.folder, locked=True, given={})),
    **{f"wizard {step}": _wizard(step) for step in range(5)},
}
