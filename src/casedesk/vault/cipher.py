"""The encrypted database file: SQLCipher, keyed and set exactly one way. Only here is it imported.

Three traps were measured and are closed here. A raw key of a wrong length is silently taken for a
passphrase; a missing or empty file silently opens as a new, empty vault; and where certain pages
are damaged, reading answers zeros or nothing without an error. The last shows only in
`PRAGMA cipher_status`: ask `status_is_good` after every unit of work, and show nothing before.

`wal_autocheckpoint` is 0. SQLite's own checkpoints leave old frames lying in the journal, behind
which damage could hide; `checkpoint` empties it whole instead. Call it when idle, before sealing,
and when the journal has grown past some megabytes.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2 as dbapi

from casedesk.vault.errors import Damaged, DiskFull, NotAVault, ReadOnly, VaultInUse
from casedesk.vault.files import answering_in_sentences, create_private, read_plain, sync_folder
from casedesk.words import Refusal, _

__all__ = [
    "check_status",
    "checkpoint",
    "connect",
    "damaged_pages",
    "dbapi",
    "refusal_for",
    "status_is_good",
    "vacuum_into",
]

PAGE = 4096
BUSY_MILLISECONDS = 5000
CACHE_KIB = 16 * 1024

_KEY_BYTES = 32
_SALT_BYTES = 16
_PLAIN_SQLITE = b"SQLite format 3\0"

# Each is set and read back, in this order; what SQLite answers is on the right.
_SETTINGS: tuple[tuple[str, str, Any], ...] = (
    ("synchronous", "FULL", 2),  # with NORMAL a power cut lost up to seven acknowledged saves
    ("foreign_keys", "ON", 1),
    ("temp_store", "MEMORY", 2),  # in files, temporary tables stood on the disk in plain text
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("busy_timeout", str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    ("wal_autocheckpoint", "0", 0),
    ("cache_size", str(-CACHE_KIB), -CACHE_KIB),
)


def connect(
    path: Path,
    key: bytes,
    salt: bytes,
    *,
    create: bool = False,
    read_only: bool = False,
    query_only: bool = False,
) -> dbapi.Connection:
    """Open the database; isolation_level is None, so transactions begin where the caller says.

    `create`: make the file, which must not exist. `read_only`: for a folder that cannot be
    written; nothing is written, nobody else may write meanwhile. `query_only`: a second
    connection of the process that writes, for reading.
    Raises NotAVault, Damaged, ReadOnly, DiskFull.
    """
    if len(key) != _KEY_BYTES or len(salt) != _SALT_BYTES:
        raise AssertionError("a key of 32 bytes and a salt of 16")
    with answering_in_sentences():
        _make_empty(path) if create else _check_first_bytes(path)
    with refusing():
        connection = dbapi.connect(_address(path, read_only=read_only), uri=True, **_OPTIONS)
    try:
        with refusing():
            _unlock(connection, key, salt)
            _set(connection, read_only=read_only, query_only=query_only)
    except BaseException:
        connection.close()
        raise
    return connection


_OPTIONS: dict[str, Any] = {"isolation_level": None, "timeout": BUSY_MILLISECONDS / 1000}


def _make_empty(path: Path) -> None:
    """Make the file before SQLite does: SQLite would use the umask, and the journals copy it."""
    try:
        os.close(create_private(path))
    except FileExistsError as error:
        raise Damaged(_("There is a database here already. Choose another folder.")) from error
    sync_folder(path.parent)


def _check_first_bytes(path: Path) -> None:
    try:
        start = read_plain(path, PAGE)
    except FileNotFoundError as error:
        raise NotAVault(
            _("The vault's database is missing from its folder. Use a backup.")
        ) from error
    if start.startswith(_PLAIN_SQLITE):
        raise NotAVault(_("The database in this folder is not encrypted, so it is no vault's."))
    if len(start) < PAGE:  # of no byte or one, SQLite would make a new, empty vault
        raise Damaged(_("The vault's database is empty or cut off. Use a backup."))


def _address(path: Path, *, read_only: bool) -> str:
    """The file as SQLite's URI; `mode=rw` never makes a file.

    A read-only medium allows no shared-memory file, without which a journal cannot be read; where
    there is no journal, SQLite may be told that nothing changes (`immutable`).
    """
    address = "file:" + quote(path.absolute().as_posix(), safe="/:")
    if not read_only:
        return address + "?mode=rw"
    journal = path.with_name(path.name + "-wal")
    waiting = journal.is_file() and journal.stat().st_size > 0
    return address + ("?mode=ro" if waiting else "?mode=ro&immutable=1")


def _unlock(connection: dbapi.Connection, key: bytes, salt: bytes) -> None:
    # Before the key: otherwise page numbers and timings are written to standard error.
    connection.execute("PRAGMA cipher_log_level = NONE")
    raw = (bytes(key) + bytes(salt)).hex()
    if len(raw) != 2 * (_KEY_BYTES + _SALT_BYTES):  # any other length would be a passphrase
        raise AssertionError("96 hexadecimal digits")
    # Never as SQL text: an error message then contains the key (measured).
    connection.set_key(f"x'{raw}'")
    version = _answer(connection, "cipher_version")
    if not str(version).startswith("4.") or not _answer(connection, "cipher_provider"):
        raise AssertionError("the database driver does not encrypt")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _set(connection: dbapi.Connection, *, read_only: bool, query_only: bool) -> None:
    if not read_only and _answer(connection, "journal_mode = WAL") != "wal":
        raise ReadOnly(_("The disk of this vault does not support safe saving."))
    settings = _SETTINGS
    if query_only or read_only:
        settings += (("query_only", "ON", 1),)
    for name, value, expected in settings:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        if _answer(connection, name) != expected:
            raise AssertionError(f"PRAGMA {name} was not taken")
    check_status(connection)


def _answer(connection: dbapi.Connection, pragma: str) -> Any:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row and row[0]


def status_is_good(connection: dbapi.Connection) -> bool:
    """Whether everything read on this connection so far was whole.

    Once it is not, it stays so: close the connection and open a fresh one before looking closer.
    """
    return bool(_answer(connection, "cipher_status") == "1")


def check_status(connection: dbapi.Connection) -> None:
    """Raise Damaged unless everything read on this connection so far was whole."""
    if not status_is_good(connection):
        raise _unreadable()


def checkpoint(connection: dbapi.Connection) -> bool:
    """Move every save from the journal into the file and empty the journal.

    False where a reader still needs it; nothing is lost, try later.
    """
    with refusing():
        busy, _frames, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def damaged_pages(connection: dbapi.Connection, path: Path) -> list[str]:
    """Everything the database's own checks find, empty where all is well; needs a fresh connection.

    The journal is emptied first: before that the check of pages gives false alarms (measured).
    It overlooks missing pages, hence the comparison of lengths.
    """
    found: list[str] = []
    try:
        if not _answer(connection, "query_only"):
            checkpoint(connection)
        rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        found += [str(row[0]) for row in rows]
        pages = _answer(connection, "page_count")
        if not (pages * PAGE == path.stat().st_size or _journal_waits(path)):
            found.append(f"the file is not {pages} pages long")
        rows = connection.execute("PRAGMA integrity_check").fetchall()
        found += [str(row[0]) for row in rows if row[0] != "ok"]
    except dbapi.DatabaseError as error:
        found.append(str(error))
    except Refusal as error:
        found.append(str(error))
    if not found and not status_is_good(connection):
        found.append("a page could not be read")
    return found


def _journal_waits(path: Path) -> bool:
    journal = path.with_name(path.name + "-wal")
    return journal.is_file() and journal.stat().st_size > 0


def vacuum_into(connection: dbapi.Connection, path: Path) -> None:
    """Write a compact copy under the same key to a path that must not exist, mode 0600.

    Its journal mode is DELETE until it is opened by `connect`.
    """
    with answering_in_sentences():
        os.close(create_private(path))
    try:
        with refusing():
            connection.execute("VACUUM INTO ?", (str(path),))
        check_status(connection)
        with answering_in_sentences():
            _sync(path)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _unreadable() -> Damaged:
    return Damaged(
        _("A part of the vault's database is damaged. Check the vault, and use a backup.")
    )


_KNOWN: dict[int, type[Refusal]] = {
    dbapi.SQLITE_FULL: DiskFull,
    dbapi.SQLITE_READONLY: ReadOnly,
    dbapi.SQLITE_CANTOPEN: ReadOnly,
    dbapi.SQLITE_PERM: ReadOnly,
    dbapi.SQLITE_BUSY: VaultInUse,
    dbapi.SQLITE_LOCKED: VaultInUse,
    dbapi.SQLITE_CORRUPT: Damaged,
    dbapi.SQLITE_NOTADB: Damaged,
    dbapi.SQLITE_IOERR: Damaged,
}


def refusal_for(error: BaseException) -> Refusal | None:
    """What an error of the database says to a person; None where it is a defect of CaseDesk.

    SQLAlchemy keeps the driver's error in `orig`: pass that.
    """
    code = getattr(error, "sqlite_errorcode", None)
    # The upper bits say more than a person can use.
    kind = _KNOWN.get(code & 0xFF) if isinstance(code, int) else None
    if kind is DiskFull:
        return DiskFull(_("The disk is full. Make room on it, then try again."))
    if kind is ReadOnly:
        return ReadOnly(
            _(
                "The vault cannot be written here. If it was not closed properly, it cannot be read"
                " here either: copy its folder to a disk that can be written."
            )
        )
    if isinstance(code, int) and code & 0xFF == dbapi.SQLITE_IOERR:
        # The driver does not say which: FAT32 where a file passes 4 GiB, a quota and a stick that
        # was pulled out answer like a page whose code is wrong.
        return Damaged(
            _(
                "The disk cannot be read or written: it may be full, failing or pulled out, or a"
                " part of the vault is damaged. What was saved before is not touched by this."
                " Have the vault checked."
            )
        )
    if kind is VaultInUse:
        return VaultInUse(_("The vault is busy. Try again in a moment."))
    return _unreadable() if kind is Damaged else None


@contextmanager
def refusing() -> Iterator[None]:
    """Turn the errors of the database that a person can act on into refusals."""
    try:
        yield
    except dbapi.Error as error:
        refusal = refusal_for(error)
        if refusal is None:
            raise
        raise refusal from error
