"""Where things stand on the page."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from casedesk.pages import (
    Block,
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
    draw,
    layout,
    to_pdf,
)

WIDTH, START, END = 595.28, 71.0, 595.28 - 71.0
SENTENCE = "On 10 September 2017 he was arrested at Cairo airport on his way to the session. "
RUNNING = "Demonstration from the public record – not a submission to any body"


def pages(data: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(data)).pages)


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in pages(data)]


def operations(page: pypdf.PageObject) -> Iterator[tuple[list[Any], bytes]]:
    contents = page.get_contents()
    assert contents is not None
    yield from contents.operations


def widths_of(page: pypdf.PageObject) -> dict[str, list[float]]:
    fonts: Any = page["/Resources"]
    return {
        name: [0.0, *(float(w) for w in font["/DescendantFonts"][0]["/W"][1])]
        for name, font in fonts["/Font"].items()
    }


def strokes(page: pypdf.PageObject) -> list[tuple[float, float, float]]:
    """Every stretch of text drawn: its left edge, its right edge, its height on the page."""
    widths = widths_of(page)
    found = []
    font, size, x, y = "", 0.0, 0.0, 0.0
    for operands, operator in operations(page):
        if operator == b"Tf":
            font, size = operands[0], float(operands[1])
        elif operator == b"Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator == b"TJ":
            start = x
            for part in operands[0]:
                if isinstance(part, int | float):
                    x -= float(part) * size / 1000
                    continue
                raw = part.original_bytes
                for i in range(0, len(raw), 2):
                    x += widths[font][int.from_bytes(raw[i : i + 2], "big")] * size / 1000
            found.append((start, x, y))
    return found


def rules(page: pypdf.PageObject) -> list[tuple[float, float, float]]:
    """Every horizontal line drawn: its left end, its right end, its height on the page."""
    drawn = list(operations(page))
    return [
        (float(a[0]), float(b[0]), float(a[1]))
        for (a, move), (b, line) in pairwise(drawn)
        if move == b"m" and line == b"l"
    ]


def paragraphs(count: int, *, numbered: bool = False) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"Item {i}. " + SENTENCE * 4, numbered=numbered) for i in range(count))


def test_running_line_and_page_number_stand_on_every_page() -> None:
    document = Document(
        "", paragraphs(40), running_line=RUNNING, page_label="page {page} of {pages}"
    )
    found = texts(to_pdf(document).data)
    assert len(found) > 3
    for number, text in enumerate(found, 1):
        assert RUNNING in text
        assert f"page {number} of {len(found)}" in text


def test_headings_of_a_long_table_are_repeated_on_every_page() -> None:
    rows = tuple((str(i), SENTENCE * 3) for i in range(60))
    table = Table((Column("Number of row"), Column("What happened", 3.0)), rows)
    found = texts(to_pdf(Document("", (Heading("Chronology"), table))).data)
    assert len(found) > 2
    assert all("Number of row" in text for text in found)


def test_a_cell_longer_than_a_page_is_continued_on_the_next() -> None:
    table = Table((Column("Date"), Column("Event", 3.0)), (("2017", SENTENCE * 150),))
    data = to_pdf(Document("", (table,))).data
    assert len(texts(data)) > 2
    assert "".join(texts(data)).count("Cairo") == 150
    assert all(y > 60 for page in pages(data) for _, _, y in strokes(page)[:-1])


def test_a_footnote_stands_on_the_page_of_its_mark() -> None:
    blocks = tuple(
        Paragraph((Run(f"Claim {i}. " + SENTENCE * 3, footnote=f"Source of claim {i}, annex."),))
        for i in range(60)
    )
    found = texts(to_pdf(Document("", blocks)).data)
    assert len(found) > 3
    for i in range(60):
        mark = next(n for n, text in enumerate(found) if f"Claim {i}. " in text)
        note = next(n for n, text in enumerate(found) if f"Source of claim {i}, annex." in text)
        # The mark stands at the end of a paragraph that may run on to the next page.
        assert note in (mark, mark + 1)
    single = tuple(Paragraph((Run(f"Claim {i}.", footnote=f"Source {i}"),)) for i in range(80))
    for text in texts(to_pdf(Document("", single, page_label="")).data):
        shown = [i for i in range(80) if f"Claim {i}." in text]
        assert [
            i for i in range(80) if text.endswith(f"Source {i}") or f"Source {i}\n" in text
        ] == (shown)


def test_a_footnote_longer_than_a_page_is_continued_and_covers_nothing() -> None:
    document = Document("", (Paragraph((Run("Claim", footnote=SENTENCE * 120),)), *paragraphs(10)))
    data = to_pdf(document).data
    assert "".join(texts(data)).replace("\n", " ").count("Cairo") == 120 + 40
    for page in pages(data):
        heights = sorted({round(y, 1) for _, _, y in strokes(page)})
        assert all(b - a > 4.0 for a, b in pairwise(heights) if b - a > 0.5)


def test_a_blank_field_prints_the_forms_own_rule() -> None:
    def rules_of(value: str) -> list[tuple[float, float, float]]:
        document = Document("", (Fields((FieldRow("Date of birth", value),)),))
        return rules(pages(to_pdf(document).data)[0])

    filled, blank = rules_of("1 May 1970"), rules_of("")
    assert len(blank) == len(filled) + 1
    assert any(
        left > START + 100 and right == pytest.approx(END, abs=0.1) for left, right, _ in blank
    )
    assert not any(left > START + 100 for left, _, _ in filled)


@pytest.mark.parametrize(
    "text", ["x" * 500, "https://example.org/" + "a/b" * 200, "م" * 400, "中" * 400]
)
def test_a_word_of_hundreds_of_letters_stays_inside_the_margins(text: str) -> None:
    table = Table((Column("narrow"), Column("wide", 4.0)), ((text, text),))
    data = to_pdf(Document("", (Heading(text), Paragraph(text), table), running_line=text)).data
    for page in pages(data):
        for left, right, _ in strokes(page):
            assert left >= START - 0.5
            assert right <= END + 0.5


def test_a_document_in_arabic_is_set_from_the_right() -> None:
    text = "ولما كانت شعوب الأمم المتحدة قد أكدت في الميثاق من جديد إيمانها بحقوق الإنسان. " * 3
    document = Document("", (Heading("الوقائع"), Paragraph(text)), language="ar", page_label="")
    page = pages(to_pdf(document).data)[0]
    lines: dict[float, float] = {}
    for _, right, y in strokes(page):
        lines[y] = max(lines.get(y, 0.0), right)
    assert len(lines) >= 4
    assert all(right == pytest.approx(END, abs=0.1) for right in lines.values())


def test_columns_of_an_arabic_form_run_from_the_right() -> None:
    document = Document(
        "", (Fields((FieldRow("الاسم", "Ebrahim"),)),), language="ar", page_label=""
    )
    label, value = sorted(strokes(pages(to_pdf(document).data)[0]), reverse=True)
    assert label[1] == pytest.approx(END, abs=0.1)
    assert value[1] < label[0]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for filling in range(25, 40):
        lines = tuple(Paragraph("one line") for _ in range(filling))
        document = Document("", (*lines, Heading("Stands with its text"), Paragraph("Its text.")))
        for text in texts(to_pdf(document).data):
            assert ("Stands with its text" in text) == ("Its text." in text)


def test_no_line_of_a_paragraph_is_left_alone_on_a_page() -> None:
    five = Paragraph("\n".join(f"line {i} of five" for i in range(5)))
    for filling in range(24, 34):
        document = Document("", (*(Paragraph("filler") for _ in range(filling)), five))
        counts = [text.count("of five") for text in texts(to_pdf(document).data)]
        assert sum(counts) == 5
        assert not {1, 4} & {count for count in counts if count}


def test_a_signature_is_never_parted() -> None:
    signature = Signature((FieldRow("Place and date"), FieldRow("Signed by counsel")))
    for filling in (26, 27, 28, 29, 30):
        document = Document("", (*(Paragraph("filler") for _ in range(filling)), signature))
        for text in texts(to_pdf(document).data):
            assert ("Place and date" in text) == ("Signed by counsel" in text)


def test_paragraph_numbers_run_through_the_document() -> None:
    document = Document(
        "", (*paragraphs(3, numbered=True), Heading("Then"), *paragraphs(2, numbered=True))
    )
    found = "\n".join(texts(to_pdf(document).data))
    assert all(f"{number}. Item" in found.replace("\n", " ") for number in range(1, 6))


def test_contents_give_the_page_of_each_heading_and_lead_there() -> None:
    parts: list[Block] = [Contents("Contents"), PageBreak()]
    for i in range(6):
        parts += [Heading(f"Part {i}"), *paragraphs(8)]
    document = Document("", tuple(parts))
    data = to_pdf(document).data
    found = texts(data)
    reader = pypdf.PdfReader(io.BytesIO(data))
    for i in range(6):
        page = next(n for n, text in enumerate(found[1:], 2) if f"Part {i}\n" in text)
        assert f"Part {i} {page}" in " ".join(found[0].split())
    bookmarks = [item.title for item in reader.outline if not isinstance(item, list)]
    assert bookmarks == [f"Part {i}" for i in range(6)]
    first: Any = reader.pages[0]
    assert len(first["/Annots"]) == 6


def test_links_lead_to_the_web_and_nowhere_else() -> None:
    runs = (
        Run("site", link="https://www.ohchr.org/en"),
        Run(" file", link="file:///etc/passwd"),
        Run(" script", link="javascript:alert(1)"),
    )
    page: Any = pages(to_pdf(Document("", (Paragraph(runs),))).data)[0]
    assert [a.get_object()["/A"]["/URI"] for a in page["/Annots"]] == ["https://www.ohchr.org/en"]


def test_pages_can_be_drawn_alone() -> None:
    laid_out = layout(
        Document("", (Contents(), *(Heading(f"H{i}") for i in range(3)), *paragraphs(30)))
    )
    whole, third = draw(laid_out), draw(laid_out, [2])
    assert texts(third) == texts(whole)[2:3]
    assert draw(laid_out, [2]) == third


def test_a_note_in_a_box_and_lists_of_both_kinds_are_printed() -> None:
    document = Document(
        "",
        (
            Note(("Remark one.", "Remark two."), heading="Mind"),
            ListItems(("first point", "second point")),
            ListItems(("step", "next step"), ordered=True),
        ),
        page_label="",
    )
    assert texts(to_pdf(document).data)[0].split("\n") == [
        "Mind",
        "Remark one.",
        "Remark two.",
        "• first point",
        "• second point",
        "1. step",
        "2. next step",
    ]


def test_a_wider_row_than_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="more cells"):
        Table((Column("one"),), (("a", "b"),))


def test_letter_paper_is_as_wide_as_it_should_be() -> None:
    page = pages(to_pdf(Document("", (Paragraph("a"),), size="Letter")).data)[0]
    assert [float(edge) for edge in page.mediabox] == [0, 0, 612, 792]
