"""Patterns by which a name is found among the letters of a text (`spelled`).

In each pattern the group “name” is what is to be taken out: what a language writes together with
a name, such as the Arabic “and”, stays.
"""

import re
from functools import lru_cache

from casedesk.casework.name_words import (
    ARABIC_ARTICLE,
    ARABIC_PREFIX,
    PARTICLES,
    RUSSIAN_ENDINGS,
    TITLES,
    TITLES_BEHIND,
)
from casedesk.casework.spelled import is_unspaced, letters_of, spelled

#: A part of a name this short is too often an ordinary word to be taken out alone.
_SHORTEST_PART = 3
#: And one this long is found even with a blank in it.
_LONG_PART = 5

_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLE = re.compile("^ال(?=...)")
_RUSSIAN = re.compile("[\u0430-\u044f]+")
_RUSSIAN_END = re.compile("(?:ии|ыи|ои|еи|ая|яя|[аяоеиьы])$")
_PIECE = re.compile("[a-z0-9]+")
_LATIN = re.compile("[a-z]{4,}")
_GAP = " *"


def words_of(name: str) -> list[str]:
    """The words of a name as their letters; “Al-Khawaja” is one word."""
    return [letters for word in name.split() if (letters := letters_of(word))]


def is_single(name: str) -> bool:
    """Whether the letters of a name are too few to be told from those of a word."""
    letters = letters_of(name)
    return 0 < len(letters) < _SHORTEST_PART and not is_unspaced(letters)


def as_written(name: str) -> re.Pattern[str]:
    """A name exactly as it is written, for texts as they are."""
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)")


@lru_cache(maxsize=8192)
def whole_pattern(name: str) -> re.Pattern[str]:
    """The words of a name in order, whatever blanks and signs stand between its letters; or an
    initial between its words.
    """
    words = words_of(name)
    if len(words) == 1:
        return word_pattern(words[0])
    unspaced = is_unspaced("".join(words))
    # No v: “Jordan v. Smith” are two parties.
    between = _GAP if unspaced else rf"(?: +[^ v](?= ))?{_GAP}"
    letters = between.join(_word(word, _GAP) for word in words)
    return _standing_alone(letters or "(?!)", unspaced=unspaced)


@lru_cache(maxsize=8192)
def word_pattern(part: str) -> re.Pattern[str]:
    """One word of a name. A long one is found too where a hyphen or a line's end is in it."""
    unspaced = is_unspaced(part)
    gap = _GAP if unspaced or len(part) >= _LONG_PART else ""
    return _standing_alone(_word(part, gap), unspaced=unspaced)


def _standing_alone(pattern: str, *, unspaced: bool) -> re.Pattern[str]:
    if unspaced:
        return re.compile(f"(?P<name>{pattern})")
    prefix = ARABIC_PREFIX if _ARABIC.search(pattern) else ""
    return re.compile(rf"(?<![^ ]){prefix}(?P<name>{pattern})(?![^ ])")


def _word(word: str, gap: str) -> str:
    """A word of a name with the article and the endings its language gives it."""
    stem = stem_of(word)
    before = ARABIC_ARTICLE if _ARABIC.search(word) else ""
    behind = ""
    if _RUSSIAN.fullmatch(word) and len(word) >= _SHORTEST_PART:
        behind = f"(?:{'|'.join(RUSSIAN_ENDINGS)})?"
    elif _LATIN.fullmatch(word):
        behind = "s?"  # the Mahmoods
    return before + gap.join(re.escape(letter) for letter in stem) + behind


def stem_of(word: str) -> str:
    """What of a word of a name is there in all its forms."""
    if _ARABIC.search(word):
        return _ARTICLE.sub("", word, count=1)
    short = _RUSSIAN_END.sub("", word) if _RUSSIAN.fullmatch(word) else word
    return short if len(short) >= _SHORTEST_PART else word


def longest_stem(name: str) -> str:
    """What a text must hold if it holds this name."""
    if name.isascii():  # asked of every name of a vault, most of which are
        return max(_PIECE.findall(name.lower()), key=len, default="")
    return max((stem_of(word) for word in words_of(name)), key=len, default="")


def parts_of(name: str, ordinary: frozenset[str] = frozenset()) -> set[str]:
    """The parts of a name that say alone whose name it is."""
    found = set()
    for word in name.split():
        pieces = [piece for piece in spelled(word).letters.split(" ") if piece]
        found |= {"".join(pieces), *pieces}
    given = _given_name(letters_of(name))
    found |= {given} if given else set()
    return {
        part
        for part in found - PARTICLES - TITLES - ordinary
        if len(part) >= _SHORTEST_PART or part == given
    }


_CHINESE_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_EAST_ASIAN = re.compile("[\u4e00-\u9fff]{3,4}|[\uac00-\ud7a3]{3,4}")


def _given_name(letters: str) -> str:
    """Of a Chinese or Korean name of three or four characters the last two."""
    return letters[-2:] if _EAST_ASIAN.fullmatch(letters) else ""


def family_name_pattern(name: str) -> re.Pattern[str] | None:
    """A part of a name that is too short to be taken out alone, where a title stands beside it."""
    letters = letters_of(name)
    if _CHINESE_PAIR.fullmatch(letters) or _EAST_ASIAN.fullmatch(letters):
        family = letters[:2] if len(letters) == 4 else letters[:1]
        return re.compile(f"(?P<name>{family}) *(?:{'|'.join(TITLES_BEHIND)})")
    words = words_of(name)
    short = [w for w in words if len(w) < _SHORTEST_PART and w not in PARTICLES | TITLES]
    if not short or len(words) < 2 or is_unspaced(letters):
        return None
    before, parts = "|".join(sorted(TITLES)), "|".join(map(re.escape, sorted(short)))
    return re.compile(rf"(?<![^ ])(?:{before}) +(?P<name>{parts})(?![^ ])")
