"""Long proofs that a vault loses nothing and shows nothing wrong; `make torture` prints a table."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import proofs, small_vault
from tests.proofs import Result

pytestmark = pytest.mark.torture


@pytest.fixture(scope="module")
def table() -> Iterator[list[Result]]:
    """The results so far, printed when all are there."""
    results: list[Result] = []
    yield results
    print(f"\n\n{'proof':<58} {'tries':>6} {'passed':>13} beside")
    for result in results:
        print(result.line())


def _flips(work: Path) -> Result:
    return proofs.flips_are_named(small_vault.small(work / "case.casedesk"), 1000)


def _journal_flips(work: Path) -> Result:
    folder = small_vault.empty(work / "case.casedesk")
    proofs.end_without_closing(folder, 20)
    return proofs.journal_flips_are_reported(folder, work, 20, 60)


def _kills(work: Path) -> Result:
    return proofs.kills_lose_nothing(small_vault.empty(work / "case.casedesk"), 100)


def _replays(work: Path) -> Result:
    return proofs.replays_are_noticed(small_vault.small(work / "case.casedesk"), 100)


@pytest.mark.parametrize("proof", [_flips, _journal_flips, _kills, _replays])
def test_it_holds_every_time(
    proof: Callable[[Path], Result], tmp_path: Path, table: list[Result]
) -> None:
    result = proof(tmp_path)
    table.append(result)
    assert result.failures == []
