"""A desk of one's own for every test: a copy of a small vault with a record of every kind."""

from pathlib import Path

import pytest
from tests import small_vault
from tests.unit.cli.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A vault with a record of every kind, and one case with people."""
    made = Desk(tmp_path)
    small_vault.small(made.vault)
    return made


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """A vault with nothing in it."""
    made = Desk(tmp_path)
    small_vault.empty(made.vault)
    return made
