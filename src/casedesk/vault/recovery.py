"""The recovery code: 128 random bits on paper, which opens the vault when the passphrase is lost.

Seven groups of four symbols of Crockford's base 32: 26 carry the bits, 2 are a check. The check is
a Reed-Solomon code over the 32 symbols with two check symbols, so any one or two wrong symbols,
wherever they stand, and any two exchanged are noticed for certain before the slow unlocking runs.
"""

import secrets

from casedesk.vault import crockford
from casedesk.vault.errors import MistypedCode
from casedesk.words import _

CODE_BYTES = 16

_CARRYING = 26  # symbols of 5 bits for 128 bits; the first symbol's upper two bits are zero
_LENGTH = 28
_FIELD = 0b100101  # x^5 + x^2 + 1, primitive: its powers run through all 31 symbols but zero


def _powers() -> tuple[int, ...]:
    powers, power = [], 1
    for _place in range(31):
        powers.append(power)
        power <<= 1
        if power & 32:
            power ^= _FIELD
    return tuple(powers)


_POWER = _powers()
_PLACE = {power: place for place, power in enumerate(_POWER)}


def _times(first: int, second: int) -> int:
    """The product of two symbols in the field of 32 elements."""
    if not first or not second:
        return 0
    return _POWER[(_PLACE[first] + _PLACE[second]) % 31]


def _sums(symbols: list[int]) -> tuple[int, int]:
    """The two sums that are zero for a code without mistakes: plain, and weighted by place."""
    plain = weighted = 0
    for place, symbol in enumerate(symbols):
        plain ^= symbol
        weighted ^= _times(symbol, _POWER[place])
    return plain, weighted


def _checks(carrying: list[int]) -> list[int]:
    """The two symbols that make both sums zero.

    With weights a and b of the last two places: x ^ y = plain, a*x ^ b*y = weighted.
    """
    plain, weighted = _sums(carrying)
    first_weight, second_weight = _POWER[_CARRYING], _POWER[_CARRYING + 1]
    both = first_weight ^ second_weight
    divided = _POWER[-_PLACE[both] % 31]
    first = _times(weighted ^ _times(second_weight, plain), divided)
    return [first, plain ^ first]


def new_code() -> bytes:
    """Sixteen random bytes: the secret behind a recovery code."""
    return secrets.token_bytes(CODE_BYTES)


def code_text(code: bytes) -> str:
    """The code as it is printed: seven groups of four."""
    carrying = crockford.to_symbols(int.from_bytes(code), _CARRYING)
    return crockford.in_groups(crockford.text_of(carrying + _checks(carrying)))


def read_code(untrusted_text: str) -> bytes:
    """The sixteen bytes of a typed code, in any case, with or without hyphens and spaces.

    Raises MistypedCode, without the slow unlocking.
    """
    symbols = crockford.values(untrusted_text)
    if symbols is None:
        raise MistypedCode(
            _(
                "A recovery code has only letters and digits, and never the letter U."
                " Compare what was typed with the printed code."
            )
        )
    if len(symbols) != _LENGTH:
        raise MistypedCode(
            _(
                "A recovery code has 28 letters and digits; {count} were typed."
                " Compare what was typed with the printed code."
            ).format(count=len(symbols))
        )
    if _sums(symbols) != (0, 0) or symbols[0] > 7:
        raise MistypedCode(
            _(
                "There is a typing mistake in this recovery code."
                " Compare it with the printed code, group by group."
            )
        )
    return crockford.to_number(symbols[:_CARRYING]).to_bytes(CODE_BYTES)
