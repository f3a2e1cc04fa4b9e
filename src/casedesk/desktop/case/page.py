"""The page of a case: what it is called and where it stands on top, its parts as tabs below."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QToolButton, QWidget

from casedesk.casework.overview import Overview, overview
from casedesk.desktop.case.chronology import ChronologyTab
from casedesk.desktop.case.details import DetailsTab
from casedesk.desktop.case.doors import DoorsTab
from casedesk.desktop.case.lines import joined
from casedesk.desktop.case.matters import BriefsTab, ConsentsTab, HistoryTab, ProceedingsTab
from casedesk.desktop.case.overview import OverviewTab
from casedesk.desktop.case.people import PartiesTab
from casedesk.desktop.case.proofs import EvidenceTab
from casedesk.desktop.case.tab import Tab, this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import column, emptied, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.theme import look
from casedesk.domain.base import kinds
from casedesk.domain.cases import Case
from casedesk.words import _, later

_TABS: tuple[tuple[str, str, type[Tab]], ...] = (
    ("overview", later("Overview"), OverviewTab),
    ("chronology", later("Chronology"), ChronologyTab),
    ("parties", later("Parties"), PartiesTab),
    ("evidence", later("Evidence"), EvidenceTab),
    ("doors", later("Doors and deadlines"), DoorsTab),
    ("proceedings", later("Proceedings"), ProceedingsTab),
    ("briefs", later("Briefs"), BriefsTab),
    ("consents", later("Consents and disclosures"), ConsentsTab),
    ("history", later("History"), HistoryTab),
    ("details", later("Details"), DetailsTab),
)

#: What can be entered in a case, with the field that ties it to the case.
_NEW = {
    "events": "case", "reprisals": "case", "engagements": "case", "involvements": "subject",
    "proceedings": "case", "evidence": "case", "facts": "case", "deadlines": "case",
    "tasks": "about", "actions": "about", "consents": "case", "notes": "about", "briefs": "case",
}  # fmt: skip

#: A title of more letters than this is cut in the header; its whole stands under Details.
_LONGEST = 160


class CasePage(Page):
    """One case."""

    kinds: ClassVar[frozenset[str] | None] = None

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.audience = "state"
        self.title = label("", "title")
        self.subtitle = label("", "muted")
        self.tags = Flow()
        self.new_button = button(_("New"), icon="plus")
        self.new_button.setMenu(self._menu())
        self.bar = QTabBar()
        self.bar.setAccessibleName(_("Parts of the case"))
        self.stack = QStackedWidget()
        self.tabs: dict[str, Tab] = {}
        self.seen: Overview | None = None
        self._build()
        self.start = self.bar

    def _build(self) -> None:
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setDrawBase(False)
        for name, title, _make in _TABS:
            at = self.bar.addTab(_(title))
            self.bar.setTabData(at, name)
        top = row(widget(column(self.title, self.subtitle, widget(self.tags), gap=4)), gap=12)
        top.setStretch(0, 1)
        top.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignTop)
        outer = column(widget(top), self.bar, self.stack, gap=6)
        outer.setStretch(2, 1)
        outer.setContentsMargins(look().px(18), look().px(18), look().px(18), 0)
        self.setLayout(outer)
        # Qt names its own two buttons in English, whatever the language.
        earlier, later_ones = self.bar.findChildren(QToolButton)
        earlier.setAccessibleName(_("Earlier parts"))
        later_ones.setAccessibleName(_("Later parts"))
        self.bar.currentChanged.connect(self._turned)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(partial(self._step, step))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for kind, link in _NEW.items():
            words = _("party of the case") if kind == "involvements" else _(kinds()[kind].singular)
            action = menu.addAction(words[:1].upper() + words[1:])
            action.triggered.connect(
                lambda _checked=False, kind=kind, link=link: self._enter(kind, link)
            )
        return menu

    def _enter(self, kind: str, link: str) -> None:
        if self.seen is not None:
            self.new.emit(kind, {link: self.seen.case.ref})

    def load(self) -> None:
        number, audience, day = self.target.record or 0, self.audience, this_day()
        self.desk.read(
            lambda unit: overview(unit, unit.by_id(Case, number), day, audience=audience),
            self.show_case,
            self,
            latest="case",
        )

    def show_case(self, seen: Overview) -> None:
        """Show what was read: the header, the counts, and the tab one is on."""
        first, self.seen = self.seen is None, seen
        self._show_header(seen)
        for at, (name, title, _make) in enumerate(_TABS):
            count = seen.counts.get(name, 0)
            self.bar.setTabText(at, f"{_(title)} {count}" if count else _(title))
        if first and self.target.tab:
            self.open_tab(self.target.tab)
        self._turned(self.bar.currentIndex())

    def _show_header(self, seen: Overview) -> None:
        title = seen.case.title
        cut = len(title) > _LONGEST
        self.title.setText(title[:_LONGEST].rstrip() + "…" if cut else title)
        charge = seen.case.in_charge
        self.subtitle.setText(
            joined(
                seen.case.reference, seen.case.ref, seen.office,
                _("in charge: {name}").format(name=charge) if charge else "",
                _("opened {day}").format(day=seen.opened) if seen.opened else "",
            )
        )  # fmt: skip
        emptied(self.tags)
        if seen.status_label:
            tone = "plain" if seen.status == "closed" else "accent"
            self.tags.addWidget(tag(seen.status_label, tone))
        if seen.country:
            self.tags.addWidget(tag(seen.country))
        if seen.at_risk:
            self.tags.addWidget(tag(_("people at risk"), "danger"))

    def open_tab(self, name: str) -> None:
        """Turn to a tab by its name."""
        for at, (known, _title, _make) in enumerate(_TABS):
            if known == name:
                self.bar.setCurrentIndex(at)

    def current_tab(self) -> Tab | None:
        """The tab one is on."""
        found = self.stack.currentWidget()
        return found if isinstance(found, Tab) else None

    def keep_draft(self) -> None:
        for each in self.tabs.values():
            each.keep_draft()

    def _turned(self, at: int) -> None:
        name = str(self.bar.tabData(at))
        self.target = replace(self.target, tab=name)
        if self.seen is None:
            return
        if name not in self.tabs:
            self.tabs[name] = self._made(at)
        tab = self.tabs[name]
        self.stack.setCurrentWidget(tab)
        if tab.seen is not self.seen:
            tab.show_case(self.seen)

    def _made(self, at: int) -> Tab:
        """A tab, made when it is first turned to."""
        tab = _TABS[at][2](self.desk)
        tab.go.connect(self.go)
        tab.new.connect(self.new)
        tab.said.connect(self.said)
        tab.turn.connect(self.open_tab)
        if isinstance(tab, PartiesTab):
            tab.audience.connect(self._see_as)
        self.stack.addWidget(tab)
        return tab

    def _see_as(self, audience: str) -> None:
        self.audience = audience
        self.load()

    def _step(self, by: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % self.bar.count())
