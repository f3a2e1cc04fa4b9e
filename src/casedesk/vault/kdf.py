"""From what a person types to a key: Argon2id, with a cost that bounds keep honest.

Argon2id is RFC 9106, version 1.3. The salt is 16 bytes, the key 32. The work lets go of the
interpreter's lock, so it may run in a thread while the window stays alive.
"""

import os
import sys
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casedesk.vault.errors import ForbiddenCost, NotEnoughMemory
from casedesk.words import _

SALT_BYTES = 16
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """The work of one guess. `memory_kib` in KiB, `passes` over it, `lanes` side by side."""

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a header may ask for. Less would weaken a vault, more would freeze the computer."""

    least: Cost
    most: Cost

    def allow(self, cost: Cost) -> bool:
        return (
            self.least.memory_kib <= cost.memory_kib <= self.most.memory_kib
            and self.least.passes <= cost.passes <= self.most.passes
            and self.least.lanes <= cost.lanes <= self.most.lanes
        )


STANDARD = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
SMALL_COMPUTER = Cost(memory_kib=64 * 1024, passes=4, lanes=4)
BOUNDS = Bounds(least=Cost(64 * 1024, 2, 1), most=Cost(2 * 1024 * 1024, 16, 8))

_SMALL = 3 * 1024**3


def passphrase_bytes(text: str) -> bytes:
    """The bytes that are stretched: NFKC, then UTF-8, so that every keyboard gives the same.

    Nothing is trimmed: a space at an end is part of the passphrase.
    """
    return unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")


def check(cost: Cost, bounds: Bounds = BOUNDS) -> None:
    """Refuse a cost outside the bounds, before any work is done."""
    if not bounds.allow(cost):
        raise ForbiddenCost(
            _(
                "This vault asks for an unlocking work that CaseDesk never sets. Somebody may have"
                " changed the vault: do not type the passphrase again, and use a backup."
            )
        )


def stretch(secret: bytes, salt: bytes, cost: Cost, bounds: Bounds = BOUNDS) -> bytearray:
    """Stretch a secret to a 32-byte key; a bytearray, so that it can be overwritten after use.

    Raises ForbiddenCost before any work, NotEnoughMemory.
    """
    check(cost, bounds)
    work = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    key = bytearray(KEY_BYTES)
    try:
        work.derive_into(secret, key)
    except MemoryError as error:
        raise NotEnoughMemory(
            _(
                "This computer has too little free memory to unlock the vault."
                " Close other programs, then try again."
            )
        ) from error
    return key


def cost_for_this_computer() -> Cost:
    """The cost for a new passphrase made here: less only where there is little memory."""
    memory = _memory_of_this_computer()
    return SMALL_COMPUTER if memory and memory < _SMALL else STANDARD


def _memory_of_this_computer() -> int:
    """Bytes of memory fitted, 0 where the system does not say."""
    if sys.platform == "win32":
        return _memory_of_windows()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 0


def _memory_of_windows() -> int:
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415 - only here, only on Windows

    kibibytes = ctypes.c_ulonglong(0)
    asked = ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kibibytes))
    return kibibytes.value * 1024 if asked else 0
