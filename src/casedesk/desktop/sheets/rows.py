"""Lines with a button beside them, and what the keyboard reaches there."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.desktop.case.lines import Line
from casedesk.desktop.pieces.boxes import row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.words import _


def beside(line: Line, *buttons: QPushButton) -> QWidget:
    """A line, and buttons behind it."""
    made = row(line, gap=4)
    made.setStretch(0, 1)
    for each in buttons:
        made.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
    return widget(made)


def changeable(line: Line, change: Callable[[], object], name: str) -> QWidget:
    """A line that opens a record, with a button that changes how that hangs together with this.

    `name` is what a screen reader says of the button.
    """
    return beside(line, button(_("Change"), change, flat=True, name=name))
