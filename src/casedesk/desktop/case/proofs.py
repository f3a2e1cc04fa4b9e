"""The evidence of a case: sealed originals, each with its copies under it."""

from functools import partial

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from casedesk.casework.overview import Overview
from casedesk.casework.parts import EvidenceAt
from casedesk.desktop.case.lines import Line, ListCard, joined
from casedesk.desktop.case.tab import Tab, scrolled
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import column
from casedesk.desktop.pieces.buttons import button
from casedesk.when import shown
from casedesk.words import _


class EvidenceTab(Tab):
    """What proves the case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        add = button(_("New evidence"), lambda: self.enter("evidence"), icon="plus")
        self.card = ListCard(
            _("Evidence"), _("No evidence yet. Add the first with New > Evidence."), add
        )
        self.setLayout(column(scrolled(self.card)))

    def fill(self, seen: Overview) -> None:
        self.card.show_lines([partial(self._line, each) for each in seen.evidence])

    def _line(self, each: EvidenceAt) -> Line:
        size = QLocale().formattedDataSize(each.size) if each.size is not None else _("no file")
        origin = _("from {whom}").format(whom=each.obtained_from) if each.obtained_from else ""
        copy = ((joined(_("copy"), each.audience), "accent"),) if each.copy_of else ()
        original = () if each.copy_of else ((_("original"), "plain"),)
        return Line(
            each.title,
            joined(
                each.form, each.file_name, size, origin,
                shown(each.obtained) if each.obtained else "",
            ),
            self.opener(each.record),
            ends=(*copy, *original),
            key=f"evidence{each.record}",
        )  # fmt: skip
