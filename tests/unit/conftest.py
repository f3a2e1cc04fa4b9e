"""A real vault made with a weak cost that only tests may pass."""

from collections.abc import Iterator

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
