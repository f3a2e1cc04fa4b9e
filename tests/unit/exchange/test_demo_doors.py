"""The doors of the demonstration's cases as they were checked by hand against what happened.

The grounds, and what history says, stand in docs/manual/demonstration.md.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from tests import small_vault

from casedesk.casework.casefile import read_case
from casedesk.casework.in_force import law_in_force
from casedesk.casework.standing import case_doors
from casedesk.domain.cases import Case
from casedesk.exchange.demo import load_demo
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.unit import Reading

DAY = date(2026, 11, 24)

EXAMINED = "echr un-cat un-cedaw un-cescr un-cmw un-crc un-crpd"
ANYBODY = "national un-sp un-upr"

#: By the beginning of a case's title: the doors that are closed, and those that are open. Every
#: other one is unclear: a fact is missing, or whether the State accepted.
EXPECTED = [
    ("Tholal", EXAMINED, f"{ANYBODY} un-reprisals un-san-jose"),
    ("Human Rights Commission of", "", f"{ANYBODY} un-reprisals un-san-jose"),
    ("Vicky", EXAMINED, f"{ANYBODY} iachr-precautionary"),
    ("Ebrahim", "un-ccpr un-cescr un-crc", f"{ANYBODY} un-reprisals un-san-jose un-wgad"),
    ("European Commission v Hungary (transparency", "un-cescr un-crc", f"{ANYBODY} eu-commission"),
    ("European Commission v Hungary (criminal", "un-cescr un-crc", f"{ANYBODY} eu-commission"),
    ("Nicaragua", "", f"{ANYBODY} iachr-precautionary"),
    ("Egypt", "un-ccpr un-cescr un-crc", ANYBODY),
    ("Mongolia", "", ANYBODY),
]

Doors = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder: Path = tmp_path_factory.mktemp("demo") / "demo.casedesk"

    def work(unit: Reading) -> Doors:
        law = law_in_force(unit)
        return {
            case.title: {
                door.mechanism: door.state for door in case_doors(law, read_case(unit, case), DAY)
            }
            for case in unit.all(Case)
        }

    with small_vault.opened(small_vault.empty(folder)) as vault:
        vault.write("Load", load_demo)
        yield vault.read(work)


def test_every_case_of_the_demonstration_was_checked(doors: Doors) -> None:
    assert len(doors) == len(EXPECTED)


@pytest.mark.parametrize(("case", "closed", "open_"), EXPECTED)
def test_the_doors_of_a_public_case_are_those_found_by_hand(
    doors: Doors, case: str, closed: str, open_: str
) -> None:
    [found] = [states for title, states in doors.items() if title.startswith(case)]
    expected = dict.fromkeys((m.id for m in mechanisms().values() if not m.named_only), "unclear")
    expected |= dict.fromkeys(closed.split(), "closed") | dict.fromkeys(open_.split(), "open")

    assert found == expected
