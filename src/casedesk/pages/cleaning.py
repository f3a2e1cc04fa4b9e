"""Text that a page can carry: what neither PDF nor XML can hold becomes U+FFFD, never a crash."""

import re
from urllib.parse import quote

# Controls, lone surrogates and noncharacters. XML 1.0, section 2.2, forbids them but for the
# controls U+0080 to U+009F, which no font can draw either: they are wrongly decoded bytes.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_WEB = ("http://", "https://", "mailto:")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text with one kind of line end and without what cannot be printed."""
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def web_address(link: str) -> str | None:
    """The link as PDF and DOCX can hold it; None where it leads elsewhere than to web or mail."""
    if not link.lower().startswith(_WEB):
        return None
    return quote(printable(link), safe=":/?#[]@!$&'()*+,;=%~")


def language_tag(language: str) -> str:
    """The language as a tag of BCP 47 may be written; "und" where nothing is left of it."""
    return "".join(c for c in language if c.isascii() and (c.isalnum() or c == "-")) or "und"
