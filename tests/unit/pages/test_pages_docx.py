"""The same document as DOCX."""

import io
import zipfile
from typing import Any

import docx

from casedesk.pages import (
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
    Run,
    Signature,
    Table,
    to_docx,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(to_docx(document).data))


def part(document: Document, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(to_docx(document).data)) as file:
        return file.read(name).decode("utf-8")


FULL = Document(
    "Submission",
    (
        Heading("The title", level=0),
        Contents("Contents"),
        PageBreak(),
        Heading("Facts", number="1.", anchor="facts"),
        Paragraph((Run("He was arrested", bold=True, footnote="A/HRC/39/41."), Run("."))),
        Paragraph((Run("See facts", link="#facts"), Run("site", link="https://www.ohchr.org"))),
        Paragraph("counted", numbered=True),
        Fields((FieldRow("Name", "Hegazy"), FieldRow("Born"))),
        Table((Column("Date"), Column("Event", 3.0)), (("2017", "arrest"),), caption="Table 1"),
        ListItems(("one", "two"), ordered=True),
        Note(("Remark",), heading="Mind"),
        Signature((FieldRow("Signature"),)),
    ),
    running_line="Demonstration",
    page_label="page {page} of {pages}",
)


def test_docx_opens_with_real_headings_and_tables() -> None:
    file = opened(FULL)
    styles = {p.text: p.style.name for p in file.paragraphs if p.text}
    assert styles["The title"] == "Title"
    assert styles["1.  Facts"] == "Heading 1"
    assert [[c.text for c in row.cells] for row in file.tables[0].rows] == [
        ["Name", "Hegazy"],
        ["Born", ""],
    ]
    assert file.sections[0].header.paragraphs[0].text == "Demonstration"
    assert "NUMPAGES" in part(FULL, "word/footer.xml")


def test_docx_says_nothing_of_a_person_a_time_or_a_session() -> None:
    properties = opened(FULL).core_properties
    assert properties.title == "Submission"
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.created, properties.modified) == (None, None)
    data = to_docx(FULL).data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(file.read(name) for name in file.namelist())
    assert b"rsid" not in everything
    assert b"docId" not in everything


def test_docx_has_real_footnotes() -> None:
    assert "A/HRC/39/41." in part(FULL, "word/footnotes.xml")
    assert '<w:footnoteReference w:id="1"/>' in part(FULL, "word/document.xml")


def test_docx_links_lead_to_places_and_to_the_web() -> None:
    body = part(FULL, "word/document.xml")
    assert '<w:bookmarkStart w:id="1" w:name="a_facts"/>' in body
    assert '<w:hyperlink w:anchor="a_facts">' in body
    assert "https://www.ohchr.org" in part(FULL, "word/_rels/document.xml.rels")


def test_docx_in_arabic_runs_from_the_right() -> None:
    document = Document("", (Paragraph("محمد رمضان (ICCPR)"), Fields((FieldRow("الاسم"),))), "ar")
    body = part(document, "word/document.xml")
    assert '<w:bidi w:val="1"/>' in body
    assert "<w:bidiVisual/>" in body
    paragraph = opened(document).paragraphs[0]
    assert paragraph.text == "محمد رمضان (ICCPR)"
    right = {r.text: r._r.find(f"{W}rPr/{W}rtl") is not None for r in paragraph.runs}
    assert right["محمد رمضان ("] is True
    assert right["ICCPR"] is False


def test_docx_names_a_font_for_each_complex_script() -> None:
    body = part(Document("", (Paragraph("Aung အောင် and ไทย"),)), "word/document.xml")
    assert 'w:cs="Noto Sans Myanmar"' in body
    assert 'w:cs="Noto Sans Thai"' in body
