"""The blocks of a brief: what kinds there are, and how the content of each is stored.

Never HTML: a block is JSON of a closed shape. A kind or key that this program does not know is
kept as it is, so that a brief written by a newer program loses nothing here.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from casedesk.briefs.inline import (
    Inline,
    Unknown,
    dumped,
    flag_in,
    parsed,
    read_inline,
    rest_of,
    says_something,
    text_in,
    unread,
    with_rest,
    written_inline,
)

DEEPEST_HEADING: Final = 4
DEEPEST_INDENT: Final = 10


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading; level 0 is the title. `section` names the section of the form it heads."""

    inline: Inline = ()
    level: int = 1
    number: str = ""
    section: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph; `numbered` ones are counted through the whole brief."""

    inline: Inline = ()
    numbered: bool = False
    indent: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class QuotationBlock:
    """Somebody else's words, set apart."""

    inline: Inline = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list with bullets, or with numbers."""

    items: tuple[Inline, ...] = ()
    ordered: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells; `headed` says that the first row holds the headings of the columns."""

    rows: tuple[tuple[Inline, ...], ...] = ()
    headed: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class FieldBlock:
    """The answer to one field of the form, a paragraph or several.

    `live`: nothing is stored; each time the field is filled from the records, so that no change of
    them and no consent withdrawn is missed.
    """

    field: str = ""
    paragraphs: tuple[Inline, ...] = ()
    live: bool = False
    rest: str = ""


BlockContent = (
    HeadingBlock | ParagraphBlock | QuotationBlock | ListBlock | TableBlock | FieldBlock | Unknown
)


def read_content(untrusted_json: str) -> BlockContent:
    """The content of a block. Raises BadContent; what is only unknown is kept as Unknown."""
    table = parsed(untrusted_json)
    if not isinstance(table, dict) or not isinstance(table.get("kind"), str):
        raise unread()
    read = _READ.get(table["kind"])
    return read(table) if read else Unknown(dumped(table))


def write_content(content: BlockContent) -> str:
    """The content of a block as it is stored; reading it gives the same again."""
    if isinstance(content, Unknown):
        return content.raw
    return dumped({"kind": kind_of_block(content), **_written(content)})


def kind_of_block(content: BlockContent) -> str:
    """What kind of block this is, in the word that is stored."""
    if isinstance(content, Unknown):
        return str(json.loads(content.raw)["kind"])
    return _KINDS[type(content)]


def inlines_of(content: BlockContent) -> Iterator[Inline]:
    """Every line of a block: its text, or that of its items, cells or paragraphs."""
    match content:
        case HeadingBlock() | ParagraphBlock() | QuotationBlock():
            yield content.inline
        case ListBlock():
            yield from content.items
        case FieldBlock():
            yield from content.paragraphs
        case TableBlock():
            for row in content.rows:
                yield from row


def is_empty(content: BlockContent) -> bool:
    """Whether nothing is written in a block."""
    return not any(says_something(inline) for inline in inlines_of(content))


def _heading(table: Mapping[str, Any]) -> HeadingBlock:
    return HeadingBlock(
        read_inline(table.get("inline", [])),
        _number(table, "level", 1, DEEPEST_HEADING),
        text_in(table, "number"),
        text_in(table, "section"),
        rest_of(table, ("kind", "inline", "level", "number", "section")),
    )


def _paragraph(table: Mapping[str, Any]) -> ParagraphBlock:
    return ParagraphBlock(
        read_inline(table.get("inline", [])),
        flag_in(table, "numbered"),
        _number(table, "indent", 0, DEEPEST_INDENT),
        rest_of(table, ("kind", "inline", "numbered", "indent")),
    )


def _quotation(table: Mapping[str, Any]) -> QuotationBlock:
    return QuotationBlock(read_inline(table.get("inline", [])), rest_of(table, ("kind", "inline")))


def _list(table: Mapping[str, Any]) -> ListBlock:
    rest = rest_of(table, ("kind", "items", "ordered"))
    return ListBlock(_inlines(table.get("items", [])), flag_in(table, "ordered"), rest)


def _table(table: Mapping[str, Any]) -> TableBlock:
    rows = table.get("rows", [])
    if not isinstance(rows, list):
        raise unread()
    rest = rest_of(table, ("kind", "rows", "headed"))
    return TableBlock(tuple(_inlines(row) for row in rows), flag_in(table, "headed"), rest)


def _field(table: Mapping[str, Any]) -> FieldBlock:
    return FieldBlock(
        text_in(table, "field"),
        _inlines(table.get("paragraphs", [])),
        flag_in(table, "live"),
        rest_of(table, ("kind", "field", "paragraphs", "live")),
    )


def _inlines(untrusted: Any) -> tuple[Inline, ...]:
    if not isinstance(untrusted, list):
        raise unread()
    return tuple(read_inline(each) for each in untrusted)


def _number(table: Mapping[str, Any], key: str, default: int, most: int) -> int:
    found = table.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= most:
        raise unread()
    return found


_READ: Final[Mapping[str, Callable[[Mapping[str, Any]], BlockContent]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "quotation": _quotation,
    "list": _list,
    "table": _table,
    "field": _field,
}
_KINDS: Final[Mapping[type, str]] = {
    HeadingBlock: "heading",
    ParagraphBlock: "paragraph",
    QuotationBlock: "quotation",
    ListBlock: "list",
    TableBlock: "table",
    FieldBlock: "field",
}


def _written(content: BlockContent) -> dict[str, Any]:
    match content:
        case HeadingBlock(inline, level, number, section, rest):
            said = {"number": number, "section": section}
            return {"level": level, "inline": written_inline(inline), **with_rest(said, rest)}
        case ParagraphBlock(inline, numbered, indent, rest):
            more = with_rest({"numbered": numbered}, rest)
            depth = {"indent": indent} if indent else {}
            return {"inline": written_inline(inline), **depth, **more}
        case QuotationBlock(inline, rest):
            return {"inline": written_inline(inline), **with_rest({}, rest)}
        case ListBlock(items, ordered, rest):
            more = with_rest({"ordered": ordered}, rest)
            return {"items": [written_inline(each) for each in items], **more}
        case TableBlock(rows, headed, rest):
            cells = [[written_inline(cell) for cell in row] for row in rows]
            return {"rows": cells, **with_rest({"headed": headed}, rest)}
        case FieldBlock(field, paragraphs, live, rest):
            told = [written_inline(each) for each in paragraphs]
            return {"field": field, "paragraphs": told, **with_rest({"live": live}, rest)}
    raise AssertionError(content)
