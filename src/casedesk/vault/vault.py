"""The open vault: reading, writing, and closing it so that the next opening can tell damage."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.orm import Session

from casedesk.vault import cipher, header, history, lastseen, seal
from casedesk.vault.door import Changes, Writing
from casedesk.vault.errors import Damaged, ReadOnly
from casedesk.vault.hardening import wipe
from casedesk.vault.header import Header
from casedesk.vault.keyslots import Slot
from casedesk.vault.lanes import Lane
from casedesk.vault.lockfile import Lock
from casedesk.vault.replicas import this_replica
from casedesk.vault.subkeys import Purpose, subkey
from casedesk.vault.tables import meta, replica
from casedesk.vault.unit import Reading, VaultFacts
from casedesk.words import _

T = TypeVar("T")

DATABASE = "data.db"

#: A journal of this many bytes is moved into the file after a save; walking a long one after a
#: kill would keep the person waiting.
_LARGE_JOURNAL = 8 << 20

#: How many replicas' heads the header names, the longest histories first: it has a fixed size.
_MOST_HEADS = 200


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a piece of writing answered, and what it changed."""

    result: T
    changes: Changes


@dataclass
class Trust:
    """What was found while opening. `notices` are sentences a person must see."""

    notices: list[str] = field(default_factory=list)
    read_only: str = ""

    def doubt(self, sentence: str) -> None:
        """From now on the vault is only read, and nothing leaves it."""
        self.notices.append(sentence)
        self.read_only = self.read_only or sentence


def now() -> str:
    """The present instant, UTC, to the millisecond, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Vault:
    """An open vault. Made by `opening.open_vault`; a context manager that closes it."""

    def __init__(  # noqa: PLR0913 - what opening found out, each by name
        self,
        folder: Path,
        head: Header,
        slot: Slot,
        master: bytearray,
        *,
        facts: VaultFacts,
        trust: Trust,
        lock: Lock,
        lanes: tuple[Lane, Lane],
    ) -> None:
        self.folder = folder
        self.header = head
        self.slot = slot
        self.facts = facts
        self.trust = trust
        self._master = master
        self._lock = lock
        self._writer, self._reader = lanes
        self._keys: dict[Purpose, bytes] = {}
        self._replica: history.Writer | None = None
        self._head: history.Head | None = None
        self._stirred = head.seal is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def read(self, work: Callable[[Reading], T]) -> T:
        """Read from the vault, in one consistent state of it. Raises Damaged."""
        return self._reader.run(lambda session: work(Reading(session, self.facts)))

    def write(self, what: str, work: Callable[[Writing], T]) -> Done[T]:
        """Change the vault, wholly or not at all; `what` names the unit in history and undo.

        Raises ReadOnly where the vault may only be read, and whatever refusal the work raises.
        """
        self.refuse_if_read_only()
        try:
            done = self._writer.run(lambda session: self._in_unit(session, what, work))
        except BaseException:
            # Where this unit began a replica, its row was taken back with everything else.
            self._replica = self._head = None
            raise
        if self._journal_size() > _LARGE_JOURNAL:
            self._writer.run_bare(_checkpoint)
        return done

    def refuse_if_read_only(self) -> None:
        """Raise ReadOnly where nothing may be written or leave the vault."""
        if self.trust.read_only:
            raise ReadOnly(self.trust.read_only)

    def key(self, purpose: Purpose) -> bytes:
        """A sub-key of this vault."""
        if purpose not in self._keys:  # drawing one takes a tenth of a small save
            self._keys[purpose] = subkey(self._master, self.header.id, purpose)
        return self._keys[purpose]

    def master(self) -> bytearray:
        """The master key, for wrapping it in another keyslot and for nothing else."""
        return self._master

    def keep_header(self, changed: Header) -> None:
        """Write the header anew, both files of it."""
        self.refuse_if_read_only()
        self.header = header.write(self.folder, changed, self.key(Purpose.HEADER))

    def change_slots(self, change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]]) -> None:
        """Give the header other keyslots, under a new generation.

        Under the old one, somebody could put the old header back, and a slot that was removed
        would open the vault again unnoticed. Raises ReadOnly, and whatever `change` raises.
        """
        self.refuse_if_read_only()
        self._writer.run(lambda session: self._in_new_generation(session.connection(), change))

    def close(self) -> None:
        """Seal and close. After a kill nothing is lost; only the seal is missing then."""
        to_seal = self._stirred and not self.trust.read_only
        try:
            heads = self._settle() if to_seal else {}
            self._reader.close()
            self._writer.close()
            if to_seal:
                self._seal(heads)
        finally:
            # Again where something failed above: then the vault stays without its seal.
            self._reader.close()
            self._writer.close()
            wipe(self._master)
            self._keys.clear()
            self._lock.release()

    def _settle(self) -> dict[str, tuple[int, bytes]]:
        """Bring everything into the file, and answer the ends of the history."""
        self._writer.run(lambda session: self._keep_gen(session.connection()))
        self._writer.run_bare(_checkpoint)
        return self._heads()

    def _heads(self) -> dict[str, tuple[int, bytes]]:
        found = self.read(lambda unit: history.heads(unit.connection))
        longest = sorted(found.items(), key=lambda pair: pair[1].seq, reverse=True)[:_MOST_HEADS]
        return {uuid.hex(): (head.seq, head.link) for uuid, head in longest}

    def _seal(self, heads: dict[str, tuple[int, bytes]]) -> None:
        sealed = seal.seal(self.key(Purpose.SEAL), self.folder / DATABASE, self.header.gen)
        self.keep_header(replace(self.header, seal=sealed, heads=heads))
        self._stirred = False

    def _in_unit(self, session: Session, what: str, work: Callable[[Writing], T]) -> Done[T]:
        connection = session.connection()
        # Rows of one unit may be written before the rows they point at.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        self._stir(connection)
        writer = self._who_writes(connection)
        before = self._head or history.head_of(connection, writer.replica)
        log = history.Log(writer, before, now(), history.Replicas(connection))
        unit = Writing(session, self.facts, log)
        done = Done(work(unit), unit.finish(what))
        if log.head != before:
            # Before the commit: after it, a kill would leave a save this computer does not know
            # of, whose numbers a copy put back in its place would use again.
            self._remember(writer.replica_uuid, before, log.head)
        self._head = log.head
        return done

    def _stir(self, connection: Connection) -> None:
        """Break the seal before the first save: from here on the file is on its way."""
        if self._stirred:
            return
        self.keep_header(replace(self.header, gen=self.header.gen + 1, seal=None))
        self._keep_gen(connection)
        self._stirred = True

    def _in_new_generation(
        self, connection: Connection, change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]]
    ) -> None:
        changed = change(self.header.slots)
        self.keep_header(replace(self.header, gen=self.header.gen + 1, seal=None, slots=changed))
        self._stirred = True
        self._keep_gen(connection)
        seen = lastseen.recall(self.header.id, self.folder, self.key(Purpose.LAST_SEEN))
        if seen is not None:
            seen = replace(seen, gen=self.header.gen)
            lastseen.remember(self.header.id, self.folder, self.key(Purpose.LAST_SEEN), seen)

    def _keep_gen(self, connection: Connection) -> None:
        """Say the header's generation in the database too; again on closing, since a unit that
        failed after it broke the seal took its generation back with it.
        """
        gen = str(self.header.gen)
        connection.execute(update(meta).where(meta.c.key == "gen").values(value=gen))

    def _who_writes(self, connection: Connection) -> history.Writer:
        if self._replica is None:
            seen = lastseen.recall(self.header.id, self.folder, self.key(Purpose.LAST_SEEN))
            found = this_replica(connection, seen)
            if found is None:
                found = connection.execute(
                    insert(replica)
                    .values(uuid=history.new_uuid(), created=now())
                    .returning(replica)
                ).one()
            self._replica = history.Writer(
                found.id, found.uuid, self.facts.member, self.facts.member_uuid
            )
        return self._replica

    def _remember(self, replica_uuid: bytes, before: history.Head, head: history.Head) -> None:
        memory = lastseen.Memory(
            replica=replica_uuid.hex(),
            seq=head.seq,
            link=head.link.hex(),
            gen=self.header.gen,
            slot=self.slot.id,
            before=before.seq,
            before_link=before.link.hex(),
        )
        lastseen.remember(self.header.id, self.folder, self.key(Purpose.LAST_SEEN), memory)

    def _journal_size(self) -> int:
        journal = self.folder / (DATABASE + "-wal")
        return journal.stat().st_size if journal.exists() else 0


def _checkpoint(engine: Engine) -> None:
    """Move the journal into the file, unless what is in it cannot be vouched for."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if not cipher.status_is_good(driver):
            raise Damaged(
                _("A part of the vault is damaged. Have the vault checked, and use a backup.")
            )
        connection.rollback()
        cipher.checkpoint(driver)
