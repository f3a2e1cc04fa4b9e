"""The header of a vault: what can be read of it without a key, and the slots that give the key.

Two files hold the same bytes: `vault.cdh` and its spare `vault.cdh.bak`. The content is JSON in
exactly one spelling. Two codes guard it: `sum`, a plain SHA-256, tells damage from a wrong
passphrase before any key is there; `mac`, HMAC-SHA256 under a sub-key, tells a forgery after
unlocking. The names `fmt`, `v` and `sum`, and how `sum` is made, stay in every later version.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from casedesk.vault import canonical
from casedesk.vault.canonical import Malformed, exactly, number, octets
from casedesk.vault.errors import Damaged, NewerVault, NotAVault
from casedesk.vault.files import read_plain, write_private
from casedesk.vault.seal import Seal
from casedesk.vault.slot import MOST_SLOTS, Slot, from_json, to_json
from casedesk.words import Refusal, _

FORMAT = "casedesk-vault"
VERSION = 1
MAIN = "vault.cdh"
SPARE = "vault.cdh.bak"
LARGEST = 64 * 1024

ID_BYTES = 16
SALT_BYTES = 16
LINK_BYTES = 32

_CIPHER = "sqlcipher4"
_PAGE = 4096
_NAMES = frozenset(("fmt", "v", "id", "gen", "demo", "db", "heads", "seal", "slots", "mac", "sum"))


@dataclass(frozen=True, slots=True)
class Header:
    """A header. Edit with `dataclasses.replace`, then `write`.

    `heads` names for each replica (uuid in hexadecimal) the number of its last change and the
    32-byte end of its chain. `mac` is empty until written.
    """

    id: bytes
    db_salt: bytes
    gen: int = 1
    demo: bool = False
    heads: Mapping[str, tuple[int, bytes]] = field(default_factory=dict)
    seal: Seal | None = None
    slots: tuple[Slot, ...] = ()
    mac: bytes = b""


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """A header as found: whether the spare had to serve, and whether both files agree."""

    header: Header
    spare_used: bool
    both_agree: bool


def _to_json(header: Header) -> dict[str, Any]:
    """Everything but the two codes."""
    sealed = header.seal
    return {
        "fmt": FORMAT,
        "v": VERSION,
        "id": header.id.hex(),
        "gen": header.gen,
        "demo": header.demo,
        "db": {"cipher": _CIPHER, "page": _PAGE, "salt": header.db_salt.hex()},
        "heads": {uuid: [seq, link.hex()] for uuid, (seq, link) in header.heads.items()},
        "seal": sealed and {"gen": sealed.gen, "size": sealed.size, "mac": sealed.mac.hex()},
        "slots": [to_json(slot) for slot in header.slots],
    }


def _sum(content: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in content.items() if name != "sum"}
    return hashlib.sha256(canonical.spell(rest)).hexdigest()


def mac_of(header: Header, mac_key: bytes) -> bytes:
    """The code of a header under the sub-key for headers."""
    return hmac.digest(mac_key, canonical.spell(_to_json(header)), "sha256")


def check_mac(header: Header, mac_key: bytes) -> None:
    """After unlocking: refuse a header that was not written by somebody with the key."""
    if not hmac.compare_digest(header.mac, mac_of(header, mac_key)):
        raise Damaged(
            _(
                "Somebody without a key to this vault has changed its header."
                " Do not work in it; use a backup."
            )
        )


def signed(header: Header, mac_key: bytes) -> Header:
    """The header with its code."""
    return replace(header, mac=mac_of(header, mac_key))


def spell(header: Header) -> bytes:
    """The bytes of a signed header's file."""
    content = _to_json(header) | {"mac": header.mac.hex()}
    return canonical.spell(content | {"sum": _sum(content)})


def parse(untrusted_bytes: bytes) -> Header:
    """Read a header without any key.

    Raises NotAVault, NewerVault or Damaged, each with its own sentence.
    """
    if not untrusted_bytes:
        raise Damaged(_("The vault's header is empty. Use a backup."))
    if len(untrusted_bytes) > LARGEST:
        raise NotAVault(_("This is no vault of CaseDesk: its header is far too long."))
    try:
        content = canonical.read(untrusted_bytes)
    except Malformed as error:
        raise _unreadable(untrusted_bytes) from error
    if content.get("fmt") != FORMAT:
        raise NotAVault(_("This is no vault of CaseDesk: its header is of another kind."))
    if content.get("sum") != _sum(content):
        raise _damaged()
    if type(content.get("v")) is int and content["v"] > VERSION:
        raise NewerVault(
            _("This vault was written by a newer CaseDesk. Install that version to open it.")
        )
    try:
        return _from_json(content)
    except Malformed as error:
        raise _damaged() from error


def _damaged() -> Damaged:
    return Damaged(_("The vault's header is damaged. Use a backup."))


def _unreadable(untrusted_bytes: bytes) -> Refusal:
    if untrusted_bytes.startswith(b'{"db":{"cipher":'):
        return Damaged(_("The vault's header is damaged or not complete. Use a backup."))
    return NotAVault(_("This is no vault of CaseDesk: its header cannot be read."))


def _from_json(content: dict[str, Any]) -> Header:
    exactly(content, _NAMES)
    database = exactly(content["db"], frozenset(("cipher", "page", "salt")))
    number(content["v"], VERSION, VERSION)
    number(database["page"], _PAGE, _PAGE)
    if database["cipher"] != _CIPHER:
        raise Malformed
    return Header(
        id=octets(content["id"], ID_BYTES),
        db_salt=octets(database["salt"], SALT_BYTES),
        gen=number(content["gen"]),
        demo=canonical.yes_or_no(content["demo"]),
        heads=_heads(content["heads"]),
        seal=_seal(content["seal"]),
        slots=_slots(content["slots"]),
        mac=octets(content["mac"], 32),
    )


def _heads(untrusted: Any) -> dict[str, tuple[int, bytes]]:
    if not isinstance(untrusted, dict):
        raise Malformed
    heads = {}
    for uuid, head in untrusted.items():
        if not isinstance(head, list) or len(head) != 2:
            raise Malformed
        heads[octets(uuid, 16).hex()] = (number(head[0]), octets(head[1], LINK_BYTES))
    return heads


def _seal(untrusted: Any) -> Seal | None:
    if untrusted is None:
        return None
    given = exactly(untrusted, frozenset(("gen", "size", "mac")))
    return Seal(number(given["gen"]), number(given["size"]), octets(given["mac"], 32))


def _slots(untrusted: Any) -> tuple[Slot, ...]:
    if not isinstance(untrusted, list) or len(untrusted) > MOST_SLOTS:
        raise Malformed
    slots = tuple(from_json(slot) for slot in untrusted)
    if len({slot.id for slot in slots}) != len(slots):
        raise Malformed
    return slots


def write(folder: Path, header: Header, mac_key: bytes) -> Header:
    """Write both files of a header, whole or not at all; answers it with its code.

    The spare is written too, always: a slot that was removed must not survive in it.
    """
    complete = signed(header, mac_key)
    content = spell(complete)
    parse(content)  # what could not be read again must never replace what can
    write_private(folder / MAIN, content)
    write_private(folder / SPARE, content)
    return complete


def load(folder: Path) -> HeaderFile:
    """Read the header of a vault's folder, from the spare where the main file cannot be read.

    Raises NotAVault, NewerVault, Damaged, Unsafe, ReadOnly.
    """
    main, spare = _read(folder / MAIN), _read(folder / SPARE)
    if main is None and spare is None:
        raise NotAVault(_("There is no vault of CaseDesk in this folder."))
    try:
        header = parse(b"" if main is None else main)
    except (Damaged, NotAVault):
        spare_header = _or_nothing(spare)
        if spare_header is None:
            raise
        return HeaderFile(spare_header, spare_used=True, both_agree=False)
    return HeaderFile(header, spare_used=False, both_agree=main == spare)


def _read(path: Path) -> bytes | None:
    try:
        return read_plain(path, LARGEST)
    except FileNotFoundError:
        return None


def _or_nothing(untrusted_bytes: bytes | None) -> Header | None:
    try:
        return None if untrusted_bytes is None else parse(untrusted_bytes)
    except (Damaged, NotAVault, NewerVault):
        return None
