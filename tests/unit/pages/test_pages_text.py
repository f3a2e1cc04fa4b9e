"""What is printed can be taken out again, in the order it is read."""

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.pages import (
    Column,
    Document,
    FieldRow,
    Fields,
    Heading,
    ListItems,
    Paragraph,
    Run,
    Table,
    to_docx,
    to_pdf,
)

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
SENTENCES = {
    "en": "The author’s office (Geneva) filed an “affidavit” — in 2017 — on A/HRC/39/41.",
    "fr": "Les défenseur·e·s « œuvrent » à l’échelle européenne : où ? À Genève.",
    "ru": "Мария Колесникова была задержана 7 сентября 2020 года.",
    "vi": "Phạm Đoan Trang bị bắt ngày 6 tháng 10 năm 2020.",
    "ar": "محمد رمضان، 12 سبتمبر 2017، المادة 14 (ICCPR) من العهد. لا إله لأن.",
    "fa": "از آنجا که کلیهٔ اعضای خانواده بشری اساساً بین‌المللی هستند.",
    "he": "שָׁלוֹם עליכם (שלום), כל בני האדם נולדו בני חורין.",
    "zh": "人人生而自由,在尊严和权利上一律平等。王全璋（律师）说：“是的”。",
    "ja": "すべての人間は、生れながらにして自由であり、カタカナも。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 존엄과 권리에 있어 동등하다.",
    "my": "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း။",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระ น้ำใจ",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के क्षेत्र में जन्मजात स्वतन्त्रता",
    "am": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።",
    "ta": "மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்",
}


def taken_out(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def without_spaces(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.mark.parametrize("language", SENTENCES)
def test_every_script_comes_out_again_in_logical_order(language: str) -> None:
    sentence = SENTENCES[language]
    printed = to_pdf(Document("", (Paragraph(sentence),), language=language, page_label=""))
    assert not printed.missing
    assert without_spaces(taken_out(printed.data)) == without_spaces(sentence)


def test_names_in_other_scripts_stand_right_inside_an_english_sentence() -> None:
    sentence = (
        "Mr. Hegazy (إبراهيم متولي حجازي) met נרגס, 王全璋, Мария, ประเทศไทย, नरेन्द्र "
        "and အောင်ဆန်း, then محمد (أحمد) الباقر spoke."
    )
    printed = to_pdf(Document("", (Paragraph(sentence),), page_label=""))
    assert not printed.missing
    assert " ".join(taken_out(printed.data).split()) == sentence


@pytest.mark.samples
@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("fra", "fr"),
        ("rus", "ru"),
        ("arb", "ar"),
        ("pes_1", "fa"),
        ("cmn_hans", "zh"),
        ("mya", "my"),
    ],
)
def test_the_declaration_of_human_rights_comes_out_whole(name: str, language: str) -> None:
    source = SAMPLES / "text" / "udhr" / f"{name}.txt"
    if not source.exists():
        pytest.skip("the sample texts are not beside this checkout")
    lines = [line for line in source.read_text("utf-8").splitlines() if line.strip()]
    texts = [" ".join(line.split()) for line in lines[:40]]
    # A table of one column: rows are not cut by the end of a page.
    table = Table((Column(),), tuple((text,) for text in texts))
    printed = to_pdf(Document("", (table,), language=language, page_label=""))
    found = without_spaces(taken_out(printed.data))
    assert not printed.missing
    assert [text for text in texts if without_spaces(text) not in found] == []


def test_a_character_that_no_font_has_is_told_and_not_dropped() -> None:
    printed = to_pdf(Document("", (Paragraph("cuneiform \U00012000 here"),), page_label=""))
    assert printed.missing == {"\U00012000"}
    assert taken_out(printed.data) == "cuneiform \U00012000 here"


def test_what_no_page_can_carry_becomes_a_visible_sign() -> None:
    text = "a\x00b\x0bc\ud800d\ufffee"
    assert taken_out(to_pdf(Document("", (Paragraph(text),), page_label="")).data) == "a�b�c�d�e"
    assert to_docx(Document("", (Paragraph(text),))).data


def test_the_same_document_gives_the_same_bytes() -> None:
    blocks = tuple(Paragraph(text, numbered=True) for text in SENTENCES.values())
    document = Document("A title", (Heading("One"), *blocks))
    assert to_pdf(document).data == to_pdf(document).data
    assert to_docx(document).data == to_docx(document).data


def test_the_file_betrays_no_person_time_or_library() -> None:
    data = to_pdf(Document("Submission", (Heading("One"), Paragraph("text")))).data
    metadata: Any = pypdf.PdfReader(io.BytesIO(data)).metadata
    assert dict(metadata) == {
        "/Title": "Submission",
        "/Producer": "CaseDesk",
        "/Creator": "CaseDesk",
    }
    assert b"ReportLab" not in data
    assert b"/CreationDate" not in data
    assert b"00000000000000000000000000000000" in data


def test_file_says_its_language_and_its_direction() -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(Document("", (), language="ar")).data))
    root: Any = reader.root_object
    assert root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"


@pytest.mark.samples
def test_naughty_strings_print_without_a_crash() -> None:
    source = SAMPLES / "attack" / "blns.txt"
    if not source.exists():
        pytest.skip("the naughty strings are not beside this checkout")
    lines = source.read_text("utf-8", errors="surrogateescape").split("\n")
    blocks = tuple(Paragraph(line, numbered=True) for line in lines)
    document = Document(lines[50], (*blocks, ListItems(tuple(lines[:20]))), running_line=lines[60])
    printed = to_pdf(document)
    assert len(pypdf.PdfReader(io.BytesIO(printed.data)).pages) == printed.pages
    assert to_docx(document).data


anything = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ab1 (),-/.\n\t\u200f\u202e\u2067\u2069\u0627\u0644\u064b\u05d0中က္ก\u0301"),
    ),
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(first=anything, second=anything, language=st.sampled_from(["en", "ar", "zh", "my"]))
def test_no_text_crashes_a_page(first: str, second: str, language: str) -> None:
    run = Run(first, bold=True, footnote=second, link=second)
    document = Document(
        first,
        (
            Heading((run,), number=second),
            Fields((FieldRow(second, (first, (run,))),)),
            Table((Column(first), Column(second)), ((second, first),), caption=(run,)),
        ),
        language=language,
        running_line=second,
    )
    assert to_pdf(document).pages >= 1
    assert to_docx(document).data


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F), min_size=1, max_size=80))
def test_latin_text_comes_out_as_it_went_in(text: str) -> None:
    printed = to_pdf(Document("", (Paragraph(text, direction="ltr"),), page_label=""))
    expected = "".join("\ufffd" if unicodedata.category(c) == "Cc" else c for c in text)
    expected = expected.replace("\u00ad", "").replace("\ufffd", "")
    found = taken_out(printed.data).replace("\u00ad", "").replace("\ufffd", "")
    assert without_spaces(found) == without_spaces(expected)
