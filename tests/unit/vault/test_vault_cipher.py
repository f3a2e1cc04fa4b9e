"""The encrypted database: keyed one way only, every setting read back, damage never silent."""

import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, exc, text
from sqlalchemy.pool import StaticPool

from casedesk.vault import cipher, walwalk
from casedesk.vault.errors import Damaged, DiskFull, NotAVault, ReadOnly
from casedesk.words import Refusal

if TYPE_CHECKING:
    from tests.unit.vault.conftest import Database

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "temp_store": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "busy_timeout": 5000,
    "wal_autocheckpoint": 0,
    "cipher_log_level": "NONE",
}


def _ask(connection: Any, pragma: str) -> Any:
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def _fill(database: "Database", rows: int = 3) -> None:
    connection = database.connect()
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)")
    for number in range(rows):
        words = f"{number}:" + secrets.token_hex(5000)
        connection.execute("INSERT INTO note (words) VALUES (?)", (words,))
    cipher.checkpoint(connection)
    connection.close()


def test_every_setting_holds(database: "Database") -> None:
    connection = database.connect()
    assert {name: _ask(connection, name) for name in SETTINGS} == SETTINGS
    assert _ask(connection, "cipher_version").startswith("4.")
    assert connection.isolation_level is None
    assert cipher.status_is_good(connection)
    connection.close()


def test_the_file_starts_with_the_salt_and_is_no_plain_database(database: "Database") -> None:
    _fill(database)
    content = database.path.read_bytes()
    assert content[:16] == database.salt
    assert b"CREATE TABLE" not in content


@pytest.mark.usefixtures("open_umask")
def test_database_and_journals_are_private_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    connection = cipher.connect(path, bytes(32), bytes(16), create=True)
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
    found = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    connection.close()
    assert found == {"data.db": 0o600, "data.db-wal": 0o600, "data.db-shm": 0o600}


@pytest.mark.parametrize(("key", "salt"), [(31, 16), (33, 16), (32, 15), (32, 0), (64, 16), (0, 0)])
def test_a_key_of_another_length_never_becomes_a_passphrase(
    database: "Database", key: int, salt: int
) -> None:
    with pytest.raises(AssertionError):
        cipher.connect(database.path, bytes(key), bytes(salt))


def test_a_wrong_key_is_refused(database: "Database") -> None:
    for _each in range(20):
        with pytest.raises(Damaged):
            cipher.connect(database.path, secrets.token_bytes(32), database.salt)


def test_no_error_text_contains_the_key(database: "Database") -> None:
    wrong = secrets.token_bytes(32)
    with pytest.raises(Refusal) as caught:
        cipher.connect(database.path, wrong, database.salt)
    assert wrong.hex() not in f"{caught.value!r}{caught.value.__cause__!r}"


def test_missing_empty_and_plain_files_are_refused(tmp_path: Path) -> None:
    missing, empty, plain = tmp_path / "missing.db", tmp_path / "empty.db", tmp_path / "plain.db"
    empty.touch()
    with sqlite3.connect(plain) as made:
        made.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
    made.close()
    sentences = set()
    for path, kind in ((missing, NotAVault), (empty, Damaged), (plain, NotAVault)):
        with pytest.raises(kind) as caught:
            cipher.connect(path, bytes(32), bytes(16))
        sentences.add(str(caught.value))
    assert len(sentences) == 3
    assert not missing.exists()


def test_garbage_is_refused(tmp_path: Path) -> None:
    for size in (1, 2, 100, 4095, 4096, 10_000):
        path = tmp_path / f"{size}.db"
        path.write_bytes(secrets.token_bytes(size))
        with pytest.raises(Refusal):
            cipher.connect(path, bytes(32), bytes(16))


def test_making_never_overwrites(database: "Database") -> None:
    before = database.path.read_bytes()
    with pytest.raises(Damaged):
        cipher.connect(database.path, database.key, database.salt, create=True)
    assert database.path.read_bytes() == before


def test_odd_characters_in_the_path_are_no_parameters(tmp_path: Path) -> None:
    folder = tmp_path / "a b?mode=memory&x=1#%41 дело.casedesk"
    folder.mkdir()
    cipher.connect(folder / "data.db", bytes(32), bytes(16), create=True).close()
    assert (folder / "data.db").stat().st_size > 0
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_second_connection_for_reading_cannot_write(database: "Database") -> None:
    _fill(database)
    reader = database.connect(query_only=True)
    assert reader.execute("SELECT count(*) FROM note").fetchone() == (3,)
    with pytest.raises(cipher.dbapi.OperationalError):
        reader.execute("DELETE FROM note")
    reader.close()


def test_a_folder_that_cannot_be_written_can_be_read(
    database: "Database", as_stranger: Callable[[], None]
) -> None:
    _fill(database)
    database.path.chmod(0o444)
    database.path.parent.chmod(0o555)
    as_stranger()
    connection = database.connect(read_only=True)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (3,)
    assert cipher.damaged_pages(connection, database.path) == []
    with pytest.raises(cipher.dbapi.OperationalError):
        connection.execute("DELETE FROM note")
    connection.close()
    assert [path.name for path in database.path.parent.iterdir()] == ["data.db"]
    with pytest.raises(ReadOnly):
        database.connect()


def test_unfinished_saves_in_a_folder_that_cannot_be_written_are_told(
    database: "Database", tmp_path: Path, as_stranger: Callable[[], None]
) -> None:
    connection = database.connect()
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("data.db", "data.db-wal"):
        (stick / name).write_bytes((tmp_path / name).read_bytes())
        (stick / name).chmod(0o444)
    connection.close()
    stick.chmod(0o555)
    as_stranger()
    with pytest.raises(ReadOnly, match="not closed properly"):
        cipher.connect(stick / "data.db", database.key, database.salt, read_only=True)


def test_read_only_in_a_writable_folder_sees_unfinished_saves(database: "Database") -> None:
    writer = database.connect()
    writer.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
    reader = database.connect(read_only=True)
    assert reader.execute("SELECT count(*) FROM note").fetchone() == (0,)
    reader.close()
    writer.close()


def test_a_checkpoint_empties_the_journal_and_waits_for_readers(database: "Database") -> None:
    _fill(database)
    writer, reader = database.connect(), database.connect(query_only=True)
    writer.execute("PRAGMA busy_timeout = 20")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM note").fetchone()
    writer.execute("INSERT INTO note (words) VALUES ('new')")
    journal = walwalk.journal_of(database.path)
    assert journal.stat().st_size > 0
    assert not cipher.checkpoint(writer)
    reader.execute("COMMIT")
    assert cipher.checkpoint(writer)
    assert journal.stat().st_size == 0
    reader.close()
    writer.close()


def test_sqlalchemy_works_through_the_exported_driver(database: "Database") -> None:
    engine = create_engine(
        "sqlite://",
        module=cipher.dbapi,
        creator=database.connect,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (words TEXT UNIQUE)"))
        connection.execute(text("INSERT INTO note VALUES (:words)"), {"words": "Juana"})
        with pytest.raises(exc.IntegrityError) as caught:
            connection.execute(text("INSERT INTO note VALUES (:words)"), {"words": "Juana"})
    assert "Juana" not in str(caught.value)
    assert caught.value.orig is not None
    assert cipher.refusal_for(caught.value.orig) is None
    engine.dispose()


def test_the_status_catches_the_pages_read_as_zeros_without_an_error(
    database: "Database", flipped: Callable[[bytes, int], bytes]
) -> None:
    """Damage in the last page of a long text answers zeros as a success: the trap this guards."""
    connection = database.connect()
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words BLOB)")
    words = secrets.token_bytes(30_000)
    connection.execute("INSERT INTO note (words) VALUES (?)", (words,))
    cipher.checkpoint(connection)
    pages = _ask(connection, "page_count")
    connection.close()
    whole = database.path.read_bytes()
    silent, raised = [], []
    for page in range(1, pages):
        bit = 8 * (page * cipher.PAGE + 1000)
        database.path.write_bytes(flipped(whole, bit))
        damaged = database.connect()
        try:
            (answer,) = damaged.execute("SELECT words FROM note").fetchone()
        except cipher.dbapi.DatabaseError as error:
            raised.append(cipher.refusal_for(error))
        else:
            good = cipher.status_is_good(damaged)
            assert good == (answer == words)
            if not good:
                silent.append(answer)
                with pytest.raises(Damaged):
                    cipher.check_status(damaged)
        damaged.close()
    assert {type(refusal) for refusal in raised} == {Damaged}
    assert len(silent) == 1
    assert set(silent[0][-100:]) == {0}


def test_a_whole_database_is_called_whole(database: "Database") -> None:
    _fill(database)
    connection = database.connect()
    connection.execute("INSERT INTO note (words) VALUES ('in the journal')")
    assert cipher.damaged_pages(connection, database.path) == []
    connection.close()


def test_every_damaged_page_is_found(
    database: "Database", flipped: Callable[[bytes, int], bytes]
) -> None:
    _fill(database)
    whole = database.path.read_bytes()
    # The salt is kept in the header as well, so damage to the first 16 bytes does no harm.
    for bit in range(8 * 16, 8 * len(whole), 8 * 997):
        database.path.write_bytes(flipped(whole, bit))
        assert _found_damaged(database)


def _found_damaged(database: "Database") -> bool:
    """Some damage is met while opening already."""
    try:
        connection = database.connect()
    except Damaged:
        return True
    found = cipher.damaged_pages(connection, database.path)
    connection.close()
    return bool(found)


@pytest.mark.parametrize("change", [-4096, -2048, 100, 4096])
def test_a_database_cut_or_lengthened_is_found(database: "Database", change: int) -> None:
    _fill(database)
    whole = database.path.read_bytes()
    other = whole[:change] if change < 0 else whole + secrets.token_bytes(change)
    database.path.write_bytes(other)
    assert _found_damaged(database)


@pytest.mark.usefixtures("open_umask")
def test_a_copy_is_whole_private_and_under_the_same_key(database: "Database") -> None:
    _fill(database)
    connection = database.connect()
    connection.execute("INSERT INTO note (words) VALUES ('in the journal')")
    target = database.path.with_name("copy.db")
    cipher.vacuum_into(connection, target)
    with pytest.raises(FileExistsError):
        cipher.vacuum_into(connection, target)
    connection.close()
    assert target.stat().st_mode & 0o777 == 0o600
    copy = cipher.connect(target, database.key, database.salt)
    assert copy.execute("SELECT count(*) FROM note").fetchone() == (4,)
    assert cipher.damaged_pages(copy, target) == []
    copy.close()


def test_a_copy_of_a_damaged_database_is_refused_and_removed(
    database: "Database", flipped: Callable[[bytes, int], bytes]
) -> None:
    _fill(database)
    content = database.path.read_bytes()
    database.path.write_bytes(flipped(content, 8 * (len(content) - 3000)))
    connection = database.connect()
    target = database.path.with_name("copy.db")
    with pytest.raises(Damaged):
        cipher.vacuum_into(connection, target)
    connection.close()
    assert not target.exists()


def test_a_full_database_is_told_as_a_full_disk(database: "Database") -> None:
    _fill(database)
    connection = database.connect()
    connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(cipher.dbapi.OperationalError) as caught:
        connection.execute("INSERT INTO note (words) VALUES (?)", ("x" * 50_000,))
    assert isinstance(cipher.refusal_for(caught.value), DiskFull)
    connection.close()


def test_nothing_is_written_to_the_terminal(
    database: "Database",
    flipped: Callable[[bytes, int], bytes],
    capfd: pytest.CaptureFixture[str],
) -> None:
    _fill(database)
    content = database.path.read_bytes()
    database.path.write_bytes(flipped(content, 8 * 9000))
    connection = database.connect()
    cipher.damaged_pages(connection, database.path)
    connection.close()
    assert capfd.readouterr() == ("", "")


def test_big_sorts_and_temporary_tables_leave_no_file(
    database: "Database", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    connection = database.connect()
    connection.execute("CREATE TEMP TABLE big (words TEXT)")
    connection.executemany(
        "INSERT INTO big VALUES (?)", ((f"Juana {number}" * 20,) for number in range(20_000))
    )
    connection.execute("SELECT count(*) FROM (SELECT words FROM big ORDER BY words DESC)")
    deleted = [link for link in map(_target, Path("/proc/self/fd").glob("*")) if "etilqs" in link]
    assert deleted == []
    assert list(temporary.iterdir()) == []
    connection.close()


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""
