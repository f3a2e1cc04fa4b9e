"""Folding text for search, and writing it in Latin letters."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import import_module

from casedesk.fold.letters import DROPPED_MARKS, LETTERS, WITHOUT_SPACES

# Kept in every vault: a vault whose index was made by another version is indexed again. Raise it
# whenever the fold of any text changes.
FOLD_VERSION = 1

_SPACE, _DROP = " ", ""
_FOLDED_CATEGORIES = {
    "Cf": _DROP,  # direction marks, zero-width joiners, soft hyphens
    "Cc": _SPACE,
    "Cs": _SPACE,  # half a character from a broken file; no database takes it
    "Zs": _SPACE,
    "Zl": _SPACE,
    "Zp": _SPACE,
}


class _Folded(dict[int, str]):
    """What each character folds to, found at its first use: Unicode is too large to prepare."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in LETTERS:
        return LETTERS[character]
    if any(first <= ord(character) <= last for first, last in DROPPED_MARKS):
        return _DROP
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return _FOLDED_CATEGORIES.get(category, character)


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text as it is indexed and asked for: no accents, capitals, letter variants or controls.

    Scripts without spaces get one around each character, a base with its vowel signs counting as
    one, so that a name of two characters can be found inside a sentence. Folding twice changes
    nothing.
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        # Most titles and names; an import folds each of them several times.
        return " ".join(text.lower().split())
    # Folding capitals can bring out letters that decompose further, and the other way round.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = text.translate(_FOLDED)
    if not text.isascii():
        # Puts Korean syllables and the Japanese sound marks together again.
        text = _CHARACTER.sub(r" \g<0> ", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def _class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _vowel_signs() -> str:
    """The combining signs of the scripts without spaces, all of which lie below U+3400 or in A9."""
    return "".join(
        chr(code)
        for first, last in WITHOUT_SPACES
        if last < 0x3400 or 0xA900 <= first < 0xAB00
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) in {"Mn", "Mc"}
    )


_CHARACTER = re.compile(f"[{_class(WITHOUT_SPACES)}][{_vowel_signs()}]*")
# Each of these is a syllable of its own: Han characters and Korean blocks.
_SYLLABLE = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U0003fffd]"
)


class _Romanised(dict[int, str]):
    """The Latin letters of each character, found at its first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        latin = _transliterate()(character)
        if not unicodedata.category(character).startswith("P"):
            # Signs for hamza, ayn and the Russian soft sign would cut the word in two.
            latin = latin.replace("'", "").replace("`", "")
        self[code] = latin = character if character.isascii() else latin
        return latin


@cache
def _transliterate() -> Callable[[str], str]:
    # Its tables are loaded when the first name in another script is met, not at start.
    function: Callable[[str], str] = import_module("anyascii").anyascii
    return function


_ROMANISED = _Romanised()


def romanise(text: str) -> str:
    """The text in Latin letters, folded: "Нурланулы" is "nurlanuly", "王丹" is "wang dan".

    Scripts that write no vowels give none: "متولي" is "mtwly". It is a help for finding, never a
    form of a person's name.
    """
    if text.isascii():
        return fold(text)
    spaced = _SYLLABLE.sub(r" \g<0> ", unicodedata.normalize("NFC", text))
    return fold(spaced.translate(_ROMANISED))
