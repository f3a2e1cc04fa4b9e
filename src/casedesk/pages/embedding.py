"""The fonts of one finished document: only its glyphs, at its weights, as one static file each.

HarfBuzz takes the glyphs and the weight out of a variable font in milliseconds (the 17 MB Chinese
one: 7 ms for 500 characters). What a reader sees as one and reads as one (a Burmese syllable, an
Arabic letter with its vowel) becomes one glyph of the embedded font, made of the shaped ones: so
a page needs no displaced marks, which text extractors take for the ends of words.
"""

import struct
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import uharfbuzz as hb

from casedesk.pages.faces import Face
from casedesk.pages.shaping import Glyphs, Word

_NOT_NEEDED = [int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"DSIG", b"STAT")]
_FLAGS = (
    hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
)

Key = tuple[Glyphs, str, int]


@dataclass(eq=False)
class Embedded:
    """A face in one document: the code of each cell drawn, in the order of first use."""

    face: Face
    name: str
    codes: dict[Key, int] = field(default_factory=dict)
    _written: dict[Word, str] = field(default_factory=dict)

    def write(self, word: Word) -> str:
        """The word as the inside of a TJ array: codes, and kerning where it departs from them."""
        done = self._written.get(word)
        if done is None:
            done = self._written[word] = self._write(word)
        return done

    def _write(self, word: Word) -> str:
        out = ["<"]
        for cell in word.cells:
            key = (cell.glyphs, cell.text, cell.natural)
            code = self.codes.setdefault(key, len(self.codes) + 1)
            out.append(f"{code:04x}")
            if cell.advance != cell.natural:
                out.append(f">{cell.natural - cell.advance}<")
        out.append(">")
        return "".join(out).replace("<>", "")

    @property
    def post_script_name(self) -> str:
        """A name that says nothing but the font: NotoSerif-Bold."""
        family = self.face.path.name.split("[")[0].split("-Variable")[0].split(".")[0]
        return family + ("-Bold" if self.face.weight > 400 else "")

    def widths(self) -> list[int]:
        """The width of each code from 1 on, in thousandths of the size."""
        return [natural for _, _, natural in self.codes]

    def texts(self) -> list[str]:
        """What each code from 1 on reads as."""
        return [text for _, text, _ in self.codes]

    def measures(self) -> tuple[list[int], int, int]:
        """The box that holds every glyph, and how far lines reach up and down; in thousandths."""
        scale = 1000 / self.face.file.upem
        head = self.face.file.reference_table("head").data
        box = [round(edge * scale) for edge in struct.unpack(">4h", head[36:44])]
        lines = self.face.font.get_font_extents("ltr")
        return box, lines.ascender, lines.descender

    def file(self) -> tuple[bytes, bytes]:
        """The font file, and for each code from 0 on the number of its glyph, two bytes each."""
        face = self.face.file
        wanted = hb.SubsetInput()
        for glyphs, _, _ in self.codes:
            one = (glyphs,) if isinstance(glyphs, int) else (g for g, _, _ in glyphs)
            wanted.glyph_set.update(one)
        wanted.drop_table_tag_set.update(_NOT_NEEDED)
        wanted.flags = _FLAGS
        for axis in face.axis_infos:
            weight = self.face.weight if axis.tag == "wght" else axis.default_value
            wanted.pin_axis_location(face, axis.tag, weight)
        plan = hb.SubsetPlan(face, wanted)
        data: bytes = plan.execute().blob.data
        new = plan.old_to_new_glyph_mapping
        compound: dict[Glyphs, int] = {}
        if any(not isinstance(glyphs, int) for glyphs, _, _ in self.codes):
            data, compound = _join(data, list(self.codes), {old: new[old] for old in new})
        numbers = [0]
        for glyphs, _, _ in self.codes:
            numbers.append(new[glyphs] if isinstance(glyphs, int) else compound[glyphs])
        return data, b"".join(number.to_bytes(2, "big") for number in numbers)


def _join(data: bytes, keys: list[Key], new: dict[int, int]) -> tuple[bytes, dict[Glyphs, int]]:
    """Add to a font a glyph for each key of several glyphs; answer the font and their numbers."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415 - not for Latin briefs
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - the same

    font: Any = TTFont(BytesIO(data), recalcTimestamp=False, lazy=True)
    names = list(font.getGlyphOrder())
    shapes, metrics = font["glyf"], font["hmtx"]
    ink = [shapes[name].numberOfContours != 0 for name in names]
    numbers: dict[Glyphs, int] = {}
    for glyphs, _, advance in keys:
        if isinstance(glyphs, int) or glyphs in numbers:
            continue
        pen = TTGlyphPen(shapes)
        for glyph, x, y in glyphs:
            if ink[new[glyph]]:
                pen.addComponent(names[new[glyph]], (1, 0, 0, 1, x, y))
        made = pen.glyph()
        name = f"c{len(names)}"
        numbers[glyphs] = len(names)
        names.append(name)
        font.setGlyphOrder(names)
        shapes[name] = made
        made.recalcBounds(shapes)
        metrics[name] = (max(advance, 0), getattr(made, "xMin", 0))
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue(), numbers


def to_unicode(texts: list[str]) -> bytes:
    """The map by which a reader takes the text out again, for codes from 1 on."""
    lines = [
        f"<{code:04x}> <{text.encode('utf-16-be', 'replace').hex()}>"
        for code, text in enumerate(texts, 1)
    ]
    # No more than a hundred to a block: PDF 32000-1, 9.10.3, by way of Adobe's CMap format.
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}endcmap\nend\nend\n"
    ).encode("ascii")
