"""The seal: old pages and old files put back are noticed."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casedesk.vault import cipher, seal
from casedesk.vault.errors import Damaged

if TYPE_CHECKING:
    from tests.unit.vault.conftest import Database

KEY = b"k" * 32


def _save(database: "Database", words: str) -> None:
    with closing(database.connect()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, words TEXT)")
        connection.execute("DELETE FROM note")
        connection.execute("INSERT INTO note (words) VALUES (?)", (words,))
        cipher.checkpoint(connection)


def test_the_sealed_file_and_no_other_holds(
    database: "Database", flipped: Callable[[bytes, int], bytes]
) -> None:
    _save(database, "new")
    sealed = seal.seal(KEY, database.path, gen=3)
    assert seal.looks_untouched(sealed, database.path)
    assert seal.holds(KEY, sealed, seal.hash_file(database.path))
    content = database.path.read_bytes()
    for bit in range(0, 8 * len(content), 1013):
        database.path.write_bytes(flipped(content, bit))
        assert not seal.holds(KEY, sealed, seal.hash_file(database.path))


def test_an_old_file_put_back_is_noticed(database: "Database", tmp_path: Path) -> None:
    _save(database, "old")
    shutil.copy(database.path, tmp_path / "old.db")
    _save(database, "new")
    sealed = seal.seal(KEY, database.path, gen=3)
    shutil.copy(tmp_path / "old.db", database.path)
    with closing(database.connect()) as connection:
        assert cipher.damaged_pages(connection, database.path) == []  # the database sees nothing
    assert not seal.holds(KEY, sealed, seal.hash_file(database.path))


def test_a_seal_is_bound_to_key_generation_and_length(database: "Database") -> None:
    sealed = seal.seal(KEY, database.path, gen=3)
    digest = seal.hash_file(database.path)
    assert not seal.holds(b"x" * 32, sealed, digest)
    assert not seal.holds(KEY, replace(sealed, gen=2), digest)
    assert not seal.holds(KEY, replace(sealed, size=1), digest)


def test_an_open_journal_cannot_be_sealed_over(database: "Database") -> None:
    with closing(database.connect()) as connection:
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
        with pytest.raises(Damaged):
            seal.seal(KEY, database.path, gen=3)


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_journal_put_beside_a_sealed_vault_is_noticed(database: "Database", ending: str) -> None:
    sealed = seal.seal(KEY, database.path, gen=3)
    database.path.with_name(database.path.name + ending).write_bytes(b"old pages")
    assert not seal.looks_untouched(sealed, database.path)


def test_a_lengthened_file_is_noticed_at_once(database: "Database") -> None:
    sealed = seal.seal(KEY, database.path, gen=3)
    with database.path.open("ab") as file:
        file.write(bytes(4096))
    assert not seal.looks_untouched(sealed, database.path)


def test_hashing_tells_its_progress_and_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "big"
    path.write_bytes(bytes(10 << 20))
    told: list[tuple[int, int]] = []
    seal.hash_file(path, lambda done, size: told.append((done, size)))
    assert told == [(4 << 20, 10 << 20), (8 << 20, 10 << 20), (10 << 20, 10 << 20)]

    class StoppedError(Exception):
        pass

    def stop(_done: int, _size: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        seal.hash_file(path, stop)
