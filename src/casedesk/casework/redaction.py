"""Taking withheld names out of texts that people wrote: the last gate before a page is printed.

A summary written for the office names everybody. Whoever is withheld on a page is withheld in
every sentence of it, whatever the accents, capitals or spelling of the name there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casedesk.fold import fold

#: A part of a name this short is too often an ordinary word to be taken out alone.
_SHORTEST_PART = 3

#: Words that belong to many names and to no one in particular.
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "bint",
        "abu",
        "abd",
        "abdel",
        "abdul",
        "ould",
        "mohamed",
        "mohammed",
        "muhammad",
        "de",
        "del",
        "della",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "du",
        "des",
        "la",
        "las",
        "le",
        "les",
        "los",
        "van",
        "von",
        "der",
        "den",
        "der",
        "san",
        "santa",
        "mac",
        "saint",
        "and",
        "the",
    ]
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Somebody who is withheld: every form of the name, and what is printed instead.

    `parts`: take out single parts of the name too, such as the family name alone.
    """

    names: tuple[str, ...]
    instead: str
    parts: bool = True


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text folded letter by letter, with the place of each letter in the original."""

    text: str
    places: tuple[int, ...]


def redact(text: str, hidden: Sequence[Hidden], allowed: Iterable[str] = ()) -> str:
    """The text without any name of those hidden. Names of those allowed stay whole."""
    if not text or not hidden:
        return text
    folded = _folded(text)
    kept = _spans(folded, [_pattern(name) for name in sorted(set(allowed), key=len, reverse=True)])
    shared = {part for name in allowed for part in _parts(name)}
    cuts: list[tuple[int, int, str]] = []
    taken = list(kept)
    for whole in (True, False):
        for who in hidden:
            for start, end in _spans(folded, _patterns(who, shared, whole=whole)):
                if not any(start < stop and begin < end for begin, stop in taken):
                    taken.append((start, end))
                    cuts.append((start, end, who.instead))
    return _cut(text, folded, cuts)


def _cut(text: str, folded: _Folded, cuts: Sequence[tuple[int, int, str]]) -> str:
    for start, end, instead in sorted(cuts, reverse=True):
        first = folded.places[start]
        behind = folded.places[end] if end < len(folded.places) else len(text)
        gap = len(text[first:behind]) - len(text[first:behind].rstrip())
        text = text[:first] + instead + text[behind - gap :]
    return text


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    return fold(character).strip() or ("" if _is_mark(character) else " ")


def _is_mark(character: str) -> bool:
    # What folds to nothing within a word: accents on their own, Arabic vowel signs, tatweel,
    # invisible direction marks. Punctuation and spaces part words.
    return not fold(f"a{character}b").strip().replace("ab", "", 1)


def _folded(text: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _letter(character):
            letters.append(letter)
            places.append(place)
    return _Folded("".join(letters), tuple(places))


def _parts(name: str) -> list[str]:
    folded = _folded(name).text
    return [part for part in re.split(r"[^\w]+", folded) if part]


def _patterns(who: Hidden, shared: set[str], *, whole: bool) -> list[str]:
    names = sorted({name for name in who.names if name.strip()}, key=len, reverse=True)
    if whole:
        return [_pattern(name) for name in names]
    if not who.parts:
        return []
    parts = {part for name in names for part in _parts(name)} - shared - _PARTICLES
    alone = sorted((p for p in parts if len(p) >= _SHORTEST_PART), key=len, reverse=True)
    return [_bounded(re.escape(part)) for part in alone]


def _pattern(name: str) -> str:
    """A whole name: its parts in order, whatever stands between them."""
    return _bounded(r"[\W_]*".join(re.escape(part) for part in _parts(name)) or r"(?!)")


def _bounded(pattern: str) -> str:
    return pattern if _unspaced(pattern) else rf"(?<!\w){pattern}(?!\w)"


def _unspaced(pattern: str) -> bool:
    """Whether this is a script written without spaces, where a name has no edges."""
    return any(
        "\u0e00" <= c <= "\u109f" or "\u1780" <= c <= "\u17ff" or c >= "\u2e80" for c in pattern
    )


def _spans(folded: _Folded, patterns: Iterable[str]) -> Iterator[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for pattern in patterns:
        found.extend(match.span() for match in re.finditer(pattern, folded.text))
    return iter([span for span in found if span[0] < span[1]])
