"""Words to glyphs: HarfBuzz shapes each word once per face, language and direction.

A word is shaped alone because no script at hand joins letters over a space; so a brief of eighty
pages asks HarfBuzz for a few thousand words instead of fifty thousand.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import uharfbuzz as hb

from casedesk.pages.faces import Face

# A glyph, or several with their places: (glyph, right of the origin, above the line).
Glyphs = int | tuple[tuple[int, int, int], ...]


# Two characters closer than this, in thousandths of the size, look like one drawn twice.
_OVERLAP = 110
_FARTHEST = 15_000


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
    if direction == "rtl":
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(face.font, buffer)
    infos, positions = buffer.glyph_infos or [], buffer.glyph_positions or []
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    groups: list[_Group] = []
    for info, position in zip(infos, positions, strict=True):
        held = text[info.cluster : ends[info.cluster]]
        if not groups or groups[-1].start != info.cluster:
            groups.append(_Group(info.cluster, held, [], 0))
        group = groups[-1]
        placed = (info.codepoint, group.advance + position.x_offset, position.y_offset)
        groups[-1] = group._replace(
            glyphs=[*group.glyphs, placed], advance=group.advance + position.x_advance
        )
    if direction == "rtl":
        groups = list(_marks_shared_out(_marks_apart(groups)))
    return Word(text, tuple(_cell(face, group) for group in groups))


class _Group(NamedTuple):
    """The glyphs of one cluster, each with its place beside and above the cluster's origin."""

    start: int
    text: str
    glyphs: list[tuple[int, int, int]]
    advance: int


def _cell(face: Face, group: _Group) -> Cell:
    if len(group.glyphs) == 1 and not any(group.glyphs[0][1:]):
        glyph = group.glyphs[0][0]
        return Cell(glyph, group.text, face.font.get_glyph_h_advance(glyph), group.advance)
    placed = tuple((glyph, _bounded(x), _bounded(y)) for glyph, x, y in group.glyphs)
    return Cell(placed, group.text, group.advance, group.advance)


def _bounded(offset: int) -> int:
    """A place that a font file can hold, however many marks are piled on a letter."""
    return max(-_FARTHEST, min(offset, _FARTHEST))


def _marks_apart(groups: list[_Group]) -> Iterator[_Group]:
    """Letters that the font draws together with their vowel signs, and the signs without ink."""
    for group in groups:
        signs = group.text[1:]
        if not signs or any(unicodedata.category(c)[0] != "M" for c in signs):
            yield group
            continue
        for i in range(len(signs), 0, -1):
            yield _Group(group.start + i, group.text[i], [], 0)
        yield group._replace(text=group.text[0])


def _marks_shared_out(groups: Iterable[_Group]) -> Iterator[_Group]:
    """Give each vowel sign a share of its letter's width, its ink staying where it was.

    From right to left a sign comes before its letter and has no width. pdftotext takes two
    characters in one place for the ends of two words, and letter and sign drawn as one for a
    ligature that it turns round.
    """
    signs: list[_Group] = []
    for group in groups:
        if not group.advance:
            signs.append(group)
            continue
        share = group.advance // (len(signs) + 1)
        if signs and share < _OVERLAP:
            yield _merged([*signs, group])
        else:
            for i, sign in enumerate(signs):
                yield _moved(sign, -i * share, share)
            rest = share * len(signs)
            yield _moved(group, -rest, group.advance - rest) if signs else group
        signs = []
    yield from signs


def _moved(group: _Group, x: int, advance: int) -> _Group:
    glyphs = [(glyph, right + x, up) for glyph, right, up in group.glyphs]
    return group._replace(glyphs=glyphs, advance=advance)


def _merged(groups: list[_Group]) -> _Group:
    """Several clusters at one place as one, their text in the order it is read."""
    read = sorted(groups, key=lambda group: group.start)
    text = "".join(group.text for group in read)
    glyphs = [glyph for group in groups for glyph in group.glyphs]
    return _Group(read[0].start, text, glyphs, groups[-1].advance)


def cut(word: Word, room: float, direction: str, at_least: int) -> int:
    """How many characters of the word, in whole cells, fit into the room.

    The room is in thousandths of the size. At least so many cells are counted even where they do
    not fit: with one, whoever cuts in a loop gets to the end.
    """
    cells = word.cells if direction == "ltr" else word.cells[::-1]
    used = 0.0
    count = 0
    whole = 0
    for i, cell in enumerate(cells):
        if not unicodedata.category(cell.text[:1] or " ").startswith("M"):
            whole = count
        used += cell.advance
        if used > room and i >= at_least:
            return whole or (count if at_least else 0)
        count += len(cell.text)
    return count


def signs_apart(word: Word, direction: str) -> tuple[Word, list[Word]]:
    """A word without the signs that stand leftmost in it, and these, each as a word, as read."""
    count = 0
    for cell in word.cells:
        if any(c.isalnum() or unicodedata.category(c)[0] == "M" for c in cell.text):
            break
        count += 1
    signs = [Word(cell.text, (cell,)) for cell in word.cells[:count]]
    length = sum(len(sign.text) for sign in signs)
    if direction == "rtl":
        return Word(word.text[: len(word.text) - length], word.cells[count:]), signs[::-1]
    return Word(word.text[length:], word.cells[count:]), signs
