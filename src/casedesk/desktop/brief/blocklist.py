"""All blocks of a brief, one under the other; what is inserted, moved and taken out."""

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from casedesk.briefs.blocks import BlockContent, FieldBlock, ParagraphBlock, TableBlock
from casedesk.briefs.inline import Inline
from casedesk.briefs.kept import BriefBlock
from casedesk.briefs.order import key_between
from casedesk.desktop.brief.editor import Around, BlockEditor
from casedesk.desktop.brief.writing import WritingEdit
from casedesk.desktop.pieces.boxes import column, emptied, widget
from casedesk.desktop.theme import look
from casedesk.words import _

#: Editors are made for so many seconds at a time; longer would hold up the window.
_AT_A_TIME = 0.025

#: So many editors stand in one panel. In a single one of 700, every line more made Qt measure all
#: of them again, and a long brief took a quarter of a minute to open.
_IN_A_PANEL = 20


class BlockList(QScrollArea):
    """The editors of a brief's blocks in order."""

    edited = Signal()
    #: Another block has the keys now.
    moved_on = Signal()
    #: A live field, by its id, is to be written in own words.
    own_words = Signal(str)

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.editors: list[BlockEditor] = []
        self._waiting: list[BriefBlock] = []
        self._panel: QVBoxLayout | None = None
        self._live: dict[str, tuple[str, ...]] = {}
        self._origins: dict[str, tuple[int, int]] = {}
        self.current: BlockEditor | None = None
        inside = QWidget()
        self._column: QVBoxLayout = column(gap=10, margin=4)
        self._column.addStretch(1)
        inside.setLayout(self._column)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Text of the brief"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its editors take the keys
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_some)

    # ---- the whole ---------------------------------------------------------------------------

    def show_blocks(self, blocks: Iterable[BriefBlock]) -> None:
        """Show these blocks instead of what was there."""
        emptied(self._column)
        self._column.addStretch(1)
        self.editors, self.current = [], None
        self._panel = None
        self._waiting = list(blocks)
        self._make_some()
        self._timer.start()

    def blocks(self) -> tuple[BriefBlock, ...]:
        """The blocks as they stand here now."""
        return (*(editor.block() for editor in self.editors), *self._waiting)

    @property
    def place(self) -> int:
        """Where the block with the keys stands; the first where none has them."""
        return self.editors.index(self.current) if self.current in self.editors else 0

    def say_mentions(self) -> None:
        """Show mentions as they are said now."""
        for editor in self.editors:
            editor.say()

    def say_live(self, live: dict[str, tuple[str, ...]]) -> None:
        """Show what live fields are filled with now."""
        if live != self._live:
            self._live = live
            for editor in self.editors:
                self._say_live(editor)

    def show_origins(self, origins: dict[str, tuple[int, int]]) -> None:
        """Say of each block from how many records it was drafted, and how many changed."""
        self._origins = origins
        for editor in self.editors:
            editor.show_origin(*origins.get(editor.stored.uuid, (0, 0)))

    def field_editor(self, field: str) -> BlockEditor | None:
        """The editor of a field of the form."""
        for editor in self.editors:
            content = editor.stored.content
            if isinstance(content, FieldBlock) and content.field == field:
                return editor
        return None

    # ---- changes -----------------------------------------------------------------------------

    def insert(self, content: BlockContent, place: int | None = None) -> BlockEditor:
        """Put a new block behind the one with the keys, or at a place."""
        self._make_all()
        place = min(self.place + 1, len(self.editors)) if place is None else place
        block = self._new(place, content)
        editor = self._made(block, place)
        editor.take_focus()
        self.edited.emit()
        return editor

    def remove(self, editor: BlockEditor) -> None:
        """Take a block out; the one before gets the keys."""
        place = self.editors.index(editor)
        self._drop(editor)
        self._focus(max(0, place - 1))
        self.edited.emit()

    def shift(self, way: int) -> None:
        """Move the block with the keys up (-1) or down (1)."""
        self._make_all()
        editor, place = self.current, self.place
        if editor is None or not 0 <= place + way < len(self.editors):
            return
        self.editors.pop(place)
        editor.rekey(self._key_at(place + way))
        self.editors.insert(place + way, editor)
        self._put(editor, place + way)
        editor.take_focus()
        self.edited.emit()

    def change(self, editor: BlockEditor, *contents: BlockContent) -> None:
        """Put other contents in a block's place; the first keeps its identity."""
        self._make_all()
        place = self.editors.index(editor)
        before = editor.block()
        self._drop(editor)
        first = self._made(replace(before, content=contents[0]), place)
        for number, content in enumerate(contents[1:], start=1):
            self._made(self._new(place + number, content), place + number)
        first.take_focus()
        self.edited.emit()

    def grow_table(self, *, row: bool) -> None:
        """Add a row or a column to the table with the keys."""
        editor = self.current
        content = editor.block().content if editor else None
        if editor is None or not isinstance(content, TableBlock):
            return
        wide = max((len(line) for line in content.rows), default=1)
        if row:
            rows: tuple[tuple[Inline, ...], ...] = (*content.rows, ((),) * wide)
        else:
            rows = tuple((*line, *((),) * (wide - len(line) + 1)) for line in content.rows)
        self.change(editor, replace(content, rows=rows))

    def _new(self, place: int, content: BlockContent) -> BriefBlock:
        return BriefBlock(uuid4().hex, self._key_at(place), content, self.around.language)

    def _key_at(self, place: int) -> str:
        """A key for a block at a place; where two laptops made the same, behind both."""
        after = self.editors[place - 1].stored.order_key if place else ""
        behind = [each.stored.order_key for each in self.editors[place:]]
        before = next((key for key in behind if key > after), "")
        return key_between(after, before)

    # ---- making editors ----------------------------------------------------------------------

    def _make_some(self) -> None:
        until = monotonic() + _AT_A_TIME
        self.around.width = self._first_width()
        while self._waiting and monotonic() < until:
            self._make_next()
        if not self._waiting:
            self._timer.stop()

    def _first_width(self) -> int:
        """How wide the text of a paragraph will be."""
        margins = self._column.contentsMargins()
        return max(100, self.viewport().width() - margins.left() - margins.right())

    def _make_all(self) -> None:
        while self._waiting:
            self._make_next()

    def _make_next(self) -> None:
        if self._panel is None or self._panel.count() >= _IN_A_PANEL:
            self._panel = column(gap=10)
            self._column.insertWidget(self._column.count() - 1, widget(self._panel))
        self._made(self._waiting.pop(0), len(self.editors))

    def _made(self, block: BriefBlock, place: int) -> BlockEditor:
        editor = BlockEditor(block, self.around)
        editor.edited.connect(self.edited)
        editor.focused.connect(lambda: self._went_to(editor))
        editor.entered.connect(lambda line: self._entered(editor, line))
        editor.unwanted.connect(lambda: self._unwanted(editor))
        editor.leaving.connect(lambda way: self._focus(self.editors.index(editor) + way))
        editor.own_words.connect(lambda: self._ask_own_words(editor))
        for part in editor.parts:
            part.cursorPositionChanged.connect(self._follow)
        self.editors.insert(place, editor)
        self._put(editor, place)
        self._say_live(editor)
        editor.show_origin(*self._origins.get(block.uuid, (0, 0)))
        return editor

    def _put(self, editor: BlockEditor, place: int) -> None:
        """Show an editor behind the one before it, in that one's panel."""
        if place == len(self.editors) - 1 and self._waiting and self._panel is not None:
            self._panel.addWidget(editor)
            return
        beside = self.editors[place - 1] if place else next(iter(self.editors[1:]), None)
        holder = beside.parentWidget() if beside else None
        panel = holder.layout() if holder else self._first_panel()
        assert isinstance(panel, QVBoxLayout)
        at = panel.indexOf(beside) if beside else 0
        panel.insertWidget(at + 1 if place else at, editor)

    def _first_panel(self) -> QVBoxLayout:
        made = column(gap=10)
        self._column.insertWidget(0, widget(made))
        return made

    def _drop(self, editor: BlockEditor) -> None:
        self.editors.remove(editor)
        if self.current is editor:
            self.current = None
        editor.hide()
        editor.deleteLater()

    def _say_live(self, editor: BlockEditor) -> None:
        content = editor.stored.content
        if isinstance(content, FieldBlock) and content.live:
            editor.show_live(self._live.get(content.field, ()))

    # ---- where one is ------------------------------------------------------------------------

    def _went_to(self, editor: BlockEditor) -> None:
        if self.current is not editor:
            self.current = editor
            self.moved_on.emit()

    def _entered(self, editor: BlockEditor, line: Inline) -> None:
        numbered = getattr(editor.stored.content, "numbered", False)
        place = self.editors.index(editor) + 1
        self.insert(ParagraphBlock(line, numbered=numbered), place)

    def _unwanted(self, editor: BlockEditor) -> None:
        if isinstance(editor.stored.content, ParagraphBlock) and len(editor.parts) == 1:
            self.remove(editor)

    def _ask_own_words(self, editor: BlockEditor) -> None:
        content = editor.stored.content
        if isinstance(content, FieldBlock):
            self.own_words.emit(content.field)

    def _focus(self, place: int) -> None:
        """Give the keys to a block; one without a part for them is passed over."""
        if 0 <= place < len(self.editors) and self.editors[place].parts:
            self.editors[place].take_focus()

    def _follow(self) -> None:
        """Scroll to where the cursor is."""
        part = self.sender()
        if isinstance(part, WritingEdit) and part.hasFocus():
            inside = self.widget()
            assert inside is not None
            where = part.viewport().mapTo(inside, part.cursorRect().center())
            self.ensureVisible(where.x(), where.y(), 0, look().px(40))

    def show_editor(self, editor: BlockEditor) -> None:
        """Scroll to a block and give it the keys."""
        editor.take_focus()
        self.ensureVisible(0, editor.y(), 0, look().px(60))
