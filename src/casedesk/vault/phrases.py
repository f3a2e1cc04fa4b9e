"""Passphrases of random words: easy to type and to remember, too many to try.

The word lists come with the package `diceware` and are only read: English is the list of 7,776
words of the Electronic Frontier Foundation (six words: 77.5 bits), French has 7,775 and Spanish
8,192 words. All are plain letters without accents, which every keyboard can type.
"""

import math
import secrets
from functools import cache
from importlib.resources import files

WORDS = 6

_LISTS = {"en": "wordlist_en_eff.txt", "fr": "wordlist_fr.txt", "es": "wordlist_es.txt"}

LANGUAGES = tuple(_LISTS)


@cache
def word_list(language: str) -> tuple[str, ...]:
    """The words of a language; English where there is no list for it."""
    name = _LISTS.get(language, _LISTS["en"])
    lines = (files("diceware") / "wordlists" / name).read_text("ascii").splitlines()
    # Some lists put the throws of five dice before the word; the French one has Internet twice.
    return tuple(dict.fromkeys(line.split()[-1].lower() for line in lines if line.strip()))


def new_phrase(language: str = "en", words: int = WORDS) -> str:
    """A passphrase of random words, separated by spaces."""
    choices = word_list(language)
    return " ".join(secrets.choice(choices) for _place in range(words))


def bits(language: str = "en", words: int = WORDS) -> float:
    """How many bits of chance a phrase made here has."""
    return words * math.log2(len(word_list(language)))
