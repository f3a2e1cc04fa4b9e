"""The sessions of bodies: entered, changed, removed, pasted, or taken from a file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from casedesk.casework.law.sessions import SessionAt
from casedesk.casework.today import days_left
from casedesk.desktop import files
from casedesk.desktop.case.lines import Line, ListCard, Tagged, joined, keeping_focus
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.new import NewRecord, RecordDialog
from casedesk.desktop.law.pasting import FromFile, Pasting
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import column, scrolling
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.sheets.page import Content
from casedesk.desktop.sheets.rows import beside
from casedesk.desktop.sheets.words import breaking, short
from casedesk.desktop.theme import look
from casedesk.fold import fold
from casedesk.when import shown
from casedesk.words import _, n_


class Sessions(QWidget):
    """Every session, those to come first."""

    go = Signal(Target)
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.seen: tuple[SessionAt, ...] = ()
        self.words = ""
        self.dialog: QDialog | None = None
        self.new = button(_("New"), self.enter, icon="plus", name=_("New session"))
        self.paste = button(_("Paste rows …"), self.ask_rows, name=_("Paste rows of a table"))
        self.file = button(_("From a file …"), self.ask_file, name=_("Import from a CSV file"))
        empty = _(
            "No session yet. Enter one with New, paste the rows of a body's calendar, or take them"
            " from a file. They stand in the calendar too."
        )
        self.card = ListCard(_("Sessions of bodies"), empty, self.paste, self.file, self.new)
        content = self.content = Content()
        body = column(self.card)
        body.addStretch(1)
        body.setContentsMargins(0, 0, look().px(4), look().px(14))
        content.setLayout(body)
        self.setLayout(column(scrolling(content)))

    def show_sessions(self, found: Sequence[SessionAt]) -> None:
        """Show these."""
        self.seen = tuple(found)
        self._fill()

    def narrow(self, untrusted_words: str) -> None:
        """Leave those that say each of these words."""
        self.words = untrusted_words
        self._fill()

    def _fill(self) -> None:
        words = fold(self.words).split()
        found = [
            each
            for each in self.seen
            if all(word in fold(f"{each.title} {each.mechanism} {each.source}") for word in words)
        ]
        keeping_focus(self, lambda: self.card.show_lines([partial(self._line, s) for s in found]))
        self.content.settle()

    def _line(self, each: SessionAt) -> QWidget:
        line = Line(
            breaking(each.title),
            breaking(joined(each.mechanism, session_days(each), _remind(each), short(each.source))),
            lambda: self.go.emit(Target(record=each.record)),
            tagged=session_tag(each),
            key=f"session{each.record}",
        )
        change = button(
            _("Change"), partial(self.change, each.record), flat=True,
            name=_("Change {session}").format(session=each.title),
        )  # fmt: skip
        remove = button(
            _("Remove"), partial(self.remove, each.record, each.title), flat=True,
            name=_("Remove {session}").format(session=each.title),
        )  # fmt: skip
        return beside(line, change, remove)

    # ---- what can be done --------------------------------------------------------------------

    def enter(self) -> RecordDialog:
        """Open the form of a new session."""
        made = NewRecord(self.desk, "sessions", {}, self)
        self._open(made)
        return made

    def change(self, record: int) -> None:
        """Open the form of a session."""
        self._open(RecordDialog(self.desk, "sessions", record, {}, self))

    def remove(self, record: int, title: str) -> None:
        """Ask why, and take it out of the lists."""
        self._open(Removing(self.desk, record, "sessions", title, self))

    def ask_rows(self) -> None:
        """Ask for rows to paste."""
        pasting = Pasting(self.desk, self)
        pasting.entered.connect(self._entered)
        self._open(pasting)

    def ask_file(self) -> None:
        """Ask for a file."""
        files.choose_file(self, _("A table of sessions"), self.take_file)

    def take_file(self, untrusted_path: Path) -> None:
        """Say what a file would bring, and import it on demand."""
        asking = FromFile(self.desk, untrusted_path, self)
        asking.entered.connect(self._entered)
        self._open(asking)

    def _entered(self, number: int) -> None:
        words = n_("{n} session entered", "{n} sessions entered", number)
        self.said.emit(words.format(n=number))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def session_days(each: SessionAt) -> str:
    """From when to when."""
    opens = shown(each.opens) if each.opens else ""
    closes = shown(each.closes) if each.closes else ""
    if opens and closes:
        return _("{first} to {last}").format(first=opens, last=closes)
    return opens or closes


def _remind(each: SessionAt) -> str:
    if each.remind_days is None:
        return ""
    words = n_("reminder {n} day before", "reminder {n} days before", each.remind_days)
    return words.format(n=each.remind_days)


def session_tag(each: SessionAt) -> Tagged:
    """How far off it is."""
    if each.state == "ahead":
        return days_left(each.days), "accent"
    found = {"now": (_("under way"), "good"), "over": (_("over"), "plain")}
    return found.get(each.state, (_("no date"), "warning"))
