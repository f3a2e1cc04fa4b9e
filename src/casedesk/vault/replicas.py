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
    if row is None or is_behind(connection, seen):
        return None
    return row


def is_behind(connection: Connection, seen: Memory) -> bool:
    """Whether the vault lacks changes this computer remembers having written here.

    So it is where an older copy was put in the vault's place, or where saves were lost.
    """
    if seen.seq == 0:
        return False
    link = history.link_at(connection, bytes.fromhex(seen.replica), seen.seq)
    return link is None or link.hex() != seen.link
