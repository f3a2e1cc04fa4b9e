"""One day of a lawyer on one window, with keys and clicks: from making the vault to finding again
what was entered, behind the lock. A test looks at what it came to, the bench at how long it took.

Nothing here calls the vault: what is known, is read off the window.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from shiboken6 import isValid
from tests.desktop.hand import CTRL, Hand
from tests.desktop.watching import Calls, lock_without_an_end, watched

from casedesk.desktop.app import Way
from casedesk.desktop.brief.beginning import NewBrief
from casedesk.desktop.brief.output import ReasonDialog
from casedesk.desktop.brief.page import BriefPage
from casedesk.desktop.brief.writing import WritingEdit
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.entry.unlock import Unlock
from casedesk.desktop.entry.welcome import Welcome
from casedesk.desktop.entry.wizard import NewVault
from casedesk.desktop.event.page import EventPage
from casedesk.desktop.form.form import Form
from casedesk.desktop.form.links import LinkEditor
from casedesk.desktop.form.new import NewRecord
from casedesk.desktop.frame import Frame
from casedesk.desktop.goto import GoTo
from casedesk.desktop.person.page import PersonPage
from casedesk.desktop.proceeding.page import ProceedingPage
from casedesk.desktop.today import TodayPage

CASE = "The land defenders of Qarsha"
NAMED, WITHHELD, OFFICIAL = "Amina Openname", "Boris Zerhamin", "Judge Officiala"
PARTIES = {NAMED: "Victim", WITHHELD: "Witness", OFFICIAL: "Official"}
EVENT = "A raid on the office"
ENGAGEMENT = "Testimony in Geneva"
REPRISAL = "Arrest at the airport"
PROCEEDING = "Letter on the arrest"
WRITTEN = "They came at dawn and asked for Boris Zerhamin."
REASON = "The call ends today"
FORM = "Letter of allegation"


@dataclass
class Day:
    """What the day came to. `longest` is, by step, the longest busy stretch of the window's thread
    in seconds; `found` what Ctrl+K offered behind the lock, by the words that were typed.
    """

    phrase: str = ""
    code: str = ""
    folder: Path = field(default_factory=Path)
    outputs: tuple[Path, ...] = ()
    locked: list[Path] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)
    longest: dict[str, float] = field(default_factory=dict)


def a_day(app: QApplication, place: Path, given: dict[str, Any]) -> Day:
    """Live the day in an empty folder. `given` is the cost of a passphrase (see `app.Way`)."""
    day = Day(folder=place / "office.casedesk")
    hand = Hand()
    with watched() as day.calls, lock_without_an_end() as day.locked:
        lawyer = Lawyer(hand, Way(app, given), day)
        lawyer.make_vault(place)
        lawyer.enter_case()
        lawyer.enter_what_happened()
        lawyer.enter_consents()
        lawyer.enter_proceeding()
        lawyer.write_brief()
        lawyer.give_out(place)
        lawyer.lock()
        lawyer.way = Way(app, given)  # as in the fresh process
        lawyer.unlock()
        lawyer.find_everything()
        lawyer.leave()
    day.longest = dict(hand.heart.longest)
    return day


class Lawyer:
    """Knows what she wants to enter, and where."""

    def __init__(self, hand: Hand, way: Way, day: Day) -> None:
        self.hand, self.way, self.day = hand, way, day

    @property
    def frame(self) -> Frame:
        """The window on the open vault."""
        window = self.way.window
        assert isinstance(window, Frame)
        return window

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One thing she does; it is over when the window has nothing more to show."""
        self.hand.heart.step = name
        yield
        if isinstance(self.way.window, Frame):
            self.settle()

    def settle(self) -> None:
        """Wait until every answer is shown."""
        desk = self.frame.desk
        for _twice in range(2):
            self.hand.until(lambda: not desk.is_busy, "the desk has nothing to do")
            self.hand.let(10)

    # ---- the vault ---------------------------------------------------------------------------

    def make_vault(self, place: Path) -> None:
        """Six words, the vault, the recovery code, of which two groups are typed again."""
        hand = self.hand
        with self.step("first window"):
            self.way.begin(None)
            hand.push(hand.see(Welcome).make)
        with self.step("make the vault"):
            wizard = hand.see(NewVault)
            self._choose_place(wizard, place)
            hand.tab_to(wizard.where.name)
            hand.write("office")
            hand.tab_to(wizard.where.member)
            hand.write("Ana")
            hand.push(wizard.next)
            self.day.phrase = wizard.words.chosen()
            hand.push(wizard.next)
            hand.write(self.day.phrase)
            hand.until(lambda: not wizard.aside.is_busy, "the keychain was asked")
            hand.push(wizard.next)
            hand.until(lambda: bool(wizard.recovery.code.text()), "the recovery code")
            self.day.code = wizard.recovery.code.text()
            groups = wizard.recovery.groups()
            for number, line in zip(wizard.recovery.ASKED, wizard.recovery.lines, strict=True):
                hand.tab_to(line)
                hand.write(groups[number - 1].lower())
        with self.step("first list"):
            hand.push(wizard.next)
            hand.see(TodayPage)

    def _choose_place(self, wizard: NewVault, place: Path) -> None:
        asked = [b for b in wizard.where.findChildren(QPushButton) if b.text() == "Another place…"]
        self.hand.push(asked[0])
        self._file(place)
        self.hand.until(lambda: wizard.where.folder == place, "the folder of the vault")

    def _file(self, path: Path) -> None:
        """Type a path in the window that asks for one."""
        dialog = self.hand.see(QFileDialog)
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        self.hand.tab_to(line)
        line.selectAll()
        self.hand.write(str(path))
        while QApplication.activePopupWidget() is not None:  # what it offers while one types
            self.hand.press(Qt.Key.Key_Escape)
        self.hand.press(Qt.Key.Key_Return)
        self.hand.until(lambda: not isValid(dialog), f"{path.name} is taken")

    def lock(self) -> None:
        """Ctrl+L. What is left of the window goes, as it does with its process."""
        with self.step("lock"):
            window = self.frame
            self.hand.press(Qt.Key.Key_L, CTRL)
            self.hand.until(lambda: self.day.locked and not window.isVisible(), "the lock")
            self._forget()

    def unlock(self) -> None:
        """Type the passphrase."""
        hand = self.hand
        with self.step("unlock"):
            self.way.begin(self.day.locked[-1], locked=True)
            asked = hand.see(Unlock)
            hand.until(asked.secret.hasFocus, "the passphrase is asked")
            hand.write(self.day.phrase)
            hand.press(Qt.Key.Key_Return)
            hand.see(TodayPage)

    def leave(self) -> None:
        """Ctrl+Q."""
        self.hand.heart.step = "quit"
        self.hand.press(Qt.Key.Key_Q, CTRL)
        self._forget()

    def _forget(self) -> None:
        self.way.session.windows.clear()
        self.frame.deleteLater()
        self.way.session.deleteLater()
        self.way.window = self.way.session = None
        self.hand.let()

    # ---- entering ----------------------------------------------------------------------------

    def enter_case(self) -> None:
        """A case with three parties, each of them new."""
        hand = self.hand
        with self.step("enter the case"):
            hand.press(Qt.Key.Key_N, CTRL)
            hand.choose("Case")
            dialog = hand.see(NewRecord)
            self._fill(dialog.form, title=CASE)
        for name, role in PARTIES.items():
            with self.step("enter a party of the case"):
                linking = dialog.linking
                hand.tab_to(linking.party)
                hand.write(name)
                hand.pick("New person")
                self._fill(hand.see(NewRecord, linking).form)
                hand.until(partial(_is_chosen, linking.party), name)
                hand.tab_to(linking.role)
                hand.write(role)
                hand.push(linking.add)
                hand.until(partial(_is_empty, linking.party), f"{name} is linked")
        with self.step("open the case"):
            done = [b for b in dialog.findChildren(QPushButton) if b.text() == "Done"]
            hand.push(done[0])
            hand.see(CasePage)

    def _fill(self, form: Form, **typed: str) -> None:
        """Type into fields and save with Ctrl+S; a text with an arrow before it is picked from the
        list that opens while typing.
        """
        hand = self.hand
        hand.until(lambda: form.boxes, "the fields")
        for name, text in typed.items():
            editor = form.boxes[name].editor
            hand.tab_to(editor)
            hand.write(text.removeprefix("→"))
            if text.startswith("→"):
                hand.pick(text.removeprefix("→"))
        if not typed:
            hand.until(lambda: form.isAncestorOf(hand.keyboard()), "the form has the keyboard")
        saved: list[int] = []
        form.saved.connect(saved.append)
        hand.press(Qt.Key.Key_S, CTRL)
        hand.until(lambda: saved, f"{form.kind} are saved")

    def enter_what_happened(self) -> None:
        """An event, an engagement, and a reprisal that the engagement triggered."""
        hand = self.hand
        with self.step("enter an event"):
            self._new_in_case("Event", title=EVENT, occurred="May 2026")
            hand.see(EventPage)
        with self.step("enter an engagement"):
            self._back_to_case()
            self._new_in_case("Engagement", title=ENGAGEMENT, occurred="3 March 2026")
        with self.step("enter a reprisal"):
            self._new_in_case("Reprisal", title=REPRISAL, occurred="10 June 2026")
            page = hand.see(EventPage)
            hand.until(lambda: page.seen is not None, "the reprisal")
        with self.step("tie it to the engagement"):
            hand.push(page.link_engagement)
            form = hand.see(NewRecord).form
            self._fill(form, engagement=f"→{ENGAGEMENT}", stated_by="her lawyer")

    def _back_to_case(self) -> None:
        self.hand.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        page = self.hand.see(CasePage)
        self.hand.until(lambda: page.seen is not None, "the case")
        self.settle()

    def _new_in_case(self, what: str, **typed: str) -> None:
        self.hand.click(self.hand.see(CasePage).new_button)
        self.hand.choose(what)
        self._fill(self.hand.see(NewRecord).form, **typed)
        self.settle()

    def enter_consents(self) -> None:
        """Two people decided: one agrees to be named, one refuses."""
        for name, decision in ((NAMED, "Given"), (WITHHELD, "Refused")):
            with self.step("open a person"):
                self._go_to(name)
                page = self.hand.see(PersonPage)
                self.hand.until(partial(_is_read, page), name)
            with self.step("enter a consent"):
                self.hand.push(page.consents.add)
                form = self.hand.see(NewRecord).form
                self._fill(form, audience="Mechanism", state=decision)

    def enter_proceeding(self) -> None:
        """A letter to the special procedures, and that it was sent."""
        hand = self.hand
        with self.step("open the case"):
            self._go_to(CASE)
            page = hand.see(CasePage)
            hand.until(lambda: page.seen is not None, "the case")
        with self.step("enter a proceeding"):
            mechanism = "UN special procedures: communication"
            self._new_in_case("Proceeding", title=PROCEEDING, mechanism=mechanism)
            shown = hand.see(ProceedingPage)
            hand.until(lambda: shown.seen is not None, "the proceeding")
        with self.step("enter a filing"):
            hand.push(shown.file_button)
            self._fill(hand.see(NewRecord).form, receipt="receipt 17")
        with self.step("open the case"):
            self._back_to_case()

    # ---- the brief ---------------------------------------------------------------------------

    def write_brief(self) -> None:
        """Begin a brief, write in its first field that is not filled from the records, save."""
        hand = self.hand
        with self.step("begin the brief"):
            hand.click(hand.see(CasePage).new_button)
            hand.choose("Brief")
            begun = hand.see(NewBrief)
            hand.tab_to(begun.form)
            hand.press(Qt.Key.Key_Space)
            hand.pick(FORM)
            hand.push(begun.begin_button)
            page = hand.see(BriefPage)
            hand.until(lambda: page.laid.count and not page.list._waiting, "the pages")
        with self.step("write the brief"):
            empty = [part for part in page.findChildren(WritingEdit) if not part.toPlainText()]
            hand.tab_to(empty[0])
            hand.write(WRITTEN)
            hand.until(lambda: not page._soon.isActive(), "the pages follow")
        with self.step("save the brief"):
            hand.press(Qt.Key.Key_S, CTRL)
            hand.until(lambda: not page.is_dirty, "the brief is saved")

    def give_out(self, place: Path) -> None:
        """Write it as PDF and as Word file, with the reason that what is missing asks for."""
        hand, outputs = self.hand, []
        for name, ending in (("As PDF…", ".pdf"), ("As Word file (DOCX)…", ".docx")):
            with self.step(f"give it out as {ending}"):
                target = place / f"out{ending}"
                hand.click(hand.see(BriefPage).bar.out)
                hand.choose(name)
                asked = hand.see(ReasonDialog)
                hand.until(asked.line.hasFocus, "the reason is asked")
                hand.write(REASON)
                hand.push(asked.go_on)
                self._file(target)
                hand.until(target.is_file, f"{target.name} is written")
                outputs.append(target)
        self.day.outputs = tuple(outputs)

    # ---- finding -----------------------------------------------------------------------------

    def find_everything(self) -> None:
        """Ctrl+K and words of each thing that was entered."""
        things = (CASE, *PARTIES, EVENT, ENGAGEMENT, REPRISAL, PROCEEDING, FORM, "receipt 17")
        for words in things:
            with self.step("find with Ctrl+K"):
                self.day.found[words] = [entry.title for entry in self._look_for(words)]
                self.hand.press(Qt.Key.Key_Escape)

    def _look_for(self, words: str) -> list[Any]:
        self.hand.press(Qt.Key.Key_K, CTRL)
        palette = self.hand.see(GoTo)
        self.hand.write(words)
        self.hand.until(lambda: palette.words == words, f"an answer to {words}")
        return palette.entries.entries()

    def _go_to(self, words: str) -> None:
        entries = self._look_for(words)
        palette = self.hand.see(GoTo)
        for entry in entries:
            if entry.title == words:
                break
            self.hand.press(Qt.Key.Key_Down)
        chosen = palette.entries.chosen_entry()
        assert chosen is not None
        assert chosen.title == words
        self.hand.press(Qt.Key.Key_Return)
        self.settle()


def _is_chosen(part: LinkEditor) -> bool:
    return part.text().startswith("P")


def _is_empty(part: LinkEditor) -> bool:
    return not part.text()


def _is_read(page: PersonPage) -> bool:
    return page.seen is not None
