"""Kinds of files are told from their bytes; a name decides only between kin."""

import io
import random
import wave
import zipfile
from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.evidence.media import LOOKED_AT, UNKNOWN, media_type

OFFICE = "application/vnd.openxmlformats-officedocument."


def word() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text")
    return buffer.getvalue()


def sound() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(200))
    return buffer.getvalue()


BYTES: dict[str, bytes | Callable[[], bytes]] = {
    "application/pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    "image/png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60),
    "image/jpeg": b"\xff\xd8\xff\xe1\0\x10Exif\0\0MM\0*" + bytes(50),
    "image/heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
    "video/mp4": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(40),
    "video/quicktime": b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(40),
    "audio/x-wav": sound,
    "audio/ogg": b"OggS\0\2" + bytes(20) + b"\1\x13OpusHead\1" + bytes(40),
    "application/zip": lambda: packed("photo.jpg"),
    "application/vnd.oasis.opendocument.text": lambda: packed("mimetype", "content.xml"),
    OFFICE + "wordprocessingml.document": word,
    "message/rfc822": b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nhello",
    "text/html": b"<!DOCTYPE html><html><body>x</body></html>",
    "text/plain": "Témoignage du 12 septembre".encode(),
}


@pytest.mark.parametrize("expected", BYTES)
def test_a_file_is_known_by_its_bytes_whatever_it_is_called(expected: str) -> None:
    made = BYTES[expected]
    content = made if isinstance(made, bytes) else made()
    for name in ("", "file", "file.exe", "file.jpg", "photo.pdf"):
        assert media_type(content, name) == expected


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("1;2\n3;4\n".encode("utf-16"), "t.csv", "text/csv"),
        ("شهادة\n".encode("cp1256"), "t.txt", "text/plain"),
        (b"<note>x</note>", "t.XML", "text/xml"),
        (b"PK\x03\x04" + bytes(40), "t.xlsx", OFFICE + "spreadsheetml.sheet"),
        (b"PK\x03\x04" + bytes(40), "t.bin", "application/zip"),
        ("如何在 Python 中使用既有的库".encode(), "t.txt", "text/plain"),
        (b"MZungu said hello.", "t.txt", "text/plain"),
        (b"BMW arrived at 9.", "t.txt", "text/plain"),
    ],
)
def test_a_name_decides_between_kin(content: bytes, name: str, expected: str) -> None:
    assert media_type(content, name) == expected


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.pdf", "a.docx", "a.jpg"])
def test_a_name_makes_nothing_of_bytes_that_are_nothing_known(name: str) -> None:
    assert media_type(random.Random(1).randbytes(500), name) == UNKNOWN
    assert media_type(b"", name) == UNKNOWN


def test_a_text_cut_within_a_character_is_still_a_text() -> None:
    for shift in range(3):
        head = (b"x" * shift + "证人的陈述。".encode() * LOOKED_AT)[:LOOKED_AT]
        assert media_type(head, "") == "text/plain"


@settings(max_examples=150, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.tuples(
            st.sampled_from([made for made in BYTES.values() if isinstance(made, bytes)]),
            st.integers(0, 60),
            st.binary(max_size=40),
        ).map(lambda parts: parts[0][: parts[1]] + parts[2]),
    ),
    name=st.text(max_size=20),
)
def test_any_bytes_under_any_name_get_some_media_type(content: bytes, name: str) -> None:
    found = media_type(content, name)
    assert found.count("/") == 1
    assert found.isascii()
