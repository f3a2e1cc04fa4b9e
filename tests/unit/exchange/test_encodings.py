"""Text from strangers is read in the encoding it was written in, and a judgement is called one."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.exchange.encodings import Encoding, UnreadableText, encoding_of, named_encoding

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the real data is not beside this checkout"
)


def told(content: bytes) -> Encoding:
    return encoding_of(io.BytesIO(content))


def read(content: bytes) -> str:
    return content.decode(told(content).codec)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_certain(text: str) -> None:
    content = b"name,place\n" + text.encode() + "Škrabal, Đặng\n".encode()
    assert told(content) == Encoding("utf_8", certain=True)


@pytest.mark.parametrize("codec", ["utf_8_sig", "utf_16", "utf_32"])
def test_a_byte_order_mark_is_certain_and_no_part_of_the_text(codec: str) -> None:
    content = "Nom,Lieu\nZoé,Côte d'Ivoire\n".encode(codec)
    assert told(content).certain
    assert read(content) == "Nom,Lieu\nZoé,Côte d'Ivoire\n"


@pytest.mark.parametrize("codec", ["utf_16_le", "utf_16_be"])
def test_utf16_is_known_without_its_mark(codec: str) -> None:
    text = "姓名,地点\n王小明,北京市\n李四,上海\n" * 5
    content = text.encode(codec)
    assert not told(content).certain
    assert read(content) == text


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "text",
    [
        "nom;lieu\nZoé Traoré;Côte d'Ivoire\nHissène Habré;N'Djaména\n",
        "nombre;lugar\nMaría Núñez;Concepción\nÁngel Peña;Chillán\n",
    ],
)
def test_western_names_keep_their_accents(codec: str, text: str) -> None:
    content = text.encode(codec)
    assert read(content) == text
    assert not told(content).certain


@pytest.mark.parametrize("codec", ["cp1251", "koi8_r", "mac_cyrillic"])
def test_russian_text_is_told_from_western_text(codec: str) -> None:
    text = "имя,место\n" + "Анна Иванова,город Москва и область\n" * 8
    assert read(text.encode(codec)) == text


def test_a_template_with_braces_is_not_taken_for_chinese() -> None:
    assert told(b"name,text\nA,~{body~} ~{title~} and ~{author~}\n").codec == "utf_8"


def test_bytes_of_no_encoding_are_refused_with_their_line() -> None:
    content = "a,b\n1,2\n".encode("utf_8_sig") + b"3,\xff\xfe\n"
    with pytest.raises(UnreadableText, match=r"Line 3 .*UTF-8"):
        told(content)


def test_the_line_is_right_after_a_hundred_thousand_lines_of_either_end() -> None:
    content = b"\xef\xbb\xbf" + b"some words of a line\r\n" * 100_000 + b"\xff"
    with pytest.raises(UnreadableText, match="Line 100001 "):
        told(content)


def test_half_a_character_at_the_end_is_refused() -> None:
    with pytest.raises(UnreadableText, match="Line 2 "):
        told("a,b\nc,d".encode("utf_16") + b"\x00")


def test_an_encoding_of_no_name_is_refused() -> None:
    assert named_encoding("Mac-Roman").codec == "mac_roman"
    for name in ("no such", "base64"):
        with pytest.raises(UnreadableText, match="No encoding is called"):
            named_encoding(name)


@pytest.mark.samples
@needs_samples
@pytest.mark.parametrize("name", ["big5", "euc_kr", "gb18030", "gb2312", "hz", "shift_jis"])
def test_asian_texts_are_read_like_their_twins_in_utf8(name: str) -> None:
    folder = SAMPLES / "text" / "encodings"
    twin = (folder / f"{name}-utf8.txt").read_bytes().decode()
    assert read((folder / f"{name}.txt").read_bytes()) == twin


@pytest.mark.samples
@needs_samples
@pytest.mark.parametrize("name", ["upr-info_sessions_1-5.csv", "upr-info_sessions_voluntary.csv"])
def test_files_of_an_old_mac_are_known(name: str) -> None:
    content = (SAMPLES / "un" / "upr" / name).read_bytes()
    assert told(content) == Encoding("mac_roman", certain=False)
