"""The editor of a stretch of a brief: plain text in which parties and notes stand as atoms."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from casedesk.briefs.inline import Inline, Mention, Node, Words
from casedesk.desktop.brief import atoms
from casedesk.desktop.brief.mentioning import Mentioning, Offer
from casedesk.desktop.brief.reading import Said
from casedesk.desktop.form.editor import HINTS
from casedesk.desktop.theme import look
from casedesk.words import _

_ENTER = {Qt.Key.Key_Enter, Qt.Key.Key_Return}


def unsaid(mention: Mention) -> Said:
    """What is read of a mention before the gate was asked."""
    return Said(mention.own or _("[party]"), withheld=True)


class WritingEdit(QPlainTextEdit):
    """Plain text with atoms. With `single`, Enter asks for a new block; else for a paragraph."""

    edited = Signal()
    #: Enter was pressed where one paragraph is a block; carries what stood behind the cursor.
    entered = Signal(object)
    #: Backspace was pressed in an empty block.
    unwanted = Signal()
    #: An arrow key left the text upwards (-1) or downwards (1).
    leaving = Signal(int)
    #: The keys come here now.
    focused = Signal()

    def __init__(self, offer: Offer, *, single: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.single = single
        self.saying: Callable[[Mention], Said] = unsaid
        self._mending = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(HINTS | Qt.InputMethodHint.ImhMultiLine)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offer = offer
        self.mentioning = Mentioning(self, offer)
        self.mentioning.chosen.connect(self.insert_node)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._keep_out_of_atoms)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    # ---- what stands here --------------------------------------------------------------------

    def put(self, paragraphs: tuple[Inline, ...], saying: Callable[[Mention], Said]) -> None:
        """Show these paragraphs. Nothing of it can be undone."""
        self.saying = saying
        self._mending = True
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = self.textCursor()
        for number, inline in enumerate(paragraphs):
            if number:
                cursor.insertBlock()
            atoms.insert(cursor, inline, saying)
        self.document().setUndoRedoEnabled(True)
        self._mending = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def paragraphs(self) -> tuple[Inline, ...]:
        """What stands here, a line for each paragraph."""
        return atoms.paragraphs_of(self.document())

    def inline(self) -> Inline:
        """What stands here as one line; what was pasted with line ends keeps them."""
        lines = self.paragraphs()
        joined: list[Node] = []
        for number, line in enumerate(lines):
            joined += [Words("\n"), *line] if number else line
        return tuple(joined)

    def say(self, saying: Callable[[Mention], Said]) -> None:
        """Show mentions as they are said now."""
        self.saying = saying
        self._mending = True
        atoms.relabel(self.document(), saying)
        self._mending = False

    def insert_node(self, node: Node) -> None:
        """Put a mention or a footnote where the cursor stands."""
        atoms.insert_atom(self.textCursor(), node, self.saying)
        self.setFocus()

    def atom(self) -> atoms.Stretch | None:
        """The atom at the cursor."""
        return atoms.atom_at(self.document(), self.textCursor().position())

    def replace_atom(self, stretch: atoms.Stretch, node: Node) -> None:
        """Put another node in an atom's place."""
        cursor = self.textCursor()
        cursor.setPosition(stretch.start)
        cursor.setPosition(stretch.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        atoms.insert_atom(cursor, node, self.saying)
        cursor.endEditBlock()

    def toggle(self, *, bold: bool = False, italic: bool = False) -> None:
        """Make what is selected bold or italic, or not any more."""
        form = QTextCharFormat()
        now = self.textCursor().charFormat()
        if bold:
            heavy = now.fontWeight() >= QFont.Weight.Bold
            form.setFontWeight(QFont.Weight.Normal if heavy else QFont.Weight.Bold)
        if italic:
            form.setFontItalic(not now.fontItalic())
        self.mergeCurrentCharFormat(form)

    # ---- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.mentioning.takes(event.key()):
            event.ignore()  # the list of parties has it
        elif not self._takes(event):
            self._plain_manner()
            super().keyPressEvent(event)
            self.mentioning.look()

    def _takes(self, event: QKeyEvent) -> bool:
        """Keys that mean something else here than in plain text; answers whether this was one."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.single:
                self.entered.emit(self._cut_behind())
                return True
        elif event.matches(QKeySequence.StandardKey.Bold):
            self.toggle(bold=True)
            return True
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.toggle(italic=True)
            return True
        elif event.key() == Qt.Key.Key_Backspace and self.document().isEmpty():
            self.unwanted.emit()
            return True
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not shift:
            return self._leaves(-1 if event.key() == Qt.Key.Key_Up else 1)
        return self._moves_over_atom(event)

    def _leaves(self, way: int) -> bool:
        up = QTextCursor.MoveOperation.Up if way < 0 else QTextCursor.MoveOperation.Down
        if self.textCursor().movePosition(up):
            return False
        self.leaving.emit(way)
        return True

    def _moves_over_atom(self, event: QKeyEvent) -> bool:
        """An atom is passed, and taken out, as one letter."""
        back = {Qt.Key.Key_Left, Qt.Key.Key_Backspace}
        forth = {Qt.Key.Key_Right, Qt.Key.Key_Delete}
        cursor = self.textCursor()
        if event.key() not in back | forth or cursor.hasSelection():
            return False
        there = cursor.position() + (-1 if event.key() in back else 1)
        found = atoms.atom_at(self.document(), there, inside=True) if there >= 0 else None
        if found is None:
            return False
        keep = QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(found.start if event.key() in back else found.end, keep)
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            cursor.removeSelectedText()
        elif not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            cursor.clearSelection()
        self.setTextCursor(cursor)
        return True

    def _cut_behind(self) -> Inline:
        """Take out what stands behind the cursor, and answer it."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        behind = cursor.selection()
        cut = WritingEdit(Offer())
        cut.textCursor().insertFragment(behind)
        found = cut.inline()
        cut.deleteLater()
        cursor.removeSelectedText()
        return found

    def _plain_manner(self) -> None:
        """What is typed at the edge of an atom is no part of it."""
        if atoms.is_atom(self.currentCharFormat()) and not self.textCursor().hasSelection():
            self.setCurrentCharFormat(QTextCharFormat())

    def _keep_out_of_atoms(self) -> None:
        cursor = self.textCursor()
        found = atoms.atom_at(self.document(), cursor.position(), inside=True)
        if found is not None and not self._mending:
            selecting = cursor.hasSelection()
            to_end = cursor.position() - found.start > (found.end - found.start) / 2
            mode = QTextCursor.MoveMode.KeepAnchor if selecting else QTextCursor.MoveMode.MoveAnchor
            cursor.setPosition(found.end if to_end else found.start, mode)
            self.setTextCursor(cursor)

    def _changed(self) -> None:
        if self._mending:
            return
        self._mending = True
        atoms.mend(self.document())
        self._mending = False
        self.edited.emit()

    # ---- what Qt asks ------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText().replace("\u2028", "\n"))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self._plain_manner()
            self.textCursor().insertText(source.text().replace("\0", ""))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from casedesk.desktop.brief.naming import naming_menu  # noqa: PLC0415 - it needs this one

        menu = self.createStandardContextMenu()
        assert menu is not None
        naming_menu(self, menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the block

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        """As high as the text is."""
        lines = max(1, round(self.document().size().height()))
        frame = self.height() - self.viewport().height() if self.isVisible() else look().px(10)
        around = 2 * self.document().documentMargin() + max(0, frame)
        wanted = round(lines * self.fontMetrics().lineSpacing() + around)
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        return QSize(look().px(200), self.height())
