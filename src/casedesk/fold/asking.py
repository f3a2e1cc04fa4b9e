"""From what a person typed to an expression that the full-text index accepts."""

import unicodedata

from casedesk.fold.folding import fold

# More words than anybody asks for; a pasted page would overflow the parser of the index.
_MOST_WORDS = 32
_LONGEST = 2000


def match_query(untrusted_query: str) -> str:
    """An FTS5 expression that finds every word typed, the last one also as a beginning.

    Each word is a quoted phrase, so operators, column names and quotes in it are only text.
    Empty where nothing typed can be found: the caller shows an empty list and asks nothing.
    """
    words = [_phrase(word) for word in untrusted_query[:_LONGEST].split()]
    phrases = [f'"{word}"' for word in words if word][:_MOST_WORDS]
    return f"{' '.join(phrases)}*" if phrases else ""


def _phrase(untrusted_word: str) -> str:
    """The folded word with all else than letters, their marks and numbers as spaces."""
    kinds = [(character, unicodedata.category(character)[0]) for character in fold(untrusted_word)]
    if not any(kind in "LN" for _, kind in kinds):
        return ""
    return " ".join("".join(c if kind in "LNM" else " " for c, kind in kinds).split())
