"""The identity of an organisation or a member towards other vaults.

Two keys: Ed25519 signs what is sent, X25519 receives what is sealed for it. The two seeds lie in
the encrypted database only. The public half is one line of text to hand over, and a fingerprint of
six groups of digits to compare aloud: whoever exchanges the line on its way cannot make another
identity with the same 99 bits.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casedesk.vault import crockford
from casedesk.vault.errors import MistypedCode
from casedesk.words import _

SEED_BYTES = 32

_PREFIX = "casedesk-id1-"
_CHECK_BYTES = 6
_TEXT_BYTES = 2 * SEED_BYTES + _CHECK_BYTES  # 70 bytes are exactly 112 symbols
_SYMBOLS = _TEXT_BYTES * 8 // 5


@dataclass(frozen=True, slots=True)
class PublicIdentity:
    """What others may know: the key that checks signatures, and the key that seals."""

    signing: bytes
    sealing: bytes

    def text(self) -> str:
        """The line to hand over; it carries a check against typing mistakes."""
        content = self.signing + self.sealing
        number = int.from_bytes(content + _check(content))
        symbols = crockford.text_of(crockford.to_symbols(number, _SYMBOLS)).lower()
        return _PREFIX + crockford.in_groups(symbols, 8)

    def fingerprint(self) -> str:
        """Six groups of five digits to compare aloud; digits are read in every language."""
        digest = hashlib.sha256(b"CaseDesk/fingerprint/1" + self.signing + self.sealing).digest()
        digits = f"{int.from_bytes(digest) % 10**30:030d}"
        return " ".join(digits[start : start + 5] for start in range(0, 30, 5))

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.signing).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Identity:
    """Both secret seeds, 32 bytes each, to be stored in the database alone."""

    signing_seed: bytes = field(repr=False)
    sealing_seed: bytes = field(repr=False)

    def public(self) -> PublicIdentity:
        signing = Ed25519PrivateKey.from_private_bytes(self.signing_seed).public_key()
        sealing = X25519PrivateKey.from_private_bytes(self.sealing_seed).public_key()
        return PublicIdentity(signing.public_bytes_raw(), sealing.public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """64 bytes. Begin the message with what it is, so that it cannot serve as another."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_seed).sign(message)


def new_identity() -> Identity:
    return Identity(secrets.token_bytes(SEED_BYTES), secrets.token_bytes(SEED_BYTES))


def read_identity(untrusted_text: str) -> PublicIdentity:
    """Read the line somebody handed over. Raises MistypedCode."""
    plain = untrusted_text.strip().lower().removeprefix(_PREFIX)
    symbols = crockford.values(plain)
    if symbols is None or len(symbols) != _SYMBOLS:
        raise _mistyped()
    octets = crockford.to_number(symbols).to_bytes(_TEXT_BYTES)
    content, check = octets[:-_CHECK_BYTES], octets[-_CHECK_BYTES:]
    if check != _check(content):
        raise _mistyped()
    return PublicIdentity(content[:SEED_BYTES], content[SEED_BYTES:])


def _check(content: bytes) -> bytes:
    return hashlib.sha256(b"CaseDesk/identity/1" + content).digest()[:_CHECK_BYTES]


def _mistyped() -> MistypedCode:
    return MistypedCode(
        _(
            "This is no identity of CaseDesk, or it is not complete. Copy the whole line that"
            " begins with casedesk-id1-."
        )
    )
