"""Words into lines: as many as fit, and what fits nowhere is cut rather than let off the page."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from casedesk.pages.breaking import hyphen_places, soft_place, words_unmarked
from casedesk.pages.faces import Face
from casedesk.pages.shaping import Word, cut, shape, split_signs
from casedesk.pages.style import Colour

_LETTERS = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"
# Columns of fewer letters than this hyphenate; elsewhere lines end between words.
_NARROW = 13


class Strand(NamedTuple):
    """The manner in which a stretch is drawn: one face, one size, one level, one link."""

    face: Face
    size: float
    level: int
    language: str
    rise: float
    colour: Colour
    link: str | None
    note: int

    @property
    def runs(self) -> str:
        return "rtl" if self.level % 2 else "ltr"


class Atom(NamedTuple):
    """A word or spaces; `ends` is 1 where a line may end after it, 2 where it must."""

    word: Word
    width: float
    strand: Strand
    space: bool
    ends: int


class Segment(NamedTuple):
    """Words of one strand, in the order they are read, with the spaces between them."""

    strand: Strand
    words: tuple[Word, ...]
    width: float


class Line(NamedTuple):
    """A line: its segments in the order they are read, and the footnotes marked in it."""

    segments: tuple[Segment, ...]
    width: float
    direction: str
    notes: tuple[int, ...]


def atom(text: str, strand: Strand, *, space: bool = False, ends: int = 0) -> Atom:
    word = shape(strand.face, text, strand.language, strand.runs)
    return Atom(word, word.width * strand.size / 1000, strand, space, ends)


def line_end(strand: Strand) -> Atom:
    """The end of a line that the text asks for."""
    return Atom(Word("", ()), 0.0, strand, True, 2)


def fill(
    atoms: Iterable[Atom], width: float, first_width: float, direction: str
) -> tuple[Line, ...]:
    """Put atoms into lines of a width in points; the first line may have another."""
    filling = _Filling(width, first_width, direction)
    unit: list[Atom] = []
    for each in atoms:
        unit.append(each)
        if each.ends:
            filling.add(unit)
            if each.ends == 2:
                filling.close()
            unit = []
    filling.add(unit)
    filling.close(last=True)
    return tuple(filling.lines)


class _Filling:
    """The line being filled and those done."""

    def __init__(self, width: float, first_width: float, direction: str) -> None:
        self.lines: list[Line] = []
        self.width = max(width, 1.0)
        self.room = max(first_width, 1.0)
        self.direction = direction
        self.atoms: list[Atom] = []
        self.used = 0.0

    def add(self, unit: list[Atom]) -> None:
        """Add what may not be parted, on the next line if need be, in several if it must."""
        whole = shown = 0.0
        for each in unit:
            whole += each.width
            if not each.space:
                shown = whole
        if self.used + shown <= self.room:
            self.atoms += unit
            self.used += whole
            return
        head, rest = _part_well(unit, self.room - self.used, self.width)
        if head:
            self.atoms += head
            self.close()
            self.add(rest)
            return
        if self.atoms:
            self.close()
            self.add(unit)
            return
        head, rest = _part_anyhow(unit, self.room)
        self.atoms += head
        self.close()
        if rest:
            self.add(rest)

    def close(self, *, last: bool = False) -> None:
        """End the line; an empty one stays only where the text asks for it."""
        if last and not self.atoms and self.lines:
            return
        self.lines.append(_line(self.atoms, self.direction))
        self.atoms = []
        self.used = 0.0
        self.room = self.width


def _line(atoms: list[Atom], direction: str) -> Line:
    shown = list(atoms)
    while shown and shown[-1].space:
        shown.pop()
    if shown and shown[-1].word.text.endswith(_SOFT_HYPHEN) and len(shown[-1].word.text) > 1:
        final = shown.pop()
        shown += [atom(final.word.text[:-1], final.strand), _hyphen(final.strand)]
    segments: list[Segment] = []
    for strand, group in groupby(shown, key=lambda each: each.strand):
        held = list(group)
        if strand.level % 2:
            segments += _signs_apart(strand, held)
        else:
            words = tuple([each.word for each in held])
            segments.append(Segment(strand, words, sum([each.width for each in held])))
    notes = tuple(dict.fromkeys(s.strand.note for s in segments if s.strand.note))
    return Line(tuple(segments), sum([s.width for s in segments]), direction, notes)


def _signs_apart(strand: Strand, atoms: list[Atom]) -> Iterator[Segment]:
    """Text from right to left, and apart from it the spaces and signs that it ends with.

    On the page these stand first; extractors that go by the order of drawing would read them so.
    """
    words = [each.word for each in atoms]
    after: list[Word] = []
    while words and not words[-1].text[-1:].isalnum():
        body, signs = split_signs(words.pop())
        after.insert(0, signs)
        if body.text:
            words.append(body)
            break
    for part in (words, after):
        if part:
            width = sum(word.width for word in part) * strand.size / 1000
            yield Segment(strand, tuple(part), width)


def _hyphen(strand: Strand) -> Atom:
    """A hyphen that is seen but, when the text is taken out again, read as a soft one."""
    dash = shape(strand.face, "-", strand.language, strand.runs)
    word = Word(_SOFT_HYPHEN, tuple(cell._replace(text=_SOFT_HYPHEN) for cell in dash.cells))
    return Atom(word, word.width * strand.size / 1000, strand, space=False, ends=0)


def _part_well(unit: list[Atom], room: float, width: float) -> tuple[list[Atom], list[Atom]]:
    """Part a unit where a reader minds least; an empty head where there is no such place."""
    first = unit[0]
    if width < _NARROW * first.strand.size:
        return _hyphenated(first, unit[1:], room)
    if room > width / 4 and words_unmarked("".join([a.word.text for a in unit])):
        return _part_anyhow(unit, room, at_least=0)
    return [], unit


def _hyphenated(
    first: Atom, others: list[Atom], room: float
) -> tuple[list[Atom], list[Atom]]:
    text, strand = first.word.text, first.strand
    letters = _LETTERS.search(text)
    hyphen = _hyphen(strand)
    if letters and first.width > room:
        for place in hyphen_places(letters.group(), strand.language):
            count = letters.start() + place
            head = atom(text[:count], strand)
            if head.width + hyphen.width <= room:
                rest = atom(text[count:], strand, space=first.space, ends=first.ends)
                return [head, hyphen], [rest, *others]
    return [], [first, *others]


def _part_anyhow(
    unit: list[Atom], room: float, at_least: int = 1
) -> tuple[list[Atom], list[Atom]]:
    """Part a unit after the last character that fits, after the first if none does."""
    used = 0.0
    for i, each in enumerate(unit):
        if used + each.width <= room:
            used += each.width
            continue
        text, strand = each.word.text, each.strand
        free = (room - used) * 1000 / strand.size
        count = cut(each.word, free, strand.runs, at_least if not i else 0)
        if words_unmarked(text):
            count = soft_place(text, count) or (count if at_least and not i else 0)
        head, rest = unit[:i], unit[i:]
        if 0 < count < len(text):
            head = [*head, atom(text[:count], strand)]
            rest = [atom(text[count:], strand, space=each.space, ends=each.ends), *unit[i + 1 :]]
        elif count:
            head, rest = unit[: i + 1], unit[i + 1 :]
        return head, rest
    return unit, []
