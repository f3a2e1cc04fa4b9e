"""Intake: a file becomes evidence, sealed and hashed before its row is written.

The sealed file is in place before the unit of work begins to write, and goes when the unit fails.
A killed process leaves at most a sealed file without a record, which nobody can read and
`casedesk check` names. The plaintext is never written anywhere.
"""

import os
import uuid as uuids
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from casedesk.domain.base import Record
from casedesk.domain.evidence import Evidence
from casedesk.evidence import entry, offered, store
from casedesk.evidence.entry import Taken, Tell
from casedesk.evidence.media import LOOKED_AT, media_type
from casedesk.evidence.offered import NotAdmitted
from casedesk.evidence.sealed import Source, open_sealed, seal
from casedesk.vault.door import Writing
from casedesk.vault.seal import Progress
from casedesk.words import Refusal, _

__all__ = ["NotAdmitted", "Taken", "admit", "discard", "enter", "take", "take_source"]


def admit(
    unit: Writing,
    folder: Path,
    record: Record,
    untrusted_file: Path,
    *,
    said: Mapping[str, Any] | None = None,
    tell: Tell | None = None,
    progress: Progress | None = None,
) -> Evidence:
    """Take a file into the vault as evidence for a record; answers the piece of evidence.

    `record` is what it supports, or a piece of evidence that has no file yet; `said` are more
    fields of the new piece; `tell` is told what the person must see. The unit waits while the
    file is sealed: a window calls `take` first, and `enter` in the unit. Raises NotAdmitted,
    Unreadable, DiskFull, ReadOnly.
    """
    uuid = None
    if isinstance(record, Evidence):
        entry.refuse_second_file(unit, record)
        # What lies there without a key is left from an attaching that was cut off.
        store.remove(store.place(folder, record.uuid))
        uuid = record.uuid
    taken = take(folder, unit.facts.vault_id, untrusted_file, uuid=uuid, progress=progress)
    return enter(unit, folder, record, taken, said=said, tell=tell)


def take(
    folder: Path,
    vault_id: bytes,
    untrusted_file: Path,
    *,
    uuid: bytes | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Seal a file into the vault's folder; needs no unit of work.

    `uuid` is that of the record that waits for the file, if there is one.
    """
    with offered.opened(untrusted_file) as source:
        before = os.fstat(source.fileno())
        name = offered.kept_name(untrusted_file.name)
        taken = take_source(
            folder, vault_id, source, name, uuid=uuid, progress=progress, total=before.st_size
        )
        try:
            offered.refuse_changed(source, before, taken.sealed.size, taken.sealed.sha256)
        except BaseException:
            discard(taken)
            raise
    return taken


def take_source(
    folder: Path,
    vault_id: bytes,
    source: Source,
    untrusted_name: str,
    *,
    uuid: bytes | None = None,
    progress: Progress | None = None,
    total: int = 0,
) -> Taken:
    """The same for bytes that come from elsewhere: a copy made in memory, a bundle."""
    store.clear_unfinished(folder)
    own = uuid or uuids.uuid4().bytes
    path = store.make_place(folder, own)
    if path.exists():
        raise NotAdmitted(
            _("A sealed file lies already where this one belongs. Have the vault checked.")
        )
    sealed = seal(source, path, vault_id, own, progress, total=total)
    try:
        # Read back from the sealed file: that it opens again is known before anyone relies on it.
        with open_sealed(path, sealed.key, vault_id, own) as file:
            kind = media_type(file.read(LOOKED_AT), untrusted_name)
    except BaseException:
        with suppress(Refusal):
            store.remove(path)
        raise
    return Taken(own, path, untrusted_name, kind, sealed)


def discard(taken: Taken) -> None:
    """Remove what was taken and shall not be entered.

    A disk that refuses even that leaves a file that `casedesk check` names.
    """
    with suppress(Refusal):
        store.remove(taken.path)


def enter(
    unit: Writing,
    folder: Path,
    record: Record,
    taken: Taken,
    *,
    said: Mapping[str, Any] | None = None,
    tell: Tell | None = None,
) -> Evidence:
    """Write the record of a file that was taken, its link and its first step of custody.

    If the unit fails, then or later, the sealed file goes. The same file in the same case is kept
    once: the piece that holds it is answered, linked to this record too, its custody goes on, and
    `tell` is told. Another case keeps its own, since it may be erased without this one; so does
    a copy (`said` names what it is `derived_from`).
    """
    tell, said = tell or (lambda _sentence: None), said or {}
    _discarded_with(unit.session, taken)
    try:
        if isinstance(record, Evidence):
            entry.refuse_second_file(unit, record)
            evidence = entry.fill(unit, record, taken)
        elif not said.get("derived_from") and (twin := entry.twin(unit, folder, record, taken)):
            discard(taken)
            return entry.again(unit, twin, record, taken, tell)
        else:
            evidence = entry.new(unit, record, taken, said)
    except BaseException:
        discard(taken)
        raise
    if not taken.sealed.size:
        tell(_("The file is empty; it was kept all the same."))
    return evidence


def _discarded_with(session: Session, taken: Taken) -> None:
    """Have the sealed file removed when the unit of work is undone.

    Not once the commit has begun: one that answers with an error may stand all the same, and a
    file without a record can be removed later, but a record without its file is lost evidence.
    """
    begun = False

    def committing(_session: Session) -> None:
        nonlocal begun
        begun = True

    def undone(_session: Session) -> None:
        if not begun:
            discard(taken)

    event.listen(session, "before_commit", committing)
    event.listen(session, "after_rollback", undone)
