"""A card of the board, and a column of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from casedesk.casework.board import Card, Column, DueAt
from casedesk.casework.today import days_left
from casedesk.desktop.case.lines import Line, Tagged, joined, tone_of_days, whose_label
from casedesk.desktop.pieces.boxes import column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.theme import look
from casedesk.when import shown
from casedesk.words import _, n_

#: How many cards of a column are shown before the rest is asked for.
FIRST = 20

#: The most letters of a title on a card: a name of 500 letters would fill the column.
_LETTERS = 120

_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class CardButton(Line):
    """A proceeding on the board. Arrow keys lead to its neighbours, Enter opens it."""

    def __init__(self, card: Card, open_it: Callable[[], object], *, named: bool) -> None:
        self.card, self._named = card, named
        super().__init__(card.title, _words(card), open_it, key=f"card{card.record}")
        self.setObjectName("board-card")
        body = card.body if named else ""
        self.setAccessibleName(joined(body, card.title, _words(card)))
        self.step: Callable[[CardButton, Qt.Key], object] = lambda _card, _key: None

    def _build(
        self, title: str, detail: str, tagged: Tagged | None, ends: Sequence[Tagged]
    ) -> None:
        del tagged, ends  # a card has its tags below, once they are known
        body = column(gap=3, margin=9)
        if self._named and self.card.body:
            body.addWidget(label(self.card.body, "small"))
        body.addWidget(label(_cut(title), "strong"))
        body.addWidget(label(_cut(detail, 2 * _LETTERS), "small"))
        self.tags = Flow()
        body.addLayout(self.tags)
        self.setLayout(body)
        self._let_through()

    def show_due(self, due: DueAt) -> None:
        """Show what is next due, and say it to a screen reader."""
        far = days_left(due.days)
        tone = tone_of_days(due.days) if due.whose == "ours" else _others_tone(due)
        self.tags.addWidget(tag(far, tone))
        if due.hard:
            self.tags.addWidget(tag(_("hard limit"), "danger" if due.days <= 31 else "plain"))
        words = label(joined(due.title, whose_label(due.whose)), "small")
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.count() - 1, words)
        self._let_through()
        hard = _("hard limit") if due.hard else ""
        said = joined(far, due.title, whose_label(due.whose), hard)
        self.setAccessibleName(joined(self.accessibleName(), said))

    def _let_through(self) -> None:
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step(self, key)
        else:
            super().keyPressEvent(event)


class ColumnBox(QFrame):
    """A stage with its cards."""

    def __init__(self, column_: Column, make: Callable[[Card], CardButton]) -> None:
        super().__init__()
        self.setObjectName("board-column")
        self._column, self._make = column_, make
        self.shown: list[CardButton] = []
        number = len(column_.cards)
        counted = n_("{n} proceeding", "{n} proceedings", number).format(n=number)
        self.setAccessibleName(f"{column_.label}: {counted}")
        heading = row(label(column_.label, "strong"), gap=6)
        heading.setStretch(0, 1)
        heading.addWidget(tag(str(number)), 0, Qt.AlignmentFlag.AlignTop)
        self.body = column(heading, gap=7, margin=8)
        self.setLayout(self.body)
        self.setFixedWidth(look().px(204))
        self._add(FIRST)

    def _add(self, most: int) -> None:
        begin = len(self.shown)
        for card in self._column.cards[begin : begin + most]:
            made = self._make(card)
            self.shown.append(made)
            self.body.addWidget(made)
        left = len(self._column.cards) - len(self.shown)
        if left:
            text = n_("Show {n} more", "Show {n} more", left).format(n=left)
            self.more = button(text, self._show_all, link=True)
            self.body.addWidget(self.more)
        else:
            self.body.addStretch(1)

    def _show_all(self) -> None:
        self.more.hide()
        begin = len(self.shown)
        self._add(len(self._column.cards))
        self.shown[begin].setFocus()


class EmptyBox(QFrame):
    """Stages one after another at which nothing stands: only named, so that what stands somewhere
    keeps within sight.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.setObjectName("board-empty")
        self.shown: list[CardButton] = []
        names = column(*(label(each.label, "small") for each in columns), gap=4)
        names.setContentsMargins(look().px(4), look().px(9), look().px(4), look().px(8))
        names.addStretch(1)
        self.setLayout(names)
        self.setAccessibleName(", ".join(each.label for each in columns))
        self.setFixedWidth(look().px(132))


def _words(card: Card) -> str:
    """Case, the body's reference, and since when the proceeding stands where it does."""
    case = joined(card.case.called, card.case.title) if card.case else ""
    since = _("since {day}").format(day=shown(card.since)) if card.since else ""
    return joined(case, card.reference, since)


def _others_tone(due: DueAt) -> str:
    """What a State or a body owes presses nobody in the office until it is late."""
    return "warning" if due.overdue else "plain"


def _cut(text: str, most: int = _LETTERS) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
