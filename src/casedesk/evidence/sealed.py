"""One encrypted file per evidence file: sealed once, read verified, never changed.

Pure bytes: nothing here knows a record. `stream` says what such a file looks like.
"""

import hashlib
import io
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casedesk.evidence.hashing import HashBeside
from casedesk.evidence.stream import (
    END_BYTES,
    HEAD_BYTES,
    MAGIC,
    PREFIX_BYTES,
    TAG_BYTES,
    Layout,
    Stream,
    damaged,
    padded_length,
)
from casedesk.vault.errors import Damaged
from casedesk.vault.files import answering_in_sentences, filling_private, open_plain
from casedesk.vault.seal import Progress
from casedesk.words import Refusal, _

CHUNK = 1 << 20  # large enough that a chunk's tag and call cost nothing


class Missing(Damaged):
    """The sealed file is not where it belongs."""


class Unreadable(Refusal):
    """The file that should be sealed could not be read to its end."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is known of a file once it is sealed: its key (32 bytes), its true length in bytes,
    and two SHA-256 (32 bytes): of the content, and the fingerprint of the sealed file.

    The fingerprint covers head, tags and end. Each tag vouches for its chunk, so that key and
    fingerprint together stand for every byte; hashing the ciphertext too was measured to make
    sealing twice as slow.
    """

    key: bytes = field(repr=False)
    size: int
    sha256: bytes
    sealed_sha256: bytes


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
    head = MAGIC + chunk.to_bytes(4) + secrets.token_bytes(PREFIX_BYTES)
    stream = Stream.of(key, vault_id, file_id, head)
    tags = hashlib.sha256(head)
    buffer = memoryview(bytearray(chunk + TAG_BYTES))
    with HashBeside() as plain, filling_private(target) as file:
        file.write(head)
        content = _Content(source, chunk, plain, progress, total)
        count = 0
        for number, piece in enumerate(content.pieces()):
            sealed = buffer[: len(piece) + TAG_BYTES]
            stream.close(number, piece, sealed)
            tags.update(sealed[-TAG_BYTES:])
            file.write(sealed)
            count = number + 1
        end = stream.close_end(count, content.size)
        tags.update(end)
        file.write(end)
        return Sealed(key, content.size, plain.digest(), tags.digest())


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
        """Each piece is good until the next."""
        # Two buffers: one may still be hashed while the other is filled. A new one for every
        # piece, given back by the other thread, was measured to double the time of it all.
        buffers = [memoryview(bytearray(self.chunk)) for _turn in range(2)]
        for buffer in cycle(buffers):
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

    `size` is the content's true length in bytes. Raises Damaged from whatever reads. The fill
    behind the content is only looked at by `chunks`.
    """

    def __init__(self, file: io.FileIO, stream: Stream, layout: Layout, size: int) -> None:
        super().__init__()
        self.size = size
        self._file = file
        self._stream = stream
        self._layout = layout
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
        if self._place >= self.size:
            return 0
        number, start = divmod(self._place, self._layout.chunk)
        if self._held[0] != number:
            self._held = (number, self._verified(number))
        piece = self._held[1][start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def close(self) -> None:
        self._held = (-1, b"")
        self._file.close()
        super().close()

    def chunks(self) -> Iterator[bytes]:
        """The whole content in order, then the fill verified too: the last step may raise."""
        for number in range(self._layout.count):
            if piece := self._verified(number):
                yield piece

    def _verified(self, number: int) -> bytes:
        """A chunk of the content, without fill."""
        start, end = self._layout.place(number)
        with answering_in_sentences():
            self._file.seek(start)
            untrusted = self._file.read(end - start)
        piece = self._stream.open(number, untrusted)
        left = max(0, self.size - number * self._layout.chunk)
        return piece if left >= len(piece) else piece[:left]


def open_sealed(path: Path, key: bytes, vault_id: bytes, file_id: bytes) -> SealedFile:
    """Open a sealed file for reading at any place; close it, or use it in a `with`.

    Its end is verified here, so a truncated file is refused at once. Raises Damaged, Missing,
    Unsafe where a link stands in its place.
    """
    file = _opened(path)
    try:
        with answering_in_sentences():
            head = file.read(HEAD_BYTES)
            layout = Layout.of(head, os.fstat(file.fileno()).st_size)
            file.seek(layout.end)
            untrusted_end = file.read(END_BYTES)
        stream = Stream.of(key, vault_id, file_id, head)
        return SealedFile(file, stream, layout, _true_length(stream, layout, untrusted_end))
    except BaseException:
        file.close()
        raise


def _true_length(stream: Stream, layout: Layout, untrusted_end: bytes) -> int:
    size = stream.open_end(layout.count, untrusted_end)
    if padded_length(size) != layout.padded:
        raise damaged()
    return size


def _opened(path: Path) -> io.FileIO:
    try:
        return io.FileIO(open_plain(path, os.O_RDONLY))
    except FileNotFoundError:
        raise Missing(
            _("The sealed file of a piece of evidence is missing. Take it from a backup.")
        ) from None


def unseal(path: Path, key: bytes, vault_id: bytes, file_id: bytes) -> Iterator[bytes]:
    """The content in chunks, each verified before it is handed out.

    Raises Damaged for any change, also in the fill: then after the content was handed out.
    """
    with open_sealed(path, key, vault_id, file_id) as sealed:
        yield from sealed.chunks()


def fingerprint(path: Path) -> bytes:
    """The fingerprint of a sealed file as it lies there: quick, without the key, and blind to
    damage inside a chunk, which only `unseal` finds. Raises Damaged, Missing, Unsafe.
    """
    with _opened(path) as file, answering_in_sentences():
        head = file.read(HEAD_BYTES)
        layout = Layout.of(head, os.fstat(file.fileno()).st_size)
        hashed = hashlib.sha256(head)
        for number in range(layout.count):
            _start, end = layout.place(number)
            file.seek(end - TAG_BYTES)
            hashed.update(file.read(TAG_BYTES))
        file.seek(layout.end)
        hashed.update(file.read(END_BYTES))
    return hashed.digest()
