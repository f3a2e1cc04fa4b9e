"""SHA-256 on a thread of its own, while this one ciphers, reads and writes."""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self


class HashBeside:
    """A SHA-256 taken beside the work it is for.

    Hashing takes several times as long as ciphering. At most one piece waits, so memory stays
    bounded. A context manager: its thread ends with the block.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="casedesk-hash")
        self._running: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._thread.shutdown()

    def update(self, piece: bytes | memoryview) -> None:
        """Hash a piece too, after those before it; it must not change until the next call."""
        self._wait()
        self._running = self._thread.submit(self._hash.update, piece)

    def digest(self) -> bytes:
        """The 32 bytes, once everything is hashed."""
        self._wait()
        return self._hash.digest()

    def _wait(self) -> None:
        if self._running:
            self._running.result()
