"""Where sealed files lie in a vault's folder, and whether they agree with the records.

`blobs/ab/abcdef….cda`: named by the record's random id, so a name tells nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, select

from casedesk.domain.base import Record
from casedesk.domain.evidence import Evidence
from casedesk.evidence import sealed
from casedesk.evidence.hashing import HashBeside
from casedesk.evidence.sealed import Missing
from casedesk.vault import header
from casedesk.vault.consistency import Finding
from casedesk.vault.errors import Damaged
from casedesk.vault.files import (
    UNFINISHED,
    answering_in_sentences,
    make_private_folder,
    sync_folder,
)
from casedesk.vault.seal import Progress
from casedesk.words import Refusal, _

FOLDER = "blobs"
ENDING = ".cda"


@dataclass(frozen=True, slots=True)
class Held:
    """What the records say of one sealed file. `sha256` is of the content, in hexadecimal;
    `seal` is the sealed file's fingerprint.
    """

    ref: str
    uuid: bytes
    key: bytes = field(repr=False)
    size: int
    sha256: str
    seal: bytes


def place(folder: Path, uuid: bytes) -> Path:
    """Where the sealed file of a piece of evidence lies in the vault's folder."""
    name = uuid.hex()
    return folder / FOLDER / name[:2] / (name + ENDING)


def make_place(folder: Path, uuid: bytes) -> Path:
    """The same, with the folders it takes."""
    path = place(folder, uuid)
    for each in (path.parent.parent, path.parent):
        new = not each.is_dir()
        make_private_folder(each)
        if new:
            sync_folder(each.parent)
    return path


def remove(path: Path) -> None:
    """Remove a sealed file, also one that is gone already."""
    with answering_in_sentences():
        path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            sync_folder(path.parent)


def held(connection: Connection) -> list[Held]:
    """Every sealed file the records know of, those of removed records included: they can return."""
    own = Evidence.__table__.c
    spine = Record.__table__.c
    query = (
        select(
            spine.ref, spine.uuid, own.sealed_key, own.size, own.sha256, own.sealed_sha256
        )
        .join_from(Evidence.__table__, Record.__table__, own.id == spine.id)
        .where(own.sealed_key.is_not(None))
        .order_by(own.id)
    )  # fmt: skip
    return [
        Held(row.ref, row.uuid, row.sealed_key, row.size or 0, row.sha256 or "", row.sealed_sha256)
        for row in connection.execute(query)
    ]


def orphans(folder: Path, known: Sequence[Held]) -> list[Path]:
    """The files among the sealed ones that belong to no record, unfinished ones included."""
    expected = {place(folder, each.uuid) for each in known}
    found = sorted((folder / FOLDER).rglob("*"))
    return [
        path for path in found if path not in expected and (path.is_symlink() or path.is_file())
    ]


def missing(folder: Path, known: Sequence[Held]) -> list[Held]:
    """What the records know of and the folder does not hold."""
    return [each for each in known if not place(folder, each.uuid).is_file()]


def verify(
    folder: Path, vault_id: bytes, known: Sequence[Held], progress: Progress | None = None
) -> Iterator[tuple[Held, Refusal]]:
    """Read every sealed file to its end; answers those that are not what was sealed, and how.

    `progress` is told bytes read and bytes in all; what it raises stops the work. Needs no unit
    of work, so nothing waits for it.
    """
    total, done = sum(each.size for each in known), 0
    for each in known:
        try:
            for length in _lengths_read(folder, vault_id, each):
                done += length
                if progress:
                    progress(done, total)
        except Refusal as refusal:
            yield each, refusal


def _lengths_read(folder: Path, vault_id: bytes, each: Held) -> Iterator[int]:
    for piece in contents(folder, vault_id, each):
        yield len(piece)
    if sealed.fingerprint(place(folder, each.uuid)) != each.seal:
        raise _another_file()


def contents(folder: Path, vault_id: bytes, each: Held) -> Iterator[bytes]:
    """The content in verified chunks; after the last, that it is what was admitted.

    Raises Damaged, Missing.
    """
    with HashBeside() as hashed:
        path, size = place(folder, each.uuid), 0
        for piece in sealed.unseal(path, each.key, vault_id, each.uuid):
            hashed.update(piece)
            size += len(piece)
            yield piece
        if hashed.digest().hex() != each.sha256 or size != each.size:
            raise _another_file()


def _another_file() -> Damaged:
    return Damaged(_("The sealed file is whole, but it is not the one the record was made with."))


def beside(connection: Connection, folder: Path) -> Iterator[Finding]:
    """For the check of a vault: what is missing, damaged, or belongs to nothing."""
    known = held(connection)
    vault_id = header.load(folder).header.id
    for each, refusal in verify(folder, vault_id, known):
        said = _("{ref}: {reason}")
        yield Finding(
            _name(folder, place(folder, each.uuid)), said.format(ref=each.ref, reason=refusal)
        )
    for path in orphans(folder, known):
        yield Finding(_name(folder, path), _about_orphan(path))


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _about_orphan(path: Path) -> str:
    if path.name.endswith(ENDING + UNFINISHED):
        return _("The attaching of a file was cut off here. The next one removes what is left.")
    if path.name.endswith(ENDING) and not path.is_symlink():
        return _(
            "This sealed file belongs to no record here. Unless the database was put back from an"
            " older copy, an attaching was cut off: nobody can read the file, and it may go."
        )
    return _("This is no file of CaseDesk; somebody put it into the vault.")


_cleared: set[Path] = set()
_clearing = Lock()


def clear_unfinished(folder: Path) -> None:
    """Remove what cut off attachings left; looks once for each vault in the life of a process.

    Only one process has a vault, so what is unfinished when it first attaches is nobody's work.
    Finished files without a record stay: the database that knows them may be put back.
    """
    with _clearing:
        if folder not in _cleared:
            for path in (folder / FOLDER).glob("??/*" + ENDING + UNFINISHED):
                remove(path)
            _cleared.add(folder)


__all__ = [
    "Held", "Missing", "beside", "clear_unfinished", "contents", "held", "make_place", "missing",
    "orphans", "place", "remove", "verify",
]  # fmt: skip
