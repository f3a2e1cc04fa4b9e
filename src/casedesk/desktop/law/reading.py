"""The page of one mechanism beside the list: its sections, one under the other."""

from functools import partial
from time import perf_counter

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from casedesk.casework.law.acceptance import Answer
from casedesk.casework.law.page import LawPage, RuleAt
from casedesk.casework.law.sections import RULES, STATES, Section
from casedesk.desktop.case.lines import joined, take_focus
from casedesk.desktop.form.lines import Words
from casedesk.desktop.law.choosing import marks
from casedesk.desktop.law.rules import RuleBox
from casedesk.desktop.law.statements import based, section_card
from casedesk.desktop.law.states import StatesCard
from casedesk.desktop.pieces.boxes import Card, Notice, column, rule, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.sheets.page import Content
from casedesk.desktop.sheets.words import breaking
from casedesk.desktop.theme import look
from casedesk.words import _

#: Sections are made for so long at a time, in seconds.
_MOMENT = 0.015


class Reading(QScrollArea):
    """Everything CaseDesk knows of one mechanism, to be read and corrected."""

    correct = Signal(RuleAt, str)
    take_back = Signal(int, str)
    #: A State was chosen on the card of States.
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.seen: LawPage | None = None
        self.cards: dict[str, QWidget] = {}
        self.rules: list[RuleBox] = []
        self.states: StatesCard | None = None
        self._state = ""
        self._waiting: list[Section] = []
        self.head = QWidget()
        self.content = Content()
        self.inside = column(gap=14)
        self.setObjectName("reading")
        self.setAccessibleName(_("The chosen mechanism"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Arrow and page keys scroll what is read.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_whole(self) -> bool:
        """Whether every section stands there."""
        return not self._waiting

    def show_page(self, seen: LawPage, state: str) -> None:
        """Show a mechanism, with this State looked up; the same one again stays where it was."""
        before, self.seen, self._state = self.seen, seen, state
        ids = [each.id for each in seen.sections]
        if before is not None and before.head.id == seen.head.id and list(self.cards) == ids:
            key = self._key_in_focus()
            self._renew(before, seen)
            self.content.settle()
            self._focus(key)
            return
        self._fill(seen)
        self.verticalScrollBar().setValue(0)

    def show_answers(self, answers: tuple[Answer, ...]) -> None:
        """Show what is known of the chosen State."""
        if self.states is not None:
            self.states.show_answers(answers)
            self.content.settle()

    def go_to(self, section: str) -> None:
        """Bring a section to the top."""
        while section not in self.cards and self._waiting:
            self._add_next()
        self.content.settle()
        place = self.cards[section].mapTo(self.content, QPoint(0, 0))
        self.verticalScrollBar().setValue(place.y())

    def _key_in_focus(self) -> str:
        """What the keyboard is on here; also while a dialog that was just answered still goes."""
        focus = self.window().focusWidget()
        within = focus is not None and self.isAncestorOf(focus)
        return str(focus.property("key") or "") if within and focus is not None else ""

    def _focus(self, key: str) -> None:
        """Put the keyboard back where it was; on the page where that is gone."""
        if not key:
            return
        for each in self.findChildren(QPushButton):
            if each.property("key") == key:
                take_focus(each)
                return
        self.setFocus()

    # ---- filling -----------------------------------------------------------------------------

    def _fill(self, seen: LawPage) -> None:
        # A new ground is quicker than taking the old parts off one by one.
        self.inside, self.content = column(gap=14), Content()
        self.inside.setContentsMargins(look().px(2), 0, look().px(12), look().px(16))
        self.content.setLayout(self.inside)
        self.setWidget(self.content)
        self.cards, self.rules, self.states = {}, [], None
        self._waiting = list(seen.sections)
        self.head = self._head(seen)
        self.inside.addWidget(self.head)
        self.inside.addStretch(1)
        self._add_some()

    def _add_some(self) -> None:
        """Add sections for a moment, the rest in the next: the window stays awake meanwhile."""
        begun = perf_counter()
        while self._waiting and perf_counter() - begun < _MOMENT:
            self._add_next()
            self.content.settle()
        if self._waiting:
            QTimer.singleShot(0, self, self._add_some)

    def _add_next(self) -> None:
        section = self._waiting.pop(0)
        card = self.cards[section.id] = self._card(section)
        self.inside.insertWidget(self.inside.count() - 1, card)

    def _renew(self, before: LawPage, seen: LawPage) -> None:
        """Make anew only what says something else than before."""
        old = {each.id: each for each in before.sections}
        self.head = self._put_instead(self.head, self._head(seen))
        for section in seen.sections:
            changed = section != old[section.id]
            changed |= section.id == RULES and seen.rules != before.rules
            changed |= section.id == STATES and seen.procedures != before.procedures
            if changed:
                card = self._card(section)
                self.cards[section.id] = self._put_instead(self.cards[section.id], card)

    def _put_instead(self, old: QWidget, new: QWidget) -> QWidget:
        self.inside.replaceWidget(old, new)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        return new

    def _head(self, seen: LawPage) -> QWidget:
        head, inside = seen.head, column(gap=10)
        inside.addWidget(label(head.title, "title"))
        inside.addWidget(label(joined(seen.body, head.kind, seen.abbreviation), "muted"))
        found = [tag(*each) for each in marks(head)]
        if found:
            inside.addWidget(widget(Flow(*found)))
        if head.named_only:
            inside.addWidget(Notice(_("CaseDesk knows this mechanism by name only.")))
        if seen.aside:
            sentence = _("A correction of this mechanism is left aside: {why}")
            inside.addWidget(Notice(breaking(sentence.format(why=seen.aside)), "danger"))
        ways = (
            button(each.heading, partial(self.go_to, each.id), chip=True) for each in seen.sections
        )
        inside.addWidget(widget(Flow(*ways, gap=5)))
        return widget(inside)

    def _card(self, section: Section) -> QWidget:
        assert self.seen is not None
        if section.id == RULES:
            return self._rules(self.seen, section)
        if section.id == STATES:
            return self._states(self.seen, section)
        if section.id == "sources":
            return _sources(section)
        return section_card(section)

    def _rules(self, seen: LawPage, section: Section) -> Card:
        card = Card(section.heading)
        self.rules = []
        for number, each in enumerate(seen.rules):
            if number:
                card.body.addWidget(rule())
            box = RuleBox(each)
            box.correct.connect(self.correct)
            box.take_back.connect(self.take_back)
            self.rules.append(box)
            card.body.addWidget(box)
        return card

    def _states(self, seen: LawPage, section: Section) -> Card:
        card = self.states = StatesCard(section.heading)
        card.show_states(section.told, seen.procedures)
        card.asked.connect(self.asked)
        if self._state:
            card.state.put(self._state)
        return card


def _sources(section: Section) -> Card:
    """Texts that can be copied as they are, with their addresses."""
    card = Card(section.heading)
    for told in section.told:
        card.body.addWidget(Words(", ".join(part for part in (told.text, based(told)) if part)))
    return card
