"""Opening a vault: in the order in which damage and mischief are told apart."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from casedesk.vault import (
    cipher,
    header,
    history,
    keychain,
    keyslots,
    lastseen,
    lockfile,
    migrate,
    seal,
    walwalk,
)
from casedesk.vault.errors import Damaged, DiskFull, NewerVault, NotAVault
from casedesk.vault.header import Header, HeaderFile
from casedesk.vault.kdf import BOUNDS, Bounds
from casedesk.vault.keyslots import Opened
from casedesk.vault.lanes import Lane
from casedesk.vault.lockfile import Lock
from casedesk.vault.making import VaultExists, create_vault
from casedesk.vault.replicas import is_behind
from casedesk.vault.subkeys import Purpose, subkey
from casedesk.vault.tables import change, member, meta
from casedesk.vault.unit import VaultFacts
from casedesk.vault.vault import DATABASE, Trust, Vault
from casedesk.words import _

__all__ = [
    "Unlock",
    "VaultExists",
    "create_vault",
    "open_vault",
    "with_passphrase",
    "with_recovery_code",
]

#: How to open a header's slots; the slot to try first is given with it.
Unlock = Callable[[Header, str], Opened]


def with_passphrase(untrusted_text: str, *, bounds: Bounds = BOUNDS) -> Unlock:
    """Open with a passphrase, and the device's secret where the slot asks for one."""

    def unlock(head: Header, first: str) -> Opened:
        return keyslots.open_with_passphrase(
            head.id,
            head.slots,
            untrusted_text,
            device_secret_of=lambda slot: keychain.fetch_device_secret(head.id, slot),
            first=first,
            bounds=bounds,
        )

    return unlock


def with_recovery_code(untrusted_code: str, *, bounds: Bounds = BOUNDS) -> Unlock:
    """Open with the recovery code."""

    def unlock(head: Header, _first: str) -> Opened:
        return keyslots.open_with_recovery_code(head.id, head.slots, untrusted_code, bounds=bounds)

    return unlock


@dataclass
class _Found:
    """What is known of a vault while it is being opened."""

    folder: Path
    lock: Lock
    file: HeaderFile
    trust: Trust
    digest: "Future[bytes] | None" = None


def open_vault(folder: Path, unlock: Unlock, *, wait_seconds: float = 0.0) -> Vault:
    """Open a vault, waiting so long for a process that is just letting go of it.

    A vault in doubt (changed since it was closed, older than it should be, in a folder that can
    only be read) opens for reading, and says so in `trust`. Raises NotAVault, NewerVault,
    Damaged, WrongKey, VaultInUse, Unsafe.
    """
    if not folder.is_dir():
        raise NotAVault(_("There is no vault at this place. Choose another, or make a new vault."))
    header.load(folder)  # before a lock file is put into a folder that is no vault
    if not (folder / DATABASE).exists():
        raise NotAVault(_("The vault's database is missing from its folder. Use a backup."))
    lock = lockfile.hold(folder, wait_seconds=wait_seconds)
    try:
        found = _Found(folder, lock, header.load(folder), Trust())
        with ThreadPoolExecutor(max_workers=1) as aside:
            # The seal's hash needs no key, so it is taken while the passphrase is stretched.
            if found.file.header.seal is not None:
                found.digest = aside.submit(seal.hash_file, folder / DATABASE)
            return _unlocked(found, unlock)
    except BaseException:
        lock.release()
        raise


def _unlocked(found: _Found, unlock: Unlock) -> Vault:
    head, trust = found.file.header, found.trust
    opened = unlock(head, lastseen.slot_to_try_first(head.id, found.folder))
    header.check_mac(head, subkey(opened.master, head.id, Purpose.HEADER))
    if found.file.spare_used:
        trust.notices.append(_("The vault's header was damaged; its spare copy was used."))
    if found.lock.read_only or not _can_write_in(found.folder):
        trust.doubt(_("The vault's folder can only be read here, so nothing can be changed."))
    _check_seal(found, opened.master)
    journal = _look_at_journal(found)
    lanes = _lanes(found, subkey(opened.master, head.id, Purpose.DATABASE))
    try:
        memory = lastseen.recall(
            head.id, found.folder, subkey(opened.master, head.id, Purpose.LAST_SEEN)
        )
        facts = lanes[1].run(
            lambda session: _check_database(session, found, opened, memory, journal)
        )
        if facts is None:
            head = _break_seal(found, opened.master)
            lanes[0].run_bare(lambda engine: _copy_and_migrate(found.folder, engine))
            facts = lanes[1].run(lambda session: _facts(session.connection(), head, opened))
    except BaseException:
        for lane in lanes:
            lane.close()
        raise
    vault = Vault(
        found.folder,
        head,
        opened.slot,
        opened.master,
        facts=facts,
        trust=trust,
        lock=found.lock,
        lanes=lanes,
    )
    if not (found.file.both_agree or trust.read_only):
        # A kill between the two files, or damage to one: an old slot must not live on in it.
        with suppress(DiskFull):
            vault.keep_header(head)
    return vault


def _break_seal(found: _Found, master: bytearray) -> Header:
    """The header without its seal, before the database is brought to a new form: what changes the
    file without breaking the seal first makes the next opening doubt it.
    """
    head = found.file.header
    if head.seal is None:
        return head
    broken = replace(head, gen=head.gen + 1, seal=None)
    return header.write(found.folder, broken, subkey(master, head.id, Purpose.HEADER))


_COPIES = DATABASE + ".before-"


def _copy_and_migrate(folder: Path, engine: Engine) -> None:
    """Bring the database to the newest schema; a copy as it was stays beside it.

    It goes at the next opening: what is erased later must not live on in it.
    """
    with engine.connect() as connection:
        schema = migrate.schema_of(connection)
        copy = folder / f"{_COPIES}{schema}"
        copy.unlink(missing_ok=True)
        connection.rollback()
        cipher.vacuum_into(connection.connection.driver_connection, copy)
    migrate.migrate(engine)


def _can_write_in(folder: Path) -> bool:
    """Whether files can be made in a folder; a lock file left in it may be open to writing."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _check_seal(found: _Found, master: bytearray) -> None:
    head = found.file.header
    if head.seal is None or found.digest is None:
        return
    database = found.folder / DATABASE
    key = subkey(master, head.id, Purpose.SEAL)
    holds = seal.holds(key, head.seal, found.digest.result())
    if holds and seal.companions(database):
        # The file is the one that was sealed, so the journal was put beside it afterwards, and
        # its old pages would be taken for the newest.
        raise Damaged(
            _(
                "Somebody put a journal beside this closed vault. Take data.db-wal out of its"
                " folder, keep it, and open the vault again."
            )
        )
    if not holds or not seal.looks_untouched(head.seal, database):
        found.trust.doubt(
            _(
                "The vault's database is not as CaseDesk left it: it is damaged, or was replaced."
                " It is opened for reading only. Have the vault checked, and use a backup."
            )
        )


def _look_at_journal(found: _Found) -> walwalk.WalReport | None:
    """Count the saves SQLite would drop without a word, and keep their bytes before it does."""
    journal = walwalk.journal_of(found.folder / DATABASE)
    if not journal.is_file() or found.file.header.seal is not None:
        return None
    report = walwalk.walk(journal)
    if report.damaged and not found.trust.read_only:
        walwalk.keep_aside(journal)
    return report


def _lanes(found: _Found, key: bytes) -> tuple[Lane, Lane]:
    """The writing and the reading lane. In doubt, neither can touch a byte of the file."""
    path, salt = found.folder / DATABASE, found.file.header.db_salt
    still = bool(found.trust.read_only)
    return (
        Lane("writer", lambda: cipher.connect(path, key, salt, read_only=still), writes=not still),
        Lane(
            "reader",
            lambda: cipher.connect(path, key, salt, read_only=still, query_only=True),
            writes=False,
        ),
    )


def _check_database(
    session: Session,
    found: _Found,
    opened: Opened,
    memory: lastseen.Memory | None,
    journal: walwalk.WalReport | None,
) -> VaultFacts | None:
    """Compare the database with what header and computer know; None: it must be migrated first."""
    connection = session.connection()
    schema = migrate.schema_of(connection)
    if schema not in migrate.SCHEMAS:
        raise NewerVault(
            _("This vault was written by a newer CaseDesk. Install that version to open it.")
        )
    _check_age(connection, found, memory)
    if journal is not None and journal.damaged:
        last = connection.execute(select(change.c.at).order_by(change.c.at.desc()).limit(1))
        found.trust.notices.append(journal.sentence((last.scalar() or "")[:16].replace("T", " ")))
    if not found.trust.read_only:
        if schema != migrate.NEWEST:
            return None
        for copy in found.folder.glob(_COPIES + "*"):
            copy.unlink()
    return _facts(connection, found.file.header, opened)


def _check_age(connection: Connection, found: _Found, memory: lastseen.Memory | None) -> None:
    head = found.file.header
    gen = int(connection.execute(select(meta.c.value).where(meta.c.key == "gen")).scalar_one())
    fitting = {head.gen} if head.seal else {head.gen, head.gen - 1}
    if gen not in fitting or not _has_heads(connection, head):
        found.trust.doubt(
            _(
                "The vault's database and its header are not of the same time: an old copy of one"
                " was put in place. It is opened for reading only; use a backup."
            )
        )
    elif memory is not None and (memory.gen > head.gen or is_behind(connection, memory)):
        found.trust.notices.append(
            _(
                "This vault is older than the one last used at this place: later saves are not in"
                " it. If you restored an old copy, that is as it should be."
            )
        )


def _has_heads(connection: Connection, head: Header) -> bool:
    """Whether every change the header vouches for is still in the history."""
    return all(
        history.link_at(connection, bytes.fromhex(uuid), seq) == link
        for uuid, (seq, link) in head.heads.items()
    )


def _facts(connection: Connection, head: Header, opened: Opened) -> VaultFacts:
    who = connection.execute(
        select(member).where(member.c.uuid == bytes.fromhex(opened.slot.member))
    ).first()
    if who is None:
        raise Damaged(_("The vault does not know the member this key belongs to. Use a backup."))
    return VaultFacts(head.id, head.demo, who.id, who.uuid, who.name)
