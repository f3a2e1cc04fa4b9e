"""Which replica this copy of the vault is, on this computer and at this path.

Changes are numbered per replica. Were a copy of the folder to go on counting under the replica it
was copied from, two different changes would carry one number, and merging the copies would lose
one of them. So a replica is used again only where this computer remembers having written it here,
and where the vault still holds all that was then written.
"""

from typing import Any

from sqlalchemy import Connection, select

from casedesk.vault import history
from casedesk.vault.lastseen import Memory
from casedesk.vault.tables import replica


def this_replica(connection: Connection, seen: Memory | None) -> Any | None:
    """The replica's row to go on with, or None where a new replica must begin."""
    if seen is None:
        return None
    uuid = bytes.fromhex(seen.replica)
    row = connection.execute(select(replica).where(replica.c.uuid == uuid)).first()
    # Also where the last save was cut off while it was made: that it never was done cannot be
    # told from a copy of before it, and in such a copy its numbers would be used again.
    return row if row is not None and _has(connection, seen, seen.seq, seen.link) else None


def is_behind(connection: Connection, seen: Memory) -> bool:
    """Whether the vault lacks changes this computer remembers having written here.

    So it is where an older copy was put in the vault's place, or where saves were lost. A save
    that was cut off while it was made is not missed.
    """
    return not (
        _has(connection, seen, seen.seq, seen.link)
        or _has(connection, seen, seen.before, seen.before_link)
    )


def _has(connection: Connection, seen: Memory, seq: int, link: str) -> bool:
    if seq == 0:
        return True
    found = history.link_at(connection, bytes.fromhex(seen.replica), seq)
    return found is not None and found.hex() == link
