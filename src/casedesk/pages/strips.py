"""Strips: what a page is stacked from. A strip is as wide as the text and is never cut."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from casedesk.pages.filling import Line
from casedesk.pages.lines import Measure, Paragraphs, marked, set_lines
from casedesk.pages.model import Direction, Document, Run, Text, as_runs
from casedesk.pages.style import FRAMES, HAIR, Colour, Frame, TextStyle

Side = Literal["auto", "start", "end", "centre"]


class Placed(NamedTuple):
    """A line in a box; y is that of its baseline. "auto" sets it by its own direction."""

    x: float
    y: float
    width: float
    line: Line
    side: Side = "auto"


class Rule(NamedTuple):
    """A horizontal line."""

    x: float
    y: float
    width: float
    thickness: float = 0.5
    colour: Colour = HAIR


class Shade(NamedTuple):
    """A filled box."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


class Target(NamedTuple):
    """A place that links and bookmarks lead to."""

    y: float
    anchor: str


class PageNumber(NamedTuple):
    """The number of the page on which an anchor stands, at the end of a dotted line."""

    x: float
    y: float
    width: float
    anchor: str
    style: TextStyle


class Jump(NamedTuple):
    """A box that leads to an anchor."""

    x: float
    y: float
    width: float
    height: float
    anchor: str


Item = Placed | Rule | Shade | Target | PageNumber | Jump


@dataclass(frozen=True, slots=True)
class Strip:
    """A slice of a page; x of its items from the edge where lines begin, y from its own top.

    `before` is white space above it, left out at the top of a page. `glued` strips stay on one
    page with the next. `head` are the strips to repeat where a page begins with this one.
    """

    height: float
    items: tuple[Item, ...] = ()
    before: float = 0.0
    glued: bool = False
    notes: tuple[int, ...] = ()
    head: tuple["Strip", ...] = ()
    new_page: bool = False


@dataclass
class Setting:
    """A document being set: what its blocks share while they become strips."""

    document: Document
    missing: set[str] = field(default_factory=set)
    notes: list[Text] = field(default_factory=list)
    numbered: int = 0
    outline: list[tuple[int, str, str]] = field(default_factory=list)
    anchors: dict[int, str] = field(default_factory=dict)

    @property
    def frame(self) -> Frame:
        return FRAMES[self.document.size]

    def lines(
        self,
        text: Text,
        style: TextStyle,
        width: float,
        first_indent: float = 0.0,
        direction: Direction | None = None,
    ) -> Paragraphs:
        """Set a text, counting its footnotes."""
        runs = tuple(part for run in as_runs(text) for part in marked(run, self._note(run)))
        usual = self.document.runs_from
        measure = Measure(width, first_indent, self.document.language, usual, direction)
        done = set_lines(runs, style, measure)
        self.missing |= done.missing
        return done

    def _note(self, run: Run) -> int:
        if not run.footnote:
            return 0
        self.notes.append(run.footnote)
        return len(self.notes)


def stacked(
    done: Paragraphs, x: float, width: float, first_indent: float = 0.0, side: Side = "auto"
) -> list[Strip]:
    """One strip for each line."""
    strips = []
    for i, line in enumerate(done.lines):
        indent = 0.0 if i else first_indent
        placed = Placed(x, done.baseline, width, line, side)
        if indent:
            placed = _indented(placed, indent)
        strips.append(Strip(done.leading, (placed,), notes=line.notes))
    return strips


def _indented(placed: Placed, indent: float) -> Placed:
    return placed._replace(x=placed.x + indent, width=placed.width - indent)


def unwidowed(strips: list[Strip]) -> list[Strip]:
    """Keep two lines of a paragraph together at either end of a page; of three, all."""
    last = len(strips) - 1
    return [
        replace(strip, glued=True) if i < last and (i in (0, last - 1)) else strip
        for i, strip in enumerate(strips)
    ]


def spaced(strips: list[Strip], before: float) -> list[Strip]:
    """The strips with white space above the first."""
    return [replace(strips[0], before=before), *strips[1:]] if strips else []


def whole(strips: Iterable[Strip], *, with_next: bool = False) -> list[Strip]:
    """The strips on one page, with what follows them if so asked."""
    glued = [replace(strip, glued=True) for strip in strips]
    if glued and not with_next:
        glued[-1] = replace(glued[-1], glued=False)
    return glued
