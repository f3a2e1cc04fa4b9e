"""A process that saves into a vault until it is killed, and says after each save that it is done.

Usage: python saving_child.py FOLDER [SAVES]. Prints the number of each save once it is
acknowledged; after SAVES saves it ends without closing the vault, as if it had been killed.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.small_vault import LONG, opened

from casedesk.domain.cases import Case
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Person
from casedesk.vault.door import Writing


def save(unit: Writing, number: int) -> None:
    """Three records that belong together: never may one be there without the others."""
    case = unit.add(Case(title=f"case {number}", summary=LONG))
    person = unit.add(Person(name=f"person {number}"))
    unit.add(Involvement(subject=case.id, party=person.id, role="victim"))


def main() -> None:
    vault = opened(Path(sys.argv[1]))
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    for number in range(1, most + 1):
        vault.write("Save", lambda unit, n=number: save(unit, n))  # type: ignore[misc]
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
