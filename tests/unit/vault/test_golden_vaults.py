"""Vaults of every schema ever released open, read right, and refuse in sentences when broken."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import ledger, small_vault
from tests.make_golden_vault import NAME, VAULTS, everything_said
from tests.proofs import files_read

from casedesk.domain.cases import Case
from casedesk.vault import header, migrate, opening
from casedesk.vault.checking import check
from casedesk.vault.errors import ForbiddenCost
from casedesk.vault.undo import undo_last
from casedesk.vault.vault import DATABASE
from casedesk.words import Refusal

AGAIN = "run “python -m tests.make_golden_vault” if this schema was not released yet"


@pytest.fixture(params=migrate.SCHEMAS)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the golden vault of one schema."""
    source = VAULTS / NAME.format(schema=request.param)
    assert source.is_dir(), AGAIN
    return Path(shutil.copytree(source, tmp_path / source.name))


def test_every_value_of_a_vault_written_by_an_older_program_is_read_right(golden: Path) -> None:
    beside = (VAULTS / golden.name).with_suffix(".json")
    said = json.loads(beside.read_text(encoding="utf-8"))
    with small_vault.opened(golden) as vault:
        assert vault.trust.notices == []
        found = {each["ref"]: each for each in vault.read(everything_said)}
    assert len(found) == len(said)
    for each in said:
        assert {name: found[each["ref"]].get(name) for name in each} == each, AGAIN


def test_it_is_whole_and_has_the_models_schema(golden: Path) -> None:
    with small_vault.opened(golden) as vault:
        assert vault.read(lambda unit: migrate.differences(unit.connection)) == [], AGAIN
    assert check(golden, small_vault.unlock()) == []


def test_its_sealed_files_are_read_to_the_last_byte(golden: Path) -> None:
    with small_vault.opened(golden) as vault:
        assert vault.read(lambda unit: files_read(unit, golden)) == [small_vault.STATEMENT]


def test_work_goes_on_in_it(golden: Path) -> None:
    with ledger.watched(golden, small_vault.unlock()), small_vault.opened(golden) as vault:
        case = vault.write("Add", lambda unit: unit.add(Case(title="Going on")).ref).result
        vault.write("Set", lambda unit: unit.set(unit.get(case), summary="x"))
        assert vault.write("Undo", undo_last).result == "Set"


def test_the_program_itself_refuses_keys_as_weak_as_these(golden: Path) -> None:
    with pytest.raises(ForbiddenCost):
        opening.open_vault(golden, opening.with_passphrase(small_vault.PASSPHRASE))


def _cut(name: str, length: int) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / name
        path.write_bytes(path.read_bytes()[:length])

    return damage


def _fill(name: str, content: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return damage


def _both(*damages: Callable[[Path], None]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for each in damages:
            each(folder)

    return damage


def _remove(*names: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return damage


def _flip_every_page(folder: Path) -> None:
    content = bytearray((folder / DATABASE).read_bytes())
    for place in range(2000, len(content), 4096):
        content[place] ^= 1
    (folder / DATABASE).write_bytes(content)


def _link_elsewhere(folder: Path) -> None:
    shutil.move(folder / DATABASE, folder.parent / "elsewhere.db")
    (folder / DATABASE).symlink_to(folder.parent / "elsewhere.db")


BROKEN = {
    "the database is missing": _remove(DATABASE),
    "the database is empty": _cut(DATABASE, 0),
    "the database is cut within its first page": _cut(DATABASE, 1000),
    "the database is half there": _cut(DATABASE, 409_600),
    "the database is nought": _fill(DATABASE, bytes(409_600)),
    "the database is another program's": _fill(DATABASE, b"SQLite format 3\0" + bytes(4080)),
    "the database is a link": _link_elsewhere,
    "every page is damaged": _flip_every_page,
    "both headers are missing": _remove(header.MAIN, header.SPARE),
    "the header is empty and has no spare": _both(_cut(header.MAIN, 0), _remove(header.SPARE)),
    "both headers are cut": _both(_cut(header.MAIN, 300), _cut(header.SPARE, 300)),
}


@pytest.mark.parametrize("broken", list(BROKEN))
def test_a_broken_vault_is_refused_in_a_sentence_and_never_opens_as_an_empty_one(
    tmp_path: Path, broken: str
) -> None:
    folder = small_vault.small(tmp_path / "case.casedesk")
    BROKEN[broken](folder)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(Refusal, match=r"^[A-Z].*\.$"):
        _read_all(folder)
    assert {path.name for path in folder.iterdir()} - {*before} <= {"lock"}


def _read_all(folder: Path) -> None:
    with small_vault.opened(folder) as vault:
        vault.read(everything_said)
