"""How a DOCX looks: the same styles as on our own pages, as the word processor names them."""

from dataclasses import replace
from xml.sax.saxutils import quoteattr

from casedesk.pages.cleaning import language_tag
from casedesk.pages.docx_runs import element
from casedesk.pages.model import Document
from casedesk.pages.style import (
    BODY,
    CAPTION,
    CELL,
    CONTENTS,
    FOOTNOTE,
    HEAD_CELL,
    HEADING_SPACE,
    HEADINGS,
    HINT,
    LABEL,
    LINK,
    NOTE,
    NOTE_HEADING,
    PARAGRAPH_SPACE,
    RUNNING,
    Colour,
    TextStyle,
)

_FONTS = {"serif": "Noto Serif", "sans": "Noto Sans"}
_ARABIC = {"serif": "Noto Naskh Arabic", "sans": "Noto Sans Arabic"}
_EAST_ASIAN = {"ja": "Noto Sans JP", "ko": "Noto Sans KR"}
_NOTE_EDGE = '<w:left w:val="single" w:sz="18" w:space="8" w:color="1C4D94"/>'

_VALUE = replace(BODY, size=10.0, leading=14.0)
_RULE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="B8BDC4"/>'
# Style id, name, look, space above and below in points, further properties in schema order.
_STYLES: tuple[tuple[str, str, TextStyle, float, float, str], ...] = (
    ("BodyText", "Body Text", BODY, 0, PARAGRAPH_SPACE, ""),
    ("ListParagraph", "List Paragraph", BODY, 0, 3.5, ""),
    ("FieldLabel", "Field Label", LABEL, 3, 2, "<w:keepLines/>"),
    ("FieldHint", "Field Hint", HINT, 0, 3, ""),
    ("FieldValue", "Field Value", _VALUE, 3, 3, ""),
    ("TableHeading", "Table Heading", HEAD_CELL, 3, 3, "<w:keepNext/>"),
    ("TableText", "Table Text", CELL, 3, 3, ""),
    ("AfterTable", "After Table", HINT, 0, 0, ""),
    ("Caption", "caption", CAPTION, PARAGRAPH_SPACE, 3, "<w:keepNext/>"),
    ("NoteHeading", "Note Heading", NOTE_HEADING, 6, 0, "note"),
    ("NoteText", "Note Text", NOTE, 2, 6, "note"),
    ("SignatureLine", "Signature Line", BODY, 26, 0, "<w:keepNext/>"),
    ("SignatureLabel", "Signature Label", LABEL, 2, 6, ""),
    ("Header", "header", RUNNING, 0, 0, "end"),
    ("Footer", "footer", RUNNING, 0, 0, "centre"),
    ("FootnoteText", "footnote text", FOOTNOTE, 0, 2, ""),
    ("TOCHeading", "TOC Heading", HEADINGS[1], 12, 6, "<w:keepNext/>"),
    ("TOC1", "toc 1", CONTENTS[0], 4, 0, "0"),
    ("TOC2", "toc 2", CONTENTS[1], 0, 0, "320"),
    ("TOC3", "toc 3", CONTENTS[2], 0, 0, "640"),
)


def languages(document: Document) -> str:
    """The document's language, as Latin, East Asian or right-to-left as it is."""
    language = quoteattr(language_tag(document.language))
    base = document.language.split("-")[0].lower()
    if document.runs_from == "rtl":
        return f'w:val="en" w:bidi={language}'
    if base in ("zh", "ja", "ko"):
        return f'w:val="en" w:eastAsia={language}'
    return f"w:val={language}"


def _fonts(family: str, document: Document) -> str:
    base = document.language.split("-")[0].lower()
    names = {
        "ascii": _FONTS[family],
        "hAnsi": _FONTS[family],
        "eastAsia": _EAST_ASIAN.get(base, "Noto Sans SC"),
        "cs": _ARABIC[family],
    }
    return "<w:rFonts " + " ".join(f'w:{key}="{name}"' for key, name in names.items()) + "/>"


def _look(style: TextStyle, document: Document) -> str:
    """Run properties of a style, in the order of the schema."""
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    italic = "<w:i/><w:iCs/>" if style.italic else ""
    size = round(style.size * 2)
    colour = f'<w:color w:val="{_hex(style.colour)}"/>'
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return element("rPr", _fonts(style.family, document) + bold + italic + colour + sizes)


def _hex(colour: Colour) -> str:
    return "".join(f"{round(part * 255):02X}" for part in colour)


def styles(document: Document) -> str:
    defaults = element(
        "docDefaults",
        element("rPrDefault", _look(BODY, document).replace("</w:rPr>", _lang(document)))
        + "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>",
    )
    return defaults + _NORMAL + _headings(document) + _named(document) + _CHARACTERS + _QUIET


def _lang(document: Document) -> str:
    return f"<w:lang {languages(document)}/></w:rPr>"


def _style(
    name_id: str, name: str, look: str, before: float, after: float, leading: float, more: str
) -> str:
    """A paragraph style. `more` goes before the spacing, but for a side or an indent."""
    spacing = (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
        f' w:line="{round(leading * 20)}" w:lineRule="atLeast"/>'
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{name_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_ordered(more, spacing)}</w:pPr>{look}'
        "</w:style>"
    )


def _ordered(more: str, spacing: str) -> str:
    """The further properties around the spacing, in the order of the schema."""
    if more == "note":
        edge = f'<w:pBdr>{_NOTE_EDGE}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F5F7"/>'
        return f'<w:keepLines/>{edge}{spacing}<w:ind w:start="200" w:end="200"/>'
    if more in ("end", "centre"):
        return f'{spacing}<w:jc w:val="{"end" if more == "end" else "center"}"/>'
    if more.isdigit():
        tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9060"/></w:tabs>'
        return f'{tab}{spacing}<w:ind w:start="{more}" w:end="600"/>'
    return more + spacing


def _headings(document: Document) -> str:
    made = []
    for level, (style, (above, below)) in enumerate(zip(HEADINGS, HEADING_SPACE, strict=True)):
        outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
        name = f"heading {level}" if level else "Title"
        name_id = f"Heading{level}" if level else "Title"
        look = _look(style, document)
        xml = _style(
            name_id, name, look, above, below, style.leading, "<w:keepNext/><w:keepLines/>"
        )
        made.append(xml.replace("</w:pPr>", outline + "</w:pPr>", 1))
    return "".join(made)


def _named(document: Document) -> str:
    made = "".join(
        _style(name_id, name, _look(style, document), before, after, style.leading, more)
        for name_id, name, style, before, after, more in _STYLES
    )
    return made.replace("<w:left ", "<w:right ") if document.runs_from == "rtl" else made


_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
)
_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:rPr><w:color w:val="{_hex(LINK)}"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference">'
    '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    "</w:style>"
)
_QUIET = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="QuietTable"><w:name w:val="Quiet Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(_RULE.format(edge) for edge in ("top", "bottom", "insideH"))
    + '</w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="160" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)


def numbering(ordered: int) -> str:
    """Lists: 1 numbered paragraphs, 2 bullets, then one for each ordered list, each from 1."""
    abstract = (
        _abstract(1, "decimal", "%1.", start=0, hanging=-580)
        + _abstract(2, "bullet", "\u2022", start=300, hanging=300)
        + _abstract(3, "decimal", "%1.", start=400, hanging=400)
    )
    numbers = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    numbers += '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    for number in range(3, 3 + ordered):
        restart = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(3)
        )
        numbers += f'<w:num w:numId="{number}"><w:abstractNumId w:val="3"/>{restart}</w:num>'
    return abstract + numbers


def _abstract(number: int, kind: str, text: str, *, start: int, hanging: int) -> str:
    """A list of three levels; a negative hanging indents the first line, as UN documents do."""
    levels = ""
    for level in range(3):
        side = f'w:hanging="{hanging}"' if hanging >= 0 else 'w:firstLine="0"'
        tab = f'<w:tabs><w:tab w:val="num" w:pos="{-hanging}"/></w:tabs>' if hanging < 0 else ""
        levels += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="start"/>'
            f'<w:pPr>{tab}<w:ind w:start="{start + level * 400}" {side}/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )
