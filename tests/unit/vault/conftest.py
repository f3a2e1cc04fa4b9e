"""A small real vault's parts, made with a weak cost that only tests may pass."""

import ctypes
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casedesk.vault import cipher, header, kdf, keyslots
from casedesk.vault.header import Header
from casedesk.vault.kdf import Bounds, Cost
from casedesk.vault.subkeys import Purpose, subkey

WEAK = Cost(memory_kib=32, passes=1, lanes=1)
WEAK_BOUNDS = Bounds(least=WEAK, most=kdf.STANDARD)
MEMBER = "ab" * 16


@dataclass
class Parts:
    """A vault's folder with a header of two slots, and the keys behind it."""

    folder: Path
    header: Header
    master: bytearray
    code: bytes

    @property
    def mac_key(self) -> bytes:
        return subkey(self.master, self.header.id, Purpose.HEADER)


@pytest.fixture
def cost() -> Cost:
    return WEAK


@pytest.fixture
def bounds() -> Bounds:
    return WEAK_BOUNDS


@pytest.fixture
def member() -> str:
    return MEMBER


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    folder = tmp_path / "case.casedesk"
    folder.mkdir(mode=0o700)
    master, vault_id, code = keyslots.new_master(), secrets.token_bytes(16), secrets.token_bytes(16)
    slots = (
        keyslots.lock_with_passphrase(
            master, vault_id, "correct horse", member=MEMBER, cost=WEAK, bounds=WEAK_BOUNDS
        ),
        keyslots.lock_with_recovery_code(
            master, vault_id, code, member=MEMBER, cost=WEAK, bounds=WEAK_BOUNDS
        ),
    )
    head = Header(
        id=vault_id,
        db_salt=secrets.token_bytes(16),
        heads={"cd" * 16: (7, bytes(32))},
        slots=slots,
    )
    made = Parts(folder, head, master, code)
    made.header = header.write(folder, head, made.mac_key)
    return made


@dataclass
class Database:
    """An encrypted database with its raw key and salt."""

    path: Path
    key: bytes
    salt: bytes

    def connect(self, *, read_only: bool = False, query_only: bool = False) -> Any:
        return cipher.connect(
            self.path, self.key, self.salt, read_only=read_only, query_only=query_only
        )


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A new, empty, closed database."""
    made = Database(tmp_path / "data.db", secrets.token_bytes(32), secrets.token_bytes(16))
    cipher.connect(made.path, made.key, made.salt, create=True).close()
    return made


@pytest.fixture
def flipped() -> Callable[[bytes, int], bytes]:
    """The same bytes with one bit turned over."""

    def flip(content: bytes, bit: int) -> bytes:
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << (bit % 8)
        return bytes(changed)

    return flip


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A process whose umask would let everybody read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def as_stranger() -> Iterator[Callable[[], None]]:
    """Call it to go on without root's right to write where the modes forbid it; undone at the end.

    Anybody but root has no such right anyway.
    """
    if os.geteuid() != 0:
        yield lambda: None
        return
    if sys.platform != "linux":
        pytest.skip("root cannot be held back here")
    before = _capabilities()
    yield lambda: _set_capabilities(before, without=0b110)  # CAP_DAC_OVERRIDE, _READ_SEARCH
    _set_capabilities(before)


_CAPABILITIES_3 = (ctypes.c_uint32 * 2)(0x20080522, 0)  # linux/capability.h; this thread


def _capabilities() -> "ctypes.Array[ctypes.c_uint32]":
    """Twice effective, permitted, inheritable."""
    found = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capget(_CAPABILITIES_3, found) == 0
    return found


def _set_capabilities(kept: "ctypes.Array[ctypes.c_uint32]", without: int = 0) -> None:
    wanted = (ctypes.c_uint32 * 6)(*kept)
    wanted[0] &= ~without
    assert ctypes.CDLL(None).capset(_CAPABILITIES_3, wanted) == 0
