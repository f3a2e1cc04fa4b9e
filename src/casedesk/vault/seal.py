"""The seal: put on when a vault is closed, it tells whether the database is the one left behind.

Encrypted pages prove that they were written with the key, not that they are the newest: an old
page, or the whole old file, put back in place passes every check of the database itself. The seal
is an HMAC over the file's SHA-256 and the header's generation.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casedesk.vault.errors import Damaged
from casedesk.vault.files import answering_in_sentences, open_plain
from casedesk.words import _

Progress = Callable[[int, int], None]
"""Told bytes done and bytes in all; whatever it raises stops the work."""

_SLICE = 4 << 20  # some 10 ms of hashing


@dataclass(frozen=True, slots=True)
class Seal:
    """The header's generation when it was put on, the file's length in bytes, and the code."""

    gen: int
    size: int
    mac: bytes


def hash_file(path: Path, progress: Progress | None = None) -> bytes:
    """SHA-256 of a file in slices; needs no key, so it can run in a thread before the unlocking.

    The database must not be checkpointed meanwhile.
    """
    digest = hashlib.sha256()
    with answering_in_sentences(), os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        size = os.fstat(file.fileno()).st_size
        while piece := file.read(_SLICE):
            digest.update(piece)
            if progress:
                progress(file.tell(), size)
    return digest.digest()


def _code(key: bytes, gen: int, size: int, digest: bytes) -> bytes:
    return hmac.digest(key, digest + gen.to_bytes(8) + size.to_bytes(8), "sha256")


def seal(key: bytes, database: Path, gen: int, progress: Progress | None = None) -> Seal:
    """Seal a checkpointed database under this generation; `key` is the sub-key for seals.

    Raises Damaged where saves still wait beside the file: a seal over it would say nothing.
    """
    if companions(database):
        raise Damaged(_("The last saves are not in the vault's file yet, so it is not sealed."))
    size = database.stat().st_size
    return Seal(gen, size, _code(key, gen, size, hash_file(database, progress)))


def holds(key: bytes, sealed: Seal, digest: bytes) -> bool:
    """Whether a file of this SHA-256 is the one that was sealed."""
    return hmac.compare_digest(sealed.mac, _code(key, sealed.gen, sealed.size, digest))


def looks_untouched(sealed: Seal, database: Path) -> bool:
    """The cheap half, before the whole file is read: its length, and that nothing lies beside it.

    A sealed vault was closed, so a journal beside it was put there by somebody: its old pages
    would be taken for the newest.
    """
    return database.stat().st_size == sealed.size and not companions(database)


def companions(database: Path) -> list[Path]:
    """The journals beside a database that would change what is read from it."""
    beside = [database.with_name(database.name + ending) for ending in ("-wal", "-journal")]
    return [path for path in beside if path.is_file() and path.stat().st_size]
