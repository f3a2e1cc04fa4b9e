"""A real vault made with a weak cost that only tests may pass, and tables written for one test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casedesk.vault import opening
from casedesk.vault.kdf import STANDARD, Bounds, Cost
from casedesk.vault.vault import Vault

_WEAK = Cost(memory_kib=32, passes=1, lanes=1)
_BOUNDS = Bounds(least=_WEAK, most=STANDARD)


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault in which tests may leave records behind; none relies on its being empty."""
    folder = tmp_path_factory.mktemp("vaults") / "office.casedesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("memory")))
        opening.create_vault(folder, "weak", member_name="Office", cost=_WEAK, bounds=_BOUNDS)
        unlock = opening.with_passphrase("weak", bounds=_BOUNDS)
        with opening.open_vault(folder, unlock) as vault:
            yield vault


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a table file; text goes in as UTF-8 with its line ends as they are."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
