"""The law in the window: the mechanisms with their rules, and the sessions of bodies."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QTabBar, QWidget

from casedesk.casework.law.acceptance import acceptance_of
from casedesk.casework.law.page import Kept, Law, LawPage, MechanismAt, RuleAt, law, law_of
from casedesk.casework.law.sessions import SessionAt, sessions
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.editor import HINTS
from casedesk.desktop.law.choosing import Mechanisms, matching
from casedesk.desktop.law.correcting import Correcting
from casedesk.desktop.law.reading import Reading
from casedesk.desktop.law.sessions import Sessions
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import Card, Notice, column, emptied, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label, one_line
from casedesk.desktop.sheets.words import breaking
from casedesk.desktop.theme import look
from casedesk.mechanisms.registry import mechanisms
from casedesk.words import _, n_

_RULES, _SESSIONS = 0, 1


class MechanismsPage(Page):
    """The rules of every mechanism beside their list, and the sessions."""

    kinds: ClassVar[frozenset[str] | None] = frozenset({"corrections", "sessions"})

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        preset = dict(target.preset)
        self.mechanism, self.state = preset.get("mechanism", ""), preset.get("state", "")
        self.known: tuple[MechanismAt, ...] = ()
        self.count = one_line("", "muted")
        self.words = QLineEdit()
        self.bar = QTabBar()
        self.notices = column(gap=8)
        self.list = Mechanisms()
        self.reading = Reading()
        self.nothing = label(_("No mechanism says these words."), "muted")
        self.sessions = Sessions(desk)
        self.stack = QStackedWidget()
        self.split = QSplitter()
        self._moved = False
        self.dialog: Correcting | Removing | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setAccessibleName(_("Mechanisms"))
        self.words.setPlaceholderText(_("Filter by words"))
        self.words.setAccessibleName(_("Filter by words"))
        self.words.setClearButtonEnabled(True)
        self.words.setInputMethodHints(HINTS)
        self.bar.setAccessibleName(_("Parts of the law"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        for title in (_("Rules"), _("Sessions of bodies")):
            self.bar.addTab(title)
        top = row(one_line(_("Mechanisms"), "title"), self.count, None, self.words, gap=10)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.list)
        card.body.addWidget(self.nothing)
        self.nothing.setContentsMargins(*[look().px(16)] * 4)
        self.nothing.hide()
        split = self.split
        split.addWidget(card)
        split.addWidget(self.reading)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(look().px(14))
        split.setObjectName("plain-split")
        self.stack.addWidget(split)
        self.stack.addWidget(self.sessions)
        whole = column(top, self.bar, self.notices, self.stack, gap=8)
        whole.setContentsMargins(look().px(20), look().px(16), look().px(20), look().px(8))
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.start = self.list

    def _connect(self) -> None:
        self.split.splitterMoved.connect(self._move)
        self.bar.currentChanged.connect(self._turned)
        self.bar.setCurrentIndex(_SESSIONS if self.target.tab == "sessions" else _RULES)
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self.list.setFocus)
        self.list.chosen.connect(self._choose)
        self.reading.correct.connect(self.correct)
        self.reading.take_back.connect(self.take_back)
        self.reading.asked.connect(self._ask_state)
        self.sessions.go.connect(self.go)
        self.sessions.said.connect(self.said)

    def _move(self, _place: int, _index: int) -> None:
        self._moved = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:  # a third for the list, as long as that is not too narrow or too wide
            wide = event.size().width()
            narrow = max(look().px(190), min(look().px(285), wide * 31 // 100))
            self.split.setSizes([narrow, max(1, wide - narrow)])

    # ---- asking ------------------------------------------------------------------------------

    def load(self) -> None:
        day = this_day()
        self.desk.read(law, self._show, self, latest="law")
        self.desk.read(lambda unit: sessions(unit, day), self._show_sessions, self, latest="days")

    def _show(self, found: Law) -> None:
        self.known = found.mechanisms
        self._show_lost(found.lost)
        self._narrow(self.words.text())

    def _show_sessions(self, found: Sequence[SessionAt]) -> None:
        self.sessions.show_sessions(found)
        self._count()

    def _read_one(self) -> None:
        mechanism = self.mechanism
        if mechanism:
            self.desk.read(
                lambda unit: law_of(unit, mechanism), self._show_one, self, latest="mechanism"
            )

    def _show_one(self, seen: LawPage) -> None:
        self.reading.show_page(seen, self.state)

    def _ask_state(self, iso3: str) -> None:
        self.state = iso3
        self._remember()
        known, day = mechanisms()[self.mechanism], this_day()
        self.desk.read(
            lambda _unit: acceptance_of(known, iso3, day) if iso3 else (),
            self.reading.show_answers,
            self,
            latest="state",
        )

    def _show_lost(self, lost: Sequence[Kept]) -> None:
        """Corrections of rules that are not shipped any more hold nothing, but are not hidden."""
        emptied(self.notices)
        for each in lost:
            text = _(
                "A correction of the rule “{rule}” ({value}) holds nothing any more: CaseDesk"
                " ships no such rule."
            ).format(rule=each.rule, value=each.said)
            notice = Notice(breaking(text))
            back = button(
                _("Take back"),
                partial(self.take_back, each.record, each.rule),
                name=_("Take back the correction {what}").format(what=each.rule),
            )
            notice.row.addWidget(back)
            self.notices.addWidget(notice)

    # ---- what the person changes -------------------------------------------------------------

    def _turned(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self._remember()
        self._count()

    def _narrow(self, untrusted_words: str) -> None:
        found = matching(self.known, untrusted_words)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found and bool(self.known))
        if found:
            self.mechanism = self.list.show_mechanisms(found, self.mechanism)
            self._read_one()
        self.sessions.narrow(untrusted_words)
        self._count()

    def _choose(self, mechanism: str) -> None:
        self.mechanism = mechanism
        self._remember()
        self._read_one()

    def _remember(self) -> None:
        """Keep what is looked at, so that one comes back to it."""
        said = {"mechanism": self.mechanism, "state": self.state}
        tab = "sessions" if self.bar.currentIndex() == _SESSIONS else ""
        preset = tuple((name, text) for name, text in said.items() if text)
        self.target = Target(self.target.place, tab=tab, preset=preset)

    def _count(self) -> None:
        if self.bar.currentIndex() == _SESSIONS:
            number = len(self.sessions.seen)
            words = n_("{n} session", "{n} sessions", number).format(n=number)
        else:
            number = sum(each.unverified for each in self.known)
            words = n_(
                "{n} rule to be confirmed", "{n} rules to be confirmed", number
            ).format(n=number)  # fmt: skip
        self.count.setText(words if self.known else "")

    # ---- correcting --------------------------------------------------------------------------

    def correct(self, rule: RuleAt, key: str = "") -> Correcting:
        """Ask for a correction of a rule."""
        dialog = self.dialog = Correcting(self.desk, rule, key, self)
        dialog.kept.connect(lambda: self.said.emit(_("The rule is corrected")))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        (dialog.typed if key else dialog.what).setFocus()
        return dialog

    def take_back(self, record: int, what: str) -> None:
        """Ask why a correction is taken back."""
        dialog = self.dialog = Removing(self.desk, record, "corrections", what, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
