"""One key per purpose, drawn from the master key, which itself is never used as a key.

HKDF-SHA256 (RFC 5869): salt = the vault's id, info = "CaseDesk/v1/" and the purpose. The texts of
the purposes are permanent: another text is another key, and what the old one made is lost.
"""

from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Purpose(StrEnum):
    """What a sub-key is for."""

    DATABASE = "db"
    HEADER = "header-mac"
    EVIDENCE = "blob-wrap"
    HISTORY = "history-mac"
    SEAL = "seal"
    IDENTITY = "identity-wrap"
    LAST_SEEN = "lastseen"
    BACKUP = "backup-mac"


def subkey(master: bytes | bytearray, vault_id: bytes, purpose: Purpose) -> bytes:
    """The 32-byte key of this vault for this purpose."""
    return derive(master, vault_id, f"CaseDesk/v1/{purpose}".encode("ascii"))


def derive(secret: bytes | bytearray, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 to 32 bytes."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(bytes(secret))
