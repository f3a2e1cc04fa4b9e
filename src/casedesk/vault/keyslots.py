"""Keyslots: the master key, wrapped once per way of opening the vault.

Every slot opens the vault alone and belongs to one member. The wrapping is AES-256-GCM; what it
covers besides the key is "CaseDesk/slot", the vault's id and every other value of the slot, so a
slot cannot be changed or carried to another vault. The slow part lets go of the interpreter's
lock: run these functions in a thread while a window is shown.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casedesk.vault import canonical, kdf, recovery
from casedesk.vault.errors import WrongKey
from casedesk.vault.hardening import wipe
from casedesk.vault.kdf import BOUNDS, Bounds, Cost
from casedesk.vault.slot import (
    ID_BYTES,
    MASTER_BYTES,
    MOST_SLOTS,
    NONCE_BYTES,
    Kind,
    Slot,
    Use,
    to_json,
)
from casedesk.vault.subkeys import derive
from casedesk.words import _

__all__ = [
    "MOST_SLOTS",
    "DeviceSecretOf",
    "Kind",
    "Opened",
    "Slot",
    "Use",
    "lock_with_passphrase",
    "lock_with_recovery_code",
    "new_master",
    "new_slot_id",
    "open_with_organisation_key",
    "open_with_passphrase",
    "open_with_recovery_code",
]


@dataclass(frozen=True, slots=True)
class Opened:
    """The master key, to be overwritten after use (`hardening.wipe`), and the slot that gave it."""

    master: bytearray
    slot: Slot


DeviceSecretOf = Callable[[str], bytes | None]
"""Answers the secret this computer's keychain holds for a slot's id."""


def new_master() -> bytearray:
    return bytearray(secrets.token_bytes(MASTER_BYTES))


def new_slot_id() -> str:
    return secrets.token_hex(ID_BYTES)


def lock_with_passphrase(  # noqa: PLR0913 - the facts of a slot, each by name
    master: bytearray,
    vault_id: bytes,
    passphrase: str,
    *,
    member: str,
    cost: Cost | None = None,
    bounds: Bounds = BOUNDS,
    slot_id: str | None = None,
    device_secret: bytes | None = None,
) -> Slot:
    """A slot for a passphrase; with a device secret, for both together.

    Keep the device secret in the keychain under `slot_id` before this is called.
    """
    slot = Slot(
        id=slot_id or new_slot_id(),
        kind=Kind.TYPED if device_secret is None else Kind.TYPED_AND_DEVICE,
        use=Use.PASSPHRASE,
        member=member,
        cost=cost or kdf.cost_for_this_computer(),
        salt=secrets.token_bytes(kdf.SALT_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        created=_today(),
    )
    return _wrap(slot, master, vault_id, kdf.passphrase_bytes(passphrase), device_secret, bounds)


def lock_with_recovery_code(
    master: bytearray,
    vault_id: bytes,
    code: bytes,
    *,
    member: str,
    cost: Cost | None = None,
    bounds: Bounds = BOUNDS,
) -> Slot:
    """A slot for a recovery code (`recovery.new_code`)."""
    slot = Slot(
        id=new_slot_id(),
        kind=Kind.TYPED,
        use=Use.RECOVERY,
        member=member,
        cost=cost or kdf.cost_for_this_computer(),
        salt=secrets.token_bytes(kdf.SALT_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        created=_today(),
    )
    return _wrap(slot, master, vault_id, code, None, bounds)


def open_with_passphrase(
    vault_id: bytes,
    slots: Iterable[Slot],
    passphrase: str,
    *,
    device_secret_of: DeviceSecretOf | None = None,
    first: str = "",
    bounds: Bounds = BOUNDS,
) -> Opened:
    """Try a passphrase on the slots made for one; `first` is the id of the slot to begin with.

    Raises WrongKey with one sentence whatever was wrong, and ForbiddenCost before any work.
    """
    fitting = [slot for slot in slots if slot.use is Use.PASSPHRASE]
    fitting.sort(key=lambda slot: slot.id != first)
    secret = kdf.passphrase_bytes(passphrase)
    opened = _try_each(vault_id, fitting, secret, device_secret_of, bounds)
    if opened is None:
        raise WrongKey(
            _(
                "This does not open the vault. Check the passphrase, capital letters and the"
                " keyboard's language, and that this is the computer the vault was set up for;"
                " otherwise use the recovery code."
            )
        )
    return opened


def open_with_recovery_code(
    vault_id: bytes, slots: Iterable[Slot], untrusted_code: str, *, bounds: Bounds = BOUNDS
) -> Opened:
    """Try a typed recovery code on the slots made for one.

    Raises MistypedCode without any work, WrongKey, ForbiddenCost.
    """
    code = recovery.read_code(untrusted_code)
    fitting = [slot for slot in slots if slot.use is Use.RECOVERY]
    opened = _try_each(vault_id, fitting, code, None, bounds)
    if opened is None:
        raise WrongKey(
            _(
                "This recovery code is written correctly but does not open this vault."
                " It may belong to another vault, or have been replaced."
            )
        )
    return opened


def open_with_organisation_key(slots: Iterable[Slot]) -> Opened:
    """Not yet: such slots are read and kept, so that vaults which have them stay whole."""
    there = any(slot.kind is Kind.ORGANISATION for slot in slots)
    raise WrongKey(
        _("This version of CaseDesk cannot open a vault with the organisation's key yet.")
        if there
        else _("This vault was not locked for an organisation's key.")
    )


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _covered(vault_id: bytes, slot: Slot) -> bytes:
    rest = {name: value for name, value in to_json(slot).items() if name != "ct"}
    return b"CaseDesk/slot" + vault_id + canonical.spell(rest)


def _wrapping_key(
    slot: Slot, vault_id: bytes, secret: bytes, device_secret: bytes | None, bounds: Bounds
) -> bytearray:
    if slot.cost is None:
        raise AssertionError("a slot without a cost is never stretched")
    key = kdf.stretch(secret, slot.salt, slot.cost, bounds)
    if device_secret is None:
        return key
    both = bytearray(key + device_secret)
    info = f"CaseDesk/v1/slot/{slot.id}".encode("ascii")
    joined = bytearray(derive(both, vault_id, info))
    wipe(key)
    wipe(both)
    return joined


def _wrap(
    slot: Slot,
    master: bytearray,
    vault_id: bytes,
    secret: bytes,
    device_secret: bytes | None,
    bounds: Bounds,
) -> Slot:
    key = _wrapping_key(slot, vault_id, secret, device_secret, bounds)
    wrapped = AESGCM(key).encrypt(slot.nonce, master, _covered(vault_id, slot))
    wipe(key)
    return replace(slot, wrapped=wrapped)


def _unwrap(slot: Slot, vault_id: bytes, key: bytearray) -> bytearray | None:
    master = bytearray(MASTER_BYTES)
    try:
        AESGCM(key).decrypt_into(slot.nonce, slot.wrapped, _covered(vault_id, slot), master)
    except InvalidTag:
        return None
    finally:
        wipe(key)
    return master


def _try_each(
    vault_id: bytes,
    fitting: Sequence[Slot],
    secret: bytes,
    device_secret_of: DeviceSecretOf | None,
    bounds: Bounds,
) -> Opened | None:
    for slot in fitting:
        if slot.cost:
            kdf.check(slot.cost, bounds)
    for slot in fitting:
        device_secret = None
        if slot.kind is Kind.TYPED_AND_DEVICE:
            device_secret = device_secret_of(slot.id) if device_secret_of else None
            if device_secret is None:
                continue
        key = _wrapping_key(slot, vault_id, secret, device_secret, bounds)
        master = _unwrap(slot, vault_id, key)
        if master is not None:
            return Opened(master, slot)
    return None
