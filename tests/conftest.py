"""What all tests share: a computer's memory of their own, and modules named `tests.…`."""

import sys
from pathlib import Path

import pytest

# However pytest is started, what tests share is imported as `tests.small_vault` and the like.
ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)


@pytest.fixture(autouse=True)
def _own_computer_memory(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test may read or write what this computer remembers of somebody's real vaults."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
