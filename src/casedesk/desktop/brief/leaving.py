"""The steps by which a brief leaves the vault: saved, looked at, a reason, a place, and gone."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from casedesk.desktop import files, printing
from casedesk.desktop.brief.drawing import picture
from casedesk.desktop.brief.output import (
    Left,
    Order,
    ReasonDialog,
    for_paper,
    hindrances,
    write_file,
)
from casedesk.words import _

if TYPE_CHECKING:
    from casedesk.desktop.brief.page import BriefPage

#: A page is drawn with so many dots of an inch at most; more take memory and show nothing more.
_MOST_DOTS = 300.0
_A4_INCHES = 8.27


class Leaving(QObject):
    """Leads from the menu to the file or the printer."""

    def __init__(self, page: "BriefPage") -> None:
        super().__init__(page)
        self._page = page
        self.dialog: ReasonDialog | None = None

    def begin(self, way: str) -> None:
        """Save what is typed, then see what stands in the way of giving it out."""
        self._page.save()
        order = self._page.order()
        if order is not None:
            # On the lane that saves, so that what was typed last is looked at too.
            work = hindrances(order)
            self._page.desk.write(
                _("Looked at a brief"), work, lambda said: self._ask(order, way, said), self
            )

    def _ask(self, order: Order, way: str, said: tuple[str, ...]) -> None:
        if not said:
            self._choose(order, way)
            return
        dialog = self.dialog = ReasonDialog(said, self._page)
        dialog.accepted.connect(
            lambda: self._choose(replace(order, reason=dialog.line.text().strip()), way)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, order: Order, way: str) -> None:
        if way == "print":
            self._print(order)
            return
        title = _("Where the brief is to be written")
        files.choose_target(
            self._page, title, way, f"{_('brief')}{way}", lambda to: self.write(order, to)
        )

    def write(self, order: Order, target: Path) -> None:
        """Write the brief to a file, beside the window."""
        vault = self._page.desk.vault

        def told(left: Any) -> None:  # the desk hands out what is in the Done
            self._told(left, _("Written: {file}").format(file=target.name))

        self._page.desk.work(lambda: write_file(vault, order, target), told, self)

    def _print(self, order: Order) -> None:
        """Ask for the printer, then note what leaves, then print."""
        printer = printing.printer_after_warning(self._page)
        if printer is not None:
            self.print_on(printer, order)

    def print_on(self, printer: QPrinter, order: Order) -> None:
        """Note what leaves, and print it."""
        printer.setFullPage(True)  # the margins are in the pages already
        self._page.desk.write(
            _("Gave out a brief"),
            partial(for_paper, order=order),
            lambda left: self._paint(QPainter(printer), printer, left, 0),
            self,
        )

    def _paint(self, painter: QPainter, printer: QPrinter, left: Left, number: int) -> None:
        """Print a page; the next one when this one is drawn, beside the window."""
        if number == left.pages:
            painter.end()
            self._told(left, _("Sent to the printer"))
            return

        def put(image: QImage) -> None:
            if number:
                printer.newPage()
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
            self._paint(painter, printer, left, number + 1)

        dots = min(_MOST_DOTS, float(printer.resolution()))
        width = round(_A4_INCHES * dots)
        self._page.desk.work(lambda: picture(left.pdf, width, number), put, self)

    def _told(self, left: Left, sentence: str) -> None:
        self._page.said.emit(sentence)
        if left.missing:
            said = _("No font has these letters: {letters}").format(letters=" ".join(left.missing))
            self._page.desk.failed.emit(said)
