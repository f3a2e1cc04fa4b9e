"""Who opens a vault, and how: adding, changing and removing keyslots of an open vault.

What a person must be told: a copy of the vault made before (a backup, a stick, an old version kept
by a cloud) still opens with the slots it had then. Removing a slot closes this vault, not those.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import insert, select

from casedesk.vault import history, identity, keychain, keyslots, recovery
from casedesk.vault.door import Writing
from casedesk.vault.errors import NoKeychain
from casedesk.vault.kdf import BOUNDS, Bounds, Cost
from casedesk.vault.keyslots import Kind, Slot, Use
from casedesk.vault.tables import member
from casedesk.vault.vault import Vault, now
from casedesk.words import Refusal, _


class KeyRefused(Refusal):
    """Keys cannot be changed in this way."""


def listed(vault: Vault) -> list[dict[str, Any]]:
    """Every way of opening this vault, in the order they were made.

    `use` is passphrase, recovery or key; `device`: this computer's keychain is needed besides;
    `created` is a date; `opened_with` marks the one by which the vault stands open.
    """
    names = vault.read(
        lambda unit: {
            row.uuid.hex(): row.name
            for row in unit.connection.execute(select(member.c.uuid, member.c.name))
        }
    )
    return [
        {
            "id": slot.id,
            "use": str(slot.use),
            "device": slot.kind is Kind.TYPED_AND_DEVICE,
            "member": names.get(slot.member, ""),
            "created": slot.created,
            "opened_with": slot.id == vault.slot.id,
        }
        for slot in vault.header.slots
    ]


def add_passphrase(
    vault: Vault,
    passphrase: str,
    *,
    member_name: str | None = None,
    device: bool = False,
    cost: Cost | None = None,
    bounds: Bounds = BOUNDS,
) -> str:
    """Let one more passphrase open the vault; answers the new slot's id.

    `member_name`: whose it is, a new member if nobody is called so; without it, whoever opened
    the vault. `device`: this computer's keychain is needed besides. Raises KeyRefused,
    NoKeychain, ReadOnly, DiskFull.
    """
    vault.refuse_if_read_only()
    _check_room(vault.header.slots, 1)
    who = _member_called(vault, member_name)
    slot = _new_slot(vault, passphrase, who, device=device, cost=cost, bounds=bounds)
    _write(vault, slot, lambda slots: (*slots, slot))
    return slot.id


def change_passphrase(
    vault: Vault, passphrase: str, *, cost: Cost | None = None, bounds: Bounds = BOUNDS
) -> str:
    """Open with another passphrase from now on; answers the new slot's id.

    Replaces the slot that opened the vault. Where that was the recovery code, the passphrase was
    forgotten: then the member's passphrase is replaced, and the code stays.
    Raises KeyRefused where it is not clear which of several passphrases is meant.
    """
    vault.refuse_if_read_only()
    old = _slot_to_change(vault)
    device = old is not None and old.kind is Kind.TYPED_AND_DEVICE
    who = vault.facts.member_uuid.hex()
    _check_room(vault.header.slots, 0 if old else 1)
    slot = _new_slot(vault, passphrase, who, device=device, cost=cost, bounds=bounds)
    _write(vault, slot, lambda slots: (*(kept for kept in slots if kept != old), slot))
    if vault.slot == old:
        vault.slot = slot
    if old is not None:
        _forget(vault, old)
    return slot.id


def new_recovery_code(vault: Vault, *, cost: Cost | None = None, bounds: Bounds = BOUNDS) -> str:
    """Make a new recovery code for this member; the one before it no longer opens the vault.

    Answers the code as it is printed; it is kept nowhere. Raises KeyRefused, ReadOnly, DiskFull.
    """
    vault.refuse_if_read_only()
    who = vault.facts.member_uuid.hex()
    code = recovery.new_code()
    slot = keyslots.lock_with_recovery_code(
        vault.master(), vault.header.id, code, member=who, cost=cost, bounds=bounds
    )

    def replaced(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        kept = [old for old in slots if (old.use, old.member) != (Use.RECOVERY, who)]
        _check_room(tuple(kept), 1)
        return (*kept, slot)

    opened_by_old = vault.slot.use is Use.RECOVERY and vault.slot.member == who
    vault.change_slots(replaced)
    if opened_by_old:
        vault.slot = slot
    return recovery.code_text(code)


def remove_slot(vault: Vault, slot_id: str) -> str:
    """Remove a way of opening this vault; answers a sentence of warning, or "".

    Refused where nothing would be left to open it with that a person can carry in the head or on
    paper: a keychain alone is lost with its computer.
    """
    vault.refuse_if_read_only()
    removed = _slot_called(vault.header.slots, slot_id)

    def without(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        kept = tuple(slot for slot in slots if slot.id != removed.id)
        if not any(slot.kind is Kind.TYPED for slot in kept):
            raise KeyRefused(
                _(
                    "After this no passphrase and no recovery code would open the vault by itself."
                    " Add another one first."
                )
            )
        return kept

    vault.change_slots(without)
    _forget(vault, removed)
    if any(slot.use is Use.RECOVERY for slot in vault.header.slots):
        return ""
    return _(
        "This vault has no recovery code now: if the passphrase is forgotten, everything is lost."
    )


def _slot_called(slots: tuple[Slot, ...], slot_id: str) -> Slot:
    """The slot with this id, of which the beginning is enough if it is the only one."""
    wanted = slot_id.strip().lower()
    found = [slot for slot in slots if wanted and slot.id.startswith(wanted)]
    if len(found) != 1:
        raise KeyRefused(
            _("No key of this vault is called “{key}”. The list of its keys shows them.")
            .format(key=slot_id)
        )  # fmt: skip
    return found[0]


def _slot_to_change(vault: Vault) -> Slot | None:
    if vault.slot.use is Use.PASSPHRASE:
        return vault.slot
    who = vault.facts.member_uuid.hex()
    own = [slot for slot in vault.header.slots if slot.use is Use.PASSPHRASE and slot.member == who]
    if len(own) > 1:
        raise KeyRefused(
            _("You have more than one passphrase here. Remove the one that is to go, then add one.")
        )
    return own[0] if own else None


def _check_room(slots: tuple[Slot, ...], more: int) -> None:
    if len(slots) + more > keyslots.MOST_SLOTS:
        raise KeyRefused(
            _("A vault has at most {count} keys. Remove one first.").format(
                count=keyslots.MOST_SLOTS
            )
        )


def _new_slot(
    vault: Vault, passphrase: str, who: str, *, device: bool, cost: Cost | None, bounds: Bounds
) -> Slot:
    if not passphrase:
        raise KeyRefused(_("An empty passphrase protects nothing. Choose one of several words."))
    slot_id = keyslots.new_slot_id()
    secret = None
    if device:
        secret = secrets.token_bytes(keychain.SECRET_BYTES)
        # Before the header is written: a slot whose secret was kept nowhere opens nothing.
        keychain.store_device_secret(vault.header.id, slot_id, secret)
    return keyslots.lock_with_passphrase(
        vault.master(),
        vault.header.id,
        passphrase,
        member=who,
        cost=cost,
        bounds=bounds,
        slot_id=slot_id,
        device_secret=secret,
    )


def _write(vault: Vault, new: Slot, change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]]) -> None:
    try:
        vault.change_slots(change)
    except BaseException:
        if all(slot.id != new.id for slot in vault.header.slots):
            _forget(vault, new)
        raise


def _forget(vault: Vault, slot: Slot) -> None:
    """Remove a slot's secret from this computer's keychain. Without its slot it opens nothing."""
    if slot.kind is Kind.TYPED_AND_DEVICE:
        with suppress(NoKeychain):
            keychain.forget_device_secret(vault.header.id, slot.id)


def _member_called(vault: Vault, name: str | None) -> str:
    """The uuid of the member of this name, in hexadecimal; a new member where there is none."""
    if name is None:
        return vault.facts.member_uuid.hex()
    if not name.strip():
        raise KeyRefused(_("A member needs a name."))

    def find_or_add(unit: Writing) -> bytes:
        named = select(member.c.uuid).where(member.c.name == name.strip())
        found: bytes | None = unit.connection.execute(named).scalar()
        return found or _new_member(unit, name.strip())

    return vault.write("member", find_or_add).result.hex()


def _new_member(unit: Writing, name: str) -> bytes:
    uuid, who = history.new_uuid(), identity.new_identity()
    unit.connection.execute(
        insert(member).values(
            uuid=uuid,
            name=name,
            created=now(),
            identity=who.signing_seed + who.sealing_seed,
            public_identity=who.public().text(),
        )
    )
    return uuid
