"""A keyslot as data: what the header says of one way to open the vault. `keyslots` uses it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from casedesk.vault import canonical, kdf
from casedesk.vault.kdf import Cost

MOST_SLOTS = 8
MASTER_BYTES = 32
NONCE_BYTES = 12
ID_BYTES = 8

_TAG_BYTES = 16
_LARGEST_COST = 2**32 - 1

_Choice = TypeVar("_Choice", bound=StrEnum)


class Kind(StrEnum):
    """How a slot is opened. The texts are permanent."""

    TYPED = "argon2id"
    TYPED_AND_DEVICE = "argon2id+device"
    ORGANISATION = "x25519"


class Use(StrEnum):
    """What a person holds in hand for it. The texts are permanent."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a use, not a passphrase
    RECOVERY = "recovery"
    KEY = "key"


_ALGORITHM = {
    Kind.TYPED: "argon2id13+aes256gcm",
    Kind.TYPED_AND_DEVICE: "argon2id13+hkdf+aes256gcm",
    Kind.ORGANISATION: "x25519+hkdf+aes256gcm",
}
_USES = {
    Kind.TYPED: {Use.PASSPHRASE, Use.RECOVERY},
    Kind.TYPED_AND_DEVICE: {Use.PASSPHRASE},
    Kind.ORGANISATION: {Use.KEY},
}
_NAMES = frozenset(
    ("id", "kind", "use", "member", "alg", "cost", "salt", "peer", "nonce", "ct", "created")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way of opening the vault.

    `member` is the member's uuid in hexadecimal, `created` a date (no time: a header is readable
    without any key). `cost` is None and `peer` 32 bytes for the organisation's key, for which the
    format has a place already but this program no way of opening yet.
    """

    id: str
    kind: Kind
    use: Use
    member: str
    cost: Cost | None
    salt: bytes
    nonce: bytes
    created: str
    peer: bytes = b""
    wrapped: bytes = b""


def to_json(slot: Slot) -> dict[str, Any]:
    """A slot as it stands in the header."""
    cost = slot.cost
    return {
        "id": slot.id,
        "kind": str(slot.kind),
        "use": str(slot.use),
        "member": slot.member,
        "alg": _ALGORITHM[slot.kind],
        "cost": cost and {"m": cost.memory_kib, "t": cost.passes, "p": cost.lanes},
        "salt": slot.salt.hex(),
        "peer": slot.peer.hex(),
        "nonce": slot.nonce.hex(),
        "ct": slot.wrapped.hex(),
        "created": slot.created,
    }


def from_json(untrusted: Any) -> Slot:
    """Read a slot strictly. Raises canonical.Malformed. Bounds are checked where it is opened."""
    given = canonical.exactly(untrusted, _NAMES)
    kind = _one_of(Kind, given["kind"])
    use = _one_of(Use, given["use"])
    if use not in _USES[kind] or given["alg"] != _ALGORITHM[kind]:
        raise canonical.Malformed
    organisation = kind is Kind.ORGANISATION
    return Slot(
        id=canonical.octets(given["id"], ID_BYTES).hex(),
        kind=kind,
        use=use,
        member=canonical.octets(given["member"], 16).hex(),
        cost=_cost(given["cost"], absent=organisation),
        salt=canonical.octets(given["salt"], kdf.SALT_BYTES),
        peer=canonical.octets(given["peer"], 32 if organisation else 0),
        nonce=canonical.octets(given["nonce"], NONCE_BYTES),
        wrapped=canonical.octets(given["ct"], MASTER_BYTES + _TAG_BYTES),
        created=_day(given["created"]),
    )


def _one_of(choices: type[_Choice], untrusted: Any) -> _Choice:
    try:
        return choices(untrusted)
    except ValueError as error:
        raise canonical.Malformed from error


def _cost(untrusted: Any, *, absent: bool) -> Cost | None:
    if absent:
        if untrusted is not None:
            raise canonical.Malformed
        return None
    given = canonical.exactly(untrusted, frozenset("mtp"))
    return Cost(
        memory_kib=canonical.number(given["m"], 1, _LARGEST_COST),
        passes=canonical.number(given["t"], 1, _LARGEST_COST),
        lanes=canonical.number(given["p"], 1, _LARGEST_COST),
    )


def _day(untrusted: Any) -> str:
    try:
        day = date.fromisoformat(untrusted).isoformat()
    except (TypeError, ValueError) as error:
        raise canonical.Malformed from error
    if day != untrusted:
        raise canonical.Malformed
    return day
