"""Which encoding the text of a stranger's file is in, told from its bytes.

A byte order mark or a file that is UTF-8 throughout is certain. Everything else is a judgement: old
office programs wrote names in the encoding of their computer and said nowhere which. The judgement
is always reported, so that a person looks at the accents before anything is imported.
"""

import codecs
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import BinaryIO, Final

from charset_normalizer import from_bytes

from casedesk.words import Refusal, _

_CHUNK: Final = 1 << 18
#: As much of a file's foreign bytes, with what stands around them, as is looked at to judge.
_EVIDENCE: Final = 1 << 16

_MARKS: Final = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF8, "utf_8_sig"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NAMES: Final = {
    "utf_8": "UTF-8", "utf_8_sig": "UTF-8", "utf_16": "UTF-16", "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16", "utf_32": "UTF-32", "cp1252": "Windows-1252 (Western)",
    "mac_roman": "Mac Roman", "cp850": "DOS 850 (Western)", "cp932": "Shift-JIS",
    "gb18030": "GB 18030", "big5hkscs": "Big5", "iso2022_jp_2": "ISO-2022-JP", "hz": "HZ",
}  # fmt: skip
# Programs name a part of an encoding where its whole is meant; the whole reads both alike.
_WHOLE: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs",
    "shift_jis": "cp932", "latin_1": "cp1252", "iso8859_1": "cp1252",
    "iso2022_jp": "iso2022_jp_2",
}  # fmt: skip
# Only these letters more, but others of its signs differ: taken where the first does not do.
_WIDER: Final = {"euc_kr": "cp949"}
_WESTERN: Final = ("cp1252", "mac_roman", "cp850")
_LINE_END: Final = re.compile(rb"[\r\n]+")
_FOREIGN: Final = re.compile(rb"[\x80-\xff]")
_FOREIGN_RUN: Final = re.compile(r"[^\x00-\x7f]+")
_SHIFTED: Final = re.compile(rb"\x1b\$[@AB]|\x1b\$\([CD]")
_HZ: Final = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")


class UnreadableText(Refusal):
    """The bytes of a file are no text in any encoding known here."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding a file is read in; `certain` where its bytes leave no choice."""

    codec: str
    certain: bool

    @property
    def name(self) -> str:
        """What people call it."""
        return _NAMES.get(self.codec, self.codec.replace("_", "-"))


def encoding_of(file: BinaryIO) -> Encoding:
    """The encoding of a file open for reading; it is read through once, a piece at a time.

    Raises UnreadableText naming the line of the bytes that cannot be read.
    """
    file.seek(0)
    start = file.read(4)
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), None)
    found = Encoding(marked, certain=True) if marked else _unmarked(file)
    try:
        check_encoding(file, found)
    except UnreadableText:
        if found.codec not in _WIDER:
            raise
        found = Encoding(_WIDER[found.codec], certain=False)
        check_encoding(file, found)
    return found


def named_encoding(untrusted_name: str) -> Encoding:
    """The encoding somebody named. Raises UnreadableText for a name that is none."""
    try:
        codec = codecs.lookup(untrusted_name).name.replace("-", "_")
        io.TextIOWrapper(io.BytesIO(), encoding=codec).close()
    except LookupError as error:
        raise UnreadableText(
            _(
                "No encoding is called “{name}”; write for example utf-8, cp1252 or mac-roman."
            ).format(name=untrusted_name)
        ) from error
    return Encoding(codec, certain=True)


def check_encoding(file: BinaryIO, encoding: Encoding) -> None:
    """Read a file through; raises UnreadableText with the line that is not in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    line, after_return = 1, False
    for piece in chain(_pieces(file), [b""]):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(encoding.codec, "ignore")
            raise UnreadableText(
                _(
                    "Line {line} of the file is not text in {encoding};"
                    " save the file again as CSV in UTF-8."
                ).format(line=line + _line_ends(good, after_return), encoding=encoding.name)
            ) from error
        line += _line_ends(text, after_return)
        after_return = text.endswith("\r")


def _unmarked(file: BinaryIO) -> Encoding:
    is_utf8, nuls, evidence = _looked_through(file)
    if nuls and (utf16 := _utf16_without_mark(file, only_latin=is_utf8)):
        return utf16
    if is_utf8:
        return _seven_bits(file)
    codec = _judged(evidence, old_mac=_ends_lines_like_an_old_mac(file))
    return Encoding(codec, certain=False)


def _looked_through(file: BinaryIO) -> tuple[bool, bool, bytes]:
    """Whether the whole file is UTF-8, whether it holds NULs, and the bytes to judge it by."""
    decoder = codecs.getincrementaldecoder("utf_8")()
    is_utf8, nuls, evidence, rest = True, False, bytearray(), b""
    for piece in chain(_pieces(file), [b""]):
        nuls = nuls or b"\0" in piece
        if len(evidence) < _EVIDENCE:
            rest = _gather(rest + piece, evidence, last=not piece)
        if is_utf8:
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                is_utf8 = False
    return is_utf8, nuls, bytes(evidence)


def _gather(text: bytes, evidence: bytearray, *, last: bool) -> bytes:
    """Add the lines that hold foreign bytes; answers with a line that is not yet whole.

    Only whole lines, since half a character would mislead.
    """
    *lines, rest = _LINE_END.split(text)
    if last or len(rest) > _EVIDENCE:
        lines, rest = [*lines, rest], b""
    for line in lines:
        if len(evidence) < _EVIDENCE and _FOREIGN.search(line):
            evidence += line + b"\n"
    return rest


def _seven_bits(file: BinaryIO) -> Encoding:
    """UTF-8, unless the file is of the Asian kind that shifts between alphabets in seven bits."""
    text = b"".join(piece for piece in _pieces(file, most=_EVIDENCE))
    if _SHIFTED.search(text):
        return Encoding("iso2022_jp_2", certain=False)
    return Encoding("hz", certain=False) if _is_hz(text) else Encoding("utf_8", certain=True)


def _is_hz(text: bytes) -> bool:
    """Whether what stands between ~{ and ~} can only be Chinese, written with two signs each.

    The common characters begin with signs up to “W”; a template of some program, which may have
    the same braces, has words in small letters there.
    """
    shifted = b"".join(match[0][2:-2] for match in _HZ.finditer(text))
    common = sum(lead <= ord("W") for lead in shifted[::2])
    return text.isascii() and len(shifted) >= 8 and common >= 0.9 * len(shifted[::2])


def _utf16_without_mark(file: BinaryIO, *, only_latin: bool) -> Encoding | None:
    """UTF-16 whose mark is lost: every second byte of its Latin letters and commas is NUL.

    `only_latin`: the bytes are UTF-8 too, so there is nothing but Latin letters in the text.
    """
    text = b"".join(_pieces(file, most=_EVIDENCE))
    text = text[: len(text) // 2 * 2]
    even, odd = text[::2].count(0), text[1::2].count(0)
    least = len(text) // 3 if only_latin else len(text) // 100
    if max(even, odd) < max(least, 1) or min(even, odd) > max(even, odd) // 3:
        return None
    codec = "utf_16_be" if even > odd else "utf_16_le"
    try:
        decoded = text.decode(codec)
    except UnicodeDecodeError:
        return None
    # In UTF-8 with a stray NUL, line ends stand alone and vanish in this reading.
    ends = sum(map(decoded.count, "\r\n"))
    if "\0" in decoded or ends * 2 < sum(map(text.count, (b"\r", b"\n"))) or not ends:
        return None
    return Encoding(codec, certain=False)


def _judged(evidence: bytes, *, old_mac: bool) -> str:
    order = ("mac_roman", "cp1252", "cp850") if old_mac else _WESTERN
    western = {codec: _out_of_place(evidence, codec) for codec in order}
    best = min(western, key=lambda codec: western[codec])
    if western[best] <= 0.02:
        return best
    found = from_bytes(evidence).best()
    codec = _WHOLE.get(found.encoding, found.encoding) if found else best
    if codec in _WESTERN or codec == "utf_8":
        return best
    return codec


def _out_of_place(evidence: bytes, codec: str) -> float:
    """How much of the foreign characters stands where no Western text has them, from 0 to 1.

    A trade mark inside a word, a capital behind a small letter, three accented letters running:
    that is how text looks in a wrong encoding ("C™te d'Ivoire").
    """
    try:
        text = evidence.decode(codec)
    except UnicodeDecodeError:
        return 1.0
    runs = list(_FOREIGN_RUN.finditer(text))
    wrong = sum(_is_odd(run[0], text[: run.end() + 1][run.start() - 1 :]) for run in runs[:2000])
    return wrong / max(1, min(len(runs), 2000))


def _is_odd(run: str, around: str) -> bool:
    before, after = around[: around.find(run)], around[around.find(run) + len(run) :]
    kinds = [unicodedata.category(character) for character in run]
    letters = sum(kind.startswith("L") for kind in kinds)
    if letters >= 3 or any(kind in {"Cc", "Co", "Lo"} for kind in kinds):
        return True
    within = before.isalpha() and after.isalpha()
    if within and any(kind[0] in "SN" or kind in {"Po", "Lm"} for kind in kinds):
        return True
    joined = before + "".join(c for c in run if c.isalpha())
    return any(a.islower() and b.isupper() for a, b in pairwise(joined))


def _ends_lines_like_an_old_mac(file: BinaryIO) -> bool:
    text = b"".join(_pieces(file, most=_EVIDENCE))
    return b"\r" in text and b"\n" not in text


def _line_ends(text: str, after_return: bool) -> int:
    """How many lines end in a text; a line feed belongs to the carriage return before it."""
    both = text.count("\r\n")
    twice = 1 if after_return and text.startswith("\n") else 0
    return text.count("\r") + text.count("\n") - both - twice


def _pieces(file: BinaryIO, most: int | None = None) -> Iterator[bytes]:
    file.seek(0)
    if most is not None:
        yield file.read(most)
        return
    while piece := file.read(_CHUNK):
        yield piece
