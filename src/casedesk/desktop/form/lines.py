"""Editors of texts: one line, and as many lines as somebody writes."""

import unicodedata

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from casedesk.desktop.form.editor import HINTS, Editor
from casedesk.desktop.pieces.boxes import column
from casedesk.desktop.theme import look

#: Characters at which Qt breaks or cuts a text, and the non-characters that stand for them inside
#: the editor: otherwise a record saved again would hold another text than before.
_BREAKING = {"\r": "\ufdd2", "\u2029": "\ufdd3", "\ufdd0": "\ufdd4", "\ufdd1": "\ufdd5"}
_INTO = str.maketrans(_BREAKING)
_OUT_OF = str.maketrans({held: meant for meant, held in _BREAKING.items()} | {"\u2029": "\n"})

#: A byte order mark is lost on the way into Qt where a text begins with it; nowhere else.
_MARK, _HELD_MARK = "\ufeff", "\ufdd6"

_LONGEST = 2**24


def direction_of(text: str) -> Qt.LayoutDirection:
    """Which way a text runs: by its first letter that says so, else as the window does."""
    for character in text[:2000]:
        bidi = unicodedata.bidirectional(character)
        if bidi in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if bidi == "L":
            return Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.LayoutDirectionAuto


def put_in(text: str) -> str:
    """A text as a line of Qt can hold it without losing anything."""
    return _HELD_MARK + text[1:] if text.startswith(_MARK) else text


def taken_out(text: str) -> str:
    """A text that a line of Qt held, byte for byte as it was."""
    return _MARK + text[1:] if text.startswith(_HELD_MARK) else text


class Line(QLineEdit):
    """One line that runs the way its text does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.setInputMethodHints(HINTS)
        self.textChanged.connect(self._turn)

    def _turn(self, text: str) -> None:
        direction = direction_of(text)
        if direction == Qt.LayoutDirection.LayoutDirectionAuto:
            self.unsetLayoutDirection()
        else:
            self.setLayoutDirection(direction)


class TextEditor(Editor):
    """A text of one line; also a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = Line()
        self.setLayout(column(self.line))
        self.takes_keys(self.line)
        self.line.textChanged.connect(self.changed)

    def text(self) -> str:
        return taken_out(self.line.text())

    def put(self, text: str, said: str = "") -> None:  # noqa: ARG002 - a text says itself
        self.line.setText(put_in(text))
        self.line.setCursorPosition(0)


class Pages(QPlainTextEdit):
    """Lines that grow with what is written, from so many lines up to so many."""

    def __init__(self, least: int = 3, most: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setInputMethodHints(HINTS)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._turn)
        self._grow()

    def typed(self) -> str:
        """The text, byte for byte."""
        return taken_out(self.document().toRawText()).translate(_OUT_OF)

    def put(self, text: str) -> None:
        """Show a text."""
        self.setPlainText(put_in(text).translate(_INTO))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # the form saves
                return
            if not self.isReadOnly():
                # With Shift Qt would write another sign for the break than without.
                self.insertPlainText("\n")
                self.ensureCursorVisible()
                return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text().replace("\r\n", "\n").translate(_INTO))
        self.ensureCursorVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A page scrolled by the wheel goes on scrolling over a text that shows wholly.
        if self.verticalScrollBar().maximum() == 0 or not self.hasFocus():
            event.ignore()
        else:
            super().wheelEvent(event)

    def _turn(self) -> None:
        """Begin the lines at the side where their text begins."""
        way = direction_of(self.document().firstBlock().text())
        if way == Qt.LayoutDirection.LayoutDirectionAuto:
            way = self.layoutDirection()
        right = way == Qt.LayoutDirection.RightToLeft
        option = self.document().defaultTextOption()
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)

    def _grow(self) -> None:
        spacing = self.fontMetrics().lineSpacing()
        least, most = self._least * spacing, self._most * spacing
        around = 2 * self.document().documentMargin() + look().px(12 if self._least > 1 else 0)
        self.setFixedHeight(round(max(least, min(self._content(most), most)) + around))

    def _content(self, enough: float) -> float:
        """How high the text is; not measured further than `enough`."""
        block, height = self.document().firstBlock(), 0.0
        while block.isValid() and height < enough:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height


class LongEditor(Editor):
    """A text of many lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = Pages()
        self.setLayout(column(self.pages))
        self.takes_keys(self.pages)
        self.pages.textChanged.connect(self.changed)

    def text(self) -> str:
        return self.pages.typed()

    def put(self, text: str, said: str = "") -> None:  # noqa: ARG002 - a text says itself
        self.pages.put(text)


class Words(Pages):
    """A text that is only read: it wraps anywhere, runs its own way and can be copied."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(1, 400, parent)
        self.setProperty("reading", True)
        self.setReadOnly(True)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.put(text)
        self.setAccessibleName(text)
