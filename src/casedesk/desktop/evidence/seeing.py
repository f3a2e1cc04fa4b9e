"""What a viewer shows of a sealed file: parts of a text, a picture. Read to memory only.

Everything here runs beside the window. Only formats are read that Qt's own readers take without
other programs; what a file is was found out from its bytes when it was taken in, and no reader
guesses anew.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from casedesk.casework.values import harmless
from casedesk.domain.evidence import Evidence
from casedesk.evidence.reading import open_out
from casedesk.evidence.sealed import SealedFile
from casedesk.exchange.encodings import UnreadableText, encoding_of
from casedesk.vault.vault import Vault
from casedesk.words import Refusal, _, later

#: So many bytes of a text are shown at a time.
PART = 1 << 18
#: A picture of more pixels is refused: it would take the memory of a small computer.
MOST_PIXELS = 40_000_000
#: A picture's file of more bytes is refused for the same reason.
MOST_BYTES = 1 << 27
#: What Qt may allocate for one picture, in megabytes: 40 million pixels of eight bytes.
_ALLOCATION = 320

#: The formats of pictures that are read, by media type, with the name Qt's reader has for each.
PICTURES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/webp": "webp"}

#: The encodings a person can choose where a text shows wrong letters: none tells itself for sure.
ENCODINGS = (
    ("", later("as recognised")),
    ("utf_8", later("Unicode (UTF-8)")),
    ("cp1256", later("Arabic, Persian (Windows)")),
    ("cp1251", later("Cyrillic (Windows)")),
    ("koi8_r", later("Cyrillic (KOI8)")),
    ("gb18030", later("Chinese (GB)")),
    ("big5", later("Chinese (Big5)")),
    ("cp1252", later("Western (Windows)")),
    ("cp1254", later("Turkish (Windows)")),
    ("cp1258", later("Vietnamese (Windows)")),
    ("cp874", later("Thai (Windows)")),
    ("cp949", later("Korean")),
    ("cp932", later("Japanese")),
    ("utf_16", later("Unicode (UTF-16)")),
)

#: Signs that turn the direction of what follows, and so can show a text as another one.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LOOKED_AT = 1 << 16


class NotShown(Refusal):
    """A file that cannot be shown here."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a text: its number (from 0), how many there are, and its words."""

    number: int
    parts: int
    text: str


def can_be_seen(media_type: str) -> bool:
    """Whether this version shows files of this kind."""
    return is_text(media_type) or (media_type in PICTURES and _known(PICTURES[media_type]))


def is_text(media_type: str) -> bool:
    """Whether it is shown as plain text, whatever marks the text holds."""
    return media_type.startswith("text/") and media_type != "text/rtf"


@cache
def _known(name: str) -> bool:
    return name in {bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()}


def text_part(vault: Vault, record: int, number: int, codec: str = "") -> TextPart:
    """One part of a text, with what would act on the screen made visible.

    `codec` is the encoding somebody chose; "" where its bytes are to tell.
    """
    with _opened(vault, record) as file:
        parts = max(1, -(-file.size // PART))
        number = max(0, min(number, parts - 1))
        codec = codec or _codec(file)
        start = number * PART
        # Some bytes more on both sides: a character may lie across the border of two parts.
        file.seek(max(0, start - 4))
        before = file.read(start - file.tell())
        here, behind = file.read(PART), file.read(4)
    return TextPart(number, parts, visible(_decoded(codec, before, here, behind)))


def picture(vault: Vault, record: int, media_type: str) -> QImage:
    """A picture, turned as its camera held it; of a moving one the first frame.

    Raises NotShown in a sentence for one that is too large, damaged or of another kind.
    """
    with _opened(vault, record) as file:
        if file.size > MOST_BYTES:
            raise NotShown(_("This picture's file is too large to be shown here."))
        data = QByteArray(file.read(file.size))
    return decoded_picture(data, media_type)


def decoded_picture(untrusted: QByteArray, media_type: str) -> QImage:
    """A picture from its bytes. Its size is looked at before anything is decoded."""
    name = PICTURES.get(media_type)
    if name is None or not _known(name):
        raise NotShown(_("Pictures of this kind open in a later version."))
    buffer = QBuffer(untrusted)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(name.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(_ALLOCATION)
    size = reader.size()
    if not size.isValid():
        raise NotShown(_("This picture cannot be read; its file may be damaged."))
    if size.width() * size.height() > MOST_PIXELS:
        raise NotShown(
            _(
                "This picture has {n} million points; more than {most} million are not shown."
            ).format(n=size.width() * size.height() // 1_000_000, most=MOST_PIXELS // 1_000_000)
        )
    found = reader.read()
    if found.isNull():
        raise NotShown(_("This picture cannot be read to its end; its file may be damaged."))
    return found


def visible(text: str) -> str:
    """The text with control characters and signs that turn its direction made visible."""
    shown = harmless(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    return _TURNING.sub(lambda found: f"[U+{ord(found[0]):04X}]", shown)


def _opened(vault: Vault, record: int) -> SealedFile:
    return vault.read(lambda unit: open_out(unit, vault.folder, unit.by_id(Evidence, record)))


def _codec(file: SealedFile) -> str:
    """The encoding of a text by its beginning; each byte a letter where nothing fits."""
    file.seek(0)
    head = file.read(_LOOKED_AT)
    if file.size > _LOOKED_AT:
        head = head[: head.rfind(b"\n") + 1] or head
    try:
        return encoding_of(io.BytesIO(head)).codec
    except UnreadableText:
        return "latin-1"


def _decoded(codec: str, before: bytes, here: bytes, behind: bytes) -> str:
    """The characters that begin in this part, whole; what is no character as a replacement."""
    find = _BORDERS.get(codec.replace("-", "_").lower())
    if find is None:
        return here.decode(codec, "replace")
    start = find(here) if before else 0
    if start == len(here):  # one character fills more than this part
        return ""
    end = find(behind)
    return (here[start:] + behind[:end]).decode(codec, "replace").removeprefix("\ufeff")


def _utf8_border(text: bytes) -> int:
    """How many bytes at the beginning go on with a character that began before."""
    borders = (at for at, byte in enumerate(text[:4]) if byte & 0xC0 != 0x80)
    return next(borders, len(text[:4]))


_BORDERS: dict[str, Callable[[bytes], int]] = {
    "utf_8": _utf8_border,
    "utf_8_sig": _utf8_border,
}
