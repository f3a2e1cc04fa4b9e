"""Making a vault: its folder appears when it is whole, under its name only then."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from casedesk.fold import FOLD_VERSION
from casedesk.vault import cipher, header, history, identity, keyslots, migrate, recovery, seal
from casedesk.vault.files import answering_in_sentences, make_private_folder
from casedesk.vault.hardening import wipe
from casedesk.vault.header import Header
from casedesk.vault.kdf import BOUNDS, Bounds, Cost
from casedesk.vault.lanes import Lane
from casedesk.vault.subkeys import Purpose, subkey
from casedesk.vault.tables import member, meta
from casedesk.vault.vault import DATABASE, now
from casedesk.words import Refusal, _


class VaultExists(Refusal):
    """Something lies already where a vault should be made."""


def create_vault(
    folder: Path,
    passphrase: str,
    *,
    member_name: str,
    demo: bool = False,
    cost: Cost | None = None,
    bounds: Bounds = BOUNDS,
) -> str:
    """Make a vault; answers the recovery code, which is kept nowhere.

    The folder appears when the vault is whole. Raises VaultExists, DiskFull, ReadOnly.
    """
    if folder.exists() or folder.is_symlink():
        raise VaultExists(
            _("Something lies already at this place. Choose a name that is not taken.")
        )
    unfinished = folder.with_name(folder.name + ".unfinished")
    with answering_in_sentences():
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private_folder(unfinished)
        try:
            code = _fill(unfinished, passphrase, member_name, demo, cost, bounds)
            unfinished.rename(folder)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    return code


def _fill(
    folder: Path, passphrase: str, name: str, demo: bool, cost: Cost | None, bounds: Bounds
) -> str:
    master = keyslots.new_master()
    code = recovery.new_code()
    member_uuid = history.new_uuid()
    head = Header(id=history.new_uuid(), db_salt=history.new_uuid(), demo=demo)
    shared: dict[str, Any] = {"member": member_uuid.hex(), "cost": cost, "bounds": bounds}
    slots = (
        keyslots.lock_with_passphrase(master, head.id, passphrase, **shared),
        keyslots.lock_with_recovery_code(master, head.id, code, **shared),
    )
    head = header.Header(id=head.id, db_salt=head.db_salt, demo=demo, slots=slots)
    key = subkey(master, head.id, Purpose.DATABASE)
    lane = Lane(
        "making",
        lambda: cipher.connect(folder / DATABASE, key, head.db_salt, create=True),
        writes=True,
    )
    try:
        lane.run_bare(migrate.migrate)
        lane.run(lambda session: _first_rows(session, member_uuid, name, head.gen))
        lane.run_bare(_empty_journal)
    finally:
        lane.close()
    sealed = seal.seal(subkey(master, head.id, Purpose.SEAL), folder / DATABASE, head.gen)
    complete = header.Header(
        id=head.id, db_salt=head.db_salt, demo=demo, slots=slots, seal=sealed, gen=head.gen
    )
    header.write(folder, complete, subkey(master, head.id, Purpose.HEADER))
    wipe(master)
    return recovery.code_text(code)


def _empty_journal(engine: Any) -> None:
    with engine.connect() as connection:
        cipher.checkpoint(connection.connection.driver_connection)


def _first_rows(session: Session, member_uuid: bytes, name: str, gen: int) -> None:
    who = identity.new_identity()
    connection = session.connection()
    connection.execute(
        insert(member).values(
            uuid=member_uuid,
            name=name,
            created=now(),
            identity=who.signing_seed + who.sealing_seed,
            public_identity=who.public().text(),
        )
    )
    said = {"gen": str(gen), "fold": str(FOLD_VERSION)}
    connection.execute(insert(meta), [{"key": key, "value": said[key]} for key in said])
