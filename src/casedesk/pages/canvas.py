"""Stage 3: pages drawn on ReportLab's canvas. The one file that imports ReportLab."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas as reportlab_canvas

from casedesk.pages.cleaning import language_tag, web_address
from casedesk.pages.direction import visual_order
from casedesk.pages.embedding import Embedded, to_unicode
from casedesk.pages.faces import Face
from casedesk.pages.filling import Segment
from casedesk.pages.furniture import furniture, page_number
from casedesk.pages.model import one_line
from casedesk.pages.paging import Layout
from casedesk.pages.strips import Item, Jump, PageNumber, Placed, Rule, Shade, Target
from casedesk.pages.style import HAIR, Colour

# ReportLab reads a person's own settings file; what would change our bytes is set here.
rl_config.invariant = 1
rl_config.useA85 = 0

_PRODUCER = "CaseDesk"
_SIGNED_BY_REPORTLAB = b"ReportLab Generated PDF document (opensource)"


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The file's properties: a title and the program, no person and no time."""

    def format(self, document: Any) -> bytes:
        known = {"Producer": _PRODUCER, "Creator": _PRODUCER}
        if self.title:
            known["Title"] = self.title
        entries = {key: pdfdoc.PDFString(value) for key, value in known.items()}
        formatted: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return formatted


class _Canvas(reportlab_canvas.Canvas):  # type: ignore[misc]
    """A canvas that begins its pages without setting Helvetica, a font we do not embed."""

    def _make_preamble(self) -> None:
        self._preamble = ""


def draw(layout: Layout, pages: Iterable[int] | None = None) -> bytes:
    """The PDF of the pages asked for, counted from 0, or of all.

    The same layout gives the same bytes. Links to pages that are not drawn are left out.
    """
    asked = range(len(layout.pages)) if pages is None else pages
    wanted = [number for number in dict.fromkeys(asked) if 0 <= number < len(layout.pages)]
    drawing = _Drawing(layout, frozenset(wanted))
    for number in wanted:
        drawing.page(number)
    return drawing.finish()


class _Drawing:
    """A PDF under way: its canvas, its fonts, the state of the page being drawn."""

    def __init__(self, layout: Layout, wanted: frozenset[int]) -> None:
        self.layout = layout
        self.frame = layout.frame
        self.mirrored = layout.document.runs_from == "rtl"
        self.anchors = {a: p for a, p in layout.anchors.items() if p[0] in wanted}
        self.fonts: dict[Face, Embedded] = {}
        self.canvas = _open(layout)
        self.state: tuple[Any, ...] = ()
        self.text: list[str] = []

    def page(self, number: int) -> None:
        """Draw a page: boxes first, rules over them, all text last."""
        top = self.frame.top
        start = self.frame.start
        items = [
            (item, start, top + y)
            for y, strip in self.layout.pages[number].placed()
            for item in strip.items
        ]
        items += [(item, start, 0.0) for item in furniture(self.layout, number)]
        for kind in (Shade, Rule, PageNumber):
            for item, x, y in items:
                if type(item) is kind:
                    self._box(item, x, y)
        self.state = ()
        self.text = ["BT"]
        for item, x, y in items:
            self._write_item(item, x, y)
        self.canvas.addLiteral("\n".join([*self.text, "ET"]))
        self.canvas.showPage()

    def finish(self) -> bytes:
        """Embed the fonts, write the bookmarks, answer the bytes."""
        above = -1
        for level, title, anchor in self.layout.outline:
            if anchor in self.anchors:
                above = min(level - 1, above + 1)
                self.canvas.addOutlineEntry(title or "\u2013", anchor, above)
        document = self.canvas._doc  # noqa: SLF001 - ReportLab has no other door to its objects
        for embedded in self.fonts.values():
            reference = document.Reference(_font(document, embedded), embedded.name)
            document.idToObject["BasicFonts"].dict[embedded.name] = reference
        data: bytes = self.canvas.getpdfdata()
        blank = b" " * len(_SIGNED_BY_REPORTLAB)
        return data.replace(_SIGNED_BY_REPORTLAB, blank, 1)

    def _left(self, x: float, width: float) -> float:
        """The left edge of a box whose x is counted from where lines begin."""
        return self.frame.width - x - width if self.mirrored else x

    def _down(self, y: float) -> float:
        return self.frame.height - y

    def _box(self, item: Item, x: float, y: float) -> None:
        """Draw a box, a rule, or the dots before a page's number."""
        left = self._left(x + item.x, item.width)  # type: ignore[union-attr]
        if isinstance(item, Shade):
            fill, below = _colour(item.colour), self._down(y + item.y + item.height)
            self._draw(f"{fill} rg {left:.2f} {below:.2f} {item.width:.2f} {item.height:.2f} re f")
        elif isinstance(item, Rule):
            self._line(left, left + item.width, y + item.y, item.thickness, item.colour)
        elif isinstance(item, PageNumber):
            number = page_number(self.layout, item)
            room = item.width - number.width
            left += number.width if self.mirrored else 0.0
            if room > 14.0:
                self._draw("q [0.7 2.5] 0 d 1 J")
                self._line(left + 5.0, left + room - 5.0, y + item.y, 0.7, HAIR)
                self._draw("Q")

    def _line(self, left: float, right: float, y: float, thickness: float, colour: Colour) -> None:
        down = self._down(y)
        stroke = f"{_colour(colour)} RG {thickness:.2f} w"
        self._draw(f"{stroke} {left:.2f} {down:.2f} m {right:.2f} {down:.2f} l S")

    def _draw(self, operators: str) -> None:
        self.canvas.addLiteral(operators)

    def _write_item(self, item: Item, x: float, y: float) -> None:
        if isinstance(item, Placed):
            self._write(item, x, y)
        elif isinstance(item, Target) and item.anchor in self.anchors:
            top = self._down(y + item.y - 8.0)
            self.canvas.bookmarkHorizontalAbsolute(item.anchor, top)
        elif isinstance(item, Jump):
            left, up = self._left(x + item.x, item.width), self._down(y + item.y)
            self._jump(item.anchor, (left, up - item.height, left + item.width, up))
        elif isinstance(item, PageNumber):
            line = page_number(self.layout, item)
            self._write(Placed(item.x, item.y, item.width, line, "end"), x, y)

    def _write(self, placed: Placed, x: float, y: float) -> None:
        """Write a line, its segments in the order they are read, each where it is seen.

        In that order text extractors give the line back, whatever directions it mixes.
        """
        line = placed.line
        left = self._left(x + placed.x, placed.width)
        right = line.direction == "rtl"
        if placed.side != "auto":
            right = (placed.side == "end") != self.mirrored
        free = placed.width - line.width
        left += free / 2 if placed.side == "centre" else free if right else 0.0
        levels = [segment.strand.level for segment in line.segments]
        places = [0.0] * len(levels)
        for i in visual_order(levels):
            places[i] = left
            left += line.segments[i].width
        follows = -1.0
        down = self._down(y + placed.y)
        mixed = any(levels)
        for segment, place in zip(line.segments, places, strict=True):
            if mixed:
                self.state = ()  # setting the font again ends a stretch for pypdf
            if abs(place - follows) > 0.01:
                self.text.append(f"1 0 0 1 {place:.2f} {down:.2f} Tm")
            follows = place + segment.width
            self._write_segment(segment)
            if segment.strand.link:
                size = segment.strand.size
                box = (place, down - size * 0.25, follows, down + size * 0.85)
                self._link(segment.strand.link, box)

    def _write_segment(self, segment: Segment) -> None:
        strand = segment.strand
        embedded = self.fonts.get(strand.face)
        if embedded is None:
            name = f"F{len(self.fonts) + 1}"
            embedded = self.fonts[strand.face] = Embedded(strand.face, name)
        state = (embedded.name, strand.size, strand.colour, strand.rise)
        if state != self.state:
            colour = _colour(strand.colour)
            self.text.append(f"/{state[0]} {state[1]:g} Tf {colour} rg {strand.rise:g} Ts")
            self.state = state
        words = segment.words if strand.level % 2 == 0 else reversed(segment.words)
        self.text.append("[" + "".join([embedded.write(word) for word in words]) + "]TJ")

    def _link(self, target: str, box: tuple[float, float, float, float]) -> None:
        if target.startswith("#"):
            self._jump(target[1:], box)
        elif address := web_address(target):
            self.canvas.linkURL(address, box)

    def _jump(self, anchor: str, box: tuple[float, float, float, float]) -> None:
        if anchor in self.anchors:
            self.canvas.linkAbsolute("", anchor, box)


def _colour(colour: Colour) -> str:
    return " ".join([f"{part:.3g}" for part in colour])


def _open(layout: Layout) -> Any:
    """A canvas whose file says the title, the language and the program, and nothing else."""
    document, frame = layout.document, layout.frame
    size = (frame.width, frame.height)
    language = language_tag(document.language)
    made = _Canvas(
        BytesIO(), size, pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=language
    )
    inside = made._doc  # noqa: SLF001 - ReportLab has no other door to these
    inside.info = _Info()
    inside.info.title = one_line(document.title)
    # Two equal identifiers of zeros: a real one would be a fingerprint of the content.
    inside._ID = b"[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]"  # noqa: SLF001
    if document.title:
        made.setViewerPreference("DisplayDocTitle", "true")
    if document.runs_from == "rtl":
        made.setViewerPreference("Direction", "/R2L")
    if layout.outline:
        made.showOutline()
    return made


def _font(document: Any, embedded: Embedded) -> Any:
    """A face as a PDF font: two-byte codes, each with its glyph, its width and its text."""
    name = pdfdoc.PDFName("CASDSK+" + embedded.post_script_name)
    data, glyphs = embedded.file()
    box, ascent, descent = embedded.measures()
    descriptor = {
        "Type": pdfdoc.PDFName("FontDescriptor"),
        "FontName": name,
        "Flags": 4,
        "FontBBox": pdfdoc.PDFArray(box),
        "ItalicAngle": -12 if "Italic" in embedded.post_script_name else 0,
        "Ascent": ascent,
        "Descent": descent,
        "CapHeight": 714,
        "StemV": 80 if embedded.face.weight == 400 else 140,
        "FontFile2": _stream(document, data, Length1=len(data)),
    }
    system = {
        "Registry": pdfdoc.PDFString("Adobe"),
        "Ordering": pdfdoc.PDFString("Identity"),
        "Supplement": 0,
    }
    descendant = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": pdfdoc.PDFDictionary(system),
        "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor)),
        "DW": 0,
        "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(embedded.widths())]),
        "CIDToGIDMap": _stream(document, glyphs),
    }
    parts = [document.Reference(pdfdoc.PDFDictionary(descendant))]
    font = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("Type0"),
        "BaseFont": name,
        "Encoding": pdfdoc.PDFName("Identity-H"),
        "DescendantFonts": pdfdoc.PDFArray(parts),
        "ToUnicode": _stream(document, to_unicode(embedded.texts())),
    }
    return pdfdoc.PDFDictionary(font)


def _stream(document: Any, content: bytes, **entries: int) -> Any:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    for key, value in entries.items():
        stream.dictionary[key] = value
    return document.Reference(stream)
