"""Finding a name however it was written: Metwally, Metwalli and متولي are candidates of each other.

The keys find candidates in the index, the likeness puts them in order. Neither says that two
records are the same person; a person decides that.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

from casedesk.fold.folding import fold, romanise

Forms = tuple[str, ...]  # a word in Latin letters, and perhaps the same without its article
Ratio = Callable[[str, str], float]

# Spellings of one sound, in this order; capitals are sounds that no letter stands for. Vowels, y
# and a last h go: scripts and languages write them in many ways or not at all.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ou(?=[aei])|^w", "v"),  # Ouattara, Wattara
        (r"tsch|shch|tch|sch|sh|ch|^x", "S"),
        (r"x", "ks"),
        (r"dzh|dj|zh|gh|g|j", "J"),  # Hegazy, Hijazi; Djamila, Jamila, Gamila
        (r"kh", "h"),
        (r"ph|f", "v"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"c(?=[eiy])|z", "s"),  # Hernandez, Hernandes
        (r"ck|c|q", "k"),
        (r"h$|[aeiouy]", ""),
    )
)
_DOUBLED = re.compile(r"(.)\1+")

_ARABIC_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
_ARABIC_GOD = re.compile("عبد +الله")  # written as one word or two
_ARABIC_SERVANT = re.compile(r"عبد ?ال(?=\w{3})")
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{3})")
_ARTICLE = re.compile(r"\b(?:al|el|ul|ol|as|ash|ar|an|ad|at|az)-(?=\w)")
_GROWN_ON = re.compile(r"[ae]l\+?(?=[a-z]{4}|(?<=\+)[a-z])")
_GOD = re.compile(r"\babd(?:[aeou]l)?[ -](?:al)?l+ah\b")
# Abdelfattah, Abderrahmane: "servant of the", the article grown onto both words.
_SERVANT = re.compile(r"abd(?:[aeou]|ou)(?:l|([rnstdz])(?=\1))(?!l*ah$)([a-z]{3,})")
_SERVANTS = frozenset({"abdel", "abdul", "abdal", "abdol", "abdoul"})
_ARTICLES = frozenset({"al", "el", "ul"})
_WORD = re.compile(r"[a-z0-9+]+")

# Chinese and Korean names of three or four characters: a family name of one or two, and the given.
_SYLLABLES = "[\u4e00-\u9fff]{3,4}|[\uac00-\ud7a3]{3,4}"
_SYLLABIC_NAME = re.compile(rf"(?<!\w)(?:{_SYLLABLES})(?!\w)")

_MOST_COMPARED = 24  # words of one name; a longer text is no name


def name_keys(name: str) -> frozenset[str]:
    """The keys under which a name is found: mostly one or two for each word of it.

    A key is the word's consonants by sound; a word without any is its own key.
    """
    keys = {key for forms in _words(name) for form in forms for key in _keys(form)}
    return frozenset(keys | {key for given in _given_names(name) for key in _keys(given)})


def _keys(word: str) -> set[str]:
    """The word's skeleton; two where a w is a vowel to some and a v to others (متولي, Ivanow)."""
    if "w" not in word[1:]:
        return {_skeleton(word) or word}
    as_vowel = word[0] + word[1:].replace("w", "")
    return {_skeleton(as_vowel) or word, _skeleton(word.replace("w", "v"))}


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    for spellings, sound in _SOUNDS:
        word = spellings.sub(sound, word)
    return _DOUBLED.sub(r"\1", word)


def _words(name: str) -> list[Forms]:
    """The words of a name in Latin letters, without articles that stand apart."""
    text = romanise(_with_articles_apart(name)).replace("'", "")
    text = _ARTICLE.sub("", _GOD.sub("abdallah", text))
    found = _WORD.findall(text)[:_MOST_COMPARED]
    kept = [word for word in found if word not in _ARTICLES] or found
    return [_forms(part) for word in kept for part in _servant_apart(word)]


def _with_articles_apart(name: str) -> str:
    """Arabic articles marked by a plus, and "servant of" always a word of its own."""
    if name.isascii():
        return name
    text = unicodedata.normalize("NFC", _ARABIC_MARKS.sub("", name))
    text = _ARABIC_SERVANT.sub("عبد ال", _ARABIC_GOD.sub("عبدالله", text))
    return _ARABIC_ARTICLE.sub("al+", text)


def _servant_apart(word: str) -> list[str]:
    if word in _SERVANTS:
        return ["abd"]
    match = _SERVANT.fullmatch(word)
    return ["abd", match[2]] if match else [word]


def _forms(word: str) -> Forms:
    """The word, and the word without the article that has or may have grown onto it."""
    article = _GROWN_ON.match(word)
    whole = word.replace("+", "") or word
    return (whole, word[article.end() :]) if article else (whole,)


def _given_names(name: str) -> list[str]:
    """刘晓波 is "liu xiao bo" by its characters, but is written Liu Xiaobo."""
    runs = _SYLLABIC_NAME.findall(unicodedata.normalize("NFC", name))
    return [romanise(run[1:] if len(run) == 3 else run[2:]).replace(" ", "") for run in runs]


def name_likeness(query: str, name: str) -> float:
    """How alike two names are, 0 to 100, in any script and order of words.

    What counts is how well each word asked for is met; words of the name that were not asked for
    cost little, so a family name alone finds the whole name.
    """
    asked, there = _words(query), _words(name)
    if not asked or not there:
        return 100.0 if query == name else 0.0
    ratio: Ratio = _fuzz().ratio
    whole = ratio(_joined(asked), _joined(there))
    score = max(whole, _met(asked, there, ratio))
    if query.isascii() or name.isascii():
        return score
    # In the script itself more is written than in Latin letters, and perhaps less.
    return max(score, ratio(fold(query), fold(name)))


def _joined(words: list[Forms]) -> str:
    return "".join(forms[-1] for forms in words)


def _met(asked: list[Forms], there: list[Forms], ratio: Ratio) -> float:
    """Pairs the words, best pairs first, each used once, and weighs them by their length."""
    pairs = sorted(
        (
            (_word_likeness(a, b, ratio), i, j)
            for i, a in enumerate(asked)
            for j, b in enumerate(there)
        ),
        key=lambda pair: -pair[0],
    )
    met: dict[int, float] = {}
    used: set[int] = set()
    for score, i, j in pairs:
        if i not in met and j not in used:
            met[i] = score
            used.add(j)
    weight = sum(len(forms[0]) for forms in asked)
    covered = sum(score * len(asked[i][0]) for i, score in met.items()) / weight
    unasked = sum(len(forms[0]) for j, forms in enumerate(there) if j not in used)
    return covered * (1 - 0.1 * unasked / sum(len(forms[0]) for forms in there))


def _word_likeness(a: Forms, b: Forms, ratio: Ratio) -> float:
    return max(_spelled_alike(x, y, ratio) for x in a for y in b)


def _spelled_alike(a: str, b: str, ratio: Ratio) -> float:
    """By letters, and half by letters and half by consonant sounds where there are enough."""
    by_letters = ratio(a, b)
    sounds_a, sounds_b = _skeleton(a.replace("w", "")), _skeleton(b.replace("w", ""))
    if min(len(sounds_a), len(sounds_b)) < 2:
        return by_letters
    return max(by_letters, (by_letters + ratio(sounds_a, sounds_b)) / 2)


@cache
def _fuzz() -> ModuleType:
    # Loading it takes longer than everything else here together, and no search may wait at start.
    return import_module("rapidfuzz.fuzz")
