"""Blocks of a document as strips, one function for each kind."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from casedesk.pages.grid import fields, table
from casedesk.pages.model import (
    Block,
    Contents,
    Fields,
    Heading,
    ListItems,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Text,
    as_paragraphs,
    as_runs,
    headings,
    one_line,
)
from casedesk.pages.strips import (
    Item,
    Jump,
    PageNumber,
    Placed,
    Rule,
    Setting,
    Shade,
    Strip,
    Target,
    spaced,
    stacked,
    unwidowed,
    whole,
)
from casedesk.pages.style import (
    BODY,
    CONTENTS,
    FAINT,
    FOOTNOTE,
    FOOTNOTE_INDENT,
    HEADING_SPACE,
    HEADINGS,
    INDENT,
    INK,
    ITEM_SPACE,
    LABEL,
    LINK,
    NOTE,
    NOTE_HEADING,
    NUMBER_INDENT,
    PARAGRAPH_SPACE,
)

_BULLETS = ("\u2022", "\u2013")
_BOX = 11.0
_SIGNING_SPACE = 34.0
_SIGNING_WIDTH = 250.0
_PAGE_COLUMN = 34.0
_DEEPEST_INDENT = 10


def strips_of(setting: Setting) -> list[Strip]:
    """All blocks of the document as strips, in order."""
    blocks = setting.document.blocks
    for place, heading in headings(setting.document, len(HEADINGS)):
        setting.anchors[place] = heading.anchor or f"heading-{place}"
    strips: list[Strip] = []
    breaks = False
    for place, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            breaks = True
            continue
        made = _MAKERS[type(block)](block, setting, place)
        if made and breaks:
            made[0] = replace(made[0], new_page=True)
            breaks = False
        strips += made
    return strips


def footnote(number: int, text: Text, setting: Setting) -> list[Strip]:
    """A footnote as it is set at the foot of its page."""
    width = setting.frame.text_width
    done = setting.lines(text, FOOTNOTE, width - FOOTNOTE_INDENT)
    strips = stacked(done, FOOTNOTE_INDENT, width - FOOTNOTE_INDENT)
    mark = setting.lines(str(number), FOOTNOTE, FOOTNOTE_INDENT)
    return _beside(strips, Placed(0.0, done.baseline, FOOTNOTE_INDENT, mark.lines[0], "start"))


def _beside(strips: list[Strip], *items: Item) -> list[Strip]:
    """The strips with something beside the first line: a number, a bullet."""
    return [replace(strips[0], items=(*items, *strips[0].items)), *strips[1:]]


def _heading(block: Heading, setting: Setting, place: int) -> list[Strip]:
    level = min(max(block.level, 0), len(HEADINGS) - 1)
    style = HEADINGS[level]
    width = setting.frame.text_width
    number = (Run(f"{block.number}  "),) if block.number else ()
    above, below = HEADING_SPACE[level]
    strips = stacked(setting.lines((*number, *as_runs(block.text)), style, width), 0.0, width)
    anchor = setting.anchors.get(place, block.anchor)
    if level:
        title = one_line(f"{block.number} " if block.number else "", block.text)
        setting.outline.append((level, title, anchor))
    if anchor:
        strips = _beside(strips, Target(0.0, anchor))
    strips = spaced([*strips, Strip(below)], above)
    return whole(strips, with_next=True)


def _paragraph(block: Paragraph, setting: Setting, _place: int) -> list[Strip]:
    x = INDENT * min(max(block.indent, 0), _DEEPEST_INDENT)
    width = max(setting.frame.text_width - x, INDENT)
    indent = NUMBER_INDENT if block.numbered else 0.0
    done = setting.lines(block.text, BODY, width, indent, block.direction)
    strips = unwidowed(stacked(done, x, width, indent))
    if block.numbered:
        setting.numbered += 1
        number = setting.lines(f"{setting.numbered}.", BODY, indent)
        strips = _beside(strips, Placed(x, done.baseline, indent, number.lines[0], "start"))
    if block.anchor:
        strips = _beside(strips, Target(0.0, block.anchor))
    return spaced([*strips, Strip(PARAGRAPH_SPACE)], 0.0)


def _list(block: ListItems, setting: Setting, _place: int) -> list[Strip]:
    start = INDENT * min(max(block.indent, 0), _DEEPEST_INDENT)
    mark_width = INDENT if block.ordered else INDENT * 0.7
    x = start + mark_width
    width = max(setting.frame.text_width - x, INDENT)
    strips: list[Strip] = []
    for i, item in enumerate(block.items, 1):
        done = setting.lines(item, BODY, width)
        mark = f"{i}." if block.ordered else _BULLETS[min(max(block.indent, 0), 1)]
        label = setting.lines(mark, BODY, mark_width)
        lines = unwidowed(stacked(done, x, width))
        placed = Placed(start, done.baseline, mark_width, label.lines[0], "start")
        strips += [*_beside(lines, placed), Strip(ITEM_SPACE)]
    return [*strips, Strip(PARAGRAPH_SPACE - ITEM_SPACE)] if strips else []


def _contents(block: Contents, setting: Setting, _place: int) -> list[Strip]:
    width = setting.frame.text_width
    strips: list[Strip] = []
    if as_paragraphs(block.heading):
        done = setting.lines(block.heading, HEADINGS[1], width)
        strips += whole([*stacked(done, 0.0, width), Strip(6.0)], with_next=True)
    for place, heading in headings(setting.document, block.deepest):
        depth = heading.level - 1
        style = CONTENTS[min(depth, len(CONTENTS) - 1)]
        x = INDENT * 0.8 * depth
        room = max(width - x - _PAGE_COLUMN, INDENT)
        words = one_line(f"{heading.number}  " if heading.number else "", heading.text)
        lines = stacked(setting.lines(words, style, room), x, room)
        anchor = setting.anchors[place]
        baseline = next(item.y for item in lines[-1].items if isinstance(item, Placed))
        used = max(s.line.width for s in lines[-1].items if isinstance(s, Placed))
        page = PageNumber(x + used, baseline, width - x - used, anchor, style)
        lines[-1] = replace(lines[-1], items=(*lines[-1].items, page))
        entry = [
            replace(s, items=(*s.items, Jump(x, 0.0, width - x, s.height, anchor))) for s in lines
        ]
        strips += spaced(whole(entry), 0.0 if depth else 4.0)
    return [*strips, Strip(PARAGRAPH_SPACE * 2)] if strips else []


def _signature(block: Signature, setting: Setting, _place: int) -> list[Strip]:
    width = min(_SIGNING_WIDTH, setting.frame.text_width)
    strips: list[Strip] = []
    for row in block.rows:
        values = [
            strip
            for paragraph in as_paragraphs(row.value)
            for strip in stacked(setting.lines(paragraph, BODY, width), 0.0, width)
        ]
        strips += spaced(values, 10.0) or [Strip(_SIGNING_SPACE)]
        label = setting.lines(row.label, LABEL, width)
        strips += [
            Strip(4.0, (Rule(0.0, 1.0, width, 0.6, INK),)),
            *stacked(label, 0.0, width),
        ]
    return spaced(whole(strips), PARAGRAPH_SPACE * 2) if strips else []


def _note(block: Note, setting: Setting, _place: int) -> list[Strip]:
    """A boxed remark: each strip carries its slice of the box, so that a page may end in it."""
    full = setting.frame.text_width
    width = full - 2 * _BOX
    inner: list[Strip] = [Strip(_BOX * 0.7)]
    if as_paragraphs(block.heading):
        inner += stacked(setting.lines(block.heading, NOTE_HEADING, width), _BOX, width)
        inner.append(Strip(2.0))
    for text in block.paragraphs:
        inner += unwidowed(stacked(setting.lines(text, NOTE, width), _BOX, width))
        inner.append(Strip(5.0))
    inner[-1] = Strip(_BOX * 0.7)
    boxed = [
        replace(
            strip,
            items=(
                Shade(0.0, -0.3, full, strip.height + 0.3, FAINT),
                Shade(0.0, -0.3, 2.2, strip.height + 0.3, LINK),
                *strip.items,
            ),
        )
        for strip in inner
    ]
    ends = whole(boxed[:2], with_next=True) + boxed[2:-2] + whole(boxed[-2:])
    short = boxed if len(boxed) < 4 else ends
    strips = whole(boxed) if len(boxed) <= 12 else short
    return [*spaced(strips, 5.0), Strip(PARAGRAPH_SPACE + 5.0)]


_MAKERS: dict[type[Block], Callable[[Any, Setting, int], list[Strip]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Fields: lambda block, setting, _: fields(block, setting),
    Table: lambda block, setting, _: table(block, setting),
    ListItems: _list,
    Contents: _contents,
    Signature: _signature,
    Note: _note,
}
