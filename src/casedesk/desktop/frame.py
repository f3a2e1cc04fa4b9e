"""The frame: places at the side, a way to anything on top, the page, and what is saved below."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from casedesk.desktop import menus
from casedesk.desktop.page import Page, Target
from casedesk.desktop.parts import Foot, Message, Top, banner, standing
from casedesk.desktop.pieces.boxes import column, row, widget
from casedesk.desktop.pieces.words import label
from casedesk.desktop.places import PLACES, page_for
from casedesk.desktop.sidebar import Sidebar
from casedesk.vault.door import Changes
from casedesk.words import _

if TYPE_CHECKING:
    from casedesk.desktop.session import Session

#: The keys that open the places, in their order.
_DIGITS = "1234567890"

#: How many pages one can go back to.
_MOST_BACK = 50


class Frame(QMainWindow):
    """A window on an open vault. Its title names no case and no person."""

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self.session = session
        self.desk = session.desk
        self.setWindowTitle("CaseDesk")
        self.behind: list[Target] = []
        self.ahead: list[Target] = []
        self.page: Page | None = None
        self._counting = QTimer(self, singleShot=True, interval=150)
        self._counting.timeout.connect(self._count)
        self.top = Top(self.desk.vault)
        self.sidebar = Sidebar()
        self.message = Message()
        self.pages = QStackedWidget()
        self.foot = Foot()
        self.cover_page = label(_("Work is being finished; then the vault locks."), "heading")
        self._build()
        self._connect()
        self.resize(1280, 720)
        self.open(Target("today"))
        self.refresh_counts()

    def _build(self) -> None:
        notices = [standing(each) for each in self.desk.vault.trust.notices]
        body = column(*notices, self.message, self.pages, gap=0)
        body.setStretchFactor(self.pages, 1)
        middle = row(self.sidebar, widget(body), gap=0)
        middle.setStretch(1, 1)
        parts: list[QWidget] = [self.top]
        if self.desk.vault.facts.demo:
            parts.append(banner())
        whole = column(*parts, widget(middle), self.foot, gap=0)
        whole.setStretch(len(parts), 1)
        ground = QStackedWidget()
        ground.setObjectName("ground")
        ground.addWidget(widget(whole))
        ground.addWidget(self.cover_page)
        self.setCentralWidget(ground)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(lambda place: self.open(Target(place)))
        self.top.lock.clicked.connect(self.session.lock)
        self.top.goto.clicked.connect(self.go_to)
        self.top.new.setMenu(menus.new_menu(self))
        self.top.view.setMenu(menus.view_menu(self))
        self.desk.changed.connect(self._changed)
        self.desk.failed.connect(self.message.say)
        self.session.remaining.connect(self.foot.show_remaining)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.go_to),
            ("Ctrl+L", self.session.lock),
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("Ctrl+N", self.top.new.showMenu),
            ("Ctrl+Shift+N", self.session.new_window),
            ("Ctrl+Z", lambda: menus.undo(self)),
            ("Ctrl+W", self.close),
            ("Ctrl+Q", self.session.quit),
            ("F5", self.reload),
            *((f"Ctrl+{n}", _opener(self, p.id)) for n, p in zip(_DIGITS, PLACES, strict=False)),
        )
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(action)

    # ---- where one is ------------------------------------------------------------------------

    def open(self, target: Target) -> None:
        """Go to a place or a record; what was typed before is kept as a draft."""
        if self.page is not None:
            self.behind = [*self.behind[-_MOST_BACK:], self.page.target]
            self.ahead = []
        self._show(target)

    def back(self) -> None:
        """Go back to the page before."""
        if self.behind and self.page is not None:
            self.ahead.append(self.page.target)
            self._show(self.behind.pop())

    def forward(self) -> None:
        """Go to the page one came back from."""
        if self.ahead and self.page is not None:
            self.behind.append(self.page.target)
            self._show(self.ahead.pop())

    def _show(self, target: Target) -> None:
        if target.record is None:
            self._put(target, "", target.place)
            return
        number = target.record
        self.desk.read(
            lambda unit: menus.kind_and_place(unit, number),
            lambda found: self._put(target, *found),
            self,
            latest="page",
        )

    def _put(self, target: Target, kind: str, place: str) -> None:
        self.keep_drafts()
        page = page_for(self.desk, target, kind)
        page.go.connect(self.open)
        page.new.connect(self.new_record)
        page.said.connect(self.foot.say)
        old, self.page = self.page, page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if old is not None:
            self.pages.removeWidget(old)
            old.deleteLater()
        self.sidebar.mark(place)
        self.message.clear()
        page.load()
        page.take_keyboard()

    def reload(self) -> None:
        """Ask for everything on this page again."""
        if self.page is not None:
            self.page.load()

    def _changed(self, changes: Changes) -> None:
        self.foot.say(_("All changes saved {time}").format(time=f"{datetime.now():%H:%M}"))  # noqa: DTZ005 - the clock on the wall
        if changes.kinds & menus.COUNTED:
            self.refresh_counts()
        if self.page is not None and self.page.concerns(changes):
            self.page.load()

    def refresh_counts(self) -> None:
        """Count the records of the places anew, at most a few times a second."""
        if not self._counting.isActive():
            self._counting.start()

    def _count(self) -> None:
        self.desk.read(menus.counts_of_places, self.sidebar.show_counts, self, latest="counts")

    # ---- what one can do anywhere ------------------------------------------------------------

    def go_to(self) -> None:
        """Find anything."""
        from casedesk.desktop.goto import GoTo  # noqa: PLC0415 - when first used

        palette = GoTo(self.desk, self)
        palette.chosen.connect(self.open)
        palette.new.connect(lambda kind: self.new_record(kind, {}))
        palette.open()

    def new_record(self, kind: str, preset: dict[str, Any]) -> None:
        """Enter a new record, and open it. Evidence is a file attached to the record in sight."""
        if kind == "evidence":
            self.attach()
            return
        from casedesk.desktop.brief.beginning import NewBrief  # noqa: PLC0415 - when first used
        from casedesk.desktop.form.new import NewRecord  # noqa: PLC0415

        dialog: NewBrief | NewRecord = (
            NewBrief(self.desk, preset, self)
            if kind == "briefs"
            else NewRecord(self.desk, kind, preset, self)
        )
        dialog.entered.connect(lambda number: self._entered(kind, number, preset))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def attach(self) -> None:
        """Seal a file as evidence for the record one is on."""
        from casedesk.desktop.evidence.attaching import Attaching  # noqa: PLC0415

        page = self.page
        if page is None or page.target.record is None:
            self.message.say(
                _("Open the case, person or event the file belongs to, and attach it there."),
                "accent",
            )
            return
        attaching = Attaching(page)
        attaching.attached.connect(lambda number: self.open(Target(record=number)))
        attaching.ask(page.target.record)

    def _entered(self, kind: str, number: int, preset: dict[str, Any]) -> None:
        # What was added to the page one is on (a name, a consent) appears on that page.
        if not preset or kind in menus.OPENED_WHEN_NEW:
            self.open(Target(record=number))

    def keep_drafts(self) -> None:
        """Keep what was typed and not saved, on the page and in open dialogs."""
        for each in (self.page, *self.findChildren(QDialog)):
            keep = getattr(each, "keep_draft", None)
            if keep is not None:
                keep()

    # ---- covering and closing ----------------------------------------------------------------

    def cover(self) -> None:
        """Hide what is on the screen while work is finished."""
        ground = self.centralWidget()
        assert isinstance(ground, QStackedWidget)
        ground.setCurrentIndex(1)

    def uncover(self) -> None:
        """Show the page again."""
        ground = self.centralWidget()
        assert isinstance(ground, QStackedWidget)
        if ground.currentIndex() != 0:
            ground.setCurrentIndex(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts; the last window closes the vault."""
        self.keep_drafts()
        self.session.closed(self)
        event.accept()


def _opener(frame: Frame, place: str) -> Callable[[], None]:
    return lambda: frame.open(Target(place))
