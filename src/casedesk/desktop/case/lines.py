"""Lines of a list: a tag, a title, a second line; one press opens what it tells of."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from casedesk.desktop.pieces.boxes import Card, column, emptied, row, rule, widget
from casedesk.desktop.pieces.buttons import Button, button
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.theme import look
from casedesk.words import _, n_

Tagged = tuple[str, str]  # words and tone

#: How many lines are shown at first, and how many more at a time.
FIRST, MORE = 12, 50

_TAG_WIDTH = 106


class Line(Button):
    """One line. `tagged` stands before it, `ends` behind it, `more` is said when one
    rests on it. Pressed, it calls its action; one
    without an action is only read, and the keyboard still stops at it.
    """

    def __init__(
        self,
        title: str,
        detail: str = "",
        action: Callable[[], object] | None = None,
        *,
        tagged: Tagged | None = None,
        ends: Sequence[Tagged] = (),
        key: str = "",
        more: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setProperty("key", key or title)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = [title, detail, *(words for words, _tone in ends)]
        before = [tagged[0]] if tagged else []
        self.setAccessibleName(". ".join(text for text in (*before, *said) if text))
        self.setAccessibleDescription(more)
        self.setToolTip(more)
        self._build(title, detail, tagged, ends)
        if action is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda _checked=False: action())

    def _build(
        self, title: str, detail: str, tagged: Tagged | None, ends: Sequence[Tagged]
    ) -> None:
        words = column(label(title, "strong" if detail else ""), gap=1)
        if detail:
            words.addWidget(label(detail, "muted"))
        body = row(gap=10)
        if tagged is not None:
            body.addWidget(_tag_box(tagged), 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(words, 1)
        for text, tone in ends:
            body.addWidget(tag(text, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        side, top = look().px(6), look().px(7)
        body.setContentsMargins(side, top, side, top)
        self.setLayout(body)
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


def _tag_box(tagged: Tagged) -> QWidget:
    """A tag in a column of its own, so that the words behind it stand in line."""
    made = widget(row(tag(*tagged), None, gap=0))
    made.setMinimumWidth(look().px(_TAG_WIDTH))
    return made


class Lines(QWidget):
    """Lines under each other, the first dozen at once, the rest on demand; or what to do where
    there are none.
    """

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = empty
        self._body: QVBoxLayout = column(gap=0)
        self._shown = FIRST
        self._make: list[Callable[[], QWidget]] = []
        self.setLayout(self._body)

    def show_lines(self, make: Iterable[Callable[[], QWidget]]) -> None:
        """Show lines, each given as what makes it: those further down are made when wanted."""
        self._make = list(make)
        self._fill()

    def lines(self) -> list[Line]:
        """The lines that are shown, those with buttons beside them among them."""
        parts = (self._body.itemAt(index) for index in range(self._body.count()))
        shown = [part.widget() for part in parts if part is not None]
        found = (w if isinstance(w, Line) else w.findChild(Line) for w in shown if w is not None)
        return [line for line in found if line is not None]

    def _fill(self) -> None:
        emptied(self._body)
        if not self._make:
            self._body.addWidget(label(self.empty, "muted"))
        for number, make in enumerate(self._make[: self._shown]):
            if number:
                self._body.addWidget(rule())
            self._body.addWidget(make())
        left = len(self._make) - self._shown
        if left > 0:
            text = n_("Show {n} more", "Show {n} more", min(left, MORE))
            more = button(text.format(n=min(left, MORE)), self._more, link=True)
            self._body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _more(self) -> None:
        before = len(self.lines())
        self._shown += MORE
        self._fill()
        if len(self.lines()) > before:
            take_focus(self.lines()[before])


class ListCard(Card):
    """A card with a heading, perhaps a button beside it, and lines."""

    def __init__(self, heading: str, empty: str, *actions: QPushButton) -> None:
        super().__init__()
        self.setAccessibleName(heading)
        self.heading = label(heading, "strong")
        top = row(self.heading, gap=8)
        top.setStretch(0, 1)
        for each in actions:
            top.addWidget(each)
        self.list = Lines(empty)
        self.body.addLayout(top)
        self.body.addWidget(self.list)

    def show_lines(self, make: Iterable[Callable[[], QWidget]]) -> None:
        """Show these lines."""
        self.list.show_lines(make)

    def lines(self) -> list[Line]:
        """The lines that are shown."""
        return self.list.lines()


def keeping_focus(owner: QWidget, fill: Callable[[], None]) -> None:
    """Fill a part of the window anew; the keyboard stays where it was, on the thing of that key."""
    focus = QApplication.focusWidget()
    within = focus is not None and (focus is owner or owner.isAncestorOf(focus))
    key = focus.property("key") if within and focus is not None else None
    fill()
    if not within or (QApplication.focusWidget() is not None and key is None):
        return
    for each in owner.findChildren(QWidget):
        if key and each.property("key") == key:
            take_focus(each)
            return
    owner.setFocus()


def take_focus(part: QWidget) -> None:
    """Put the keyboard on a part that was only just made: a layout shows it a moment later, and
    what is not shown yet cannot have the keyboard.
    """
    waiting: QWidget | None = part
    explicit = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    while waiting is not None and waiting.isHidden() and not waiting.testAttribute(explicit):
        waiting.show()
        waiting = waiting.parentWidget()
    part.setFocus()


def tone_of_days(days: int | None) -> str:
    """How pressing a day is, as a tone: a week is danger, a month a warning."""
    if days is None:
        return "plain"
    return "danger" if days <= 7 else "warning" if days <= 31 else "plain"


def joined(*texts: str) -> str:
    """Texts with a dot between them, those that say something."""
    return " · ".join(text for text in texts if text)


def whose_label(whose: str) -> str:
    """Whose time limit it is, in words; ours goes without saying."""
    return {"state": _("the State's"), "body": _("the body's")}.get(whose, "")
