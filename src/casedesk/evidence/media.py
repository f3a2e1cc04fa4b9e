"""What kind of file something is, from its bytes; its name only decides between kin.

`pure-magic-rs` carries the rules of the well-known `file` command in memory-safe code, with no
library of the system. What it says of a text beyond its being one is often guesswork (Chinese
prose became Fortran, prose with commas a table), so of texts only the kinds in `_SIGNED` are
believed, which begin in a way of their own.
"""

from functools import cache
from pathlib import PurePath

from pure_magic_rs import MagicDb

UNKNOWN = "application/octet-stream"

#: How many bytes from the beginning are looked at.
LOOKED_AT = 1 << 16

_SIGNED = frozenset(("text/html", "text/xml", "text/rtf", "text/calendar", "text/vcard"))

_PLAIN = {
    ".csv": "text/csv",
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".vcf": "text/vcard",
    ".xml": "text/xml",
}

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIPPED = {
    ".docx": _OFFICE + "wordprocessingml.document",
    ".xlsx": _OFFICE + "spreadsheetml.sheet",
    ".pptx": _OFFICE + "presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".epub": "application/epub+zip",
}

_ZIP = b"PK\x03\x04"
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 says so itself, and is full of zeros
#: Bytes that stand in no text of any common encoding.
_NO_TEXT = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b") | {127}


def media_type(untrusted_head: bytes, untrusted_name: str) -> str:
    """The media type of a file with this beginning; UNKNOWN where nothing fits.

    A name can make a zip a Word document and a text a table, never a picture a text.
    """
    ending = PurePath(untrusted_name).suffix.lower()
    found = _guess(_whole_characters(untrusted_head))
    if found == UNKNOWN and untrusted_head.startswith(_ZIP):
        found = "application/zip"
    if found == "application/zip":
        return _ZIPPED.get(ending, found)
    if found.startswith("text/"):
        return found if found in _SIGNED else _PLAIN.get(ending, "text/plain")
    if found == UNKNOWN and _may_be_text(untrusted_head):
        # Old encodings are no UTF-8, but their files are texts where the name says so too.
        return _PLAIN.get(ending, found)
    return found


def _may_be_text(head: bytes) -> bool:
    return bool(head) and (head.startswith(_WIDE) or _NO_TEXT.isdisjoint(head))


def _whole_characters(head: bytes) -> bytes:
    """Without a character of UTF-8 cut in two, which would make a text look like none."""
    if len(head) < LOOKED_AT:
        return head
    for behind in (1, 2, 3):
        if head[-behind] >= 0xC0:  # where a character of several bytes begins
            return head[:-behind]
    return head


def _guess(head: bytes) -> str:
    try:
        return _rules().first_magic_buffer(head, None).mime_type
    except ValueError:
        return UNKNOWN


@cache
def _rules() -> MagicDb:
    # Read at the first file, not at the start of the program: it takes some 40 ms.
    return MagicDb()
