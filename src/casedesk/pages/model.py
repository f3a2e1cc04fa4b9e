"""What a document is made of, before anything is known of paper.

A document is plain data: it knows no records, no fonts and no page. Every part is frozen and can
be compared, so the layout of a part that did not change is taken from the cache.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from casedesk.pages.cleaning import printable

Direction = Literal["ltr", "rtl"]
PageSize = Literal["A4", "Letter"]

_WRITTEN_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ur", "ug", "ps", "yi", "dv", "ckb", "sd"})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner.

    `link` is a web address, or "#" and the anchor of a heading or paragraph. `footnote` is set at
    the foot of the page, its mark directly behind the text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False
    language: str | None = None
    link: str | None = None
    footnote: "Text | None" = None


Text = str | Run | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title of the whole document, which contents do not list."""

    text: Text
    level: int = 1
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `numbered` ones are counted through the whole document.

    `indent` is in steps. `direction` is needed only where the letters would mislead.
    """

    text: Text
    numbered: bool = False
    indent: int = 0
    anchor: str = ""
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a form: its label and what is filled in, a paragraph or several.

    A value without text prints the form's own blank: a ruled line. `hint` is the form's own
    explanation, small under the label.
    """

    label: Text
    value: Text | tuple[Text, ...] = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields under one another; `label_share` is the part of the width that the labels take."""

    rows: tuple[FieldRow, ...]
    label_share: float = 0.32


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; widths are relative to each other."""

    heading: Text = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the row of headings is printed again on every page the table runs to."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: Text = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a row wider than the table: its last cells would not be seen."""
        if any(len(row) > len(self.columns) for row in self.rows):
            raise ValueError("A row of the table has more cells than the table has columns.")


@dataclass(frozen=True, slots=True)
class ListItems:
    """A list with bullets, or with numbers from 1."""

    items: tuple[Text, ...]
    ordered: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: the headings down to a level, with page numbers and links."""

    heading: Text = ""
    deepest: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines to be signed or filled in by hand, kept together: each a value over its label."""

    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark."""

    paragraphs: tuple[Text, ...]
    heading: Text = ""


Block = Heading | Paragraph | Fields | Table | ListItems | Contents | PageBreak | Signature | Note


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is to be printed.

    `title` is written into the file's properties and nowhere else; the printed title is a heading
    of level 0. `running_line` stands at the head of every page, `running_footer` at its foot.
    `page_label` is in the language of the document, with {page} and {pages} in it.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en"
    direction: Direction | None = None
    running_line: str = ""
    running_footer: str = ""
    page_label: str = "{page} / {pages}"
    size: PageSize = "A4"

    @property
    def runs_from(self) -> Direction:
        """The direction of the document: as given, else that of its language."""
        if self.direction:
            return self.direction
        return "rtl" if self.language.split("-")[0].lower() in _WRITTEN_FROM_THE_RIGHT else "ltr"


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file; `missing` are the characters that no font at hand could draw.

    `pages` is 0 for a DOCX: only the word processor that opens it knows.
    """

    data: bytes
    pages: int
    missing: frozenset[str] = frozenset()


def as_runs(text: Text) -> tuple[Run, ...]:
    """The runs of a text, however it was given; a footnote stands directly behind a word."""
    if isinstance(text, str):
        return (Run(text),) if text else ()
    runs = (text,) if isinstance(text, Run) else text
    if not any(run.footnote and run.text.endswith(" ") for run in runs):
        return runs
    return tuple(part for run in runs for part in _note_before_space(run))


def _note_before_space(run: Run) -> tuple[Run, ...]:
    words = run.text.rstrip(" ")
    if not run.footnote or words == run.text:
        return (run,)
    return replace(run, text=words), replace(run, text=run.text[len(words) :], footnote=None)


def as_paragraphs(value: Text | tuple[Text, ...]) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of a field's value, however it was given; without text there are none."""
    if not isinstance(value, tuple):
        paragraphs: tuple[tuple[Run, ...], ...] = (as_runs(value),)
    elif all(isinstance(part, Run) for part in value):
        paragraphs = (tuple(part for part in value if isinstance(part, Run)),)
    else:
        paragraphs = tuple(as_runs(part) for part in value)
    return tuple(p for p in paragraphs if any(run.text.strip() or run.footnote for run in p))


def headings(document: Document, deepest: int) -> Iterator[tuple[int, Heading]]:
    """The headings that contents list, with the place of each among the blocks."""
    for place, block in enumerate(document.blocks):
        if isinstance(block, Heading) and 1 <= block.level <= deepest:
            yield place, block


def one_line(*texts: Text) -> str:
    """The words of texts alone, as bookmarks and contents show them."""
    words = "".join(run.text for text in texts for run in as_runs(text))
    return " ".join(printable(words).split())
