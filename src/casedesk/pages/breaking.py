"""Where a line may end: Unicode Standard Annex 14, by uniseg, remembered by class of character.

Asked for a whole text, uniseg takes 90 microseconds a character, twenty seconds a brief. What may
stand between two characters depends on their classes and the one before, so it is asked once for
each such three and the answer is kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from uniseg.linebreak import line_break, line_break_boundaries

_JOINED = ("CM", "ZWJ")
# More characters than any line holds: what has no place to part for so long is cut somewhere.
_LONGEST = 120
# More marks on one letter than any language has (the limit of Unicode's stream-safe text).
_MOST_MARKS = 30
# A Burmese syllable begins at a letter that is neither stacked under the one before nor closed by
# the sign that makes it a final consonant.
_BURMESE_SYLLABLE = re.compile(
    "(?<=[\u1000-\u109f])(?<!\u1039)(?=[\u1000-\u102a\u103f\u104c-\u104f](?![\u1037\u1038]?[\u1039\u103a]))"
)
# Thai, Lao and Khmer: words are not marked, and no rule finds them without a dictionary.
_WORDS_UNMARKED = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
_NEVER_LAST = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4\u17d2]$")
_NEVER_FIRST = re.compile("^[\u0e2f-\u0e3a\u0e45-\u0e4e\u0eaf-\u0ebc\u0ec6-\u0ecd\u17b6-\u17d3]")


@cache
def _kind(character: str) -> tuple[str, str, bool]:
    """What the rules look at in a character: class, kind of quotation mark, East Asian width."""
    name = str(line_break(character).value)
    quote = unicodedata.category(character) if name == "QU" else ""
    wide = unicodedata.east_asian_width(character) in ("F", "W", "H")
    return name, quote, wide


_answers: dict[tuple[object, ...], bool] = {}


def _may_part(before: str, left: str, right: str, *, spaced: bool = False) -> bool:
    """Whether a line may end between left and right; `before` stands ahead of left, or nothing."""
    key = (_kind(before) if before else None, _kind(left), _kind(right), spaced)
    answer = _answers.get(key)
    if answer is None:
        sample = before + left + (" " if spaced else "")
        answer = len(sample) in set(line_break_boundaries(sample + right))
        _answers[key] = answer
    return answer


@lru_cache(maxsize=4096)
def after_space(left: str, right: str) -> bool:
    """Whether a line may end at the spaces between two characters."""
    return not left or not right or _may_part("", left, right, spaced=True)


def parts(token: str) -> tuple[str, ...]:
    """A stretch without spaces, cut where a line may end."""
    if token.isascii() and token.isalpha() and len(token) < _LONGEST:
        return (token,)
    if len(token) < 40:
        return _short_parts(token)
    whole = _cut(token)
    if len(token) < _LONGEST:
        return whole
    return tuple(piece for part in whole for piece in _chopped(part))


@lru_cache(maxsize=8192)
def _short_parts(token: str) -> tuple[str, ...]:
    return _cut(token)


def _chopped(part: str) -> Iterator[str]:
    """A part too long for any line in pieces, not before a mark that belongs to a letter."""
    start = 0
    while start < len(part):
        end = min(start + _LONGEST, len(part))
        most = end + _MOST_MARKS
        while end < min(len(part), most) and unicodedata.category(part[end])[0] == "M":
            end += 1
        yield part[start:end]
        start = end


def _cut(token: str) -> tuple[str, ...]:
    places = {m.start() for m in _BURMESE_SYLLABLE.finditer(token)}
    before = left = ""
    for i, character in enumerate(token):
        if left and _kind(character)[0] in _JOINED:
            continue
        if left and _may_part(before, left, character):
            places.add(i)
        before, left = left, character
    ends = [*sorted(places), len(token)]
    return tuple(token[a:b] for a, b in zip([0, *ends], ends, strict=False) if a < b)


def words_unmarked(text: str) -> bool:
    """Whether the script writes without spaces between words and they cannot be told apart."""
    return _WORDS_UNMARKED.search(text) is not None


def soft_place(text: str, count: int) -> int:
    """The last place at or before count where a script without marked words parts least badly."""
    while count > 0 and (_NEVER_LAST.search(text[:count]) or _NEVER_FIRST.search(text[count:])):
        count -= 1
    return count


@cache
def _hyphenation(language: str) -> Any:
    import pyphen  # noqa: PLC0415 - 30 ms that only a narrow column pays

    # A Latin word in a Chinese or Arabic page is most often English.
    found = pyphen.language_fallback(language.replace("-", "_")) or "en_US"
    return pyphen.Pyphen(lang=found)


def hyphen_places(word: str, language: str) -> list[int]:
    """Where the word may be hyphenated in this language, last place first; often nowhere."""
    if len(word) < 6:
        return []
    return sorted((int(p) for p in _hyphenation(language).positions(word)), reverse=True)
