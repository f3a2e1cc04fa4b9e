"""The form of a sealed file, and the cipher of its chunks.

A sealed file is a head, chunks, and an end:

    head    magic (8 bytes), size of a chunk (4, big-endian), prefix of the nonces (7, random)
    chunk   AES-256-GCM of that many bytes of content (the last one may be shorter), tag (16)
    end     AES-256-GCM of the content's true length (8, big-endian), tag (16)

The content is filled up with zeros to a length that says little of the true one. The nonce of a
chunk is prefix || number (4, big-endian) || 1 for the end, else 0: a chunk cannot be moved,
dropped, doubled or taken from another file, and the end tells of every truncation before the first
byte is handed out (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
Authenticated with every chunk: magic || vault's id || file's id || rest of the head. Each file has
its own random key, so nonces never meet under one key, and without the key the file is noise.
"""

from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casedesk.vault.errors import Damaged
from casedesk.words import _

MAGIC = b"CDsealed"
PREFIX_BYTES = 7
HEAD_BYTES = len(MAGIC) + 4 + PREFIX_BYTES
TAG_BYTES = 16
END_BYTES = 8 + TAG_BYTES

_LARGEST_CHUNK = 1 << 24  # what a hostile head may make us hold in memory
_ID_BYTES = 16


def damaged() -> Damaged:
    """What every reader answers with, whatever it was that did not fit."""
    return Damaged(
        _(
            "The sealed file of a piece of evidence is damaged, or is not the one that belongs"
            " here. Take it from a backup."
        )
    )


def padded_length(length: int) -> int:
    """The length a content of this length is filled up to: at most 12% more.

    Padmé: Nikitin, Barman, Lueks, Underwood, Hubaux and Ford, "Reducing Metadata Leakage from
    Encrypted Files and Communication with PURBs", PoPETs 2019(4). A length keeps as many leading
    bits as its order of magnitude needs to be written; what comes after them is rounded up.
    """
    if length == 0:
        return 0
    magnitude = length.bit_length() - 1
    mask = (1 << (magnitude - magnitude.bit_length())) - 1
    return (length + mask) & ~mask


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a sealed file lie, as its length tells; all in bytes but `count`.

    `body` is what lies between head and end: `count` chunks with their tags.
    """

    chunk: int
    body: int
    count: int

    @classmethod
    def of(cls, untrusted_head: bytes, length: int) -> Self:
        """The layout of a file with this head and this length. Raises Damaged."""
        chunk = chunk_size(untrusted_head)
        body = length - HEAD_BYTES - END_BYTES
        if body < 0:
            raise damaged()
        return cls(chunk, body, -(-body // (chunk + TAG_BYTES)))

    def place(self, number: int) -> tuple[int, int]:
        """Where a chunk begins, and where its tag ends."""
        step = self.chunk + TAG_BYTES
        return HEAD_BYTES + number * step, HEAD_BYTES + min((number + 1) * step, self.body)

    @property
    def end(self) -> int:
        """Where the end begins."""
        return HEAD_BYTES + self.body

    @property
    def padded(self) -> int:
        """The length of the content and its fill."""
        return self.body - self.count * TAG_BYTES


def chunk_size(untrusted_head: bytes) -> int:
    """The size of a chunk that a head says. Raises Damaged where it is no head."""
    chunk = int.from_bytes(untrusted_head[len(MAGIC) : -PREFIX_BYTES])
    whole = len(untrusted_head) == HEAD_BYTES and untrusted_head.startswith(MAGIC)
    if not whole or not 0 < chunk <= _LARGEST_CHUNK:
        raise damaged()
    return chunk


@dataclass(frozen=True, slots=True)
class Stream:
    """The cipher of one file."""

    cipher: AESGCM = field(repr=False)
    prefix: bytes
    bound_to: bytes

    @classmethod
    def of(cls, key: bytes, vault_id: bytes, file_id: bytes, head: bytes) -> Self:
        """The cipher for a file with this head; the ids are 16 bytes each."""
        if len(vault_id) != _ID_BYTES or len(file_id) != _ID_BYTES:
            raise ValueError("ids of other lengths could run into each other")
        bound_to = MAGIC + vault_id + file_id + head[len(MAGIC) :]
        return cls(AESGCM(key), head[-PREFIX_BYTES:], bound_to)

    def close(self, number: int, content: memoryview, sealed: memoryview) -> None:
        """Encrypt a chunk into a buffer that is longer by a tag."""
        self.cipher.encrypt_into(self._nonce(number, b"\0"), content, self.bound_to, sealed)

    def close_end(self, number: int, length: int) -> bytes:
        """The end: the content's true length."""
        return self.cipher.encrypt(self._nonce(number, b"\1"), length.to_bytes(8), self.bound_to)

    def open(self, number: int, untrusted: bytes) -> bytes:
        """A chunk's content and fill. Raises Damaged."""
        return self._open(self._nonce(number, b"\0"), untrusted)

    def open_end(self, number: int, untrusted: bytes) -> int:
        """The content's true length. Raises Damaged."""
        return int.from_bytes(self._open(self._nonce(number, b"\1"), untrusted))

    def _open(self, nonce: bytes, untrusted: bytes) -> bytes:
        try:
            return self.cipher.decrypt(nonce, untrusted, self.bound_to)
        except InvalidTag:
            raise damaged() from None

    def _nonce(self, number: int, last: bytes) -> bytes:
        # to_bytes raises beyond four bytes (4 PiB of content): a number never comes twice.
        return self.prefix + number.to_bytes(4) + last
