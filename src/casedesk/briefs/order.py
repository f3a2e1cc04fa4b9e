"""The order of blocks as texts that sort: between any two another can be put, and none renumbered.

A key is read as the digits behind a point, in base 62. It never ends with the lowest digit, since
nothing could be put before such a one. Two laptops may make the same key; then the blocks' uuids
decide, alike on both.
"""

from typing import Final

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE: Final = len(_DIGITS)


def key_between(after: str, before: str) -> str:
    """A key that sorts between two; "" for the beginning or the end.

    Raises ValueError where no key can stand there, or one of them is none.
    """
    for key in (after, before):
        if key and not (set(key) <= set(_DIGITS) and key[-1] != _DIGITS[0]):
            raise ValueError(key)
    if before and after >= before:
        raise ValueError(before)
    return _between(after, before)


def _between(after: str, before: str) -> str:
    """Keeps the digits both begin with, and goes to the middle of the first that differ."""
    made = ""
    place = 0
    while True:
        low = _DIGITS.index(after[place]) if place < len(after) else 0
        high = _DIGITS.index(before[place]) if place < len(before) else _BASE
        if before and place >= len(before):
            high = 0  # not reached: then `after` would not sort before `before`
        if high - low > 1:
            return made + _DIGITS[(low + high) // 2]
        made += _DIGITS[low]
        if high > low:
            before = ""  # everything that begins like `after` sorts before it from here on
        place += 1


def keys_between(after: str, before: str, count: int) -> list[str]:
    """So many keys between two, spread evenly so that they stay short."""
    if count <= 0:
        return []
    middle = key_between(after, before)
    left = (count - 1) // 2
    right = count - 1 - left
    return [*keys_between(after, middle, left), middle, *keys_between(middle, before, right)]
