"""What was begun before bodies in open cases, and what was sent: that is what meets a limit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casedesk.casework.openings import CaseAt, living, of_cases, rows, table
from casedesk.domain.base import spine
from casedesk.vault.unit import Reading

#: The states of a proceeding in which nothing is awaited any more.
OVER = ("closed", "not-pursued")


@dataclass(frozen=True)
class Proceedings:
    """What is known of the proceedings of open cases: by case, and what was sent by proceeding."""

    by_case: Mapping[int, Sequence[tuple[int, str, str | None, bool]]]
    sent: Mapping[int, Sequence[int]]

    def before(self, case: int, mechanism: str) -> list[tuple[int, str | None, bool]]:
        """The proceedings of a case before a mechanism: key, state, whether it was submitted."""
        found = self.by_case.get(case, ())
        return [(key, state, done) for key, named, state, done in found if named == mechanism]


def proceedings(unit: Reading, cases: Mapping[int, CaseAt]) -> Proceedings:
    """Read the proceedings and filings of open cases."""
    own, filing = table("proceeding"), table("filing")
    query = living(
        "proceeding", spine.c.id, own.c.case, own.c.mechanism, own.c.state, own.c.submitted_edtf
    ).where(own.c.case.is_not(None))
    by_case: dict[int, list[tuple[int, str, str | None, bool]]] = defaultdict(list)
    for row in unit.connection.execute(of_cases(query, own.c.case, cases)):
        if row.case in cases:
            submitted = row.submitted_edtf is not None
            by_case[row.case].append((row.id, row.mechanism or "", row.state, submitted))
    sent: dict[int, list[int]] = defaultdict(list)
    sending = living("filing", filing.c.proceeding, filing.c.sent_last)
    mine = [key for found in by_case.values() for key, *_rest in found]
    for row in rows(unit, sending, filing.c.proceeding, mine):
        # A filing without a date was made all the same.
        sent[row.proceeding].append(row.sent_last or date.max.toordinal())
    return Proceedings(by_case, sent)
