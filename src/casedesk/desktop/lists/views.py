"""Saved views: questions to a list that were given a name, as chips above it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from casedesk.casework.query import Query
from casedesk.casework.views import View, save_view, views_of
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import emptied, row
from casedesk.desktop.pieces.buttons import button
from casedesk.words import _


class Views(QWidget):
    """The saved views of one place."""

    #: This question is wanted.
    wanted = Signal(Query)

    def __init__(self, desk: Desk, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.place = desk, place
        self.query: Query | None = None
        self.chips = row(gap=6)
        self.setLayout(self.chips)

    def load(self, query: Query) -> None:
        """Ask for the views; `query` is what would be saved now."""
        self.query = query
        place = self.place
        self.desk.read(lambda unit: views_of(unit, place), self._show, self, latest="views")

    def _show(self, views: list[View]) -> None:
        emptied(self.chips)
        for view in views:
            chip = button(view.title[:40], chip=True, name=view.title)
            chip.setCheckable(True)
            chip.setChecked(view.query == self.query)
            chip.setEnabled(view.query is not None)
            chip.setToolTip(view.refused)
            chip.clicked.connect(partial(self._want, view))
            self.chips.addWidget(chip)
        self.chips.addWidget(button(_("Save this view…"), self._ask_name, flat=True))
        self.chips.addStretch(1)

    def _want(self, view: View, _checked: bool = False) -> None:
        if view.query is not None:
            self.wanted.emit(view.query)

    def _ask_name(self) -> None:
        name, given = QInputDialog.getText(self, _("Save this view"), _("Name of the view"))
        if given and name.strip():
            self.save(name.strip())

    def save(self, name: str) -> None:
        """Save what the list asks now under a name."""
        query, place = self.query, self.place
        if query is not None:
            self.desk.write(
                _("Saved a view"),
                lambda unit: save_view(unit, place, name, query),
                lambda _ref: None,
                self,
            )
