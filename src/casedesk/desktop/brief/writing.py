"""The editor of a stretch of a brief: plain text in which parties and notes stand as atoms."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, QStringListModel, Qt, QTimer, Signal
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
from PySide6.QtWidgets import QCompleter, QFrame, QPlainTextEdit, QWidget

from casedesk.briefs.inline import Inline, Mention, Node, Words
from casedesk.desktop.brief import atoms
from casedesk.desktop.brief.reading import Said
from casedesk.desktop.form.editor import HINTS
from casedesk.desktop.theme import look
from casedesk.words import _

#: The keys a list of offered names takes for itself.
_OF_THE_OFFER = {Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab}
_ENTER = {Qt.Key.Key_Enter, Qt.Key.Key_Return}
_LONGEST_NAME = 60


def unsaid(mention: Mention) -> Said:
    """What is read of a mention before the gate was asked."""
    return Said(mention.own or _("[party]"), withheld=True)


class Offer:
    """The parties that can be mentioned, by what a person reads of them; shared by all editors."""

    def __init__(self) -> None:
        self.uuids: dict[str, str] = {}
        self.model = QStringListModel()

    def put(self, uuids: dict[str, str]) -> None:
        """Offer these parties: uuids by what is read."""
        if uuids != self.uuids:
            self.uuids = uuids
            self.model.setStringList(list(uuids))


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
    #: Letters were typed behind an “@”.
    looking = Signal(str)

    def __init__(self, offer: Offer, *, single: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.single = single
        self._offer = offer
        self._saying: Callable[[Mention], Said] = unsaid
        self._mending = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(HINTS | Qt.InputMethodHint.ImhMultiLine)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer = QCompleter(offer.model, self)
        self._dress_completer()
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._keep_out_of_atoms)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def _dress_completer(self) -> None:
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._completer.popup().setAccessibleName(_("Parties to mention"))
        self._completer.activated[str].connect(self._complete)

    # ---- what stands here --------------------------------------------------------------------

    def put(self, paragraphs: tuple[Inline, ...], saying: Callable[[Mention], Said]) -> None:
        """Show these paragraphs. Nothing of it can be undone."""
        self._saying = saying
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
        self._saying = saying
        self._mending = True
        atoms.relabel(self.document(), saying)
        self._mending = False

    def insert_node(self, node: Node) -> None:
        """Put a mention or a footnote where the cursor stands."""
        atoms.insert_atom(self.textCursor(), node, self._saying)
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
        atoms.insert_atom(cursor, node, self._saying)
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
        if self._completer.popup().isVisible() and event.key() in _OF_THE_OFFER:
            event.ignore()
            return
        if not self._takes(event):
            self._plain_manner()
            super().keyPressEvent(event)
            self._look_for_party()

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

    # ---- mentioning --------------------------------------------------------------------------

    def _typed_name(self) -> str | None:
        """What was typed behind an “@” that begins a word; None where there is none."""
        cursor = self.textCursor()
        before = cursor.block().text().encode("utf-16-le", "surrogatepass")
        text = before[: 2 * cursor.positionInBlock()].decode("utf-16-le", "replace")
        place = text.rfind("@")
        named = text[place + 1 :]
        if place < 0 or len(named) > _LONGEST_NAME or (place and text[place - 1].isalnum()):
            return None
        return named

    def _look_for_party(self) -> None:
        named = self._typed_name()
        popup = self._completer.popup()
        if named is None:
            popup.hide()
            return
        self.looking.emit(named)
        self._completer.setCompletionPrefix(named)
        if not self._completer.completionCount():
            popup.hide()
            return
        popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        room = self.cursorRect()
        room.setWidth(look().px(360))
        self._completer.complete(room)

    def look_again(self) -> None:
        """Other parties are offered now."""
        if self.hasFocus() and self._typed_name() is not None:
            self._look_for_party()

    def _complete(self, chosen: str) -> None:
        named, uuid = self._typed_name(), self._offer.uuids.get(chosen)
        if named is None or uuid is None:
            return
        cursor = self.textCursor()
        length = len(f"@{named}".encode("utf-16-le")) // 2
        cursor.setPosition(cursor.position() - length, QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        atoms.insert_atom(cursor, Mention(uuid), self._saying)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

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
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as the text is."""
        lines = max(1, round(self.document().size().height()))
        margins = self.contentsMargins()
        around = 2 * self.document().documentMargin() + margins.top() + margins.bottom()
        wanted = round(lines * self.fontMetrics().lineSpacing() + around) + look().px(8)
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        return QSize(look().px(200), self.height())
