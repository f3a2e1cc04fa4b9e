"""From the blocks of a brief to its pages, with every field of the form as it stands there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from casedesk.briefs.blocks import (
    BlockContent,
    FieldBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuotationBlock,
    TableBlock,
    is_empty,
)
from casedesk.briefs.compose import Answered, Composed, Marks, fill, refuse_language, shielded
from casedesk.briefs.filled import BLANK, Filled, Work
from casedesk.briefs.gate import Gate
from casedesk.briefs.inline import says_something
from casedesk.briefs.kept import BriefText
from casedesk.casework.casefile import CaseFile
from casedesk.casework.cast import Cast
from casedesk.mechanisms.forms import Field, Form
from casedesk.mechanisms.model import Mechanism
from casedesk.pages.model import (
    Block,
    Column,
    Document,
    FieldRow,
    Fields,
    Heading,
    ListItems,
    Paragraph,
    Run,
    Table,
    Text,
    as_runs,
    one_line,
)
from casedesk.words import _


@dataclass(frozen=True)
class Written(Filled):
    """A field as it was written. `beside`: text that belongs to no field, counted with this one."""

    texts: tuple[Text, ...] = ()
    beside: tuple[Block, ...] = ()

    def words(self) -> list[str]:
        """Everything that is written, a paragraph at a time, with tables and footnotes."""
        told = [line for text in self.texts for line in _with_notes(text)]
        for block in (*self.blocks, *self.beside):
            told += [line for text in texts_of(block) for line in _with_notes(text)]
        return told


@dataclass
class _Part:
    """A heading or a field of the form, and the blocks under it."""

    head: HeadingBlock | FieldBlock | None = None
    under: list[BlockContent] = field(default_factory=list)


def texts_of(block: Block) -> Iterator[Text]:
    """The texts of a block that count as written."""
    match block:
        case Heading() | Paragraph():
            yield block.text
        case ListItems():
            yield from block.items
        case Table():
            yield from (column.heading for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
        case _:
            return


def _with_notes(text: Text) -> Iterator[str]:
    line = one_line(text)
    if line:
        yield line
    for run in as_runs(text):
        if run.footnote:
            yield from _with_notes(run.footnote)


def compose_blocks(  # noqa: PLR0913 - as compose(), with the text
    file: CaseFile,
    cast: Cast,
    text: BriefText,
    form: Form,
    mechanism: Mechanism,
    *,
    language: str = "",
    running_line: str = "",
    gate: Gate | None = None,
) -> Composed:
    """Print what was written as the audience of the cast may read it. Raises NotInThisLanguage.

    `gate`: one made before for this cast, which remembers what it looked through.
    """
    language = language or text.language
    refuse_language(language)
    work = Work(file, cast, form, mechanism, language)
    setting = _Setting(work, gate or Gate(cast), Marks())
    parts = list(_parts([block.content for block in text.blocks]))
    blocks = [block for part in parts for block in setting.printed(part)]
    document = Document(
        title=_(form.title),
        blocks=(*blocks, *setting.flushed()),
        language=language,
        running_line=running_line,
        page_label=_("Page {page} of {pages}"),
    )
    return Composed(work, tuple(setting.answered()), document)


def _parts(contents: Sequence[BlockContent]) -> Iterator[_Part]:
    part = _Part()
    for content in contents:
        is_head = isinstance(content, HeadingBlock) and content.level <= 1
        if is_head or isinstance(content, FieldBlock):
            yield part
            assert isinstance(content, HeadingBlock | FieldBlock)
            part = _Part(content)
        else:
            part.under.append(content)
    yield part


class _Setting:
    """A brief being composed: rows of fields wait until something else follows them."""

    def __init__(self, work: Work, gate: Gate, marks: Marks) -> None:
        self._work = work
        self._gate = gate
        self._marks = marks
        self._fields = {each.id: each for each in work.form.fields()}
        self._sections = {each.id: each for each in work.form.sections}
        self._rows: list[FieldRow] = []
        self._found: dict[str, Written] = {}
        self._loose: list[Block] = []

    def printed(self, part: _Part) -> Iterator[Block]:
        """The blocks of a part; a field's row may come with a later one."""
        under = [made for content in part.under if (made := self._block(content))]
        match part.head:
            case FieldBlock():
                yield from self._field(part.head, under)
                return
            case HeadingBlock():
                yield from self.flushed()
                yield self._heading(part.head)
        self._loose += under
        yield from under

    def flushed(self) -> Iterator[Block]:
        """The rows that wait, as one block."""
        if self._rows:
            yield Fields(tuple(self._rows))
            self._rows = []

    def answered(self) -> Iterator[Answered]:
        """Every field of the form as it was filled; what stands outside counts with the first."""
        beside = tuple(self._loose)
        for section in self._work.form.sections:
            for each in section.fields:
                found = self._found.get(each.id, Written())
                yield Answered(section, each, _with_beside(found, beside))
                beside = ()

    def _field(self, block: FieldBlock, under: list[Block]) -> Iterator[Block]:
        known = self._fields.get(block.field)
        written = self._written(block, known, under)
        label: Text = block.field
        if known is not None:
            label = self._marks.mark(_(known.label), known.basis.verified)
            written = _joined(self._found.get(block.field), written)
            self._found[block.field] = written
        else:
            self._loose += [*map(Paragraph, written.texts), *written.blocks]
        below = _("See below.") if written.blocks else ""
        self._rows.append(FieldRow(label, tuple(map(as_runs, written.texts)) or below))
        if written.blocks:
            yield from self.flushed()
            yield from written.blocks

    def _written(self, block: FieldBlock, known: Field | None, under: list[Block]) -> Written:
        if known is not None and (block.live or (known.fill == "signature" and is_empty(block))):
            return _as_written(fill(self._work, known), under)
        texts = tuple(self._gate.runs(each) for each in block.paragraphs if says_something(each))
        told = tuple(one_line(text) for text in texts)
        written = Written(paragraphs=told, blocks=tuple(under), texts=texts)
        if known is None:
            return written
        given = shielded(self._work, known, written)
        return written if given is written else _as_written(given, [])

    def _heading(self, block: HeadingBlock) -> Heading:
        runs = self._gate.runs(block.inline)
        section = self._sections.get(block.section)
        text: Text = runs
        if section is not None and not section.heading_verified:
            text = (*runs, *_mark_of(self._marks))
        return Heading(text, block.level, block.number)

    def _block(self, content: BlockContent) -> Block | None:
        match content:
            case HeadingBlock(level=level, number=number):
                return Heading(self._gate.runs(content.inline), level, number)
            case ParagraphBlock() if says_something(content.inline):
                runs = self._gate.runs(content.inline)
                return Paragraph(runs, numbered=content.numbered, indent=content.indent)
            case QuotationBlock() if says_something(content.inline):
                return Paragraph(self._gate.runs(content.inline), indent=1)
            case ListBlock(items=items) if not is_empty(content):
                said = tuple(self._gate.runs(item) for item in items if says_something(item))
                return ListItems(said, ordered=content.ordered)
            case TableBlock() if not is_empty(content):
                return self._table(content)
            case _:
                return None

    def _table(self, content: TableBlock) -> Table:
        rows = [tuple(self._gate.runs(cell) for cell in row) for row in content.rows]
        wide = max(len(row) for row in rows)
        heads: tuple[Sequence[Run], ...] = rows.pop(0) if content.headed else ()
        columns = tuple(Column(tuple(heads[i]) if i < len(heads) else "", 1.0) for i in range(wide))
        return Table(columns, tuple(rows))


def _mark_of(marks: Marks) -> tuple[Run, ...]:
    """The mark alone that stands behind a heading nobody checked."""
    return as_runs(marks.mark("", verified=False))


def _as_written(filled: Filled, under: list[Block]) -> Written:
    """A field filled from the records, and what somebody wrote under it."""
    blocks = (*filled.blocks, *under)
    return Written(filled.paragraphs, blocks, filled.lacks, texts=filled.paragraphs)


def _joined(before: Written | None, more: Written) -> Written:
    """The same field a second time: two laptops may both have written it."""
    if before is None:
        return more
    paragraphs = (*before.paragraphs, *more.paragraphs)
    texts = (*before.texts, *more.texts)
    lacks = before.lacks or more.lacks
    return Written(paragraphs, (*before.blocks, *more.blocks), lacks, texts=texts)


def _with_beside(written: Written, beside: tuple[Block, ...]) -> Filled:
    if written.is_blank and not beside:
        return BLANK
    return Written(written.paragraphs, written.blocks, written.lacks, written.texts, beside)
