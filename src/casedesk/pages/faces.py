"""The font files at hand, and which of them draws a character.

All are variable TrueType fonts under the Open Font Licence, installed as packages. HarfBuzz reads
them where they lie, mapped into memory, and takes a weight out of them while it shapes: no static
copy of a font is made until the glyphs of a finished document are known.
"""

import unicodedata
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb

from casedesk.words import Refusal, _

Words = dict[str, Any]


class FontsMissing(Refusal):
    """The fonts of the Latin alphabet are not installed, so nothing can be set."""


class Source(NamedTuple):
    """A font file: its package, its path there, and how it goes with Latin text.

    `scale` makes its letters look as large as the Latin ones beside them. `leading` is the
    distance of its lines, in its size. `language` is the one whose shapes a Chinese character has
    in it.
    """

    package: str
    path: str
    scale: float = 1.0
    leading: float = 1.0
    language: str = ""


_NOTO = "manimgx_fonts"
_EAST_ASIA = "justmytype_intl_cjk"
_PRIMARY = {
    ("serif", False): Source("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    ("serif", True): Source("fontpkg_noto_serif", "files/NotoSerif-Italic[wdth,wght].ttf"),
    ("sans", False): Source("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    ("sans", True): Source("fontpkg_noto_sans", "files/NotoSans-Italic[wdth,wght].ttf"),
}
_ARABIC = {
    "serif": Source("pylopdf_fonts_ar", "NotoNaskhArabic-Variable.ttf", 1.12, 1.6),
    "sans": Source("pylopdf_fonts_ar", "NotoSansArabic-Variable.ttf", 1.0, 1.6),
}
# The order decides only where several fonts hold a character, as with dots and dandas.
_OTHERS = (
    Source(_NOTO, "NotoSansHebrew[wght].ttf", 1.0, 1.5),
    Source(_NOTO, "NotoSansDevanagari[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansMyanmar[wght].ttf", 0.96, 1.8),
    Source(_NOTO, "NotoSansThai[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansEthiopic[wght].ttf", 1.0, 1.45),
    Source(_NOTO, "NotoSansArmenian[wght].ttf"),
    Source(_NOTO, "NotoSansGeorgian[wght].ttf"),
    Source(_NOTO, "NotoSansBengali[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansTamil[wght].ttf", 1.0, 1.5),
    Source(_NOTO, "NotoSansTelugu[wght].ttf", 1.0, 1.6),
    Source(_NOTO, "NotoSansGujarati[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansGurmukhi[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansKannada[wght].ttf", 1.0, 1.6),
    Source(_NOTO, "NotoSansMalayalam[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansSinhala[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansOriya[wght].ttf", 1.0, 1.55),
    Source(_NOTO, "NotoSansKhmer[wght].ttf", 1.0, 1.8),
    Source(_NOTO, "NotoSansLao[wght].ttf", 1.0, 1.6),
)
_CHINESE = (
    Source(_EAST_ASIA, "fonts/ofl/notosanssc/NotoSansSC[wght].ttf", 1.0, 1.55, "zh"),
    Source(_EAST_ASIA, "fonts/ofl/notosanstc/NotoSansTC[wght].ttf", 1.0, 1.55, "zh-Hant"),
    Source(_EAST_ASIA, "fonts/ofl/notosansjp/NotoSansJP[wght].ttf", 1.0, 1.55, "ja"),
    Source(_EAST_ASIA, "fonts/ofl/notosanskr/NotoSansKR[wght].ttf", 1.0, 1.55, "ko"),
)
_SIGNS = (
    Source(_NOTO, "NotoSansSymbols[wght].ttf"),
    Source(_NOTO, "NotoEmoji[wght].ttf"),
)
# Alphabets that need neither joining nor reordering: Latin, Greek, Cyrillic, their signs.
_PLAIN = ((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x52F), (0x1E00, 0x1FFF), (0x2010, 0x2027),
          (0x202F, 0x205E), (0x2070, 0x20CF), (0x2100, 0x22FF), (0xFB00, 0xFB06))  # fmt: skip


@dataclass(eq=False)
class Face:
    """One font file at one weight, and the words already shaped with it."""

    source: Source
    path: Path
    weight: int
    words: dict[tuple[str, str], Words] = field(default_factory=dict)

    @cached_property
    def file(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def font(self) -> hb.Font:
        """The font for shaping, in units of a thousandth of its size."""
        font = hb.Font(self.file)
        font.scale = (1000, 1000)
        font.set_variations({"wght": self.weight})
        return font

    @cached_property
    def plain(self) -> frozenset[str]:
        """The characters of simple alphabets that it draws: text of these needs no analysis."""
        held = self.file.unicodes
        return frozenset(chr(c) for low, high in _PLAIN for c in range(low, high + 1) if c in held)

    def draws(self, text: str) -> bool:
        return all(self.font.get_nominal_glyph(ord(c)) for c in text)

    def book(self, language: str, direction: str) -> Words:
        """The words of one language shaped so far; kept small by starting anew."""
        book = self.words.setdefault((language, direction), {})
        if len(book) > 30_000:
            book.clear()
        return book


@cache
def _face(source: Source, weight: int) -> Face | None:
    try:
        path = Path(str(files(source.package))) / source.path
    except ModuleNotFoundError:
        return None
    return Face(source, path, weight) if path.is_file() else None


@cache
def primary(family: str, *, bold: bool, italic: bool) -> Face:
    """The face of Latin, Greek and Cyrillic text; raises FontsMissing."""
    face = _face(_PRIMARY[family, italic], 700 if bold else 400)
    if face is None:
        raise FontsMissing(_("The fonts are not installed. Please install CaseDesk again."))
    return face


def _east_asian(language: str) -> tuple[Source, ...]:
    """The Chinese, Japanese and Korean fonts, that of the language first."""
    if language.lower().startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        wanted = "zh-Hant"
    else:
        wanted = language.split("-", maxsplit=1)[0].lower()
    return tuple(sorted(_CHINESE, key=lambda source: source.language != wanted))


@cache
def fallbacks(family: str, weight: int, language: str) -> tuple[Face, ...]:
    """The faces to look through for what the primary one does not hold, in order."""
    arabic = (_ARABIC[family], *(s for f, s in _ARABIC.items() if f != family))
    latin = (_PRIMARY["sans", False], _PRIMARY["serif", False])
    sources = (*arabic, *_OTHERS, *_east_asian(language), *_SIGNS, *latin)
    return tuple(face for source in sources if (face := _face(source, weight)))


@lru_cache(maxsize=20_000)
def face_for(character: str, first: Face, family: str, language: str) -> Face | None:
    """The face that draws a character, the first one if it can; None where none does."""
    faces = (first, *fallbacks(family, first.weight, language))
    for wanted in dict.fromkeys((character, unicodedata.normalize("NFD", character))):
        for face in faces:
            if face.draws(wanted):
                return face
    return None
