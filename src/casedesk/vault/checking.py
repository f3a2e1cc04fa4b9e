"""`casedesk check`: names everything in a vault that is damaged, and changes nothing.

It goes on where opening stops. A file that cannot be opened at all is named like any other, and
what can still be looked at is looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from casedesk.vault import (
    cipher,
    consistency,
    header,
    lastseen,
    lockfile,
    migrate,
    pagewalk,
    seal,
    walwalk,
)
from casedesk.vault.consistency import Finding, Part
from casedesk.vault.errors import Damaged, NewerVault, NotAVault, VaultInUse
from casedesk.vault.files import read_plain
from casedesk.vault.header import Header
from casedesk.vault.lanes import Lane
from casedesk.vault.opening import Unlock
from casedesk.vault.pagewalk import PageReport
from casedesk.vault.replicas import is_behind
from casedesk.vault.subkeys import Purpose, subkey
from casedesk.vault.vault import DATABASE
from casedesk.words import Refusal, _, n_

__all__ = ["Beside", "Finding", "check"]

Beside = Callable[[Connection, Path], Iterable[Finding]]
"""Looks at files beside the database, such as sealed evidence, with the database at hand."""

_JOURNAL = DATABASE + "-wal"


def check(folder: Path, unlock: Unlock, beside: Sequence[Beside] = ()) -> list[Finding]:
    """Everything that is damaged in a vault; nothing, where all of it is whole.

    Raises NotAVault, NewerVault, VaultInUse, WrongKey: then it could not be looked at.
    """
    if not folder.is_dir():
        raise NotAVault(_("There is no vault at this place. Choose another, or make a new vault."))
    with lockfile.hold(folder):
        found = list(_header_files(folder))
        try:
            head = header.load(folder).header
        except Damaged:
            return [*found, _without_key()]
        master = unlock(head, "").master
        keys = {purpose: subkey(master, head.id, purpose) for purpose in Purpose}
        return found + list(_Check(folder, head, keys).everything(beside))


def _without_key() -> Finding:
    return Finding(
        DATABASE,
        _("Without a header nothing else can be checked. Put the header of a backup in its place."),
    )


def _header_files(folder: Path) -> Iterator[Finding]:
    main, spare = (_bytes_of(folder / name) for name in (header.MAIN, header.SPARE))
    if main is None and spare is None:
        return
    faults = {header.MAIN: _fault_of_header(main), header.SPARE: _fault_of_header(spare)}
    if not any(faults.values()) and main != spare:
        faults[header.SPARE] = _("The spare header is not the same as the header.")
    for name, fault in faults.items():
        if fault:
            yield Finding(name, fault)


def _fault_of_header(content: bytes | None) -> str:
    if content is None:
        return _("This file is missing.")
    try:
        header.parse(content)
    except (Damaged, NotAVault):
        return _("This file is damaged.")
    return ""


def _bytes_of(path: Path) -> bytes | None:
    try:
        return read_plain(path, header.LARGEST)
    except FileNotFoundError:
        return None


class _Check:
    """The check of one vault whose header and keys are at hand."""

    def __init__(self, folder: Path, head: Header, keys: dict[Purpose, bytes]) -> None:
        self._folder = folder
        self._database = folder / DATABASE
        self._head = head
        self._keys = keys

    def everything(self, beside: Sequence[Beside]) -> Iterator[Finding]:
        try:
            header.check_mac(self._head, self._keys[Purpose.HEADER])
        except Damaged as error:
            yield Finding(header.MAIN, str(error))
        yield from self._journals()
        if not self._database.is_file():
            yield Finding(DATABASE, _("The vault's database is missing from its folder."))
            return
        damage = [*self._seal(), *self._pages()]
        yield from damage
        yield from self._inside(beside, known=bool(damage))

    def _journals(self) -> Iterator[Finding]:
        if self._head.seal is not None:
            for path in seal.companions(self._database):
                yield Finding(path.name, _("This file was put into the vault after it was closed."))
        elif said := walwalk.walk(walwalk.journal_of(self._database)).sentence():
            yield Finding(_JOURNAL, said)
        for path in sorted(self._folder.glob(_JOURNAL + ".damaged-*")):
            said = walwalk.walk(path).sentence()
            yield Finding(
                path.name,
                said or _("A damaged journal was kept here; saves may be missing since then."),
            )

    def _seal(self) -> Iterator[Finding]:
        sealed = self._head.seal
        if sealed is None:
            return
        digest = seal.hash_file(self._database)
        if self._database.stat().st_size != sealed.size:
            yield Finding(
                DATABASE,
                _("The file was {size} bytes long when the vault was closed, now it is {now}.")
                .format(size=sealed.size, now=self._database.stat().st_size),
            )  # fmt: skip
        elif not seal.holds(self._keys[Purpose.SEAL], sealed, digest):
            yield Finding(
                DATABASE, _("The database is not the one that was left when the vault was closed.")
            )

    def _pages(self) -> Iterator[Finding]:
        newer = walwalk.walk(walwalk.journal_of(self._database)).pages
        report = pagewalk.walk_pages(
            self._database, self._keys[Purpose.DATABASE], self._head.db_salt, newer
        )
        return _of_pages(report)

    def _inside(self, beside: Sequence[Beside], *, known: bool) -> Iterator[Finding]:
        """What can be seen with the database open. `known`: its damage was named already."""
        lane = Lane("check", self._connect, writes=False)
        try:
            parts = lane.run(lambda session: self._parts(session.connection(), beside))
            for part in parts:
                try:
                    yield from lane.run(_whole(part))
                except (Damaged, DBAPIError):
                    if not known:
                        yield _unreadable()
                    known = True
        except (NewerVault, VaultInUse):
            raise
        except Refusal as refusal:
            if not known:
                yield Finding(DATABASE, str(refusal))
        finally:
            lane.close()

    def _connect(self) -> cipher.dbapi.Connection:
        return cipher.connect(
            self._database, self._keys[Purpose.DATABASE], self._head.db_salt, read_only=True
        )

    def _parts(self, connection: Connection, beside: Sequence[Beside]) -> list[Part]:
        """What to look at: less in a vault of an older schema, which this program cannot query."""
        schema = migrate.schema_of(connection)
        if schema is not None and schema not in migrate.SCHEMAS:
            raise NewerVault(
                _("This vault was written by a newer CaseDesk. Install that version to check it.")
            )
        parts: list[Part] = [self._length, consistency.structure, consistency.chains]
        if schema != migrate.NEWEST:
            return parts
        return [
            *parts,
            consistency.against_header(self._head),
            self._age,
            consistency.text_folding,
            consistency.rows_against_history,
            consistency.index,
            *(self._with_folder(each) for each in beside),
        ]

    def _length(self, connection: Connection) -> Iterator[Finding]:
        """A file cut off at the end of a page has no damaged page."""
        if self._head.seal is not None or seal.companions(self._database):
            return
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        now = self._database.stat().st_size
        if now != pages * pagewalk.PAGE:
            yield Finding(
                DATABASE,
                _("The file should be {size} bytes long, but it is {now}.").format(
                    size=pages * pagewalk.PAGE, now=now
                ),
            )

    def _age(self, connection: Connection) -> Iterator[Finding]:
        key = self._keys[Purpose.LAST_SEEN]
        memory = lastseen.recall(self._head.id, self._folder, key)
        if memory and (memory.gen > self._head.gen or is_behind(connection, memory)):
            yield Finding(
                DATABASE,
                _(
                    "This vault is older than the one last used at this place: later saves are not"
                    " in it. If you restored an old copy, that is as it should be."
                ),
            )

    def _with_folder(self, look: Beside) -> Part:
        return lambda connection: look(connection, self._folder)


def _whole(part: Part) -> Callable[[Session], list[Finding]]:
    """A part as work for a lane, which vouches for what was read only at its end."""
    return lambda session: list(part(session.connection()))


def _unreadable() -> Finding:
    return Finding(DATABASE, _("A part of the database cannot be read."))


def _of_pages(report: PageReport) -> Iterator[Finding]:
    if report.salt_damaged:
        yield Finding(
            DATABASE,
            _(
                "The first 16 bytes of the database are damaged. Nothing is lost by that, since"
                " the header has a copy of them."
            ),
        )
    if report.damaged:
        yield Finding(
            DATABASE,
            n_(
                "Page {pages} of the database is damaged.",
                "Pages {pages} of the database are damaged.",
                len(report.damaged),
            ).format(pages=consistency.named(report.damaged)),
        )
    if report.left_over:
        yield Finding(DATABASE, _("The file ends in the middle of a page."))
