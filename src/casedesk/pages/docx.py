"""The same document as DOCX, for those who must edit what they send.

The parts are written here rather than taken from a library's template: a template brings along
the names, dates, thumbnail and document number of the person who once saved it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import quoteattr

from casedesk.pages.cleaning import printable
from casedesk.pages.direction import main_direction
from casedesk.pages.docx_parts import package
from casedesk.pages.docx_runs import element, field_code, runs_xml, text_xml
from casedesk.pages.model import (
    Block,
    Contents,
    Direction,
    Document,
    FieldRow,
    Fields,
    Heading,
    ListItems,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Text,
    as_paragraphs,
    as_runs,
    headings,
    one_line,
)
from casedesk.pages.style import FRAMES

_TWIPS = 20
# A text of fewer characters takes one line of a cell.
_SHORT = 40
# Numbering lists of word/numbering.xml that are not made anew for each ordered list.
_PARAGRAPHS, _BULLETS = 1, 2


@dataclass
class _Writing:
    """A document being written: what its blocks share."""

    document: Document
    footnotes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ordered: int = 0
    bookmarks: int = 0
    breaks: bool = False
    anchors: dict[int, str] = field(default_factory=dict)

    def runs(self, text: Text) -> str:
        """The runs of a text, its footnotes and links noted down."""
        out = []
        runs = as_runs(text)
        for run, xml in zip(runs, runs_xml(runs, self.direction(text)), strict=True):
            out.append(self._linked(run, xml))
            if run.footnote:
                out.append(self._footnote(run.footnote))
        return "".join(out)

    def direction(self, text: Text) -> Direction:
        return main_direction("".join(run.text for run in as_runs(text)), self.document.runs_from)

    def paragraph(
        self, text: Text, style: str, more: str = "", direction: Direction | None = None
    ) -> str:
        """A paragraph of a named style; `more` are further properties, in the schema's order."""
        right = (direction or self.direction(text)) == "rtl"
        breaks, self.breaks = "<w:pageBreakBefore/>" if self.breaks else "", False
        bidi = f'<w:bidi w:val="{int(right)}"/>'
        before, after = _around_bidi(more)
        properties = f"<w:pStyle w:val={quoteattr(style)}/>{breaks}{before}{bidi}{after}"
        return f"<w:p><w:pPr>{properties}</w:pPr>{self.runs(text)}</w:p>"

    def cell(self, text: Text, style: str) -> str:
        """A text in a cell; a short one, a name in another script, stays beside its label."""
        short = len(one_line(text)) < _SHORT
        return self.paragraph(text, style, direction=self.document.runs_from if short else None)

    def bookmarked(self, paragraph: str, anchor: str) -> str:
        """The paragraph as a place that links lead to."""
        if not anchor:
            return paragraph
        self.bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self.bookmarks}" w:name={quoteattr(_name(anchor))}/>'
        end = f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        return paragraph.replace("</w:pPr>", "</w:pPr>" + start, 1).removesuffix("</w:p>") + (
            end + "</w:p>"
        )

    def _linked(self, run: Run, xml: str) -> str:
        if not run.link:
            return xml
        if run.link.startswith("#"):
            return f"<w:hyperlink w:anchor={quoteattr(_name(run.link[1:]))}>{xml}</w:hyperlink>"
        address = printable(run.link)
        if address not in self.links:
            self.links.append(address)
        number = self.links.index(address) + 1
        return f'<w:hyperlink r:id="link{number}">{xml}</w:hyperlink>'

    def _footnote(self, text: Text) -> str:
        """A footnote's mark; its text goes to the part of footnotes, a nested one into it."""
        runs = tuple(part for run in as_runs(text) for part in _without_footnote(run))
        right = self.direction(text) == "rtl"
        xml = "".join(runs_xml(runs, self.direction(text)))
        mark = element("r", '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/>')
        number = len(self.footnotes) + 1
        self.footnotes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>'
            f'<w:bidi w:val="{int(right)}"/></w:pPr>{mark}{text_xml(" ")}{xml}</w:p></w:footnote>'
        )
        reference = f'<w:footnoteReference w:id="{number}"/>'
        return element("r", f'<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}')


def write(document: Document) -> bytes:
    """The file; the same document gives the same bytes, without a person or a time in them."""
    writing = _Writing(document)
    for place, heading in headings(document, 9):
        writing.anchors[place] = heading.anchor or f"heading-{place}"
    body = "".join(
        _MAKERS[type(block)](block, writing, place) for place, block in enumerate(document.blocks)
    )
    header = writing.paragraph(document.running_line, "Header")
    footer = _footer(writing)
    return package(
        document,
        body=body + _section(document),
        header=header,
        footer=footer,
        footnotes="".join(writing.footnotes),
        links=writing.links,
        ordered=writing.ordered,
    )


def _without_footnote(run: Run) -> tuple[Run, ...]:
    plain = replace(run, footnote=None, link=None)
    if not run.footnote:
        return (plain,)
    return (plain, Run(" ("), *(replace(r, footnote=None) for r in as_runs(run.footnote)), Run(")"))


def _name(anchor: str) -> str:
    """An anchor as Word takes the name of a bookmark: letters, digits, 40 at most."""
    kept = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in anchor)
    return f"a_{kept}"[:40]


def _around_bidi(more: str) -> tuple[str, str]:
    """Properties before and after the mark of direction, which the schema has amid them."""
    for first in ("<w:spacing", "<w:ind", "<w:jc"):
        if first in more:
            at = more.index(first)
            return more[:at], more[at:]
    return more, ""


def _heading(block: Heading, writing: _Writing, place: int) -> str:
    level = min(max(block.level, 0), 4)
    number = (Run(f"{block.number}  "),) if block.number else ()
    style = f"Heading{level}" if level else "Title"
    paragraph = writing.paragraph((*number, *as_runs(block.text)), style)
    return writing.bookmarked(paragraph, writing.anchors.get(place, block.anchor))


def _paragraph(block: Paragraph, writing: _Writing, _place: int) -> str:
    number = _numbering(_PARAGRAPHS) if block.numbered else ""
    indent = f'<w:ind w:start="{block.indent * 400}"/>' if block.indent else ""
    paragraph = writing.paragraph(block.text, "BodyText", number + indent, block.direction)
    return writing.bookmarked(paragraph, block.anchor)


def _numbering(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _list(block: ListItems, writing: _Writing, _place: int) -> str:
    number = _BULLETS
    if block.ordered:
        writing.ordered += 1
        number = _BULLETS + writing.ordered
    more = _numbering(number, min(max(block.indent, 0), 2))
    return "".join(writing.paragraph(item, "ListParagraph", more) for item in block.items)


def _contents(block: Contents, writing: _Writing, _place: int) -> str:
    """A table of contents that the word processor fills in with page numbers when it opens."""
    title = writing.paragraph(block.heading, "TOCHeading") if as_paragraphs(block.heading) else ""
    entries = []
    for place, heading in headings(writing.document, block.deepest):
        number = f"{heading.number}  " if heading.number else ""
        anchor = _name(writing.anchors[place])
        words = "".join(
            runs_xml((Run(one_line(number, heading.text)),), writing.document.runs_from)
        )
        page = element("r", "<w:tab/>") + field_code(f"PAGEREF {anchor} \\h")
        link = f'<w:hyperlink w:anchor="{anchor}">{words}{page}</w:hyperlink>'
        paragraph = writing.paragraph("", f"TOC{min(heading.level, 3)}")
        entries.append(paragraph.removesuffix("</w:p>") + link + "</w:p>")
    if not entries:
        return title
    code = f' TOC \\o "1-{block.deepest}" \\h \\z \\u '
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    entries[0] = entries[0].replace("</w:pPr>", "</w:pPr>" + begin, 1)
    entries[-1] = entries[-1].removesuffix("</w:p>") + end
    return title + "".join(entries)


def _break(_block: PageBreak, writing: _Writing, _place: int) -> str:
    writing.breaks = True
    return ""


def _note(block: Note, writing: _Writing, _place: int) -> str:
    head = writing.paragraph(block.heading, "NoteHeading") if as_paragraphs(block.heading) else ""
    return head + "".join(writing.paragraph(text, "NoteText") for text in block.paragraphs)


def _signature(block: Signature, writing: _Writing, _place: int) -> str:
    out = []
    for row in block.rows:
        values = as_paragraphs(row.value) or ("",)
        out += [writing.paragraph(value, "SignatureLine") for value in values[:-1]]
        rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="121417"/></w:pBdr>'
        out.append(writing.paragraph(values[-1], "SignatureLine", rule))
        out.append(writing.paragraph(row.label, "SignatureLabel"))
    return "".join(out)


def _fields(block: Fields, writing: _Writing, _place: int) -> str:
    share = min(max(block.label_share, 0.1), 0.9)
    rows = [(_label(row, writing), _value(row, writing)) for row in block.rows]
    return _grid(writing, [share, 1 - share], None, rows)


def _label(row: FieldRow, writing: _Writing) -> str:
    hint = writing.paragraph(row.hint, "FieldHint") if as_paragraphs(row.hint) else ""
    return writing.cell(row.label, "FieldLabel") + hint


def _value(row: FieldRow, writing: _Writing) -> str:
    """The value's paragraphs; the form's own blank, a ruled line, where there is none."""
    paragraphs = as_paragraphs(row.value)
    if not paragraphs:
        rule = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="666B75"/></w:pBdr>'
        return writing.paragraph("", "FieldValue", rule)
    return "".join(writing.cell(text, "FieldValue") for text in paragraphs)


def _table(block: Table, writing: _Writing, _place: int) -> str:
    caption = writing.paragraph(block.caption, "Caption") if as_paragraphs(block.caption) else ""
    head = None
    if any(as_paragraphs(column.heading) for column in block.columns):
        head = tuple(writing.cell(c.heading, "TableHeading") for c in block.columns)
    count = len(block.columns)
    rows = [
        tuple(writing.cell(text, "TableText") for text in (*row, *[""] * count)[:count])
        for row in block.rows
    ]
    return caption + _grid(writing, [column.width for column in block.columns], head, rows)


def _grid(
    writing: _Writing,
    shares: list[float],
    head: tuple[str, ...] | None,
    rows: list[tuple[str, ...]],
) -> str:
    """A table with rules between its rows; the head is repeated on every page."""
    if not shares or not (rows or head):
        return ""
    width = FRAMES[writing.document.size].text_width * _TWIPS
    widths = [
        round(width * max(share, 0.01) / sum(max(s, 0.01) for s in shares)) for share in shares
    ]
    visual = "<w:bidiVisual/>" if writing.document.runs_from == "rtl" else ""
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    body = _row(head, widths, "<w:cantSplit/><w:tblHeader/>") if head else ""
    body += "".join(_row(row, widths, "") for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="QuietTable"/>{visual}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
    )


def _row(cells: tuple[str, ...], widths: list[int], properties: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return (
        f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>" if properties else element("tr", made)
    )


def _footer(writing: _Writing) -> str:
    """The caller's footer, and the page's number in fields that the word processor counts."""
    document = writing.document
    above = ""
    if document.running_footer:
        above = writing.paragraph(document.running_footer, "Footer")
    label = writing.paragraph("", "Footer").removesuffix("</w:p>")
    return above + label + "".join(_label_parts(document.page_label)) + "</w:p>"


def _label_parts(label: str) -> Iterator[str]:
    for i, part in enumerate(label.split("{page}")):
        if i:
            yield field_code("PAGE", "1")
        for j, text in enumerate(part.split("{pages}")):
            if j:
                yield field_code("NUMPAGES", "1")
            if text:
                yield text_xml(text)


def _section(document: Document) -> str:
    frame = FRAMES[document.size]
    sizes = {"w": frame.width, "h": frame.height}
    edges = {"top": frame.top, "right": frame.end, "bottom": frame.bottom, "left": frame.start}
    edges |= {"header": 40.0, "footer": 36.0, "gutter": 0.0}
    size = " ".join(f'w:{key}="{round(value * _TWIPS)}"' for key, value in sizes.items())
    margins = " ".join(f'w:{key}="{round(value * _TWIPS)}"' for key, value in edges.items())
    bidi = "<w:bidi/>" if document.runs_from == "rtl" else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        f"<w:pgSz {size}/><w:pgMar {margins}/>{bidi}</w:sectPr>"
    )


_MAKERS: dict[type[Block], Callable[[Any, _Writing, int], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Fields: _fields,
    Table: _table,
    ListItems: _list,
    Contents: _contents,
    PageBreak: _break,
    Signature: _signature,
    Note: _note,
}
