"""Make the golden vault of the present schema: python -m tests.make_golden_vault

Of every schema that was ever released, one vault is kept as that program wrote it, and the tests
open it with every later program. So run this when the schema changes before its release, and
never for a schema that people have vaults of: then it is added beside the others.

Its keys are weak, so the program itself refuses it; the tests pass bounds that allow it.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests import small_vault

from casedesk.domain.base import fields_of, kinds
from casedesk.vault import migrate
from casedesk.vault.door import Writing
from casedesk.vault.portable import to_history
from casedesk.vault.unit import Reading

VAULTS = Path(__file__).with_name("vaults")
NAME = "schema-{schema}.casedesk"


def main() -> None:
    name = NAME.format(schema=migrate.NEWEST)
    with tempfile.TemporaryDirectory() as work:
        # What this computer remembers of the vault concerns nobody else.
        os.environ["XDG_STATE_HOME"] = work
        folder = Path(work) / name
        small_vault.make(folder)
        with small_vault.opened(folder) as vault:
            small_vault.fill(vault)
            vault.write("Leave a draft", _leave_a_draft)
        with small_vault.opened(folder) as vault:
            said = vault.read(everything_said)
        (folder / "lock").unlink()
        shutil.rmtree(VAULTS / name, ignore_errors=True)
        shutil.copytree(folder, VAULTS / name)
    beside = (VAULTS / name).with_suffix(".json")
    beside.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{name}: {len(said)} records")


def _leave_a_draft(unit: Writing) -> None:
    unit.connection.exec_driver_sql(
        "INSERT INTO draft (member, kind, at, content) VALUES (1, 'notes', '2026', '{}')"
    )


def everything_said(unit: Reading) -> list[dict[str, Any]]:
    """Every living record with what it says in each field, as the history would keep it."""
    uuids: dict[int, bytes] = {}
    # By key, since a reprisal is found among the events too.
    records = {record.id: record for cls in kinds().values() for record in unit.all(cls)}.values()
    for record in records:
        uuids[record.id] = record.uuid
    said = []
    for record in records:
        values = {
            name: to_history(field, getattr(record, name), lambda number: uuids[number])
            for name, field in fields_of(type(record)).items()
        }
        kept = {name: value for name, value in values.items() if value is not None}
        said.append({"kind": record.kind, "ref": record.ref, "title": record.title} | kept)
    return sorted(said, key=lambda each: (each["kind"], each["ref"]))


if __name__ == "__main__":
    main()
