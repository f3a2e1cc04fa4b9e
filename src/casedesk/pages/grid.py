"""Rows of cells as strips: tables, the fields of a form."""

from dataclasses import replace
from itertools import accumulate, zip_longest

from casedesk.pages.lines import Paragraphs
from casedesk.pages.model import FieldRow, Fields, Table, as_paragraphs
from casedesk.pages.strips import (
    Item,
    Placed,
    Rule,
    Setting,
    Strip,
    spaced,
    stacked,
    unwidowed,
    whole,
)
from casedesk.pages.style import (
    BODY,
    CAPTION,
    CELL,
    HAIR,
    HEAD_CELL,
    HINT,
    LABEL,
    PARAGRAPH_SPACE,
    QUIET,
    Colour,
)

_GUTTER = 10.0
_PADDING = 4.0
# A row of more lines than this may be cut by the end of a page.
_WHOLE_ROW = 9
_BLANK = 20.0
_BLANK_BASELINE = 10.6
_VALUE = replace(BODY, size=10.0, leading=14.0)


def table(block: Table, setting: Setting) -> list[Strip]:
    """A table: quiet rules between rows, the row of headings on every page."""
    if not block.columns:
        return []
    edges = _edges([column.width for column in block.columns], setting.frame.text_width)
    head: list[Strip] = []
    if any(as_paragraphs(column.heading) for column in block.columns):
        cells = [
            _cell(setting.lines(column.heading, HEAD_CELL, width), x, width)
            for column, (x, width) in zip(block.columns, edges, strict=True)
        ]
        head = whole(_ruled(_side_by_side(cells), setting, 0.9, QUIET), with_next=True)
    strips: list[Strip] = []
    if as_paragraphs(block.caption):
        caption = setting.lines(block.caption, CAPTION, setting.frame.text_width)
        strips += whole(stacked(caption, 0.0, setting.frame.text_width), with_next=True)
        if head:
            head[0] = replace(head[0], before=3.0)
    strips += head
    for row in block.rows:
        filled = zip(edges, (*row, *[""] * len(edges)), strict=False)
        cells = [_cell(setting.lines(text, CELL, width), x, width) for (x, width), text in filled]
        lines = _row(_ruled(_side_by_side(cells), setting, 0.4, HAIR))
        strips += [replace(strip, head=tuple(head)) for strip in lines]
    if strips:
        strips.append(Strip(PARAGRAPH_SPACE * 1.4))
    return spaced(strips, PARAGRAPH_SPACE)


def fields(block: Fields, setting: Setting) -> list[Strip]:
    """The fields of a form: labels in one column, what is filled in beside them."""
    width = setting.frame.text_width
    share = min(max(block.label_share, 0.1), 0.9)
    edges = _edges([share, 1 - share], width)
    strips: list[Strip] = []
    for row in block.rows:
        label = _label(row, edges[0], setting)
        cells = [label, _value(row, edges[1], setting) or _blank(edges[1], len(label))]
        strips += _row(_ruled(_side_by_side(cells), setting, 0.4, HAIR))
    if strips:
        top = Rule(0.0, 0.0, width, 0.4)
        strips[0] = replace(strips[0], items=(top, *strips[0].items), before=PARAGRAPH_SPACE)
        strips.append(Strip(PARAGRAPH_SPACE * 1.4))
    return strips


def _label(row: FieldRow, edge: tuple[float, float], setting: Setting) -> list[Strip]:
    x, width = edge
    label = _cell(setting.lines(row.label, LABEL, width), x, width)
    if as_paragraphs(row.hint):
        label += _cell(setting.lines(row.hint, HINT, width), x, width)
    return label


def _value(row: FieldRow, edge: tuple[float, float], setting: Setting) -> list[Strip]:
    """The value's paragraphs."""
    x, width = edge
    strips: list[Strip] = []
    for paragraph in as_paragraphs(row.value):
        lines = _cell(setting.lines(paragraph, _VALUE, width), x, width)
        strips += spaced(unwidowed(lines), 4.0 if strips else 0.0)
    return strips


def _blank(edge: tuple[float, float], beside: int) -> list[Strip]:
    """The form's own blank, a ruled line; beside a label of several lines it does not part them."""
    x, width = edge
    height = _BLANK if beside < 2 else _BLANK_BASELINE
    return [Strip(height, (Rule(x, _BLANK - 4.0, width, 0.6, QUIET),))]


def _edges(shares: list[float], width: float) -> list[tuple[float, float]]:
    """The left edge and the width of each column, gutters between them."""
    positive = [max(share, 0.01) for share in shares]
    free = max(width - _GUTTER * (len(positive) - 1), 1.0)
    widths = [free * share / sum(positive) for share in positive]
    starts = accumulate(widths[:-1], lambda x, w: x + w + _GUTTER, initial=0.0)
    return list(zip(starts, widths, strict=True))


def _cell(done: Paragraphs, x: float, width: float) -> list[Strip]:
    """A text in a cell; a single line, a name in another script, stays beside its label."""
    return stacked(done, x, width, side="start" if len(done.lines) == 1 else "auto")


def _side_by_side(cells: list[list[Strip]]) -> list[Strip]:
    """Cells as one row: their first lines beside each other, then their second, and so on."""
    rows = []
    for beside in zip_longest(*cells):
        present = [strip for strip in beside if strip is not None]
        before = max(strip.before for strip in present)
        baseline = max(_baseline(strip) for strip in present)
        items: list[Item] = []
        height = 0.0
        for strip in present:
            down = before + (baseline - _baseline(strip) if _baseline(strip) else 0.0)
            items += [_lowered(item, down) for item in strip.items]
            height = max(height, down + strip.height)
        notes = tuple(note for strip in present for note in strip.notes)
        glued = any(strip.glued for strip in present)
        rows.append(Strip(height, tuple(items), notes=notes, glued=glued))
    return rows


def _baseline(strip: Strip) -> float:
    """Where the words of a strip stand, or would on a blank: those of one row stand level."""
    words = [item.y for item in strip.items if isinstance(item, Placed)]
    return max(words, default=_BLANK_BASELINE if strip.items else 0.0)


def _lowered(item: Item, down: float) -> Item:
    return item._replace(y=item.y + down) if down else item


def _ruled(strips: list[Strip], setting: Setting, thickness: float, colour: Colour) -> list[Strip]:
    """A row with room above and below and a rule under it."""
    if not strips:
        return []
    first = strips[0]
    strips[0] = replace(
        first,
        height=first.height + _PADDING,
        items=tuple(_lowered(item, _PADDING) for item in first.items),
    )
    last = strips[-1]
    height = last.height + _PADDING
    rule = Rule(0.0, height, setting.frame.text_width, thickness, colour)
    strips[-1] = replace(last, height=height, items=(*last.items, rule))
    return strips


def _row(strips: list[Strip]) -> list[Strip]:
    """A short row whole, a long one cut where a page ends."""
    return whole(strips) if len(strips) <= _WHOLE_ROW else unwidowed(strips)
