"""Printing on paper: under a title that tells nothing, after a warning about what printers keep."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from casedesk.words import _

#: The name a print job has in queues and in the printer's own list.
NEUTRAL_TITLE = "Document"


def printer_after_warning(parent: QWidget) -> QPrinter | None:
    """The printer the person chose after being warned; None where she thought better of it."""
    warning = QMessageBox(parent)
    warning.setTextFormat(Qt.TextFormat.PlainText)
    warning.setIcon(QMessageBox.Icon.Warning)
    warning.setText(_("Printers and the computer's print queue can keep what is printed."))
    warning.setInformativeText(
        _("Print only on a printer of your own office. The page stays in its memory for a time.")
    )
    go_on = warning.addButton(_("Print"), QMessageBox.ButtonRole.AcceptRole)
    warning.addButton(_("Do not print"), QMessageBox.ButtonRole.RejectRole)
    warning.exec()
    if warning.clickedButton() is not go_on:
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(NEUTRAL_TITLE)
    printer.setCreator("")
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_lines(lines: Sequence[str], parent: QWidget) -> None:
    """Print a few lines in large letters on one sheet."""
    printer = printer_after_warning(parent)
    if printer is None:
        return
    painter = QPainter(printer)
    font = QFont(painter.font())
    font.setPointSize(16)
    painter.setFont(font)
    step = painter.fontMetrics().height() * 2
    for number, line in enumerate(lines, start=2):
        painter.drawText(step, step * number, line)
    painter.end()
