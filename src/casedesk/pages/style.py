"""How a page looks: sizes in points (1/72 inch), colours as red, green, blue from 0 to 1."""

from dataclasses import dataclass, replace
from typing import Final, Literal

Family = Literal["serif", "sans"]
Colour = tuple[float, float, float]

INK: Final[Colour] = (0.07, 0.08, 0.10)
QUIET: Final[Colour] = (0.40, 0.42, 0.46)
LINK: Final[Colour] = (0.11, 0.30, 0.58)
HAIR: Final[Colour] = (0.72, 0.74, 0.77)
FAINT: Final[Colour] = (0.95, 0.96, 0.97)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The look of a paragraph; `leading` is the distance from line to line."""

    family: Family = "serif"
    size: float = 10.5
    leading: float = 15.0
    bold: bool = False
    italic: bool = False
    colour: Colour = INK


BODY: Final = TextStyle()
CELL: Final = TextStyle(size=9.5, leading=13.0)
HEAD_CELL: Final = TextStyle(family="sans", size=8.0, leading=11.0, bold=True, colour=QUIET)
CAPTION: Final = TextStyle(family="sans", size=9.0, leading=12.5, bold=True)
LABEL: Final = TextStyle(family="sans", size=8.5, leading=12.0, colour=INK)
HINT: Final = TextStyle(family="sans", size=7.5, leading=10.0, colour=QUIET)
FOOTNOTE: Final = TextStyle(size=8.5, leading=11.5)
RUNNING: Final = TextStyle(family="sans", size=7.5, leading=10.0, colour=QUIET)
NOTE: Final = TextStyle(family="sans", size=9.0, leading=13.0)
NOTE_HEADING: Final = replace(NOTE, bold=True)

TITLE: Final = TextStyle(family="sans", size=18.0, leading=24.0, bold=True)
HEADINGS: Final = (
    TITLE,
    TextStyle(family="sans", size=13.0, leading=18.0, bold=True),
    TextStyle(family="sans", size=11.0, leading=15.5, bold=True),
    TextStyle(family="sans", size=10.0, leading=14.5, bold=True),
    TextStyle(family="sans", size=10.0, leading=14.5, italic=True),
)
# White space above and below a heading of each level.
HEADING_SPACE: Final = ((0.0, 12.0), (20.0, 7.0), (15.0, 5.0), (12.0, 4.0), (11.0, 4.0))
CONTENTS: Final = (
    TextStyle(family="sans", size=9.5, leading=14.0, bold=True),
    TextStyle(size=10.0, leading=14.0),
    TextStyle(size=9.5, leading=13.0),
)

PARAGRAPH_SPACE: Final = 7.5
ITEM_SPACE: Final = 3.5
INDENT: Final = 20.0
NUMBER_INDENT: Final = 29.0
FOOTNOTE_INDENT: Final = 15.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A page and the box for its text; x runs from the edge where lines begin, y from the top."""

    width: float
    height: float
    start: float = 71.0
    end: float = 71.0
    top: float = 80.0
    bottom: float = 82.0

    @property
    def text_width(self) -> float:
        return self.width - self.start - self.end

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


FRAMES: Final = {"A4": Frame(595.28, 841.89), "Letter": Frame(612.0, 792.0)}
