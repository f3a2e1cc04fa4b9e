"""Stage 1: a paragraph becomes shaped and broken lines, remembered by its content."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from casedesk.pages.breaking import after_space, parts
from casedesk.pages.cleaning import printable
from casedesk.pages.direction import levels, main_direction
from casedesk.pages.faces import Face, face_for, primary
from casedesk.pages.filling import Atom, Line, Strand, fill
from casedesk.pages.model import Direction, Run
from casedesk.pages.shaping import shape
from casedesk.pages.style import LINK, TextStyle

_TOKEN = re.compile("[^ \n]+| +|\n")
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
    """The run as it is set, followed by the mark of its footnote where it has one."""
    text = printable(run.text).replace("\t", " ")
    body = Marked(text, run.bold, run.italic, run.small, run.language, run.link, 0)
    mark = Marked(str(note), False, False, False, None, None, note)
    return (*((body,) if text else ()), *((mark,) if note else ()))


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
        spans = list(_spans(text, runs, style, measure, direction, missing))
    atoms = _atoms(text, spans)
    lines = fill(atoms, measure.width, measure.width - measure.first_indent, direction)
    leading = _leading(style, spans)
    return Paragraphs(lines, leading, leading * 0.5 + style.size * 0.36, frozenset(missing))


def _first_face(run: Marked, style: TextStyle) -> Face:
    return primary(style.family, bold=style.bold or run.bold, italic=style.italic != run.italic)


def _strand(run: Marked, style: TextStyle, measure: Measure, face: Face, level: int) -> Strand:
    size = style.size * face.source.scale * (_SMALL_SIZE if run.small else 1.0)
    return Strand(
        face=face,
        size=round(size * (_RAISED_SIZE if run.note else 1.0), 2),
        level=level,
        language=run.language or measure.language,
        rise=round(style.size * _RAISED, 2) if run.note else 0.0,
        colour=LINK if run.link and not run.link.startswith("#") else style.colour,
        link=run.link,
        note=run.note,
    )


def _spans(  # noqa: PLR0913, PLR0917 - the paragraph's whole situation, used once
    text: str,
    runs: tuple[Marked, ...],
    style: TextStyle,
    measure: Measure,
    direction: Direction,
    missing: set[str],
) -> Iterator[_Span]:
    """Cut a paragraph with several scripts where the run, the level or the face changes."""
    level_of = levels(text, direction)
    start = 0
    for run in runs:
        first = _first_face(run, style)
        language = run.language or measure.language
        chosen: list[tuple[int, Face]] = []
        before: Face | None = None
        for i, character in enumerate(run.text, start):
            face = _choose(character, first, style, language, before if level_of[i] % 2 else None)
            if face is None and character in _UNSEEN and before:
                face = before
            if face is None:
                missing.update(() if character in _UNSEEN else character)
                face = first
            if character not in _UNSEEN:
                before = face
            chosen.append((level_of[i], face))
        for (level, face), group in groupby(chosen):
            start += len(list(group))
            yield _Span(start, _strand(run, style, measure, face, level))


def _choose(
    character: str, first: Face, style: TextStyle, language: str, before: Face | None
) -> Face | None:
    """The face for a character; signs inside right-to-left text stay in that text's own face."""
    if character == "\n":
        return first
    if character in _UNSEEN:
        return None
    if before is not None and not character.isalnum() and before.draws(character):
        return before
    return face_for(character, first, style.family, language)


def _atoms(text: str, spans: list[_Span]) -> Iterator[Atom]:
    """The words and spaces of a paragraph, shaped, each with whether a line may end after it."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    for token, following in pairwise([*tokens, None]):
        assert token is not None
        found = token.group()
        start, end = token.span()
        if found == "\n":
            yield Atom.line_end(spans[at].strand)
            at += 1 if end == spans[at].end and at + 1 < len(spans) else 0
            continue
        if found[0] == " ":
            pieces: tuple[str, ...] = (found,)
            may_end = after_space(text[start - 1 : start], text[end : end + 1])
        else:
            pieces = parts(found)
            may_end = following is None
        for i, piece in enumerate(pieces, 1):
            while piece:
                span = spans[at]
                here = piece[: span.end - start]
                start += len(here)
                piece = piece[len(here) :]  # noqa: PLW2901 - cut where the strand changes
                if start == span.end and at + 1 < len(spans):
                    at += 1
                noted = spans[at].strand.note and spans[at].strand is not span.strand
                ends = not piece and not noted and (may_end or i < len(pieces))
                yield Atom.of(shape_in(span.strand, here), span.strand, found[0] == " ", ends)


def _leading(style: TextStyle, spans: list[_Span]) -> float:
    """The distance of lines: more where much of the paragraph is in a tall script."""
    tall: dict[float, int] = {}
    start = 0
    for end, strand in spans:
        tall[strand.face.source.leading] = tall.get(strand.face.source.leading, 0) + end - start
        start = end
    needed = [factor for factor, count in tall.items() if count > 0.3 * start]
    return max([style.leading, *(round(factor * style.size, 1) for factor in needed)])
