"""Sessions out of a calendar somebody published: a table's rows pasted, or read from a file."""

import csv
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.casework.entering import enter
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.lines import Pages
from casedesk.desktop.pieces.boxes import column, emptied
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.dialog import ScrolledDialog
from casedesk.desktop.pieces.words import label
from casedesk.desktop.sheets.words import breaking
from casedesk.domain.work import Session
from casedesk.exchange.importing import import_table, try_import
from casedesk.exchange.mapping import FromColumn, NoMapping, by_field_names
from casedesk.exchange.report import Report
from casedesk.vault.door import Writing
from casedesk.words import Refusal, _, n_

_ORDER = ("title", "mechanism", "opens", "closes", "source")

#: So many of the sentences of a report are shown.
_MOST = 30


class NotPasted(Refusal):
    """A pasted row cannot be read; the text says which."""


def pasted_rows(untrusted_text: str) -> list[dict[str, str]]:
    """The rows of a pasted table by field. A first row with the names of fields says which column
    is which; without one they stand as title, mechanism, opens, closes, source.
    """
    lines = [line for line in untrusted_text.splitlines() if line.strip()]
    delimiter = next((d for d in "\t;|" if any(d in line for line in lines)), ",")
    rows = [[cell.strip() for cell in cells] for cells in csv.reader(lines, delimiter=delimiter)]
    if not rows:
        raise NotPasted(_("Nothing was pasted; copy the rows of a table and paste them here."))
    names = _headings(rows[0])
    return [dict(zip(names or _ORDER, cells, strict=False)) for cells in rows[bool(names) :]]


def _headings(cells: Sequence[str]) -> list[str]:
    """The fields a first row names, "" for a column of none; nothing where it is no heading."""
    try:
        [record] = by_field_names(cells, Session).records
    except NoMapping:
        return []
    fields = {
        source.column: name
        for name, source in record.fields.items()
        if isinstance(source, FromColumn)
    }
    return [fields.get(cell, "") for cell in cells]


def enter_rows(unit: Writing, rows: Sequence[dict[str, str]]) -> int:
    """Enter pasted rows as sessions, all or none; answers how many. Raises NotPasted."""
    for number, said in enumerate(rows, 1):
        known = {name: text for name, text in said.items() if name and text}
        try:
            enter(unit, "sessions", known)
        except Refusal as refusal:
            sentence = _("Row {number}: {why} Nothing was entered.")
            raise NotPasted(sentence.format(number=number, why=refusal)) from refusal
    return len(rows)


class Pasting(ScrolledDialog):
    """Asks for the rows of a table of sessions."""

    #: So many sessions were entered.
    entered = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(560, 380, parent)
        self.desk = desk
        self.rows = Pages(6, 14)
        self.rows.setAccessibleName(_("Rows of a table"))
        self.wrong = label("", "wrong")
        self.wrong.hide()
        self.save = button(_("Enter them"), self._save, primary=True)
        order = _(
            "Copy rows from a table, one session a row: title, mechanism, first day, last day,"
            " source. A first row with these headings may put them in another order."
        )
        body = column(label(_("Paste sessions"), "heading"), label(order, "muted"), self.rows)
        body.addWidget(self.wrong)
        self.fill(body, self.save)

    def _save(self) -> None:
        try:
            rows = pasted_rows(self.rows.typed())
        except Refusal as refusal:
            self._say(str(refusal))
            return
        self.save.setEnabled(False)
        what = n_("Enter {n} session", "Enter {n} sessions", len(rows)).format(n=len(rows))
        self.desk.write(
            what, lambda unit: enter_rows(unit, rows), self._done, self, failed=self._say
        )

    def _say(self, sentence: str) -> None:
        self.save.setEnabled(True)
        self.wrong.setText(breaking(sentence))
        self.wrong.show()

    def _done(self, number: int) -> None:
        self.entered.emit(number)
        self.accept()


class FromFile(ScrolledDialog):
    """Says what a file would bring before it is imported."""

    entered = Signal(int)

    def __init__(self, desk: Desk, untrusted_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(560, 340, parent)
        self.desk, self.path = desk, untrusted_path
        self.said = column(gap=6)
        self.save = button(_("Import"), self._save, primary=True)
        self.save.setEnabled(False)
        body = column(label(_("Import sessions"), "heading"), self.said, gap=12)
        self.fill(body, self.save)
        desk.read(
            lambda unit: try_import(unit, untrusted_path, "sessions"),
            self._show,
            self,
            failed=lambda sentence: self._say([sentence]),
        )

    def _show(self, report: Report) -> None:
        self._say(report.in_words())
        self.save.setEnabled(bool(report.records) and not report.problems)

    def _say(self, sentences: Sequence[str]) -> None:
        emptied(self.said)
        for sentence in sentences[:_MOST]:
            self.said.addWidget(label(breaking(sentence)))

    def _save(self) -> None:
        self.save.setEnabled(False)
        path = self.path
        self.desk.write(
            _("Import sessions"),
            lambda unit: import_table(unit, path, "sessions").records["sessions"],
            self._done,
            self,
            failed=lambda sentence: self._say([sentence]),
        )

    def _done(self, number: int) -> None:
        self.entered.emit(number)
        self.accept()
