"""JSON in exactly one spelling, and strict reading of its values.

What is sealed by a code must have one spelling only: two readings of the same bytes, or two
spellings of the same content, are how a forged header would get past its check.
"""

import json
from collections.abc import Mapping
from typing import Any

LARGEST = 2**63 - 1


class Malformed(ValueError):  # noqa: N818 - a judgement on input, said as one
    """Bytes that are not what they should be; the reader turns it into its own sentence."""


def spell(content: Mapping[str, Any]) -> bytes:
    """The one spelling: sorted keys, no spaces, ASCII."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")


def read(untrusted_bytes: bytes) -> dict[str, Any]:
    """Read a JSON object that stands in its one spelling. Raises Malformed."""
    try:
        content = json.loads(untrusted_bytes.decode("ascii"))
        if isinstance(content, dict) and spell(content) == untrusted_bytes:
            return content
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    raise Malformed


def exactly(untrusted: Any, names: frozenset[str]) -> dict[str, Any]:
    """An object with these keys and no others."""
    if not isinstance(untrusted, dict) or untrusted.keys() != names:
        raise Malformed
    return untrusted


def octets(untrusted: Any, length: int) -> bytes:
    """So many bytes, written as lower-case hexadecimal."""
    if not isinstance(untrusted, str) or len(untrusted) != 2 * length:
        raise Malformed
    try:
        value = bytes.fromhex(untrusted)
    except ValueError as error:
        raise Malformed from error
    if value.hex() != untrusted:
        raise Malformed
    return value


def number(untrusted: Any, lowest: int = 0, highest: int = LARGEST) -> int:
    """A whole number within bounds; yes and no are not numbers here."""
    if type(untrusted) is not int or not lowest <= untrusted <= highest:
        raise Malformed
    return untrusted


def yes_or_no(untrusted: Any) -> bool:
    if type(untrusted) is not bool:
        raise Malformed
    return untrusted
