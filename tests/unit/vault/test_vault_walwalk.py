"""The journal of a killed process: whatever hits it is told, and a whole one is left in peace."""

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk.vault import cipher, walwalk
from casedesk.vault.errors import Unsafe
from casedesk.vault.walwalk import PAGE, WalReport

if TYPE_CHECKING:
    from tests.unit.vault.conftest import Database

Flip = Callable[[bytes, int], bytes]

FRAME = 24 + PAGE
SAVES = 12


def _save(connection: Any, size: int = 3000) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO note (words) VALUES (?)", (os.urandom(size),))
    connection.execute("COMMIT")


def _start(database: "Database") -> Any:
    connection = database.connect()
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words BLOB)")
    cipher.checkpoint(connection)
    return connection


@pytest.fixture
def killed(database: "Database", tmp_path: Path) -> "Database":
    """The database as a kill leaves it after twelve saves: the files copied while it is open."""
    with closing(_start(database)) as connection:
        for number in range(SAVES):
            _save(connection, 500 + 500 * number)
        return _as_if_killed(database, tmp_path / "killed")


def _as_if_killed(database: "Database", folder: Path) -> "Database":
    folder.mkdir()
    for path in (database.path, walwalk.journal_of(database.path)):
        shutil.copy(path, folder / path.name)
    return type(database)(folder / database.path.name, database.key, database.salt)


def _saves_read(database: "Database") -> int:
    with closing(database.connect()) as connection:
        return int(connection.execute("SELECT count(*) FROM note").fetchone()[0])


def _walk_bytes(folder: Path, content: bytes) -> WalReport:
    path = folder / "walked"
    path.write_bytes(content)
    return walwalk.walk(path)


def test_a_whole_journal_has_nothing_to_report(killed: "Database") -> None:
    report = walwalk.walk(walwalk.journal_of(killed.path))
    assert report == WalReport(valid_commits=SAVES)
    assert not report.damaged
    assert report.sentence() == ""
    assert _saves_read(killed) == SAVES


def test_a_missing_or_empty_journal_has_nothing_to_report(tmp_path: Path) -> None:
    assert walwalk.walk(tmp_path / "none") == WalReport()
    assert _walk_bytes(tmp_path, b"") == WalReport()


def test_every_bit_of_the_header_is_guarded(
    killed: "Database", tmp_path: Path, flipped: Flip
) -> None:
    content = walwalk.journal_of(killed.path).read_bytes()
    for bit in range(8 * 32):
        report = _walk_bytes(tmp_path, flipped(content, bit))
        assert report.header_damaged
        assert report.damaged
        assert report.lost_commits == SAVES


def test_every_bit_of_the_frames_headers_is_guarded(
    killed: "Database", tmp_path: Path, flipped: Flip
) -> None:
    """Also the commit mark itself, also in the last frame; and the number lost is exact."""
    content = walwalk.journal_of(killed.path).read_bytes()
    frames = (len(content) - 32) // FRAME
    marks = [struct.unpack_from(">I", content, 32 + n * FRAME + 4)[0] for n in range(frames)]
    for frame in (0, 1, frames // 2, frames - 2, frames - 1):
        lost = sum(map(bool, marks[frame:]))
        for bit in range(8 * 24):
            report = _walk_bytes(tmp_path, flipped(content, 8 * (32 + frame * FRAME) + bit))
            assert report.damaged
            assert (report.valid_commits, report.lost_commits) == (SAVES - lost, lost)


def test_200_flips_anywhere_in_the_pages_are_told(
    killed: "Database", tmp_path: Path, flipped: Flip
) -> None:
    content = walwalk.journal_of(killed.path).read_bytes()
    frames = (len(content) - 32) // FRAME
    chance = Random(2)
    for _each in range(200):
        place = 32 + chance.randrange(frames) * FRAME + 24 + chance.randrange(PAGE)
        report = _walk_bytes(tmp_path, flipped(content, 8 * place + chance.randrange(8)))
        assert report.damaged
        assert report.lost_commits
        assert SAVES <= report.valid_commits + report.lost_commits <= SAVES + 1


def test_the_walk_agrees_with_what_sqlite_then_reads(
    killed: "Database", tmp_path: Path, flipped: Flip
) -> None:
    """SQLite drops exactly the saves the walk calls lost, without a word."""
    content = walwalk.journal_of(killed.path).read_bytes()
    chance = Random(3)
    for number in range(25):
        damaged = _as_if_killed(killed, tmp_path / str(number))
        journal = walwalk.journal_of(damaged.path)
        journal.write_bytes(flipped(content, chance.randrange(8 * len(content))))
        report = walwalk.walk(journal)
        assert _saves_read(damaged) == report.valid_commits


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), rubbish=st.binary(min_size=1, max_size=64))
def test_bytes_written_over_anywhere_are_told(
    killed: "Database", tmp_path: Path, where: float, rubbish: bytes
) -> None:
    content = walwalk.journal_of(killed.path).read_bytes()
    place = int(where * len(content))
    changed = (content[:place] + rubbish + content[place + len(rubbish) :])[: len(content)]
    assert _walk_bytes(tmp_path, changed).damaged == (changed != content)


@pytest.mark.parametrize("zeros", [512, 4096, 20_000])
def test_a_tail_of_zeros_is_told(killed: "Database", tmp_path: Path, zeros: int) -> None:
    content = walwalk.journal_of(killed.path).read_bytes()
    report = _walk_bytes(tmp_path, content[:-zeros] + bytes(zeros))
    assert report.damaged
    appended = _walk_bytes(tmp_path, content + bytes(3 * FRAME))
    assert appended.torn_tail
    assert appended.sentence()


def test_half_a_frame_at_the_end_is_a_kill_while_writing(
    killed: "Database", tmp_path: Path
) -> None:
    content = walwalk.journal_of(killed.path).read_bytes()
    for part in (1, 23, 24, 25, FRAME - 1):
        report = _walk_bytes(tmp_path, content + content[-FRAME:][:part])
        assert report == WalReport(SAVES, unfinished=True)
        assert not report.damaged


def test_a_save_never_finished_is_no_damage(database: "Database", tmp_path: Path) -> None:
    """Large enough that SQLite writes its pages to the journal before the save ends."""
    with closing(_start(database)) as connection:
        _save(connection)
        _spill(connection)
        killed = _as_if_killed(database, tmp_path / "killed")
    report = walwalk.walk(walwalk.journal_of(killed.path))
    assert (report.valid_commits, report.damaged, report.unfinished) == (1, False, True)
    assert walwalk.journal_of(killed.path).stat().st_size > 100 * FRAME
    assert _saves_read(killed) == 1


def _spill(connection: Any) -> None:
    connection.execute("PRAGMA cache_size = 10")
    connection.execute("BEGIN IMMEDIATE")
    for _each in range(200):
        connection.execute("INSERT INTO note (words) VALUES (?)", (os.urandom(5000),))
        connection.execute("UPDATE note SET words = zeroblob(5000) WHERE id = 1")


def test_what_a_save_given_up_leaves_behind_is_no_damage(
    database: "Database", tmp_path: Path
) -> None:
    with closing(_start(database)) as connection:
        _save(connection)
        _spill(connection)
        connection.execute("ROLLBACK")
        for number in range(2, 6):
            _save(connection)
            killed = _as_if_killed(database, tmp_path / str(number))
            report = walwalk.walk(walwalk.journal_of(killed.path))
            assert (report.valid_commits, report.damaged) == (number, False)
            assert _saves_read(killed) == number


def test_an_earlier_round_of_the_journal_is_no_damage(
    database: "Database", tmp_path: Path, flipped: Flip
) -> None:
    """A checkpoint that could not empty the journal lets SQLite write over it from the start."""
    with closing(_start(database)) as connection:
        for done in range(1, 4):
            for _each in range(6 - done):
                _save(connection)
            killed = _as_if_killed(database, tmp_path / str(done))
            report = walwalk.walk(walwalk.journal_of(killed.path))
            assert report == WalReport(6 - done)
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        _save(connection)
        killed = _as_if_killed(database, tmp_path / "last")
    content = walwalk.journal_of(killed.path).read_bytes()
    assert walwalk.walk(walwalk.journal_of(killed.path)) == WalReport(1)
    for bit in range(8 * (32 + 8), 8 * (32 + 16)):  # the salts of the current round
        assert _walk_bytes(tmp_path, flipped(content, bit)).lost_commits == 1


def test_journals_of_the_other_byte_order_are_read(killed: "Database", tmp_path: Path) -> None:
    """As a big-endian computer writes them."""
    content = walwalk.journal_of(killed.path).read_bytes()
    header = struct.pack(">I", walwalk._MAGIC | 1) + content[4:24]
    checksum = walwalk._add((0, 0), header, ">")
    made = header + struct.pack(">2I", *checksum)
    for start in range(32, len(content), FRAME):
        frame = content[start : start + FRAME]
        checksum = walwalk._add(checksum, frame[:8] + frame[24:], ">")
        made += frame[:16] + struct.pack(">2I", *checksum) + frame[24:]
    assert _walk_bytes(tmp_path, made) == WalReport(SAVES)
    assert _walk_bytes(tmp_path, content[:3] + b"\x83" + content[4:]).header_damaged


def test_the_sentence_counts_the_saves_and_names_the_time() -> None:
    assert "3 saves after 14:03" in WalReport(lost_commits=3).sentence("14:03")
    assert "1 save cannot" in WalReport(lost_commits=1).sentence()
    assert WalReport(header_damaged=True).sentence()
    assert WalReport(unfinished=True, valid_commits=2).sentence() == ""


@pytest.mark.usefixtures("open_umask")
def test_a_damaged_journal_is_kept_aside_privately_and_none_twice(killed: "Database") -> None:
    journal = walwalk.journal_of(killed.path)
    first, second = walwalk.keep_aside(journal), walwalk.keep_aside(journal)
    assert [first.name, second.name] == ["data.db-wal.damaged-1", "data.db-wal.damaged-2"]
    assert first.read_bytes() == second.read_bytes() == journal.read_bytes()
    assert first.stat().st_mode & 0o777 == 0o600
    assert walwalk.walk(first) == walwalk.walk(journal)


def test_a_link_in_place_of_the_journal_is_refused(killed: "Database") -> None:
    journal = walwalk.journal_of(killed.path)
    journal.rename(journal.with_name("elsewhere"))
    journal.symlink_to(journal.with_name("elsewhere"))
    with pytest.raises(Unsafe):
        walwalk.walk(journal)


WRITER = """
import sys
from pathlib import Path
from casedesk.vault import cipher
path, key, salt = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3])
connection = cipher.connect(path, key, salt)
number = 0
while True:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO note (words) VALUES (zeroblob(?))", (number % 7 * 3000,))
    connection.execute("COMMIT")
    print(number, flush=True)
"""


def test_saves_of_a_process_really_killed_are_all_there(database: "Database") -> None:
    _start(database).close()
    script = [sys.executable, "-c", WRITER]
    secret = [str(database.path), database.key.hex(), database.salt.hex()]
    with subprocess.Popen([*script, *secret], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        acknowledged = [int(writer.stdout.readline()) for _each in range(50)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout.readlines() if line.endswith("\n")]
    report = walwalk.walk(walwalk.journal_of(database.path))
    assert not report.damaged
    assert report.valid_commits >= acknowledged[-1]
    assert _saves_read(database) == report.valid_commits
