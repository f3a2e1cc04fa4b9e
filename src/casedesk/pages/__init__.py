"""From a document of plain blocks to PDF and DOCX. Knows no records.

Importing this is cheap: fonts, ReportLab and python-docx are loaded when something is printed.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from casedesk.pages.model import (
    Block,
    Column,
    Contents,
    Document,
    FieldRow,
    Fields,
    Heading,
    ListItems,
    Note,
    PageBreak,
    Paragraph,
    Printed,
    Run,
    Signature,
    Table,
    Text,
)

if TYPE_CHECKING:
    from casedesk.pages.paging import Layout

__all__ = [
    "Block",
    "Column",
    "Contents",
    "Document",
    "FieldRow",
    "Fields",
    "Heading",
    "ListItems",
    "Note",
    "PageBreak",
    "Paragraph",
    "Printed",
    "Run",
    "Signature",
    "Table",
    "Text",
    "draw",
    "layout",
    "to_docx",
    "to_pdf",
]


def layout(document: Document) -> "Layout":
    """Set and paginate a document without drawing it; again after a change, only that is set."""
    from casedesk.pages.paging import layout as lay_out  # noqa: PLC0415 - loads the fonts

    return lay_out(document)


def draw(layout: "Layout", pages: Iterable[int] | None = None) -> bytes:
    """The PDF of the pages asked for, counted from 0; of all without asking."""
    from casedesk.pages.canvas import draw as draw_pages  # noqa: PLC0415 - loads ReportLab

    return draw_pages(layout, pages)


def to_pdf(document: Document) -> Printed:
    """The document as PDF; raises faces.FontsMissing where the fonts are not installed."""
    laid_out = layout(document)
    return Printed(draw(laid_out), len(laid_out.pages), laid_out.missing)


def to_docx(document: Document) -> Printed:
    """The document as DOCX."""
    from casedesk.pages.docx import write  # noqa: PLC0415 - loads python-docx

    return Printed(write(document), 0)
