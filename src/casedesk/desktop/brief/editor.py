"""The blocks of a brief as they are edited: one editor for each, whatever its kind."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from casedesk.briefs.blocks import (
    BlockContent,
    FieldBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuotationBlock,
    TableBlock,
    inlines_of,
)
from casedesk.briefs.inline import Inline, Mention, nodes_in
from casedesk.briefs.kept import BriefBlock
from casedesk.desktop.brief.mentioning import Offer
from casedesk.desktop.brief.reading import Said
from casedesk.desktop.brief.writing import WritingEdit
from casedesk.desktop.form.editor import mark
from casedesk.desktop.pieces.boxes import column, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import one_line
from casedesk.desktop.theme import look
from casedesk.mechanisms.forms import Field
from casedesk.words import _, n_


@dataclass
class Around:
    """What the editors of one brief share: whom they offer, and what is said of whom."""

    offer: Offer
    said: dict[Mention, Said] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    width: int = 400
    language: str = ""

    def saying(self, mention: Mention) -> Said:
        """The words printed for a mention; before the gate was asked, that it is not known."""
        known = self.said.get(mention) or self.said.get(Mention(mention.party))
        return known or Said(mention.own or _("[party]"), withheld=True)


class Wrapped(QLabel):
    """A text of several lines that measures itself.

    Qt asks every part of a column for its height at every change as soon as one of them wraps by
    itself; a brief of 700 blocks took a quarter of a minute to open that way.
    """

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setProperty("role", role)

    def hasHeightForWidth(self) -> bool:
        return False

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(1, self.heightForWidth(self.width())))


class BlockEditor(QFrame):
    """The editor of one block. `build` reads the content anew out of its parts."""

    #: Something was typed here.
    edited = Signal()
    #: The keys come here now.
    focused = Signal()
    #: A new block is wanted behind this one; carries its line.
    entered = Signal(object)
    #: This empty block is not wanted.
    unwanted = Signal()
    #: An arrow key left this block upwards (-1) or downwards (1).
    leaving = Signal(int)
    #: The person wants to write this live field in own words.
    own_words = Signal()

    def __init__(self, block: BriefBlock, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("block")
        self.around = around
        self.stored = block
        self.parts: list[WritingEdit] = []
        self.build: Callable[[], BlockContent] = lambda: block.content
        self.body = column(gap=4)
        self.setLayout(self.body)
        self.origin: Wrapped | None = None
        self._live: Wrapped | None = None
        self._stale = False
        _fill(self, block.content)

    def block(self) -> BriefBlock:
        """The block as it stands here now."""
        if self._stale:
            self._stale = False
            self.stored = replace(self.stored, content=self.build())
        return self.stored

    def rekey(self, order_key: str) -> None:
        """Stand at another place in the order."""
        self.stored = replace(self.block(), order_key=order_key)

    def writing(self, name: str, lines: tuple[Inline, ...], *, single: bool = True) -> WritingEdit:
        """A part in which something is typed; `name` is what a screen reader says."""
        made = WritingEdit(self.around.offer, single=single)
        made.setAccessibleName(name)
        made.resize(self.around.width, made.height())  # so that it need not be measured twice
        made.put(lines, self.around.saying)
        made.edited.connect(self.touch)
        made.focused.connect(self.focused)
        made.entered.connect(self.entered)
        made.unwanted.connect(self.unwanted)
        made.leaving.connect(self.leaving)
        self.parts.append(made)
        return made

    def touch(self) -> None:
        """What is typed here is to be read anew."""
        self._stale = True
        self.edited.emit()

    def say(self) -> None:
        """Show mentions as they are said now."""
        nodes = nodes_in(inlines_of(self.block().content))
        if not any(isinstance(node, Mention) for node in nodes):
            return  # the most, in a long brief
        for part in self.parts:
            part.say(self.around.saying)

    def show_live(self, lines: tuple[str, ...]) -> None:
        """Show what a live field is filled with."""
        if self._live is not None:
            self._live.setText("\n".join(lines) or _("Nothing is recorded for this yet."))

    def live_part(self) -> QWidget:
        """What stands in a live field: its words, and a way to write others."""
        self._live = Wrapped("", "muted")
        own = button(_("Write own words"), self.own_words.emit, link=True)
        told = Wrapped(_("Filled from the records, anew each time."), "small")
        line = row(told, own)
        line.setStretch(0, 1)
        return widget(column(self._live, line, gap=4))

    def show_origin(self, records: int, changed: int) -> None:
        """Say from how many records this was drafted, and how many changed since."""
        if not records:
            return
        said = n_("Drafted from {n} record", "Drafted from {n} records", records).format(n=records)
        if changed:
            more = n_("{n} changed since", "{n} changed since", changed).format(n=changed)
            said = f"{said} · {more}"
        if self.origin is None:
            self.origin = Wrapped("", "small")
            self.body.addWidget(self.origin)
        self.origin.setText(said)
        mark(self.origin, "changed", on=bool(changed))

    def take_focus(self) -> None:
        """Have the keys come to the first part."""
        if self.parts:
            self.parts[0].setFocus()


def _fill(editor: BlockEditor, content: BlockContent) -> None:
    match content:
        case HeadingBlock():
            _heading(editor, content)
        case ParagraphBlock():
            part = editor.writing(_("Paragraph"), (content.inline,))
            editor.body.addWidget(part)
            editor.build = lambda: replace(content, inline=part.inline())
        case QuotationBlock():
            part = editor.writing(_("Quotation"), (content.inline,))
            part.setProperty("quotation", True)
            editor.body.addLayout(row(one_line("”", "muted"), part))
            editor.build = lambda: replace(content, inline=part.inline())
        case ListBlock():
            _list(editor, content)
        case TableBlock():
            _table(editor, content)
        case FieldBlock():
            _field(editor, content)
        case _:
            text = _("A part that a newer version of CaseDesk wrote. It is kept, and not printed.")
            editor.body.addWidget(Wrapped(text, "muted"))


def _heading(editor: BlockEditor, content: HeadingBlock) -> None:
    name = _("Title") if content.level == 0 else _("Heading {number}").format(number=content.number)
    part = editor.writing(name.strip(), (content.inline,))
    part.setProperty("heading", min(content.level, 2))
    number = one_line(content.number, "strong")
    number.setVisible(bool(content.number))
    line = row(number, part)
    line.setStretch(1, 1)
    editor.body.addLayout(line)
    editor.build = lambda: replace(content, inline=part.inline())


def _list(editor: BlockEditor, content: ListBlock) -> None:
    part = editor.writing(_("List, an item a line"), content.items or ((),), single=False)
    editor.body.addLayout(row(one_line("1." if content.ordered else "•", "muted"), part))
    editor.build = lambda: replace(content, items=part.paragraphs())


def _field(editor: BlockEditor, content: FieldBlock) -> None:
    known = editor.around.fields.get(content.field)
    name = _(known.label) if known else content.field
    heading = Wrapped(name, "strong")
    editor.body.addWidget(heading)
    if content.live:
        editor.body.addWidget(editor.live_part())
        return
    part = editor.writing(name, content.paragraphs or ((),), single=False)
    if known is not None:
        part.setPlaceholderText(_(known.asks))
    editor.body.addWidget(part)

    def build() -> FieldBlock:
        lines = part.paragraphs()
        return replace(content, paragraphs=() if lines == ((),) else lines)

    editor.build = build


def _table(editor: BlockEditor, content: TableBlock) -> None:
    wide = max((len(line) for line in content.rows), default=1)
    grid = QGridLayout()
    grid.setSpacing(look().px(4))
    cells: list[list[WritingEdit]] = []
    for number, line in enumerate(content.rows or (((),),)):
        padded = [*line, *([()] * (wide - len(line)))]
        cells.append([])
        for place, inline in enumerate(padded):
            name = _("Row {row}, column {column}").format(row=number + 1, column=place + 1)
            part = editor.writing(name, (inline,), single=False)
            grid.addWidget(part, number, place)
            cells[-1].append(part)
    editor.body.addLayout(grid)

    def build() -> TableBlock:
        rows = tuple(tuple(cell.inline() for cell in line) for line in cells)
        return replace(content, rows=rows)

    editor.build = build
