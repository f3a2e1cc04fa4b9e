"""The package of a DOCX: its parts, the relations between them, its properties.

Nothing in them says who wrote the document, when, or on what.
"""

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from casedesk.pages.docx_styles import languages, numbering, styles
from casedesk.pages.model import Document, one_line

_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The earliest time a ZIP entry can have.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def package(
    document: Document,
    *,
    body: str,
    header: str,
    footer: str,
    footnotes: str,
    links: list[str],
    ordered: int,
) -> bytes:
    """The parts as one file, in a fixed order and with a fixed time."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("document", f"{_R}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("app", f"{_R}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(document),
        "docProps/app.xml": _app(),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            *((p, f"{_R}/{p.rstrip('0123456789')}", f"{p}.xml") for p in _WORD_PARTS), links=links
        ),
        "word/styles.xml": _part("styles", styles(document)),
        "word/settings.xml": _part("settings", _settings(document)),
        "word/numbering.xml": _part("numbering", numbering(ordered)),
        "word/footnotes.xml": _part("footnotes", _SEPARATORS + footnotes),
        "word/header.xml": _part("hdr", header),
        "word/footer.xml": _part("ftr", footer),
    }
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name, text in parts.items():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            file.writestr(entry, (_START + text).encode("utf-8"))
    return out.getvalue()


_WORD_PARTS = ("styles", "settings", "numbering", "footnotes", "header", "footer")
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)


def _part(root: str, inside: str) -> str:
    return f"<w:{root} {_SPACES}>{inside}</w:{root}>"


def _content_types() -> str:
    kinds = {
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "word/document": f"{_WORD}.document.main+xml",
        **{f"word/{part}": f"{_WORD}.{part}+xml" for part in _WORD_PARTS},
    }
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = "".join(
        f'<Override PartName="/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*relations: tuple[str, str, str], links: list[str] | None = None) -> str:
    made = [
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    ]
    made += [
        f'<Relationship Id="link{i}" Type="{_R}/hyperlink" Target={quoteattr(address)}'
        ' TargetMode="External"/>'
        for i, address in enumerate(links or [], 1)
    ]
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(made)}</Relationships>'


def _core(document: Document) -> str:
    title = escape(one_line(document.title))
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "</cp:coreProperties>"
    )


def _app() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{space}"><Application>CaseDesk</Application></Properties>'


def _settings(document: Document) -> str:
    language = languages(document)
    return (
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f"<w:themeFontLang {language}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
