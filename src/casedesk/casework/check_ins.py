"""When people should be heard of next, and who was not."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.casework.openings import day_columns, living, said, table
from casedesk.domain.base import spine
from casedesk.vault.unit import Reading
from casedesk.when import When


@dataclass(frozen=True, slots=True)
class CheckInOver:
    """A person who should have been heard of, with how to make contact safely."""

    record: int
    person: int
    name: str
    expected: When
    days: int
    safe_contact: str
    risk: str


def newest_check_ins(unit: Reading) -> list[Any]:
    """Of each person the check-in that was entered last, as a row with the person beside it."""
    own, party = table("check_in"), table("party")
    people = spine.alias("person_spine")
    query = (
        living(
            "check_in", spine.c.id, own.c.person, *day_columns(own, "next"), people.c.title,
            people.c.ref, party.c.safe_contact, party.c.risk,
        )
        .join(party, party.c.id == own.c.person)
        .join(people, people.c.id == party.c.id)
        .where(people.c.deleted.is_(None), people.c.merged_into.is_(None))
        .order_by(spine.c.id)
    )  # fmt: skip
    return list({row.person: row for row in unit.connection.execute(query)}.values())


def check_ins_over(unit: Reading, day: date) -> list[CheckInOver]:
    """The people whose next safe contact was expected before a day, longest overdue first."""
    found = []
    for row in newest_check_ins(unit):
        expected = said(row, "next")
        last = expected.last if expected else None
        if expected is not None and last is not None and last < day.toordinal():
            over = day.toordinal() - last
            found.append(
                CheckInOver(
                    row.id,
                    row.person,
                    row.title,
                    expected,
                    over,
                    row.safe_contact or "",
                    row.risk or "",
                )
            )
    return sorted(found, key=lambda each: -each.days)
