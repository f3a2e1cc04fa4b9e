"""Attaching a file in a test, and looking at what came of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from casedesk.domain.evidence import Evidence
from casedesk.evidence import intake, reading, store
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault

Offer = Callable[..., Path]


def attach(vault: Vault, ref: str, file: Path, **how: Any) -> Evidence:
    return vault.write(
        "Attach a file", lambda unit: intake.admit(unit, vault.folder, unit.get(ref), file, **how)
    ).result


def evidence_called(unit: Reading, ref: str) -> Evidence:
    found = unit.get(ref, "evidence")
    assert isinstance(found, Evidence)
    return found


def read(vault: Vault, ref: str) -> bytes:
    pieces = vault.read(
        lambda unit: reading.read_out(unit, vault.folder, evidence_called(unit, ref))
    )
    return b"".join(pieces)


def files(vault: Vault) -> list[Path]:
    return [path for path in (vault.folder / store.FOLDER).rglob("*") if path.is_file()]


def rows(vault: Vault, cls: type[Any]) -> list[Any]:
    return list(vault.read(lambda unit: unit.all(cls)))
