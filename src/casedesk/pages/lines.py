"""Stage 1: a paragraph becomes shaped and broken lines, remembered by its content."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from casedesk.pages.breaking import after_space, parts
from casedesk.pages.cleaning import language_tag, printable
from casedesk.pages.direction import levels, main_direction
from casedesk.pages.faces import Face, face_for, primary
from casedesk.pages.filling import Atom, Line, Strand, Unit, atom, fill, unit
from casedesk.pages.model import Direction, Run
from casedesk.pages.style import LINK, TextStyle

_TOKEN = re.compile("[^ \n]+ *| +|\n")
_MOST_KNOWN = 30_000
# Characters that are drawn by the font of their neighbour, or not at all.
_UNSEEN = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\ufeff\uffa0\t"
    + "".join(map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070))))
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000))))
)
_RAISED = 0.35
_RAISED_SIZE = 0.66
_SMALL_SIZE = 0.85


class Marked(NamedTuple):
    """A run ready to be set: its text cleaned, its footnote replaced by the note's number."""

    text: str
    bold: bool
    italic: bool
    small: bool
    language: str | None
    link: str | None
    note: int


class Paragraphs(NamedTuple):
    """A set paragraph: its lines, their distance, the characters that no font draws."""

    lines: tuple[Line, ...]
    leading: float
    baseline: float
    missing: frozenset[str]


class Measure(NamedTuple):
    """Where a paragraph is set: the width, less an indent in the first line."""

    width: float
    first_indent: float = 0.0
    language: str = "en"
    usual: Direction = "ltr"
    direction: Direction | None = None


class _Span(NamedTuple):
    end: int
    strand: Strand


def marked(run: Run, note: int = 0) -> tuple[Marked, ...]:
    """The run as it is set, and the mark of its footnote where it has one."""
    text = printable(run.text).replace("\t", " ")
    body = Marked(text, run.bold, run.italic, run.small, run.language, run.link, 0)
    mark = Marked(str(note) if note else "", False, False, False, None, None, note)
    return tuple(part for part in (body, mark) if part.text)


@lru_cache(maxsize=6000)
def set_lines(runs: tuple[Marked, ...], style: TextStyle, measure: Measure) -> Paragraphs:
    """Shape and break a paragraph. Called again with the same content, it costs nothing."""
    text = "".join([run.text for run in runs])
    direction = measure.direction or main_direction(text, measure.usual)
    missing: set[str] = set()
    spans: list[_Span] = []
    plain = direction == "ltr"
    start = 0
    for run in runs:
        end = start + len(run.text)
        face = _first_face(run, style)
        if plain and not face.plain.issuperset(run.text.replace("\n", "")):
            plain = False
            break
        spans.append(_Span(end, _strand(run, style, measure, face, 0)))
        start = end
    if not plain:
        spans = list(_spans(runs, style, measure, direction, missing))
    units = _Reader(text, spans).units()
    lines = fill(units, measure.width, measure.width - measure.first_indent, direction)
    leading = _leading(style, spans)
    return Paragraphs(lines, leading, leading * 0.5 + style.size * 0.36, frozenset(missing))


def _first_face(run: Marked, style: TextStyle) -> Face:
    return primary(style.family, bold=style.bold or run.bold, italic=style.italic != run.italic)


def _strand(run: Marked, style: TextStyle, measure: Measure, face: Face, level: int) -> Strand:
    size = style.size * face.source.scale * (_SMALL_SIZE if run.small else 1.0)
    strand = Strand(
        face=face,
        size=round(size * (_RAISED_SIZE if run.note else 1.0), 2),
        level=level,
        language=language_tag(run.language or measure.language),
        rise=round(style.size * _RAISED, 2) if run.note else 0.0,
        colour=LINK if run.link and not run.link.startswith("#") else style.colour,
        link=run.link,
        note=run.note,
    )
    return _the_same(strand)


@lru_cache(maxsize=256)
def _the_same(strand: Strand) -> Strand:
    """The strand met before that is equal, so that comparing them is comparing identities."""
    return strand


def _spans(
    runs: tuple[Marked, ...],
    style: TextStyle,
    measure: Measure,
    direction: Direction,
    missing: set[str],
) -> Iterator[_Span]:
    """Cut a paragraph with several scripts where the run, the level or the face changes."""
    # A footnote's mark is no part of the sentence: behind "art. 5." it would make a number 5.1.
    letter = "\u05d0" if direction == "rtl" else "a"
    read = "".join([letter * len(run.text) if run.note else run.text for run in runs])
    level_of = levels(read, direction)
    start = 0
    for run in runs:
        first = _first_face(run, style)
        language = run.language or measure.language
        chosen: list[tuple[int, Face]] = []
        before = first
        for i, character in enumerate(run.text, start):
            level = level_of[i] + (level_of[i] % 2 if run.note else 0)
            if not _goes_with(character, before, first, level):
                found = face_for(character, first, style.family, language)
                missing.update(() if found else character)
                before = found or first
            chosen.append((level, before))
        for (level, face), group in groupby(chosen):
            start += len(list(group))
            yield _Span(start, _strand(run, style, measure, face, level))


def _goes_with(character: str, before: Face, first: Face, level: int) -> bool:
    """Whether a character is set in the face of the one before it.

    Marks are, and so are the signs inside text from right to left, lest every space and bracket
    change the face there.
    """
    if character in _UNSEEN or character == "\n":
        return True
    if before is first:
        return False
    mark = unicodedata.category(character)[0] == "M"
    return (mark or (level % 2 == 1 and not character.isalnum())) and before.draws(character)


@lru_cache(maxsize=256)
def _known(strand: Strand) -> dict[str, Unit]:  # noqa: ARG001 - it is the key of the cache
    """The units made of one strand so far: a word and the space behind it, by its text."""
    return {}


class _Reader:
    """A paragraph read into units: the words with their spaces that no line may end in."""

    def __init__(self, text: str, spans: list[_Span]) -> None:
        self.text = text
        self.spans = spans
        self.at = 0
        self.held: list[Atom] = []

    def units(self) -> Iterator[Unit]:
        text, spans = self.text, self.spans
        for token in _TOKEN.finditer(text):
            found, end = token.group(), token.end()
            span_end, strand = spans[self.at]
            if end < span_end and not self.held:
                made = self._plain(found, strand)
                if made and after_space(found[-2], text[end]):
                    yield made
                    continue
            start = token.start()
            for piece, may_end in _pieces(found, text[end : end + 1]):
                yield from self._read(piece, start, may_end)
                start += len(piece)
        if self.held:
            yield unit(self.held)

    def _plain(self, found: str, strand: Strand) -> Unit | None:
        """A word of one part with one space behind it, made before or now."""
        known = _known(strand)
        made = known.get(found)
        if made is None and found[-1] == " " and len(parts(found[:-1])) == 1:
            if len(known) > _MOST_KNOWN:
                known.clear()
            made = unit((atom(found[:-1], strand), atom(" ", strand, space=True)))
            known[found] = made
        return made

    def _read(self, piece: str, start: int, may_end: bool) -> Iterator[Unit]:
        """Hold a part of a word or its spaces, cut where strands change; end a unit if it may."""
        stop = start + len(piece)
        noted = 0
        while start < stop:
            span_end, strand = self.spans[self.at]
            here = min(stop, span_end)
            if here == span_end and self.at + 1 < len(self.spans):
                self.at += 1
                noted = self.spans[self.at].strand.note
            if piece != "\n":
                self.held.append(atom(self.text[start:here], strand, space=piece[0] == " "))
            start = here
        # The mark of a footnote stays with what it is behind.
        if piece == "\n" or (may_end and not noted):
            yield unit(self.held, ends=piece == "\n")
            self.held = []


def _pieces(token: str, following: str) -> list[tuple[str, bool]]:
    """A token in parts, each with whether a line may end after it."""
    if token == "\n":  # noqa: S105 - a token of text
        return [(token, True)]
    words = token.rstrip(" ")
    spaces = token[len(words) :]
    pieces = [(part, True) for part in parts(words)] if words else []
    if pieces:
        pieces[-1] = (pieces[-1][0], False)
    if spaces:
        pieces.append((spaces, after_space(words[-1:], following)))
    return pieces


def _leading(style: TextStyle, spans: list[_Span]) -> float:
    """The distance of lines: more where much of the paragraph is in a tall script."""
    tall: dict[float, int] = {}
    start = 0
    for end, strand in spans:
        tall[strand.face.source.leading] = tall.get(strand.face.source.leading, 0) + end - start
        start = end
    needed = [factor for factor, count in tall.items() if count > 0.3 * start]
    return max([style.leading, *(round(factor * style.size, 1) for factor in needed)])
