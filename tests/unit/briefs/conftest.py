"""A small real vault with one whole case, made with a weak cost that only tests may pass."""

from collections.abc import Iterator

import pytest
from tests.unit.briefs.office import Office, enter

from casedesk.vault import opening
from casedesk.vault.kdf import STANDARD, Bounds, Cost

_WEAK = Cost(memory_kib=32, passes=1, lanes=1)
_BOUNDS = Bounds(least=_WEAK, most=STANDARD)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("vaults") / "office.casedesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("memory")))
        opening.create_vault(folder, "weak", member_name="Office", cost=_WEAK, bounds=_BOUNDS)
        with opening.open_vault(folder, opening.with_passphrase("weak", bounds=_BOUNDS)) as vault:
            made = Office(vault)
            vault.write("enter", lambda unit: enter(unit, made.refs))
            yield made
