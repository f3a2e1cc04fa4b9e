"""A text as its letters alone, each with its place in the text: what names are looked for in."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casedesk.fold import fold

_NO_ASCII_LETTER = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})

# Sound marks of half-width Japanese: by their category letters, but they belong to the one before.
_SOUND_MARKS = "\uff9e\uff9f"


@dataclass(frozen=True, slots=True)
class Spelled:
    """Letters and digits folded, a blank for each of all other characters.

    What folding drops (accents, Arabic vowel signs, invisible marks) is left out. `starts` and
    `ends` say where the character that a letter comes from begins and ends in the text, all its
    marks included.
    """

    letters: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of letters stands in the text."""
        return self.starts[start], self.ends[end - 1]


def spelled(text: str) -> Spelled:
    """Take a text apart into letters."""
    if text.isascii():
        letters = text.lower().translate(_NO_ASCII_LETTER)
        return Spelled(letters, range(len(text)), range(1, len(text) + 1))
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _characters(text):
        letters = _letters(text[start:end])
        found.append(letters)
        starts.extend([start] * len(letters))
        ends.extend([end] * len(letters))
    return Spelled("".join(found), starts, ends)


def letters_of(text: str) -> str:
    """The folded letters and digits of a text and nothing else."""
    return spelled(text).letters.replace(" ", "")


def _characters(text: str) -> Iterator[tuple[int, int]]:
    """Where each character begins and ends: a base with its marks, a Korean syllable in parts."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _belongs_to_the_one_before(text[place]):
            yield start, place
            start = place


@lru_cache(maxsize=8192)
def _belongs_to_the_one_before(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or character in _SOUND_MARKS
    )


@lru_cache(maxsize=8192)
def _letters(character: str) -> str:
    # In Hindi, Thai or Dhivehi the marks that folding leaves are the vowels of the word.
    folded = "".join(c for c in fold(character) if unicodedata.category(c)[0] in "LNM")
    # What folds to nothing within a word parts no words: accents, direction marks, tatweel.
    return folded or ("" if fold(f"a{character}b") == "ab" else " ")


def is_unspaced(letters: str) -> bool:
    """Whether this is in a script that sets no spaces around names, so that they have no edges.

    Korean sets spaces, but hangs its particles on the name.
    """
    return bool(_UNSPACED.search(letters))


_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\U0003ffff]")
