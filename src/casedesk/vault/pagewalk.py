"""Looks at every page of the database's file by itself, also where the database cannot be opened.

SQLCipher's own check stops where the first page is damaged, and gives false alarms while saves
wait in the journal. Here each page's code is computed from the format alone, so that every damaged
page is named.

Format (SQLCipher 4, zetetic.net/sqlcipher/design): pages of 4096 bytes; each ends with 16 bytes
that start its encryption and an HMAC-SHA512 over what is before it and the page's number, 4 bytes,
little-endian. The first page begins with the 16 bytes of salt, which its code does not cover. The
key of the codes is PBKDF2-HMAC-SHA512 of the raw key with the salt, each byte XOR 0x3a, twice.
"""

import hashlib
import hmac
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from casedesk.vault.files import answering_in_sentences, open_plain

PAGE = 4096

_CODE = 64
_SALT = 16
_SALT_MASK = 0x3A
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class PageReport:
    """What is wrong with the pages of a file; `left_over`: bytes behind the last whole page."""

    pages: int
    damaged: tuple[int, ...] = ()
    salt_damaged: bool = False
    left_over: int = 0


def walk_pages(path: Path, key: bytes, salt: bytes, skip: Collection[int] = ()) -> PageReport:
    """Check every page against its code. `skip`: pages of which the journal has a newer copy.

    Raises what reading a file raises.
    """
    code_key = _code_key(key, salt)
    damaged: list[int] = []
    number = 0
    start = b""
    with answering_in_sentences(), os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        while len(page := file.read(PAGE)) == PAGE:
            number += 1
            if number == 1:
                start, page = page[:_SALT], page[_SALT:]
            if number not in skip and not _is_whole(page, number, code_key):
                damaged.append(number)
    return PageReport(number, tuple(damaged), start != salt, len(page))


def _code_key(key: bytes, salt: bytes) -> bytes:
    masked = bytes(byte ^ _SALT_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, len(key))


def _is_whole(page: bytes, number: int, code_key: bytes) -> bool:
    code = hmac.digest(code_key, page[:-_CODE] + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(code, page[-_CODE:])
