"""Words into lines: as many as fit, and what fits nowhere is cut rather than let off the page."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from casedesk.pages.breaking import hyphen_places, soft_place, words_unmarked
from casedesk.pages.faces import Face
from casedesk.pages.shaping import Word, cut, shape, signs_apart
from casedesk.pages.style import Colour

_LETTERS = re.compile(r"\W*([^\W\d_]+)\W*")
_SOFT_HYPHEN = "\u00ad"
# Columns of fewer letters than this hyphenate; elsewhere lines end between words.
_NARROW = 13
_TRIES = 4


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
    """A word or spaces of one strand."""

    word: Word
    width: float
    strand: Strand
    space: bool


class Unit(NamedTuple):
    """Atoms between which no line may end; `ends` where one must end after them.

    `shown` is their width without the spaces at the end, `whole` with these.
    """

    atoms: tuple[Atom, ...]
    shown: float
    whole: float
    ends: bool = False


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


def atom(text: str, strand: Strand, *, space: bool = False) -> Atom:
    word = shape(strand.face, text, strand.language, strand.runs)
    return Atom(word, word.width * strand.size / 1000, strand, space)


def unit(atoms: Iterable[Atom], *, ends: bool = False) -> Unit:
    """Atoms that stay together, measured."""
    held = tuple(atoms)
    whole = shown = 0.0
    for each in held:
        whole += each.width
        if not each.space:
            shown = whole
    return Unit(held, shown, whole, ends)


def fill(
    units: Iterable[Unit], width: float, first_width: float, direction: str
) -> tuple[Line, ...]:
    """Put units into lines of a width in points; the first line may have another."""
    filling = _Filling(width, first_width, direction)
    for each in units:
        if filling.used + each.shown <= filling.room:
            filling.atoms += each.atoms
            filling.used += each.whole
        else:
            filling.overflow(each)
        if each.ends:
            filling.close()
    if filling.atoms or not filling.lines:
        filling.close()
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

    def overflow(self, each: Unit) -> None:
        """Add what does not fit on this line: on the next, or cut, in several if it must."""
        while each.atoms and self.used + each.shown > self.room:
            head, rest = _part_well(each, self.room - self.used, self.width)
            if not head and (each.shown > self.width or not self.atoms):
                least = 0 if self.atoms else 1
                head, rest = _part_anyhow(each, self.room - self.used, least)
            self.atoms += head
            self.close()
            each = unit(rest)
        self.atoms += each.atoms
        self.used += each.whole

    def close(self) -> None:
        self.lines.append(_line(self.atoms, self.direction))
        self.atoms = []
        self.used = 0.0
        self.room = self.width


def _line(atoms: list[Atom], direction: str) -> Line:
    shown = atoms
    while shown and shown[-1].space:
        shown = shown[:-1]
    if shown and shown[-1].word.text.endswith(_SOFT_HYPHEN) and len(shown[-1].word.text) > 1:
        final = shown[-1]
        shown = [*shown[:-1], atom(final.word.text[:-1], final.strand), _hyphen(final.strand)]
    stretches: list[tuple[Strand, list[Word]]] = []
    strand = None
    for each in shown:
        if each.strand is not strand and each.strand != strand:
            strand = each.strand
            stretches.append((strand, []))
        stretches[-1][1].append(each.word)
    if any(strand.level for strand, _ in stretches):
        stretches = [
            (strand, part) for strand, words in stretches for part in _signs_apart(words, strand)
        ]
    segments = tuple(
        Segment(strand, tuple(words), sum([word.width for word in words]) * strand.size / 1000)
        for strand, words in stretches
    )
    notes = tuple(dict.fromkeys(strand.note for strand, _ in stretches if strand.note))
    return Line(segments, sum([s.width for s in segments]), direction, notes)


def _signs_apart(words: list[Word], strand: Strand) -> Iterator[list[Word]]:
    """A stretch of a line that mixes directions, apart from it the signs beside another one.

    These are the signs and spaces after text from right to left, which on the page stand first,
    and those before text from left to right. Extractors that go by the order of drawing would
    else count them to the wrong side.
    """
    signs: list[Word] = []
    left = strand.runs == "ltr"
    end = 0 if left else -1
    while words and not words[end].text[end:][:1].isalnum():
        body, apart = signs_apart(words.pop(end), strand.runs)
        signs = [*signs, *apart] if left else [*apart, *signs]
        if body.text:
            words.insert(0 if left else len(words), body)
            break
    alone = [[sign] for sign in signs]
    yield from (part for part in ([*alone, words] if left else [words, *alone]) if part)


def _hyphen(strand: Strand) -> Atom:
    """A hyphen that is seen but, when the text is taken out again, read as a soft one."""
    dash = shape(strand.face, "-", strand.language, strand.runs)
    word = Word(_SOFT_HYPHEN, tuple(cell._replace(text=_SOFT_HYPHEN) for cell in dash.cells))
    return Atom(word, word.width * strand.size / 1000, strand, space=False)


_Parted = tuple[tuple[Atom, ...], tuple[Atom, ...]]


def _part_well(each: Unit, room: float, width: float) -> _Parted:
    """Part a unit where a reader minds least; an empty head where there is no such place."""
    first = each.atoms[0]
    if width < _NARROW * first.strand.size:
        return _hyphenated(each.atoms, room)
    if room > width / 4 and words_unmarked("".join([a.word.text for a in each.atoms])):
        return _part_anyhow(each, room, 0)
    return (), each.atoms


def _hyphenated(atoms: tuple[Atom, ...], room: float) -> _Parted:
    first = atoms[0]
    text, strand = first.word.text, first.strand
    letters = _LETTERS.fullmatch(text)
    if letters and first.width > room:
        hyphen = _hyphen(strand)
        for place in hyphen_places(letters[1], strand.language):
            count = letters.start(1) + place
            head = atom(text[:count], strand)
            if head.width + hyphen.width <= room:
                return (head, hyphen), (atom(text[count:], strand), *atoms[1:])
    return (), atoms


def _fitting(part: Atom, room: float, at_least: int) -> int:
    """How many characters fit; a letter that comes to stand last may be wider than it was."""
    text, strand = part.word.text, part.strand
    free = room
    count = 0
    for _ in range(_TRIES):
        count = cut(part.word, free * 1000 / strand.size, strand.runs, at_least)
        over = atom(text[:count], strand).width - room if count else 0.0
        if over <= 0.0:
            break
        free -= over
    return count


def _part_anyhow(each: Unit, room: float, at_least: int) -> _Parted:
    """Part a unit after the last character that fits, or after so many at least."""
    used = 0.0
    for i, part in enumerate(each.atoms):
        if used + part.width <= room:
            used += part.width
            continue
        text, strand = part.word.text, part.strand
        least = at_least if not i else 0
        count = _fitting(part, room - used, least)
        if words_unmarked(text):
            count = soft_place(text, count) or (count if least else 0)
        before, after = each.atoms[:i], each.atoms[i + 1 :]
        if 0 < count < len(text):
            head, rest = atom(text[:count], strand), atom(text[count:], strand, space=part.space)
            return (*before, head), (rest, *after)
        return ((*before, part), after) if count else (before, (part, *after))
    return each.atoms, ()
