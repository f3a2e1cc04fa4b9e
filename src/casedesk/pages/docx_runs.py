"""Runs of a DOCX: text cut where its direction or script changes, each part marked as it is."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from casedesk.pages.cleaning import language_tag, printable
from casedesk.pages.direction import levels
from casedesk.pages.model import Direction, Run

# Scripts that Word sets in a run's "complex script" font, and the font named for each.
_COMPLEX = (
    ("Noto Naskh Arabic", re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")),
    ("Noto Sans Hebrew", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("Noto Sans Devanagari", re.compile("[\u0900-\u097f]")),
    ("Noto Sans Bengali", re.compile("[\u0980-\u09ff]")),
    ("Noto Sans Gurmukhi", re.compile("[\u0a00-\u0a7f]")),
    ("Noto Sans Gujarati", re.compile("[\u0a80-\u0aff]")),
    ("Noto Sans Oriya", re.compile("[\u0b00-\u0b7f]")),
    ("Noto Sans Tamil", re.compile("[\u0b80-\u0bff]")),
    ("Noto Sans Telugu", re.compile("[\u0c00-\u0c7f]")),
    ("Noto Sans Kannada", re.compile("[\u0c80-\u0cff]")),
    ("Noto Sans Malayalam", re.compile("[\u0d00-\u0d7f]")),
    ("Noto Sans Sinhala", re.compile("[\u0d80-\u0dff]")),
    ("Noto Sans Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Noto Sans Lao", re.compile("[\u0e80-\u0eff]")),
    ("Noto Sans Myanmar", re.compile("[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]")),
    ("Noto Sans Khmer", re.compile("[\u1780-\u17ff]")),
)
_ANY_COMPLEX = re.compile("[\u0590-\u109f\u1780-\u17ff\ua9e0-\uaa7f\ufb1d-\ufeff]")
_BREAKS = re.compile("([\n\t])")


def element(name: str, inside: str) -> str:
    return f"<w:{name}>{inside}</w:{name}>"


def text_xml(text: str, properties: str = "") -> str:
    """One run; its line ends and tabs as Word has them."""
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    inside = "".join(
        marks.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(printable(text))
        if part
    )
    return element("r", (element("rPr", properties) if properties else "") + inside)


def field_code(code: str, shown: str = "") -> str:
    """A field that the word processor fills in: PAGE, NUMPAGES, PAGEREF; until then as shown."""
    kinds = ("begin", "separate", "end")
    begin, separate, end = (element("r", f'<w:fldChar w:fldCharType="{k}"/>') for k in kinds)
    instruction = f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>'
    return begin + element("r", instruction) + separate + text_xml(shown) + end


def runs_xml(runs: tuple[Run, ...], direction: Direction) -> Iterator[str]:
    """Each run of a paragraph as XML."""
    texts = [printable(run.text) for run in runs]
    level_of = levels("".join(texts), direction)
    start = 0
    for run, text in zip(runs, texts, strict=True):
        here = level_of[start : start + len(text)]
        start += len(text)
        yield "".join(
            text_xml(part, _properties(run, font, right)) for part, font, right in _cut(text, here)
        )


def _cut(text: str, level_of: list[int]) -> Iterator[tuple[str, str, bool]]:
    """The text where the font for complex scripts or the direction changes."""
    if not any(level_of) and not _ANY_COMPLEX.search(text):
        yield text, "", False
        return
    kinds = []
    font = ""
    for character, level in zip(text, level_of, strict=True):
        if character.isalnum():
            font = next((f for f, pattern in _COMPLEX if pattern.match(character)), "")
        elif unicodedata.category(character)[0] not in "MZ" and not level % 2:
            font = ""
        kinds.append((font, bool(level % 2)))
    pairs = zip(text, kinds, strict=True)
    for (font, right), group in groupby(pairs, key=lambda pair: pair[1]):
        yield "".join(character for character, _ in group), font, right


def _properties(run: Run, font: str, right: bool) -> str:
    """Run properties, in the order of the schema."""
    parts = ['<w:rStyle w:val="Hyperlink"/>' if run.link and run.link[0] != "#" else ""]
    parts.append(f"<w:rFonts w:cs={quoteattr(font)}/>" if font else "")
    parts.append("<w:b/><w:bCs/>" if run.bold else "")
    parts.append("<w:i/><w:iCs/>" if run.italic else "")
    parts.append('<w:sz w:val="18"/><w:szCs w:val="18"/>' if run.small else "")
    parts.append("<w:rtl/>" if right else "")
    parts.append("<w:cs/>" if font and not right else "")
    if run.language:
        key = "bidi" if font or right else "val"
        parts.append(f"<w:lang w:{key}={quoteattr(language_tag(run.language))}/>")
    return "".join(parts)
