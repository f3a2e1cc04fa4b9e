"""What this computer remembers of a vault: enough to notice that an older one was put in its place.

One small file per vault, path and computer, outside the vault. Its name is a hash, its content
numbers and fingerprints under a code made with a sub-key of the vault: nobody without the key can
make it agree with an older vault, and nothing in it names anybody. Where it is missing or cannot
be read, the computer simply does not know the vault.
"""

import hashlib
import hmac
import os
import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casedesk.places import computer_memory
from casedesk.vault import canonical
from casedesk.vault.canonical import Malformed, exactly, number, octets
from casedesk.vault.files import make_private_folder, read_plain, write_private
from casedesk.words import Refusal

_VERSION = 1
_LARGEST = 4096
_NAMES = frozenset(("v", "replica", "seq", "link", "gen", "slot", "before", "before_link", "mac"))


@dataclass(frozen=True, slots=True)
class Memory:
    """The replica (uuid, hexadecimal) that wrote last from here, the number of its last change and
    the end of its chain (32 bytes, hexadecimal), the header's generation, and the id of the slot
    that opened the vault, to try it first.

    A memory is written before the save it tells of is done; `before` and `before_link` are number
    and end of the chain without that save, and hold if the process was killed in between.
    """

    replica: str
    seq: int
    link: str
    gen: int
    slot: str = ""
    before: int = 0
    before_link: str = "00" * 32


def remember(vault_id: bytes, vault: Path, key: bytes, memory: Memory) -> bool:
    """Remember a vault here; False where this computer keeps nothing. `key`: sub-key LAST_SEEN."""
    content = _to_json(memory)
    content["mac"] = _code(key, content)
    path = _folder() / _name(vault_id, vault)
    try:
        # Not waiting for the disk, since this runs at every save: an older or a missing memory
        # after a power cut only makes the computer know less.
        if not path.exists():
            make_private_folder(path.parent.parent)
            make_private_folder(path.parent)
        write_private(path, canonical.spell(content), wait=False)
    except (OSError, Refusal):
        return False
    return True


def recall(vault_id: bytes, vault: Path, key: bytes) -> Memory | None:
    """What this computer remembers of the vault at this path; None for anything in doubt."""
    try:
        untrusted = read_plain(_folder() / _name(vault_id, vault), _LARGEST)
        content = exactly(canonical.read(untrusted), _NAMES)
        code = octets(content.pop("mac"), 32).hex()
        return _from_json(content) if hmac.compare_digest(code, _code(key, content)) else None
    except (OSError, Refusal, Malformed):
        return None


def slot_to_try_first(vault_id: bytes, vault: Path) -> str:
    """The id of the slot that opened the vault last, before there is a key; "" if unknown.

    Only saves time: every slot is tried in the end.
    """
    with suppress(OSError, Refusal, Malformed):
        untrusted = read_plain(_folder() / _name(vault_id, vault), _LARGEST)
        return str(canonical.read(untrusted).get("slot", ""))
    return ""


def forget(vault_id: bytes, vault: Path) -> None:
    """Remove what is remembered of the vault at this path; needs no key."""
    with suppress(OSError):
        (_folder() / _name(vault_id, vault)).unlink(missing_ok=True)


def _to_json(memory: Memory) -> dict[str, Any]:
    return {
        "v": _VERSION,
        "replica": memory.replica,
        "seq": memory.seq,
        "link": memory.link,
        "gen": memory.gen,
        "slot": memory.slot,
        "before": memory.before,
        "before_link": memory.before_link,
    }


def _from_json(content: dict[str, Any]) -> Memory:
    number(content["v"], _VERSION, _VERSION)
    return Memory(
        replica=octets(content["replica"], 16).hex(),
        seq=number(content["seq"]),
        link=octets(content["link"], 32).hex(),
        gen=number(content["gen"]),
        slot=str(content["slot"]),
        before=number(content["before"]),
        before_link=octets(content["before_link"], 32).hex(),
    )


def _code(key: bytes, content: dict[str, Any]) -> str:
    rest = {name: value for name, value in content.items() if name != "mac"}
    return hmac.digest(key, canonical.spell(rest), "sha256").hex()


def _folder() -> Path:
    return computer_memory() / "seen"


def _name(vault_id: bytes, vault: Path) -> str:
    """Without the vault's random id nobody can try out which path a name stands for."""
    real = os.path.normcase(vault.resolve())
    parts = (b"CaseDesk/lastseen/1", vault_id, os.fsencode(real), machine_id().encode())
    lengths = (len(part).to_bytes(4) + part for part in parts)
    return hashlib.sha256(b"".join(lengths)).hexdigest()


def machine_id() -> str:
    """What tells this computer from others as long as its system is not installed anew."""
    found = _given_by_the_system()
    if found:
        return found
    address = uuid.getnode()
    # Without a network card this is a number of chance, marked by this bit, new at every start.
    return "" if address & (1 << 40) else f"{address:012x}"


@cache
def _given_by_the_system() -> str:
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        return _of_macos()
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        with suppress(OSError, UnicodeDecodeError):
            if found := path.read_text("ascii").strip():
                return found
    return ""


def _of_windows() -> str:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - only there on Windows

        place = r"SOFTWARE\Microsoft\Cryptography"
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    return ""


def _of_macos() -> str:
    """gethostuuid(2): sixteen bytes, waiting at most a second."""
    import ctypes  # noqa: PLC0415 - only needed here

    with suppress(OSError, AttributeError):
        octets_of_it = (ctypes.c_ubyte * 16)()
        second = (ctypes.c_long * 2)(1, 0)
        if ctypes.CDLL(None).gethostuuid(octets_of_it, second) == 0:
            return bytes(octets_of_it).hex()
    return ""
