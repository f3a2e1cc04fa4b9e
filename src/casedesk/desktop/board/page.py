"""The board: every proceeding of the open cases in the column of its stage."""

from functools import partial
from itertools import groupby
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QScrollArea, QWidget

from casedesk.casework.board import Board, Card, DueAt, Lane, board, dues
from casedesk.desktop.board.cards import CardButton, ColumnBox, EmptyBox
from casedesk.desktop.case.lines import keeping_focus
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import column, emptied, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label, one_line
from casedesk.desktop.theme import look
from casedesk.vault.unit import Reading
from casedesk.words import _, n_

#: So many proceedings are computed at a time: what somebody types meanwhile is not kept waiting.
_SLICE = 25

Box = ColumnBox | EmptyBox


class BoardPage(Page):
    """All proceedings by mechanism and stage."""

    kinds: ClassVar[frozenset[str] | None] = None

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.mechanism = dict(target.preset).get("mechanism", "")
        self.seen: Board | None = None
        self.lanes: list[list[Box]] = []
        self.cards: dict[int, CardButton] = {}
        self.count = one_line("", "muted")
        self.filter = QComboBox()
        self.body = column(gap=18)
        self.area = QScrollArea()
        self._reading = 0
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(_("Board"))
        self.filter.setAccessibleName(_("Mechanism"))
        wide = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.filter.setSizeAdjustPolicy(wide)
        self.filter.setMinimumContentsLength(26)
        self.filter.activated.connect(self._choose)
        new = button(_("New"), lambda: self.new.emit("proceedings", {}), icon="plus",
                     name=_("New proceeding"))  # fmt: skip
        top = row(one_line(_("Board"), "title"), self.count, None, self.filter, new, gap=10)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(widget(self.body))
        whole = column(top, self.area, gap=12, margin=20)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def load(self) -> None:
        day, mechanism = this_day(), self.mechanism
        self.desk.read(
            lambda unit: board(unit, day, mechanism), self.show_board, self, latest="board"
        )

    def show_board(self, seen: Board) -> None:
        """Show what was read; what is due follows, some proceedings at a time."""
        self.seen = seen
        number = sum(each[2] for each in seen.mechanisms)
        self.count.setText(n_("{n} proceeding", "{n} proceedings", number).format(n=number))
        self._fill_filter(seen)
        keeping_focus(self, lambda: self._fill(seen))
        self._reading += 1
        self._ask_dues([card.record for card in seen.open_cards()], self._reading)

    def _fill_filter(self, seen: Board) -> None:
        self.filter.clear()
        self.filter.addItem(_("All mechanisms"), "")
        for name, title, number in seen.mechanisms:
            self.filter.addItem(f"{title} ({number})", name)
        self.filter.setCurrentIndex(max(0, self.filter.findData(self.mechanism)))

    def _choose(self, _index: int) -> None:
        self.mechanism = str(self.filter.currentData() or "")
        preset = (("mechanism", self.mechanism),) if self.mechanism else ()
        self.target = Target(self.target.place, preset=preset)
        self.load()

    def _fill(self, seen: Board) -> None:
        emptied(self.body)
        self.lanes, self.cards = [], {}
        for lane in seen.lanes:
            self._add_lane(lane)
        if not seen.lanes:
            self.body.addWidget(
                label(
                    _("No proceedings yet. Enter the first with New: a complaint, a letter to a"
                      " mandate, an application to a court. It stands here in the column of its"
                      " last dated stage."),
                    "muted",
                )
            )  # fmt: skip
        self.body.addStretch(1)

    def _add_lane(self, lane: Lane) -> None:
        named = len({card.mechanism for each in lane.columns for card in each.cards}) > 1
        make = partial(self._card, named=named)
        boxes: list[Box] = []
        for is_empty, some in groupby(lane.columns, key=lambda each: not each.cards):
            if is_empty:
                boxes.append(EmptyBox(list(some)))
            else:
                boxes += [ColumnBox(each, make) for each in some]
        heading = label(lane.title, "heading")
        # A heading stays within sight however many columns stand below it.
        heading.setMaximumWidth(look().px(940))
        columns = row(*boxes, None, gap=8)
        self.body.addLayout(column(heading, columns, gap=8))
        self.lanes.append(boxes)

    def _card(self, card: Card, *, named: bool) -> CardButton:
        record = card.record
        made = CardButton(card, lambda: self.go.emit(Target(record=record)), named=named)
        made.step = self._step
        self.cards[record] = made
        return made

    # ---- what is due -------------------------------------------------------------------------

    def _ask_dues(self, waiting: list[int], reading: int) -> None:
        if not waiting or reading != self._reading:
            return
        some, rest, day = waiting[:_SLICE], waiting[_SLICE:], this_day()

        def work(unit: Reading) -> dict[int, DueAt]:
            return dues(unit, some, day)

        def show(found: dict[int, DueAt]) -> None:
            if reading == self._reading:
                for key, due in found.items():
                    if key in self.cards:
                        self.cards[key].show_due(due)
                self._ask_dues(rest, reading)

        self.desk.read(work, show, self, latest="dues")

    # ---- by keyboard -------------------------------------------------------------------------

    def _step(self, card: CardButton, key: Qt.Key) -> None:
        """Go to the neighbour of a card: up and down in its column and on to the next row of
        columns, sideways to the next column that has cards.
        """
        lane, at = next(
            (boxes, at) for boxes in self.lanes for at, b in enumerate(boxes) if card in b.shown
        )
        row_ = lane[at].shown.index(card)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            found = self._above_or_below(lane, at, row_, 1 if key == Qt.Key.Key_Down else -1)
        else:
            forward = (key == Qt.Key.Key_Right) != (
                self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            )
            beside = lane[at + 1 :] if forward else lane[:at][::-1]
            cards = next((each.shown for each in beside if each.shown), [])
            found = cards[min(row_, len(cards) - 1)] if cards else None
        if found is not None:
            found.setFocus()
            self.area.ensureWidgetVisible(found, look().px(20), look().px(20))

    def _above_or_below(self, lane: list[Box], at: int, row_: int, way: int) -> CardButton | None:
        cards = lane[at].shown
        if 0 <= row_ + way < len(cards):
            return cards[row_ + way]
        other = self.lanes.index(lane) + way
        if not 0 <= other < len(self.lanes):
            return None
        first = next((each.shown for each in self.lanes[other] if each.shown), [])
        return (first[0] if way > 0 else first[-1]) if first else None
