"""The fields of the case itself, on the general form."""

from PySide6.QtWidgets import QWidget

from casedesk.casework.overview import Overview
from casedesk.desktop.case.tab import Tab
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import column


class DetailsTab(Tab):
    """Title, summary, status, office and whatever else a case says of itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.page: Page | None = None
        self.body = column()
        self.setLayout(self.body)

    def fill(self, seen: Overview) -> None:
        if self.page is None:
            self.page = _form(self.desk, seen.case.record)
            self.page.go.connect(self.go)
            self.page.new.connect(self.new)
            self.page.said.connect(self.said)
            self.body.addWidget(self.page)
            self.page.load()

    def keep_draft(self) -> None:
        if self.page is not None:
            self.page.keep_draft()


def _form(desk: Desk, record: int) -> Page:
    from casedesk.desktop.form.page import RecordPage  # noqa: PLC0415 - when first turned to

    return RecordPage(desk, Target(record=record))
