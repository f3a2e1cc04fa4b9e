"""The long proofs of `make torture`, with few tries."""

from pathlib import Path

import pytest
from tests import proofs, small_vault
from tests.proofs import Result

from casedesk.vault import checking


def _holds(result: Result) -> None:
    assert result.tries
    assert result.failures == []


def test_flipped_bits_in_a_closed_vault_are_named_and_nothing_is_read_wrong(tmp_path: Path) -> None:
    _holds(proofs.flips_are_named(small_vault.small(tmp_path / "case.casedesk"), 30))


def test_flipped_bits_in_a_killed_vaults_journal_are_reported(tmp_path: Path) -> None:
    folder = small_vault.empty(tmp_path / "case.casedesk")
    proofs.end_without_closing(folder, 6)
    _holds(proofs.journal_flips_are_reported(folder, tmp_path, 6, 6))


def test_killed_processes_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    _holds(proofs.kills_lose_nothing(small_vault.empty(tmp_path / "case.casedesk"), 5))


def test_an_older_page_put_back_is_noticed(tmp_path: Path) -> None:
    _holds(proofs.replays_are_noticed(small_vault.small(tmp_path / "case.casedesk"), 6))


def test_a_proof_that_fails_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "check", lambda *_given: [])
    folder = small_vault.small(tmp_path / "case.casedesk")
    result = proofs.flips_are_named(folder, 3)
    assert len(result.failures) == 3
    assert "3      0/3" in result.line()
