"""What every tab of a case is: it shows what was read of the case and says where to go."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from casedesk.casework.coming import Coming
from casedesk.casework.overview import Overview
from casedesk.casework.today import days_left
from casedesk.desktop.case.lines import Line, joined, tone_of_days, whose_label
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import column, row, scrolling, widget
from casedesk.desktop.theme import look
from casedesk.when import When, shown
from casedesk.words import _


class Tab(QWidget):
    """One tab. `show_case` fills it; it is called again when something of the case changed."""

    go = Signal(Target)
    new = Signal(str, dict)
    #: A sentence for the foot of the window.
    said = Signal(str)
    #: Another tab of this case, by its name.
    turn = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.seen: Overview | None = None

    def show_case(self, seen: Overview) -> None:
        """Show a case as it was read."""
        self.seen = seen
        self.fill(seen)

    def fill(self, seen: Overview) -> None:
        """Put what was read into the widgets of this tab."""

    def keep_draft(self) -> None:
        """Keep what was typed and not saved."""

    def opener(self, record: int) -> Callable[[], None]:
        """What opens a record."""
        return lambda: self.go.emit(Target(record=record))

    def enter(self, kind: str, **more: str) -> None:
        """Ask for a new record of this case."""
        if self.seen is not None:
            self.new.emit(kind, {"case": self.seen.case.ref, **more})


class Columns(QWidget):
    """Two columns, the wide one first; under each other where there is no room for both."""

    def __init__(self, wide: Sequence[QWidget], narrow: Sequence[QWidget]) -> None:
        super().__init__()
        self.first, self.second = column(*wide, gap=16), column(*narrow, gap=16)
        self.first.addStretch(1)
        self.second.addStretch(1)
        self.pair: QHBoxLayout = row(widget(self.first), widget(self.second), gap=16)
        self.pair.setStretch(0, 2)
        self.pair.setStretch(1, 1)
        self.setLayout(self.pair)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= look().px(760)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.pair.direction() != way:
            self.pair.setDirection(way)
        super().resizeEvent(event)


def scrolled(*parts: QWidget) -> QWidget:
    """Parts under each other that scroll together."""
    body = column(*parts, gap=16)
    body.addStretch(1)
    body.setContentsMargins(0, look().px(14), look().px(4), look().px(14))
    return scrolling(widget(body))


def due_line(
    due: Coming, open_it: Callable[[], object], *, with_case: bool = False, full: bool = False
) -> Line:
    """One thing that is due: how far off, what, by which rule, and where that stands. The rule's
    own words stand in the line where it is `full`, else they are said when one rests on it.
    """
    case = ""
    if with_case and due.case is not None:
        case = joined(due.case.called, due.case.title)
    words = due.words if full or due.kind != "rule" else ""
    notes = (
        "" if due.accepted else _("not known whether the State accepted this"),
        "" if due.verified else _("rule to be confirmed"),
    )
    until, whose = "", ""
    if due.kind != "session":  # which says its days itself, and nobody is late for it
        until = _("until {day}").format(day=shown(When.of(due.day))) if due.day else ""
        whose = whose_label(due.whose)
    source = due.source.split(" (")[0]
    return Line(
        joined(due.title, due.mechanism.split(":")[0]),
        joined(case, until, whose, due.counts_from, words, source, *notes),
        open_it,
        tagged=(days_left(due.days), tone_of_days(due.days) if due.accepted else "plain"),
        key=f"{due.kind}{due.record}{due.rule}{due.day}{due.counts_from}",
        more="" if full else due.words,
    )


def this_day() -> date:
    """Today, by this computer's clock."""
    return datetime.now(UTC).astimezone().date()
