"""Adding, changing and removing keys: the old one is gone, and nobody is locked out."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import small_vault
from tests.small_vault import BOUNDS, COST, PASSPHRASE, opened

from casedesk.domain.cases import Case
from casedesk.vault import header, keychain, keys, opening
from casedesk.vault.errors import NoKeychain, ReadOnly, WrongKey
from casedesk.vault.keys import KeyRefused
from casedesk.vault.keyslots import MOST_SLOTS
from casedesk.vault.vault import Vault
from casedesk.words import Refusal


class Chain:
    """A keychain that keeps what it is given, and counts what is asked of it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = False

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise OSError
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> Chain:
    made = Chain()
    monkeypatch.setattr(keychain, "_safe_backends", lambda: iter([made]))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_vault.empty(tmp_path / "case.casedesk")


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with opened(folder) as opened_:
        yield opened_


def _opens(folder: Path, passphrase: str) -> str:
    """The member for whom this opens the vault, or "" where it does not."""
    try:
        with opened(folder, passphrase) as vault:
            return vault.facts.member_name
    except WrongKey:
        return ""


def _in_headers(folder: Path, slot_id: str) -> bool:
    """Whether any file of the vault's folder still names a slot."""
    return any(slot_id.encode() in path.read_bytes() for path in folder.glob("*.cdh*"))


def _add(vault: Vault, passphrase: str, **more: object) -> str:
    return keys.add_passphrase(vault, passphrase, cost=COST, bounds=BOUNDS, **more)  # type: ignore[arg-type]


def test_a_new_member_gets_a_key_and_is_named_in_what_they_write(folder: Path) -> None:
    with opened(folder) as vault:
        _add(vault, "another one", member_name="Ben")
    assert _opens(folder, "another one") == "Ben"
    assert _opens(folder, PASSPHRASE) == "Ana"
    with opened(folder, "another one") as vault:
        vault.write("Add", lambda unit: unit.add(Case(title="By Ben")))
        assert [row["member"] for row in keys.listed(vault)] == ["Ana", "Ana", "Ben"]
        _add(vault, "a third", member_name="Ben")
        assert len({slot.member for slot in vault.header.slots}) == 2


def test_the_key_that_opened_is_marked(vault: Vault) -> None:
    marked = [row for row in keys.listed(vault) if row["opened_with"]]
    assert [row["id"] for row in marked] == [vault.slot.id]


def test_after_a_change_the_old_passphrase_opens_neither_header(folder: Path) -> None:
    with opened(folder) as vault:
        old = vault.slot.id
        new = keys.change_passphrase(vault, "changed", cost=COST, bounds=BOUNDS)
        assert vault.slot.id == new
    assert not _in_headers(folder, old)
    assert _opens(folder, "changed") == "Ana"
    assert _opens(folder, PASSPHRASE) == ""
    (folder / header.MAIN).unlink()
    assert _opens(folder, PASSPHRASE) == ""


def test_who_forgot_the_passphrase_sets_a_new_one_with_the_recovery_code(folder: Path) -> None:
    with opened(folder) as vault:
        code = keys.new_recovery_code(vault, cost=COST, bounds=BOUNDS)
    by_code = opening.with_recovery_code(code, bounds=BOUNDS)
    with opening.open_vault(folder, by_code) as vault:
        keys.change_passphrase(vault, "remembered now", cost=COST, bounds=BOUNDS)
    assert _opens(folder, "remembered now") == "Ana"
    assert _opens(folder, PASSPHRASE) == ""
    with opening.open_vault(folder, by_code) as vault:
        assert vault.facts.member_name == "Ana"


def test_a_new_recovery_code_ends_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "new.casedesk"
    old = small_vault.make(folder)
    with opened(folder) as vault:
        new = keys.new_recovery_code(vault, cost=COST, bounds=BOUNDS)
        assert sum(row["use"] == "recovery" for row in keys.listed(vault)) == 1
    with pytest.raises(WrongKey):
        opening.open_vault(folder, opening.with_recovery_code(old, bounds=BOUNDS))
    opening.open_vault(folder, opening.with_recovery_code(new, bounds=BOUNDS)).close()


def test_removing_the_code_warns_and_removing_the_last_key_is_refused(vault: Vault) -> None:
    (code,) = (row["id"] for row in keys.listed(vault) if row["use"] == "recovery")
    assert "everything is lost" in keys.remove_slot(vault, code[:6])
    with pytest.raises(KeyRefused, match="Add another one first"):
        keys.remove_slot(vault, vault.slot.id)
    assert len(vault.header.slots) == 1


def test_removing_one_of_several_keys_says_nothing(folder: Path) -> None:
    with opened(folder) as vault:
        slot = _add(vault, "another one", member_name="Ben")
        assert keys.remove_slot(vault, slot) == ""
    assert not _in_headers(folder, slot)
    assert _opens(folder, "another one") == ""


@pytest.mark.usefixtures("chain")
def test_keys_bound_to_one_computer_are_never_the_only_ones_left(vault: Vault) -> None:
    """A keychain is lost with its computer: Signal's users were locked out in this way."""
    first, code = (row["id"] for row in keys.listed(vault))
    _add(vault, "with this computer", device=True)
    keys.remove_slot(vault, code)
    with pytest.raises(KeyRefused, match="by itself"):
        keys.remove_slot(vault, first)


@pytest.mark.parametrize("unknown", ["", "zz", "0"])
def test_an_unknown_key_is_refused_in_a_sentence(vault: Vault, unknown: str) -> None:
    with pytest.raises(KeyRefused, match="list of its keys"):
        keys.remove_slot(vault, unknown + "g")


def test_a_vault_has_no_more_keys_than_its_header_has_room_for(vault: Vault) -> None:
    for number in range(MOST_SLOTS - 2):
        _add(vault, f"number {number}")
    with pytest.raises(KeyRefused, match="at most 8"):
        _add(vault, "one too many")
    keys.change_passphrase(vault, "changed", cost=COST, bounds=BOUNDS)  # still possible
    keys.new_recovery_code(vault, cost=COST, bounds=BOUNDS)
    assert len(vault.header.slots) == MOST_SLOTS


def test_an_empty_passphrase_or_name_is_refused(vault: Vault) -> None:
    with pytest.raises(KeyRefused, match="protects nothing"):
        _add(vault, "")
    with pytest.raises(KeyRefused, match="needs a name"):
        _add(vault, "another one", member_name=" ")


def test_which_of_two_forgotten_passphrases_is_meant_is_not_guessed(folder: Path) -> None:
    with opened(folder) as vault:
        _add(vault, "a second of Ana's")
        code = keys.new_recovery_code(vault, cost=COST, bounds=BOUNDS)
    by_code = opening.with_recovery_code(code, bounds=BOUNDS)
    with opening.open_vault(folder, by_code) as vault, pytest.raises(KeyRefused, match="more than"):
        keys.change_passphrase(vault, "which", cost=COST, bounds=BOUNDS)


def test_a_key_with_this_computer_needs_the_keychain_and_the_passphrase(
    folder: Path, chain: Chain
) -> None:
    with opened(folder) as vault:
        slot = _add(vault, "with this computer", device=True)
        assert [row["device"] for row in keys.listed(vault)] == [False, False, True]
    assert _opens(folder, "with this computer") == "Ana"
    kept = dict(chain.kept)
    chain.kept.clear()
    assert _opens(folder, "with this computer") == ""
    chain.kept.update(kept)
    with opened(folder, "with this computer") as vault:
        keys.change_passphrase(vault, "changed, still here", cost=COST, bounds=BOUNDS)
    assert not any(slot in service for service, _user in chain.kept)
    assert _opens(folder, "changed, still here") == "Ana"


def test_without_a_safe_keychain_no_half_made_key_is_left(vault: Vault, chain: Chain) -> None:
    chain.broken = True
    before = vault.header.slots
    with pytest.raises(NoKeychain):
        _add(vault, "with this computer", device=True)
    assert vault.header.slots == before


def test_a_header_that_cannot_be_written_leaves_no_secret_behind(
    vault: Vault, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.header.slots

    def full(*_args: object) -> None:
        raise ReadOnly

    monkeypatch.setattr(vault, "keep_header", full)
    with pytest.raises(ReadOnly):
        _add(vault, "with this computer", device=True)
    monkeypatch.undo()
    assert vault.header.slots == before
    assert chain.kept == {}


def _remove_second(folder: Path) -> None:
    with opened(folder) as vault:
        keys.remove_slot(vault, vault.header.slots[-1].id)


def _change(folder: Path) -> None:
    with opened(folder, "to be removed") as vault:
        keys.change_passphrase(vault, "changed", cost=COST, bounds=BOUNDS)


@pytest.mark.parametrize("close_the_door", [_remove_second, _change])
def test_an_old_header_put_back_with_a_removed_key_is_noticed(
    folder: Path, close_the_door: Callable[[Path], None]
) -> None:
    with opened(folder) as vault:
        _add(vault, "to be removed", member_name="Ben")
    old = (folder / header.MAIN).read_bytes()
    close_the_door(folder)
    (folder / header.MAIN).write_bytes(old)
    (folder / header.SPARE).write_bytes(old)
    with opened(folder, "to be removed") as vault:
        assert "not of the same time" in str(vault.trust.notices)
        with pytest.raises(Refusal, match="reading only"):
            vault.write("Write", lambda unit: unit.add(Case(title="by a removed member")))


def test_a_header_of_the_same_session_put_back_is_noticed_too(folder: Path) -> None:
    with opened(folder) as vault:
        slot = _add(vault, "to be removed", member_name="Ben")
        between = (folder / header.MAIN).read_bytes()
        keys.remove_slot(vault, slot)
    (folder / header.MAIN).write_bytes(between)
    with opened(folder, "to be removed") as vault:
        assert "not of the same time" in vault.trust.read_only


def test_the_whole_vault_put_back_from_before_a_key_was_removed_is_noticed(
    folder: Path, tmp_path: Path
) -> None:
    """Header and database agree then; only what this computer remembers is newer."""
    with opened(folder) as vault:
        vault.write("Add", lambda unit: unit.add(Case(title="A")))
        slot = _add(vault, "to be removed", member_name="Ben")
    shutil.copytree(folder, tmp_path / "before")
    with opened(folder) as vault:
        keys.remove_slot(vault, slot)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "before", folder)
    with opened(folder, "to be removed") as vault:
        assert "older than the one last used" in str(vault.trust.notices)


def test_a_spare_left_behind_by_a_kill_is_renewed_at_the_next_opening(folder: Path) -> None:
    """Killed between the two files, the spare would keep the slot that was removed."""
    old = (folder / header.SPARE).read_bytes()
    with opened(folder) as vault:
        slot = vault.slot.id
        keys.change_passphrase(vault, "changed", cost=COST, bounds=BOUNDS)
    (folder / header.SPARE).write_bytes(old)
    opened(folder, "changed").close()
    assert not _in_headers(folder, slot)
