"""What this computer remembers, and that forgetting or garbling it is never an error."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk import places
from casedesk.vault import canonical, lastseen
from casedesk.vault.lastseen import Memory

VAULT_ID, KEY = b"v" * 16, b"k" * 32
MEMORY = Memory(replica="ab" * 16, seq=7, link="cd" * 32, gen=3, slot="01" * 8)


@pytest.fixture(autouse=True)
def _own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def _only_file() -> Path:
    (path,) = (places.computer_memory() / "seen").iterdir()
    return path


def test_what_was_remembered_last_is_recalled(tmp_path: Path) -> None:
    assert lastseen.recall(VAULT_ID, tmp_path, KEY) is None
    assert lastseen.remember(VAULT_ID, tmp_path, KEY, replace(MEMORY, gen=2))
    assert lastseen.remember(VAULT_ID, tmp_path, KEY, MEMORY)
    assert lastseen.recall(VAULT_ID, tmp_path, KEY) == MEMORY
    assert lastseen.slot_to_try_first(VAULT_ID, tmp_path) == MEMORY.slot


def test_another_vault_path_or_key_is_not_known(tmp_path: Path) -> None:
    lastseen.remember(VAULT_ID, tmp_path, KEY, MEMORY)
    assert lastseen.recall(b"w" * 16, tmp_path, KEY) is None
    assert lastseen.recall(VAULT_ID, tmp_path / "copy", KEY) is None
    assert lastseen.recall(VAULT_ID, tmp_path, b"x" * 32) is None


def test_another_computer_does_not_know_the_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home folder copied to another computer takes its memory along; that one must not serve."""
    lastseen.remember(VAULT_ID, tmp_path, KEY, MEMORY)
    monkeypatch.setattr(lastseen, "machine_id", lambda: "another")
    assert lastseen.recall(VAULT_ID, tmp_path, KEY) is None


def test_a_link_to_the_vault_is_the_same_vault(tmp_path: Path) -> None:
    vault, link = tmp_path / "vault", tmp_path / "link"
    vault.mkdir()
    link.symlink_to(vault)
    lastseen.remember(VAULT_ID, link, KEY, MEMORY)
    assert lastseen.recall(VAULT_ID, vault, KEY) == MEMORY


@pytest.mark.usefixtures("open_umask")
def test_memory_is_private_and_names_nothing(tmp_path: Path) -> None:
    vault = tmp_path / "JUANA.casedesk"
    lastseen.remember(VAULT_ID, vault, KEY, MEMORY)
    path = _only_file()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700
    found = path.name.encode() + path.read_bytes()
    assert b"JUANA" not in found
    assert VAULT_ID.hex().encode() not in found


def test_forgetting_removes_the_file_without_any_key(tmp_path: Path) -> None:
    lastseen.remember(VAULT_ID, tmp_path, KEY, MEMORY)
    path = _only_file()
    lastseen.forget(VAULT_ID, tmp_path)
    lastseen.forget(VAULT_ID, tmp_path)
    assert not path.exists()
    assert lastseen.recall(VAULT_ID, tmp_path, KEY) is None


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(untrusted=st.binary(max_size=300))
def test_garbled_memory_is_no_memory(tmp_path: Path, untrusted: bytes) -> None:
    lastseen.remember(VAULT_ID, tmp_path, KEY, MEMORY)
    _only_file().write_bytes(untrusted)
    assert lastseen.recall(VAULT_ID, tmp_path, KEY) is None
    assert isinstance(lastseen.slot_to_try_first(VAULT_ID, tmp_path), str)


def test_memory_forged_without_the_key_is_no_memory(tmp_path: Path) -> None:
    lastseen.remember(VAULT_ID, tmp_path, KEY, MEMORY)
    content = canonical.read(_only_file().read_bytes())
    _only_file().write_bytes(canonical.spell(content | {"gen": 1}))
    assert lastseen.recall(VAULT_ID, tmp_path, KEY) is None


def test_a_computer_that_keeps_nothing_is_no_error(
    tmp_path: Path, as_stranger: Callable[[], None]
) -> None:
    tmp_path.chmod(0o555)
    as_stranger()
    assert not lastseen.remember(VAULT_ID, tmp_path, KEY, MEMORY)
    assert lastseen.recall(VAULT_ID, tmp_path, KEY) is None
    lastseen.forget(VAULT_ID, tmp_path)


def test_this_computer_has_a_lasting_id() -> None:
    assert lastseen.machine_id() == lastseen.machine_id()
    assert isinstance(lastseen.machine_id(), str)
