"""A key that puts titles in order in any script, as text that a database compares byte by byte."""
# ruff: noqa: RUF001 - letters of other scripts that look like Latin ones are meant

import re
import unicodedata

from casedesk.fold.folding import fold

_LONGEST = 300  # longer titles that begin alike count as equal in order
_LEVEL = "\x01"  # below every other character of a key

# A letter followed by one of these stands directly behind that letter in the alphabet: these
# characters of private use come after all letters.
_PLACES = {
    "ґ": "г\U0010fffd",
    "є": "е\U0010fffd",
    "і": "и\U0010fffb",
    "ї": "и\U0010fffc",
    "й": "и\U0010fffd",
    "پ": "ب\U0010fffd",
    "چ": "ج\U0010fffd",
    "ژ": "ز\U0010fffd",
    "گ": "ك\U0010fffd",
}
_MOVED = str.maketrans(_PLACES)
_NUMBER = re.compile(r"[0-9]+")
_NO_LETTER = re.compile(r"[^\w\s]+")


def sort_key(text: str) -> str:
    """The text to sort a title by: compared as it stands, it gives the order people expect.

    Capitals and accents count only between titles that are otherwise the same, numbers by their
    value, punctuation not at all, spaces before digits before letters. Scripts come in the order
    of Unicode, Han characters by radical. That is what the Unicode Collation Algorithm gives
    for titles, except for special rules of single languages (the Swedish å, the Spanish ch).
    """
    lowered = unicodedata.normalize("NFC", text[:_LONGEST]).casefold()
    folded = fold(lowered.translate(_MOVED) if not lowered.isascii() else lowered)
    words = _NO_LETTER.sub(_without_punctuation, folded.replace("'", ""))
    key = _NUMBER.sub(_by_value, " ".join(words.split()))
    if lowered.isascii() or "".join(folded.split()) == "".join(lowered.split()):
        return key
    # Half characters of broken files would be refused by the database, controls would misplace.
    accents = "".join(c for c in lowered if c.isprintable())
    return f"{key}{_LEVEL}{accents}"


def _without_punctuation(match: re.Match[str]) -> str:
    # Vowel signs and the marks of _PLACES are no letters to a regular expression either.
    return "".join(c if unicodedata.category(c)[0] in "MC" else " " for c in match[0])


def _by_value(match: re.Match[str]) -> str:
    """The number with its length in front, so that 9 comes before 10: "19", "210", "9012..."."""
    digits = match[0].lstrip("0") or "0"
    length = len(digits)
    return f"{length}{digits}" if length < 9 else f"9{length:03}{digits}"
