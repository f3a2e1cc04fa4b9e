"""The editor of dates: typed as people type them, and said back as they were understood."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from casedesk import when
from casedesk.desktop.form.editor import Editor
from casedesk.desktop.form.lines import Line, put_in, taken_out
from casedesk.desktop.pieces.boxes import column, emptied, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.when import AmbiguousDate, DateError, When
from casedesk.words import _

#: How long nobody types before a date that cannot be read is called so, in milliseconds.
_PAUSE = 900


class WhenEditor(Editor):
    """A date, whole or partial. What can be meant in two ways is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = Line()
        self.line.setPlaceholderText(_("12 September 1973, Sept 1973, about 1973 …"))
        self.understood = label("", "small")
        self.question = row(gap=6)
        self.setLayout(column(self.line, self.understood, self.question, gap=4))
        self.takes_keys(self.line)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._say_refusal)
        self.line.textChanged.connect(self._read)
        self.line.textChanged.connect(self.changed)
        self._read()

    def text(self) -> str:
        return taken_out(self.line.text())

    def put(self, text: str, said: str = "") -> None:  # noqa: ARG002 - a date says itself
        self.line.setText(put_in(text))

    def explain(self, sentence: str) -> bool:  # noqa: ARG002 - the question says it better
        self._pause.stop()
        if self.question.count():
            return True
        self._say("")
        return False

    def _read(self) -> None:
        emptied(self.question)
        self._pause.stop()
        text = self.text().strip()
        said = ""
        try:
            said = in_words(when.read(text)) if text else ""
        except AmbiguousDate as question:
            said = _("This can mean two dates. Which one?")
            self._ask(question.choices)
        except DateError:
            self._pause.start()
        self._say(said)

    def _say(self, sentence: str) -> None:
        self.understood.setText(sentence)
        self.understood.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def _say_refusal(self) -> None:
        try:
            when.read(self.text().strip())
        except DateError as refusal:
            self._say(str(refusal))

    def _ask(self, choices: tuple[When, ...]) -> None:
        for choice in choices:
            said = when.shown(replace(choice, words=None))
            # Else a window from right to left shows "September 1973 12".
            shown = f"\u2068{said}\u2069" if self.isRightToLeft() else said
            self.question.addWidget(button(shown, partial(self._choose, choice)))
        self.question.addStretch(1)

    def _choose(self, choice: When) -> None:
        self.line.setText(unmistakable(choice))
        self.line.setFocus()


def unmistakable(choice: When) -> str:
    """A date written out so that it can be read in one way only."""
    said = when.shown(replace(choice, words=None))
    try:
        return said if when.read(said).edtf == choice.edtf else choice.edtf
    except DateError:
        return choice.edtf


def in_words(found: When) -> str:
    """How a date was understood; of a partial one the days it can mean."""
    said = when.shown(replace(found, words=None))
    if found.is_full or found.first is None or found.last is None or "/" in found.edtf:
        return said
    first, last = date.fromordinal(found.first), date.fromordinal(found.last)
    if first == last:
        return said
    same_month = (first.year, first.month) == (last.year, last.month)
    begins = str(first.day) if same_month else when.shown(When.of(first))
    days = _("{first} to {last}").format(first=begins, last=when.shown(When.of(last)))
    return _("{date}: any day from {days}").format(date=said, days=days)
