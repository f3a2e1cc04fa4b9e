"""One encrypted file per evidence file: sealed once, read verified, never changed.

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

import hashlib
import io
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casedesk.evidence.hashing import HashBeside
from casedesk.vault.errors import Damaged
from casedesk.vault.files import answering_in_sentences, filling_private, open_plain
from casedesk.vault.seal import Progress
from casedesk.words import Refusal, _

MAGIC = b"CDsealed"
CHUNK = 1 << 20  # large enough that a chunk's tag and call cost nothing

_PREFIX_BYTES = 7
_HEAD_BYTES = len(MAGIC) + 4 + _PREFIX_BYTES
_TAG = 16
_END_BYTES = 8 + _TAG
_LARGEST_CHUNK = 1 << 24  # what a hostile head may make us hold in memory
_ID_BYTES = 16


class Missing(Damaged):
    """The sealed file is not where it belongs."""


class Unreadable(Refusal):
    """The file that should be sealed could not be read to its end."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is known of a file once it is sealed; lengths in bytes, hashes as 32 bytes."""

    key: bytes = field(repr=False)
    size: int
    sha256: bytes
    sealed_sha256: bytes


@dataclass(frozen=True, slots=True)
class _Stream:
    """The cipher of one file."""

    chunk: int
    prefix: bytes
    cipher: AESGCM = field(repr=False)
    bound_to: bytes

    def close(self, number: int, content: memoryview, sealed: memoryview) -> None:
        self.cipher.encrypt_into(self._nonce(number, False), content, self.bound_to, sealed)

    def close_end(self, number: int, size: int) -> bytes:
        return self.cipher.encrypt(self._nonce(number, True), size.to_bytes(8), self.bound_to)

    def open(self, number: int, untrusted: bytes, *, end: bool = False) -> bytes:
        try:
            return self.cipher.decrypt(self._nonce(number, end), untrusted, self.bound_to)
        except InvalidTag:
            raise _damaged() from None

    def _nonce(self, number: int, end: bool) -> bytes:
        # to_bytes raises beyond four bytes (4 PiB of content): a number never comes twice.
        return self.prefix + number.to_bytes(4) + bytes((end,))


def _stream(key: bytes, vault_id: bytes, file_id: bytes, head: bytes) -> _Stream:
    if len(vault_id) != _ID_BYTES or len(file_id) != _ID_BYTES:
        raise ValueError("ids are 16 bytes: other lengths could run into each other")
    chunk = int.from_bytes(head[len(MAGIC) : -_PREFIX_BYTES])
    if len(head) != _HEAD_BYTES or not head.startswith(MAGIC) or not 0 < chunk <= _LARGEST_CHUNK:
        raise _damaged()
    bound_to = MAGIC + vault_id + file_id + head[len(MAGIC) :]
    return _Stream(chunk, head[-_PREFIX_BYTES:], AESGCM(key), bound_to)


def _damaged() -> Damaged:
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


class Source(Protocol):
    """What can be sealed: an open file, bytes in memory, a sealed file of another vault."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill the buffer from its beginning; answers with how many bytes, 0 at the end."""


def seal(
    source: Source,
    target: Path,
    vault_id: bytes,
    file_id: bytes,
    progress: Progress | None = None,
    *,
    total: int = 0,
    chunk: int = CHUNK,
) -> Sealed:
    """Seal what `source` holds from here to its end; the file gets its name when it is whole.

    The plaintext is held two chunks at a time and is written nowhere. The folder must exist.
    `progress` is told bytes read and `total`; what it raises stops the work and leaves nothing.
    Raises Unreadable, DiskFull, ReadOnly.
    """
    key = AESGCM.generate_key(256)
    head = MAGIC + chunk.to_bytes(4) + secrets.token_bytes(_PREFIX_BYTES)
    stream = _stream(key, vault_id, file_id, head)
    with HashBeside() as plain, HashBeside() as whole, filling_private(target) as file:

        def put(sealed: bytes | memoryview) -> None:
            whole.update(sealed)
            file.write(sealed)

        put(head)
        content = _Content(source, chunk, plain, progress, total)
        buffers = _two_buffers(chunk + _TAG)
        number = 0
        for number, piece in enumerate(content.pieces(), start=1):
            sealed = next(buffers)[: len(piece) + _TAG]
            stream.close(number - 1, piece, sealed)
            put(sealed)
        put(stream.close_end(number, content.size))
        return Sealed(key, content.size, plain.digest(), whole.digest())


def _two_buffers(length: int) -> Iterator[memoryview]:
    """Two buffers in turn: one may still be hashed while the other is filled.

    A new megabyte for every chunk, given back by another thread, was measured to cost more time
    than ciphering and hashing together.
    """
    return cycle([memoryview(bytearray(length)), memoryview(bytearray(length))])


@dataclass(slots=True)
class _Content:
    """The content on its way into chunks: hashed, counted, and filled up with zeros."""

    source: Source
    chunk: int
    hashed: HashBeside
    progress: Progress | None
    total: int
    size: int = 0

    def pieces(self) -> Iterator[memoryview]:
        """Each piece is good until the next but one."""
        for buffer in _two_buffers(self.chunk):
            length = _fill(self.source, buffer)
            self._count(buffer[:length])
            if length < self.chunk:
                yield from self._last_pieces(buffer, length)
                return
            yield buffer

    def _count(self, piece: memoryview) -> None:
        self.hashed.update(piece)
        self.size += len(piece)
        if self.progress:
            self.progress(self.size, self.total)

    def _last_pieces(self, buffer: memoryview, length: int) -> Iterator[memoryview]:
        left = length + padded_length(self.size) - self.size
        buffer[length:] = bytes(self.chunk - length)
        while left:
            yield buffer[:left]
            left -= min(left, self.chunk)
            buffer = memoryview(bytes(self.chunk))


def _fill(source: Source, buffer: memoryview) -> int:
    """Fill the buffer, less only at the end, however little the source hands out at a time."""
    length = 0
    try:
        while length < len(buffer) and (more := source.readinto(buffer[length:])):
            length += more
    except OSError as error:
        raise Unreadable(
            _("The file could not be read to its end: {reason}. Copy it, then try again.").format(
                reason=os.strerror(error.errno) if error.errno else type(error).__name__
            )
        ) from error
    return length


class SealedFile(io.RawIOBase):
    """A sealed file, read like an open one at any place; every chunk is verified when it is read.

    Raises Damaged from whatever reads. The fill behind the content is only looked at by `chunks`.
    """

    def __init__(self, file: BinaryIO, stream: _Stream, size: int) -> None:
        super().__init__()
        #: The content's true length in bytes.
        self.size = size
        self._file = file
        self._stream = stream
        self._place = 0
        self._held = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("no place before the beginning")
        self._place = base + offset
        return self._place

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        number, start = divmod(self._place, self._stream.chunk)
        if self._place >= self.size:
            return 0
        piece = self._chunk(number)[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def close(self) -> None:
        self._held = (-1, b"")
        self._file.close()
        super().close()

    def chunks(self) -> Iterator[bytes]:
        """The whole content in order, then the fill verified too: the last step may raise."""
        for number in range(_count(padded_length(self.size), self._stream.chunk)):
            if piece := self._verified(number):
                yield piece

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            self._held = (number, self._verified(number))
        return self._held[1]

    def _verified(self, number: int) -> bytes:
        """A chunk of the content, without fill."""
        chunk = self._stream.chunk
        start = number * chunk
        length = min(chunk, padded_length(self.size) - start) + _TAG
        with answering_in_sentences():
            self._file.seek(_HEAD_BYTES + number * (chunk + _TAG))
            untrusted = self._file.read(length)
        piece = self._stream.open(number, untrusted)
        return piece if start + chunk <= self.size else piece[: max(0, self.size - start)]


def open_sealed(path: Path, key: bytes, vault_id: bytes, file_id: bytes) -> SealedFile:
    """Open a sealed file for reading at any place; close it, or use it in a `with`.

    Its end is verified here, so a truncated file is refused at once. Raises Damaged, Missing,
    Unsafe where a link stands in its place.
    """
    try:
        file = os.fdopen(open_plain(path, os.O_RDONLY), "rb", buffering=0)
    except FileNotFoundError:
        raise Missing(
            _("The sealed file of a piece of evidence is missing. Take it from a backup.")
        ) from None
    try:
        with answering_in_sentences():
            whole = os.fstat(file.fileno()).st_size
            stream = _stream(key, vault_id, file_id, file.read(_HEAD_BYTES))
        return SealedFile(file, stream, _true_length(file, stream, whole))
    except BaseException:
        file.close()
        raise


def _true_length(file: BinaryIO, stream: _Stream, whole: int) -> int:
    body = whole - _HEAD_BYTES - _END_BYTES
    number = _count(body, stream.chunk + _TAG)
    if body < 0:
        raise _damaged()
    with answering_in_sentences():
        file.seek(whole - _END_BYTES)
        untrusted_end = file.read(_END_BYTES)
    size = int.from_bytes(stream.open(number, untrusted_end, end=True))
    if padded_length(size) != body - number * _TAG:
        raise _damaged()
    return size


def _count(length: int, piece: int) -> int:
    """How many pieces of this length it takes."""
    return -(-length // piece)


def unseal(path: Path, key: bytes, vault_id: bytes, file_id: bytes) -> Iterator[bytes]:
    """The content in chunks, each verified before it is handed out.

    Raises Damaged for any change, also in the fill: then after the content was handed out.
    """
    with open_sealed(path, key, vault_id, file_id) as sealed:
        yield from sealed.chunks()


def sha256_of(path: Path) -> bytes:
    """SHA-256 of the sealed file as it lies there, which needs no key."""
    try:
        with answering_in_sentences(), os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        raise Missing(_("The sealed file of a piece of evidence is missing.")) from None
