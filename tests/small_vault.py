"""Small vaults for tests: made quickly, with a cost that the shipped bounds refuse."""

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from casedesk.domain.base import Field, Record, fields_of, kind_of, kinds
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement
from casedesk.domain.parties import Person
from casedesk.evidence.intake import admit
from casedesk.vault import kdf, opening
from casedesk.vault.door import Writing
from casedesk.vault.kdf import Bounds, Cost
from casedesk.vault.opening import Unlock
from casedesk.vault.vault import Vault
from casedesk.when import parse, read

COST = Cost(memory_kib=32, passes=1, lanes=1)
BOUNDS = Bounds(least=COST, most=kdf.STANDARD)
PASSPHRASE = "six words that only tests use"
FIRST_MEMBER = "Ana"

PARTIES = ("people", "organisations", "states", "groups")

#: What the file of evidence in a filled vault says.
STATEMENT = b"I was there when they took him. " * 100

#: Longer than a page of the database: the rest lies on pages of which the cipher was seen to
#: answer zeros without an error.
LONG = "Her lawyer was told of the hearing two days after it. " * 200


def unlock(passphrase: str = PASSPHRASE) -> Unlock:
    return opening.with_passphrase(passphrase, bounds=BOUNDS)


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Vault:
    return opening.open_vault(folder, unlock(passphrase))


def make(folder: Path) -> str:
    """An empty vault; answers its recovery code."""
    return opening.create_vault(
        folder, PASSPHRASE, member_name=FIRST_MEMBER, cost=COST, bounds=BOUNDS
    )


@cache
def _pattern(*, with_records: bool) -> Path:
    folder = Path(mkdtemp(prefix="casedesk-tests-")) / "pattern.casedesk"
    make(folder)
    if with_records:
        with opened(folder) as vault:
            fill(vault)
    return folder


def empty(folder: Path) -> Path:
    """A copy of an empty vault, which takes a tenth of the time of making one."""
    return Path(shutil.copytree(_pattern(with_records=False), folder))


def small(folder: Path) -> Path:
    """A copy of a vault with a record of every kind, closed."""
    return Path(shutil.copytree(_pattern(with_records=True), folder))


def fill(vault: Vault) -> None:
    """A record of every kind with every field filled, a case with people, and some changes."""
    vault.write("Fill", add_one_of_each)
    case = vault.write("Open a case", add_case).result
    vault.write("Rename", lambda unit: unit.set(unit.get(case), title="The case of the bridge"))
    gone = vault.write("Enter", lambda unit: unit.add(Case(title="Entered by mistake")).ref).result
    vault.write("Remove", lambda unit: unit.remove(unit.get(gone), "Entered twice"))
    with TemporaryDirectory() as outside:
        statement = Path(outside) / "statement.txt"
        statement.write_bytes(STATEMENT)
        vault.write("Attach", lambda unit: admit(unit, vault.folder, unit.get(case), statement).ref)


def add_case(unit: Writing) -> str:
    """A case with long text and two people in two scripts; answers its reference."""
    case = unit.add(Case(title="A case", summary=LONG))
    for name in ("Amina Okafor", "محمد متولي"):
        person = unit.add(Person(name=name, born=read("about 1970")))
        unit.add(Involvement(subject=case.id, party=person.id, role="victim"))
    unit.add(Event(title="Arrested", case=case.id, occurred=parse("2024-03"), description=LONG))
    return case.ref


def add_one_of_each(unit: Writing) -> dict[str, int]:
    """A record of every kind, linked to each other as far as links go; answers keys by kind."""
    made: dict[str, int] = {}
    for kind, cls in sorted(kinds().items(), key=lambda item: item[0] not in PARTIES):
        made[kind] = unit.add_row(cls, sample_values(cls, made))
    return made


def sample_values(cls: type[Record], made: Mapping[str, int]) -> dict[str, Any]:
    """A value for every field of a kind; links point at records made before, if any fits."""
    values = {name: _sample(cls, field, made) for name, field in fields_of(cls).items()}
    return {name: value for name, value in values.items() if value is not None}


def _sample(cls: type[Record], field: Field, made: Mapping[str, int]) -> Any:
    if field.is_link:
        wanted = PARTIES if field.kind == "party" else field.shown.to or tuple(made)
        fitting = [made[kind] for kind in wanted if kind in made]
        if not fitting and field.required:
            fitting = list(made.values())
        return fitting[-1] if fitting else None
    samples = {
        "text": f"{field.name} of {kind_of(cls)}",
        "long": f"{field.name} of {kind_of(cls)}, at length.",
        "number": 3,
        "yesno": "unknown",
        "when": parse("2023-05/2023-07"),
        "code": "other",
        "country": "MV",
        "language": "fr",
    }
    return samples[field.kind]
