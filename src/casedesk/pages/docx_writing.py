"""A DOCX under way: paragraphs with their runs, and the footnotes, links and places in them."""

from dataclasses import dataclass, field, replace
from xml.sax.saxutils import quoteattr

from casedesk.pages.cleaning import web_address
from casedesk.pages.direction import main_direction
from casedesk.pages.docx_runs import element, runs_xml, text_xml
from casedesk.pages.model import Direction, Document, Run, Text, as_runs, one_line

# A text of fewer characters takes one line of a cell.
_SHORT = 40


@dataclass
class Writing:
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
        number, name = self.bookmarks, bookmark_name(anchor)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        return paragraph.replace("</w:pPr>", "</w:pPr>" + start, 1).removesuffix("</w:p>") + (
            end + "</w:p>"
        )

    def _linked(self, run: Run, xml: str) -> str:
        if not run.link:
            return xml
        if run.link.startswith("#"):
            return f'<w:hyperlink w:anchor="{bookmark_name(run.link[1:])}">{xml}</w:hyperlink>'
        address = web_address(run.link)
        if not address:
            return xml
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


def _without_footnote(run: Run) -> tuple[Run, ...]:
    plain = replace(run, footnote=None, link=None)
    if not run.footnote:
        return (plain,)
    return (plain, Run(" ("), *(replace(r, footnote=None) for r in as_runs(run.footnote)), Run(")"))


def bookmark_name(anchor: str) -> str:
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
