"""Evidence read back, for viewers, copies and bundles; its bytes only ever go to memory."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from casedesk.domain.evidence import Evidence
from casedesk.evidence import store
from casedesk.evidence.sealed import SealedFile, open_sealed
from casedesk.evidence.store import Held
from casedesk.vault.unit import Reading
from casedesk.words import Refusal, _


class NoFile(Refusal):
    """A piece of evidence without a file that can be read here."""


def read_out(unit: Reading, folder: Path, evidence: Evidence) -> Iterator[bytes]:
    """The file of a piece of evidence in verified chunks, which may be read after the unit's end.

    The last step compares the whole with the SHA-256 taken at intake: what must not be used when
    anything is wrong waits for the end. Raises NoFile at once; Damaged, Missing while reading.
    """
    return store.contents(folder, unit.facts.vault_id, _held(unit, evidence))


def open_out(unit: Reading, folder: Path, evidence: Evidence) -> SealedFile:
    """The same as an open file, for a viewer that reads here and there; close it.

    Every chunk is verified, the whole is not. Raises NoFile, Damaged, Missing.
    """
    known = _held(unit, evidence)
    path = store.place(folder, known.uuid)
    return open_sealed(path, known.key, unit.facts.vault_id, known.uuid)


def has_file(unit: Reading, evidence: Evidence) -> bool:
    """Whether a file is sealed for it; a record can be made without one, and a file be erased."""
    return _key(unit, evidence) is not None


def _held(unit: Reading, evidence: Evidence) -> Held:
    key = _key(unit, evidence)
    if key is None:
        raise NoFile(_("{ref} has no file here.").format(ref=evidence.ref))
    return Held(
        ref=evidence.ref,
        uuid=evidence.uuid,
        key=key,
        size=evidence.size or 0,
        sha256=evidence.sha256 or "",
        seal=evidence.sealed_sha256 or b"",
    )


def _key(unit: Reading, evidence: Evidence) -> bytes | None:
    query = select(Evidence.sealed_key).where(Evidence.id == evidence.id)
    return unit.session.execute(query).scalar_one()
