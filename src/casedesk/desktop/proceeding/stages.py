"""The steps of a proceeding as a line downwards: taken ones filled, those to come hollow."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casedesk.casework.proceeding_sheet import StageAt
from casedesk.desktop.case.lines import Line, joined
from casedesk.desktop.pieces.boxes import column, emptied, row, widget
from casedesk.desktop.pieces.words import label
from casedesk.desktop.sheets.words import breaking, day, short
from casedesk.desktop.theme import look, theme
from casedesk.words import _


class Rail(QWidget):
    """The piece of the line beside one step."""

    def __init__(self, *, first: bool, last: bool, taken: bool) -> None:
        super().__init__()
        self.first, self.last, self.taken = first, last, taken
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(look().px(18), look().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y, size = self.width() / 2, look().px(17), look().px(5)
        painter.setPen(QPen(look().colour("field-line"), 1.5))
        top, bottom = y if self.first else 0, y if self.last else self.height()
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        colour = look().colour("accent" if self.taken else "muted")
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if self.taken else look().colour("panel"))
        painter.drawEllipse(QPointF(x, y), size, size)


class Stages(QWidget):
    """All steps, in order of time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = column()
        self.body.setSpacing(0)  # the pieces of the line touch
        self.setLayout(self.body)

    def show_stages(
        self, stages: Sequence[StageAt], change: Callable[[int], Callable[[], object]]
    ) -> None:
        """Show these; `change` makes what opens the form of a step that was taken."""
        emptied(self.body)
        if not stages:
            self.body.addWidget(label(_("No step is recorded. Add the first one."), "muted"))
        for at, each in enumerate(stages):
            rail = Rail(first=at == 0, last=at == len(stages) - 1, taken=each.record is not None)
            whole = row(rail, _step(each, change), gap=6)
            whole.setStretch(1, 1)
            self.body.addWidget(widget(whole))


def _step(each: StageAt, change: Callable[[int], Callable[[], object]]) -> QWidget:
    if each.record is None:
        coming = label(each.title, "muted")
        coming.setAccessibleName(_("still to come: {step}").format(step=each.title))
        coming.setContentsMargins(look().px(6), look().px(8), look().px(6), look().px(8))
        coming.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return coming
    when = day(each.when) or _("no date")
    return Line(
        breaking(each.title),
        joined(when, breaking(each.document), breaking(short(each.detail))),
        change(each.record),
        key=f"stage{each.record}",
    )
