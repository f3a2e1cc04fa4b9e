"""The same document as DOCX, for those who must edit what they send.

The parts are written here rather than taken from a library's template: a template brings along
the names, dates, thumbnail and document number of the person who once saved it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from casedesk.pages.docx_parts import package
from casedesk.pages.docx_runs import element, field_code, runs_xml, text_xml
from casedesk.pages.docx_writing import Writing, bookmark_name
from casedesk.pages.model import (
    Block,
    Contents,
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
    as_paragraphs,
    as_runs,
    headings,
    one_line,
)
from casedesk.pages.style import FRAMES

_TWIPS = 20
# Numbering lists of word/numbering.xml that are not made anew for each ordered list.
_PARAGRAPHS, _BULLETS = 1, 2


def write(document: Document) -> bytes:
    """The file; the same document gives the same bytes, without a person or a time in them."""
    writing = Writing(document)
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


def _heading(block: Heading, writing: Writing, place: int) -> str:
    level = min(max(block.level, 0), 4)
    number = (Run(f"{block.number}  "),) if block.number else ()
    style = f"Heading{level}" if level else "Title"
    paragraph = writing.paragraph((*number, *as_runs(block.text)), style)
    return writing.bookmarked(paragraph, writing.anchors.get(place, block.anchor))


def _paragraph(block: Paragraph, writing: Writing, _place: int) -> str:
    number = _numbering(_PARAGRAPHS) if block.numbered else ""
    indent = f'<w:ind w:start="{min(max(block.indent, 0), 10) * 400}"/>' if block.indent else ""
    paragraph = writing.paragraph(block.text, "BodyText", number + indent, block.direction)
    return writing.bookmarked(paragraph, block.anchor)


def _numbering(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _list(block: ListItems, writing: Writing, _place: int) -> str:
    number = _BULLETS
    if block.ordered:
        writing.ordered += 1
        number = _BULLETS + writing.ordered
    more = _numbering(number, min(max(block.indent, 0), 2))
    return "".join(writing.paragraph(item, "ListParagraph", more) for item in block.items)


def _contents(block: Contents, writing: Writing, _place: int) -> str:
    """A table of contents that the word processor fills in with page numbers when it opens."""
    title = writing.paragraph(block.heading, "TOCHeading") if as_paragraphs(block.heading) else ""
    entries = []
    for place, heading in headings(writing.document, block.deepest):
        number = f"{heading.number}  " if heading.number else ""
        anchor = bookmark_name(writing.anchors[place])
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


def _break(_block: PageBreak, writing: Writing, _place: int) -> str:
    writing.breaks = True
    return ""


def _note(block: Note, writing: Writing, _place: int) -> str:
    head = writing.paragraph(block.heading, "NoteHeading") if as_paragraphs(block.heading) else ""
    return head + "".join(writing.paragraph(text, "NoteText") for text in block.paragraphs)


def _signature(block: Signature, writing: Writing, _place: int) -> str:
    out = []
    for row in block.rows:
        values = as_paragraphs(row.value) or ("",)
        out += [writing.paragraph(value, "SignatureLine") for value in values[:-1]]
        rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="121417"/></w:pBdr>'
        out.append(writing.paragraph(values[-1], "SignatureLine", rule))
        out.append(writing.paragraph(row.label, "SignatureLabel"))
    return "".join(out)


def _fields(block: Fields, writing: Writing, _place: int) -> str:
    share = min(max(block.label_share, 0.1), 0.9)
    rows = [(_label(row, writing), _value(row, writing)) for row in block.rows]
    return _grid(writing, [share, 1 - share], None, rows)


def _label(row: FieldRow, writing: Writing) -> str:
    hint = writing.paragraph(row.hint, "FieldHint") if as_paragraphs(row.hint) else ""
    return writing.cell(row.label, "FieldLabel") + hint


def _value(row: FieldRow, writing: Writing) -> str:
    """The value's paragraphs; the form's own blank, a ruled line, where there is none."""
    paragraphs = as_paragraphs(row.value)
    if not paragraphs:
        rule = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="666B75"/></w:pBdr>'
        return writing.paragraph("", "FieldValue", rule)
    return "".join(writing.cell(text, "FieldValue") for text in paragraphs)


def _table(block: Table, writing: Writing, _place: int) -> str:
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
    writing: Writing,
    shares: list[float],
    head: tuple[str, ...] | None,
    rows: Sequence[tuple[str, ...]],
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


def _footer(writing: Writing) -> str:
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


_MAKERS: dict[type[Block], Callable[[Any, Writing, int], str]] = {
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
