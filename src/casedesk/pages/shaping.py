"""Words to glyphs: HarfBuzz shapes each word once per face, language and direction.

A word is shaped alone because no script at hand joins letters over a space; so a brief of eighty
pages asks HarfBuzz for a few thousand words instead of fifty thousand.
"""

from typing import Any, NamedTuple

import uharfbuzz as hb

from casedesk.pages.faces import Face

# A glyph, or several with their places: (glyph, right of the origin, above the line).
Glyphs = int | tuple[tuple[int, int, int], ...]


class Cell(NamedTuple):
    """The smallest part of a word that is drawn and read as one: characters and their glyphs.

    `natural` is the width in the font, `advance` the width here, after kerning; in thousandths of
    the size.
    """

    glyphs: Glyphs
    text: str
    natural: int
    advance: int


class Word:
    """A shaped word: its cells from left to right, its width in thousandths of the size."""

    __slots__ = ("cells", "text", "width")

    def __init__(self, text: str, cells: tuple[Cell, ...]) -> None:
        self.text = text
        self.cells = cells
        self.width = sum(cell.advance for cell in cells)


def shape(face: Face, text: str, language: str, direction: str) -> Word:
    """The word as this face sets it; `direction` is "ltr" or "rtl"."""
    book = face.book(language, direction)
    word: Word | None = book.get(text)
    if word is None:
        word = book[text] = _shape(face, text, language, direction)
    return word


def _shape(face: Face, text: str, language: str, direction: str) -> Word:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = direction
    buffer.language = language
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer)
    infos, positions = buffer.glyph_infos or [], buffer.glyph_positions or []
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    cells: list[Cell] = []
    first = 0
    for i, info in enumerate(infos):
        if i + 1 == len(infos) or infos[i + 1].cluster != info.cluster:
            held = text[info.cluster : ends[info.cluster]]
            cells.append(_cell(face, infos[first : i + 1], positions[first : i + 1], held))
            first = i + 1
    return Word(text, tuple(cells))


def _cell(face: Face, infos: list[Any], positions: list[Any], text: str) -> Cell:
    """Glyphs of one cluster as a cell; what stands beside or above its origin is kept in place."""
    advance = sum(p.x_advance for p in positions)
    if len(infos) == 1 and not positions[0].x_offset and not positions[0].y_offset:
        glyph = infos[0].codepoint
        return Cell(glyph, text, face.font.get_glyph_h_advance(glyph), advance)
    placed = []
    pen = 0
    for info, position in zip(infos, positions, strict=True):
        placed.append((info.codepoint, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
    return Cell(tuple(placed), text, advance, advance)


def cut(word: Word, room: float, direction: str, at_least: int) -> int:
    """How many characters of the word, in whole cells, fit into the room.

    The room is in thousandths of the size. At least so many cells are counted even where they do
    not fit: with one, whoever cuts in a loop gets to the end.
    """
    cells = word.cells if direction == "ltr" else word.cells[::-1]
    used = 0.0
    count = 0
    for i, cell in enumerate(cells):
        used += cell.advance
        if used > room and i >= at_least:
            break
        count += len(cell.text)
    return count
