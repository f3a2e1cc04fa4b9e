"""The chronology of a case: chips to choose what is shown, the timeline, and the moment in full."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.casework.chronology import GROUPS, Moment, chronology, group_label
from casedesk.casework.overview import Overview
from casedesk.desktop.case.lines import joined
from casedesk.desktop.case.spans import NARROW
from casedesk.desktop.case.tab import Tab
from casedesk.desktop.case.timeline import Axis, Timeline, called, said_date
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.dates import in_words
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import Card, column, emptied, row, scrolling, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.domain.cases import Case
from casedesk.words import _


class ChronologyTab(Tab):
    """What happened and was done, in order of time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.all: Sequence[Moment] = ()
        self.chosen: set[str] = set()
        self.chips = Flow()
        self.line = Timeline()
        self.empty = label(_("No events yet. Add the first with New > Event."), "muted")
        self.title, self.detail = label("", "strong"), label("", "muted")
        self.show_record = button(_("Open"), self._open_current)
        self._build()
        self.line.opened.connect(lambda each: self.go.emit(Target(record=each.record)))
        self.line.reached.connect(self._reached)

    def _build(self) -> None:
        card = Card()
        card.setAccessibleName(_("Chronology"))
        add = button(_("New event"), lambda: self.enter("events"), icon="plus")
        top = row(widget(self.chips), add, gap=8)
        top.setStretch(0, 1)
        below = row(widget(column(self.title, self.detail, gap=2)), self.show_record, gap=8)
        below.setStretch(0, 1)
        self.below = widget(below)
        self.axis = Axis(self.line)
        card.body.addLayout(top)
        card.body.addWidget(self.empty)
        card.body.addWidget(self.axis)
        card.body.addWidget(self.line, 1)
        card.body.addWidget(self.below)
        outer = column(card)
        outer.setContentsMargins(0, look().px(14), look().px(4), look().px(14))
        self.setLayout(column(scrolling(widget(outer))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show what there is room for: in a low window the rows need it, and Enter still opens the
        moment in full; a narrow one has no axis.
        """
        some = bool(self.all)
        self.line.setVisible(some)
        self.axis.setVisible(some and self.width() - look().px(60) >= look().px(NARROW))
        self.below.setVisible(some and self.height() >= look().px(380))

    def fill(self, seen: Overview) -> None:
        number = seen.case.record
        self.desk.read(
            lambda unit: chronology(unit, unit.by_id(Case, number)),
            self.show_moments,
            self,
            latest="moments",
        )

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show what was read, in the groups that are chosen."""
        self.all = moments
        self._fill_chips()
        self._sift()

    def _fill_chips(self) -> None:
        emptied(self.chips)
        counts = Counter(each.group for each in self.all)
        self.chosen &= counts.keys()
        self.chips.addWidget(self._chip("", _("All"), len(self.all)))
        for group in GROUPS:
            if counts[group]:
                self.chips.addWidget(self._chip(group, group_label(group), counts[group]))

    def _chip(self, group: str, words: str, count: int) -> QPushButton:
        chip = button(f"{words} {count}", chip=True)
        chip.setCheckable(True)
        chip.setProperty("key", f"chip-{group}")
        chip.setProperty("group", group)
        chip.setChecked(group in self.chosen if group else not self.chosen)
        chip.clicked.connect(lambda _checked=False: self._choose(group))
        return chip

    def _choose(self, group: str) -> None:
        self.chosen = self.chosen ^ {group} if group else set()
        for chip in self.findChildren(QPushButton):
            own = chip.property("group")
            if own is not None:
                chip.setChecked(own in self.chosen if own else not self.chosen)
        self._sift()

    def _sift(self) -> None:
        kept = [each for each in self.all if not self.chosen or each.group in self.chosen]
        self.line.show_moments(kept)
        self.empty.setVisible(not self.all)
        self._fit()

    def _reached(self, moment: Moment) -> None:
        when = in_words(moment.when) if moment.when else said_date(moment)
        words = moment.when.words if moment.when and moment.when.words else ""
        said = _("in the source: “{words}”").format(words=words) if words else ""
        self.title.setText(moment.title)
        self.detail.setText(joined(when, said, called(moment), moment.detail))
        self.show_record.setAccessibleName(_("Open: {title}").format(title=moment.title))

    def _open_current(self) -> None:
        if (moment := self.line.current_moment()) is not None:
            self.go.emit(Target(record=moment.record))
