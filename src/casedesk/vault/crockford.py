"""Crockford's base 32: letters and digits that survive paper, telephones and handwriting.

Thirty-two symbols without I, L, O and U; reading takes both cases, and O for 0, I and L for 1.
"""

import re
import unicodedata

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_VALUE = {symbol: value for value, symbol in enumerate(SYMBOLS)}
_VALUE |= {"O": 0, "I": 1, "L": 1}
# Spaces, every kind of dash, and the invisible marks that copying from a page brings along.
_BETWEEN = re.compile(r"[\s\-\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2066-\u2069\u2212\ufeff_.]+")


def values(untrusted_text: str) -> list[int] | None:
    """The symbols as numbers 0 to 31; None where one is no symbol at all."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", untrusted_text)).upper()
    found = [_VALUE.get(symbol) for symbol in plain]
    return None if None in found else [value for value in found if value is not None]


def text_of(symbols: list[int]) -> str:
    return "".join(SYMBOLS[value] for value in symbols)


def in_groups(text: str, size: int = 4) -> str:
    """Break a long text into groups that an eye can follow, joined by hyphens."""
    return "-".join(text[start : start + size] for start in range(0, len(text), size))


def to_symbols(value: int, count: int) -> list[int]:
    """A number as so many symbols, the most significant first."""
    return [(value >> (5 * place)) & 31 for place in range(count - 1, -1, -1)]


def to_number(symbols: list[int]) -> int:
    number = 0
    for value in symbols:
        number = number << 5 | value
    return number
