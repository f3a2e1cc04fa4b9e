"""The parties of a case: their roles, and how each would be named before a chosen audience."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from casedesk.casework.consents import AUDIENCES
from casedesk.casework.overview import Named, Overview
from casedesk.casework.values import codes_of
from casedesk.desktop.case.lines import Line, ListCard, joined
from casedesk.desktop.case.overview import naming_tag, show_risks
from casedesk.desktop.case.tab import Tab, scrolled
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import column, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import one_line
from casedesk.domain.base import kinds
from casedesk.words import _


class PartiesTab(Tab):
    """Who is in the case, and who would be named."""

    #: The person wants to see the parties as this audience would.
    audience = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.towards = QComboBox()
        self.towards.setAccessibleName(_("Shown as this audience would see them"))
        for code in AUDIENCES:
            self.towards.addItem(codes_of("audiences").get(code, code), code)
        self.towards.activated.connect(lambda _at: self.audience.emit(self.towards.currentData()))
        add = button(_("Add a party"), self._add, icon="plus")
        self.card = ListCard(
            _("Parties"), _("Nobody is in this case yet. Add the first with “Add a party”."), add
        )
        self.risks = column(gap=8)
        asks = Flow(one_line(_("How they would be named before:"), "muted"), self.towards)
        self.card.body.insertWidget(1, widget(asks))
        self.setLayout(column(scrolled(widget(self.risks), self.card)))

    def fill(self, seen: Overview) -> None:
        self.towards.setCurrentIndex(AUDIENCES.index(seen.audience))
        show_risks(self.risks, seen)
        self.card.show_lines([partial(self._line, each) for each in seen.people])

    def _line(self, each: Named) -> Line:
        kind = kinds()[each.kind]
        printed = "" if each.how == "full-name" else _("printed as “{words}”")
        hidden = ((_("kept back"), "warning"),) if each.hidden else ()
        return Line(
            each.name,
            joined(
                *(each.roles or (_(kind.singular).capitalize(),)),
                printed.format(words=each.shown_as),
                each.why,
            ),
            self.opener(each.party),
            ends=(*hidden, naming_tag(each)),
            key=f"party{each.party}",
        )

    def _add(self) -> None:
        if self.seen is not None:
            self.new.emit("involvements", {"subject": self.seen.case.ref})
