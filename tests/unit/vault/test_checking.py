"""`casedesk check` names what is damaged, also where the vault cannot be opened at all."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests import proofs, small_vault

from casedesk.domain.cases import Case
from casedesk.vault import checking, header, pagewalk, walwalk
from casedesk.vault.checking import Finding, check
from casedesk.vault.errors import NotAVault, VaultInUse, WrongKey
from casedesk.vault.subkeys import Purpose
from casedesk.vault.vault import DATABASE

PAGE = pagewalk.PAGE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_vault.small(tmp_path / "case.casedesk")


def _named(folder: Path) -> dict[str, str]:
    findings = check(folder, small_vault.unlock())
    named: dict[str, str] = {}
    for finding in findings:
        named[finding.what] = named.get(finding.what, "") + " " + finding.sentence
    return named


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_whole_vault_has_nothing_to_name_and_is_left_as_it_is(folder: Path) -> None:
    before = _contents(folder)
    assert check(folder, small_vault.unlock()) == []
    assert _contents(folder) == before


def test_a_vault_that_was_killed_is_whole_and_left_as_it_is(tmp_path: Path) -> None:
    folder = small_vault.empty(tmp_path / "case.casedesk")
    proofs.end_without_closing(folder, 2)
    before = _contents(folder)
    assert check(folder, small_vault.unlock()) == []
    after = _contents(folder)
    for name in (DATABASE, DATABASE + "-wal", header.MAIN, header.SPARE):
        assert after[name] == before[name]


@pytest.mark.parametrize("page", [1, 2, 7, 100])
def test_the_damaged_page_is_named_by_its_number(folder: Path, page: int) -> None:
    _damage(folder / DATABASE, (page - 1) * PAGE + 100)
    assert f"Page {page} of" in _named(folder)[DATABASE]


def test_several_damaged_pages_are_named_together(folder: Path) -> None:
    for page in (3, 4, 5, 9):
        _damage(folder / DATABASE, page * PAGE - 1)
    assert "Pages 3-5, 9 of" in _named(folder)[DATABASE]


def test_damage_to_the_first_bytes_is_named_as_harmless(folder: Path) -> None:
    _damage(folder / DATABASE, 5)
    assert "Nothing is lost" in _named(folder)[DATABASE]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: content[:-PAGE], "bytes long when"),
        (lambda content: content[:-5], "middle of a page"),
        (lambda content: content + bytes(PAGE), "is damaged"),
        (lambda content: content + b"x", "middle of a page"),
        (lambda content: content[: 3 * PAGE] + content[4 * PAGE :], "are damaged"),
        (lambda _content: b"", "bytes long when"),
        (lambda content: bytes(len(content)), "first 16 bytes"),
        (lambda content: b"SQLite format 3\0" + content[16:], "first 16 bytes"),
    ],
)
def test_a_file_cut_or_grown_or_exchanged_is_named(
    folder: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    path = folder / DATABASE
    path.write_bytes(change(path.read_bytes()))
    assert said in _named(folder)[DATABASE]


def test_a_cut_file_is_named_without_a_seal_too(tmp_path: Path) -> None:
    """A kill between emptying the journal and sealing, and then the disk loses the end."""
    folder = small_vault.small(tmp_path / "case.casedesk")
    with small_vault.opened(folder) as vault:
        vault.write("Add", lambda unit: unit.add(Case(title="A")))
        vault._settle()
        killed = shutil.copytree(folder, tmp_path / "killed.casedesk")
    path = Path(killed) / DATABASE
    path.write_bytes(path.read_bytes()[:-PAGE])
    (Path(killed) / (DATABASE + "-wal")).unlink()
    assert DATABASE in _named(Path(killed))


def test_a_missing_database_is_named(folder: Path) -> None:
    (folder / DATABASE).unlink()
    assert "missing" in _named(folder)[DATABASE]


def test_another_vaults_database_is_named(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.casedesk"
    small_vault.make(other)
    shutil.copy(other / DATABASE, folder / DATABASE)
    assert "are damaged" in _named(folder)[DATABASE]


def test_a_journal_put_beside_a_closed_vault_is_named(folder: Path) -> None:
    (folder / (DATABASE + "-wal")).write_bytes(b"old pages")
    assert "after it was closed" in _named(folder)[DATABASE + "-wal"]


def test_journals_kept_aside_stay_named(tmp_path: Path) -> None:
    folder = small_vault.empty(tmp_path / "case.casedesk")
    proofs.end_without_closing(folder, 3)
    _damage(folder / (DATABASE + "-wal"), 3000)
    small_vault.opened(folder).close()
    assert "3 saves cannot be read" in _named(folder)[DATABASE + "-wal.damaged-1"]


def test_a_damaged_or_missing_header_is_named_while_the_spare_serves(folder: Path) -> None:
    _damage(folder / header.MAIN, 40)
    assert _named(folder).keys() == {header.MAIN}
    (folder / header.MAIN).unlink()
    assert "missing" in _named(folder)[header.MAIN]


def test_a_spare_that_differs_is_named(folder: Path) -> None:
    old = (folder / header.SPARE).read_bytes()
    with small_vault.opened(folder) as vault:
        vault.write("Add", lambda unit: unit.add(Case(title="A")))
    (folder / header.SPARE).write_bytes(old)
    assert _named(folder).keys() == {header.SPARE}


def test_without_any_header_that_is_said_and_nothing_else(folder: Path) -> None:
    for name in (header.MAIN, header.SPARE):
        _damage(folder / name, 40)
    named = _named(folder)
    assert named.keys() == {header.MAIN, header.SPARE, DATABASE}
    assert "nothing else can be checked" in named[DATABASE]


def test_a_header_forged_without_the_key_is_named(folder: Path) -> None:
    """The plain sum of a header can be made by anybody, its code only with the key."""
    head = header.parse((folder / header.MAIN).read_bytes())
    forged = header.spell(replace(head, gen=head.gen + 1))
    for name in (header.MAIN, header.SPARE):
        (folder / name).write_bytes(forged)
    assert "Somebody without a key" in _named(folder)[header.MAIN]


def test_an_older_database_under_a_newer_header_is_named(folder: Path) -> None:
    old = (folder / DATABASE).read_bytes()
    with small_vault.opened(folder) as vault:
        vault.write("Add", lambda unit: unit.add(Case(title="A")))
    (folder / DATABASE).write_bytes(old)
    assert "not of the same time" in _named(folder)[DATABASE]


def test_an_older_vault_put_back_whole_is_named(folder: Path, tmp_path: Path) -> None:
    with small_vault.opened(folder) as vault:
        vault.write("Add", lambda unit: unit.add(Case(title="A")))
    old = shutil.copytree(folder, tmp_path / "old")
    with small_vault.opened(folder) as vault:
        vault.write("Add", lambda unit: unit.add(Case(title="B")))
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    assert "older than the one last used" in _named(folder)[DATABASE]


def test_what_lies_beside_the_database_is_looked_at_too(folder: Path) -> None:
    seen = []

    def evidence(_connection: object, place: Path) -> list[Finding]:
        seen.append(place)
        return [Finding("blobs", "One file is missing.")]

    assert check(folder, small_vault.unlock(), [evidence]) == [
        Finding("blobs", "One file is missing.")
    ]
    assert seen == [folder]


def test_no_vault_a_wrong_key_and_a_vault_in_use_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        check(tmp_path / "nothing", small_vault.unlock())
    with pytest.raises(NotAVault):
        check(tmp_path, small_vault.unlock())
    with pytest.raises(WrongKey):
        check(folder, small_vault.unlock("wrong"))
    with small_vault.opened(folder), pytest.raises(VaultInUse):
        check(folder, small_vault.unlock())


def test_pages_are_walked_without_the_cipher(folder: Path) -> None:
    """The walk and the cipher agree on which page is whole, for every page of a vault."""
    with small_vault.opened(folder) as vault:
        key, salt = vault.key(Purpose.DATABASE), vault.header.db_salt
    content = (folder / DATABASE).read_bytes()
    report = pagewalk.walk_pages(folder / DATABASE, key, salt)
    assert report == pagewalk.PageReport(len(content) // PAGE)
    wrong = pagewalk.walk_pages(folder / DATABASE, bytes(32), salt)
    assert len(wrong.damaged) == report.pages
    skipped = pagewalk.walk_pages(folder / DATABASE, bytes(32), salt, range(2, 9999))
    assert skipped.damaged == (1,)


def test_a_torn_page_that_the_journal_still_has_is_no_damage(tmp_path: Path) -> None:
    """A power cut while the journal is moved into the file leaves half pages, all repairable."""
    folder = small_vault.empty(tmp_path / "case.casedesk")
    proofs.end_without_closing(folder, 2)
    pages = walwalk.walk(walwalk.journal_of(folder / DATABASE)).pages
    inside = [page for page in pages if page * PAGE <= (folder / DATABASE).stat().st_size]
    assert inside
    for page in inside:
        _damage(folder / DATABASE, page * PAGE - 1)
    assert checking.check(folder, small_vault.unlock()) == []


def _damage(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)
