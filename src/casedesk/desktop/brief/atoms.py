"""Lines of a brief in an editor of plain text, and out of it again.

A mention, a footnote, or what is not known here stands in the text as an atom: a stretch whose
format holds the node. Its letters are what a person reads; they are never stored.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from casedesk.briefs.inline import (
    Footnote,
    Inline,
    Mention,
    Node,
    Unknown,
    Words,
    dumped,
    parsed,
    plain,
    read_inline,
    written_inline,
)
from casedesk.desktop.brief.reading import Said
from casedesk.desktop.theme import look
from casedesk.words import _

Saying = Callable[[Mention], Said]

_NODE = QTextFormat.Property.UserProperty.value
_SHOWN = _NODE + 1
_NUMBER = _NODE + 2
_numbers = count(1)

_SOFT = "\u2028"
_INTO = str.maketrans({"\n": _SOFT, "\r": None, "\u2029": _SOFT, "\0": None})
_LONGEST_NOTE = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one format: where it begins in the document, and its letters."""

    start: int
    end: int
    text: str
    format: QTextCharFormat

    @property
    def node(self) -> Node | None:
        """The node of an atom; None for words."""
        stored = self.format.property(_NODE)
        return read_inline(parsed(stored))[0] if stored else None

    @property
    def shown(self) -> str:
        """The letters an atom was given."""
        return str(self.format.property(_SHOWN) or "")


def stretches(block: QTextBlock) -> Iterator[Stretch]:
    """The stretches of a paragraph, in order."""
    letters = block.text().encode("utf-16-le", "surrogatepass")  # Qt counts in these
    for each in block.textFormats():
        part = letters[2 * each.start : 2 * (each.start + each.length)]
        text = part.decode("utf-16-le", "replace")
        start = block.position() + each.start
        # A copy: the format belongs to the range, which is gone with the list.
        yield Stretch(start, start + each.length, text, QTextCharFormat(each.format))


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs of a document."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def paragraphs_of(document: QTextDocument) -> tuple[Inline, ...]:
    """What stands in an editor, a line for each paragraph."""
    return tuple(inline_of(block) for block in blocks_of(document))


def inline_of(block: QTextBlock) -> Inline:
    """What stands in a paragraph; stretches of one manner as one."""
    nodes: list[Node] = []
    for each in stretches(block):
        node = each.node
        if node is not None:
            nodes.append(node)
            continue
        text = each.text.replace(_SOFT, "\n").replace("\0", "")
        bold = each.format.fontWeight() >= QFont.Weight.Bold
        words = Words(text, bold, each.format.fontItalic())
        last = nodes[-1] if nodes else None
        if isinstance(last, Words) and (last.bold, last.italic) == (bold, words.italic):
            nodes[-1] = Words(last.text + text, bold, words.italic)
        elif text:
            nodes.append(words)
    return tuple(nodes)


def insert(cursor: QTextCursor, inline: Inline, saying: Saying) -> None:
    """Put a line into a document."""
    for node in inline:
        if isinstance(node, Words) and not node.rest:
            cursor.insertText(node.text.translate(_INTO), manner(node.bold, node.italic))
        else:
            insert_atom(cursor, node, saying)


def insert_atom(cursor: QTextCursor, node: Node, saying: Saying) -> None:
    """Put one node into a document as an atom."""
    text, tone = _label(node, saying)
    shown = f"\N{NO-BREAK SPACE}{text.translate(_INTO)}\N{NO-BREAK SPACE}"
    form = QTextCharFormat()
    form.setProperty(_NODE, dumped(written_inline((node,))))
    form.setProperty(_SHOWN, shown)
    form.setProperty(_NUMBER, next(_numbers))
    form.setBackground(look().colour("side" if tone == "plain" else f"{tone}-ground"))
    form.setForeground(look().colour("muted" if tone == "plain" else tone))
    form.setFontWeight(QFont.Weight.DemiBold)
    cursor.insertText(shown, form)
    cursor.setCharFormat(QTextCharFormat())


def manner(bold: bool, italic: bool) -> QTextCharFormat:
    """The format of words."""
    form = QTextCharFormat()
    if bold:
        form.setFontWeight(QFont.Weight.Bold)
    if italic:
        form.setFontItalic(True)
    return form


def is_atom(form: QTextCharFormat) -> bool:
    """Whether a format is that of an atom."""
    return form.hasProperty(_NODE)


def _label(node: Node, saying: Saying) -> tuple[str, str]:
    """What is read of an atom, and its tone."""
    match node:
        case Mention():
            said = saying(node)
            return said.text, "warning" if said.withheld else "accent"
        case Footnote():
            words = " ".join(plain(node.inline).split())
            cut = words if len(words) <= _LONGEST_NOTE else words[:_LONGEST_NOTE] + "…"
            return _("note: {words}").format(words=cut), "plain"
        case Words():
            return node.text, "plain"
        case Unknown():
            return _("not known to this version"), "plain"


def atom_at(document: QTextDocument, position: int, *, inside: bool = False) -> Stretch | None:
    """The atom that a position lies in, or (unless `inside`) at the edge of."""
    block = document.findBlock(position)
    for each in stretches(block):
        if not is_atom(each.format):
            continue
        within = each.start < position < each.end
        if within or (not inside and each.start <= position <= each.end):
            return each
    return None


def mend(document: QTextDocument) -> None:
    """Make atoms whole again after an edit: what was typed at their edge is words, and one of which
    letters are gone goes wholly.
    """
    for block in blocks_of(document):
        broken = [s for s in stretches(block) if is_atom(s.format) and s.text != s.shown]
        for each in reversed(broken):
            cursor = QTextCursor(document)
            cursor.joinPreviousEditBlock()
            cursor.setPosition(each.start)
            cursor.setPosition(each.end, QTextCursor.MoveMode.KeepAnchor)
            before, found, after = each.text.partition(each.shown)
            cursor.removeSelectedText()
            if found:
                cursor.insertText(before, QTextCharFormat())
                cursor.insertText(found, each.format)
                cursor.insertText(after, QTextCharFormat())
            cursor.endEditBlock()


def relabel(document: QTextDocument, saying: Saying) -> bool:
    """Show every mention as it is said now; answers whether anything was changed."""
    changed = False
    for block in blocks_of(document):
        for each in reversed(list(stretches(block))):
            node = each.node
            if not isinstance(node, Mention):
                continue
            text = saying(node).text
            if each.shown.strip("\N{NO-BREAK SPACE}") == text.translate(_INTO):
                continue
            cursor = QTextCursor(document)
            cursor.setPosition(each.start)
            cursor.setPosition(each.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.joinPreviousEditBlock()
            cursor.removeSelectedText()
            insert_atom(cursor, node, saying)
            cursor.endEditBlock()
            changed = True
    return changed
