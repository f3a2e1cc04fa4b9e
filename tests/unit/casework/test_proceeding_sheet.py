"""A proceeding's sheet: its steps, replies, filings, and time limits from its own dates."""

from collections.abc import Mapping
from datetime import date

import pytest

from casedesk.casework import entering
from casedesk.casework.proceeding_limits import Limit
from casedesk.casework.proceeding_sheet import ProceedingSheet, proceeding_sheet
from casedesk.casework.references import reference_doubt
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.vault import Vault

DAY = date(2026, 3, 10)


class Matter:
    """A case with one letter of UN mandates, in the shared vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.case = self.enter("cases", {"title": "A case"})
        self.ref = self.begin("un-sp")

    def begin(self, mechanism: str, **more: str) -> str:
        own = {"title": "A letter", "case": self.case, "mechanism": mechanism, **more}
        return self.enter("proceedings", own)

    def enter(self, kind: str, values: Mapping[str, str]) -> str:
        return self.vault.write("Enter", lambda unit: entering.enter(unit, kind, values).ref).result

    def add(self, kind: str, **values: str) -> str:
        return self.enter(kind, {"proceeding": self.ref, **values})

    def sheet(self) -> ProceedingSheet:
        return self.vault.read(lambda unit: proceeding_sheet(unit, unit.get(self.ref).id, DAY))

    def limit(self, words: str) -> Limit:
        return next(each for each in self.sheet().limits if words in each.title)

    def state_called(self, name: str) -> str:
        return self.enter("states", {"name": name})


@pytest.fixture
def vault(empty_vault: Vault) -> Vault:
    return empty_vault


@pytest.fixture
def matter(vault: Vault) -> Matter:
    return Matter(vault)


def test_each_addressee_has_a_reply_clock_of_its_own(matter: Matter) -> None:
    for name, day in (("Maldives", "2026-01-01"), ("Egypt", "2026-03-01")):
        matter.add("addressees", party=matter.state_called(name), transmitted=day)
    first, second = matter.sheet().addressees
    # 60 days from 1 January 2026 end on 2 March.
    assert first.due is not None
    assert (first.due.edtf, first.overdue) == ("2026-03-02", 8)
    assert second.overdue == 0


def test_a_reply_stops_the_clock(matter: Matter) -> None:
    said = {"party": matter.state_called("Maldives"), "transmitted": "2026-01-01"}
    matter.add("addressees", **said, replied="2026-02-01")
    assert matter.sheet().addressees[0].overdue == 0
    assert matter.limit("reply").state == "met"


def test_nobody_waits_for_a_reply_after_the_body_decided(matter: Matter) -> None:
    said = {"party": matter.state_called("Maldives"), "transmitted": "2020-01-01"}
    matter.add("addressees", **said)
    assert matter.sheet().addressees[0].overdue > 0
    matter.ref = matter.begin("un-sp", decided="2021")
    matter.add("addressees", **said)
    found = matter.sheet().addressees[0]
    assert found.is_moot
    assert found.overdue == 0


def test_a_doubtful_day_of_sending_gives_the_state_its_last_day(matter: Matter) -> None:
    matter.add("addressees", party=matter.state_called("Maldives"), transmitted="2026-01")
    found = matter.sheet().addressees[0]
    assert found.due is not None
    assert found.due.last == date(2026, 4, 1).toordinal()
    assert found.overdue == 0


def test_a_filing_meets_our_time_limit_and_a_late_one_does_not(matter: Matter) -> None:
    matter.ref = matter.begin("echr")
    matter.enter("facts", {"case": matter.case, "fact": "notified", "occurred": "2025-09-01"})
    matter.enter("facts", {"case": matter.case, "fact": "final_decision", "occurred": "2025-09-01"})
    before = next(e for e in matter.sheet().limits if e.whose == "ours" and e.hard and e.due)
    assert before.state == "over"
    matter.add("filings", sent="2025-10-01", postmark="2025-10-01", received="2025-10-04")
    after = next(e for e in matter.sheet().limits if e.title == before.title)
    assert after.state == "met"
    matter.ref = matter.begin("echr")
    matter.add("filings", sent="2026-02-01", postmark="2026-02-01", received="2026-02-04")
    late = next(e for e in matter.sheet().limits if e.title == before.title)
    assert late.state == "late"


def test_a_step_of_this_proceeding_outweighs_the_same_fact_of_the_case(matter: Matter) -> None:
    matter.enter("facts", {"case": matter.case, "fact": "transmitted", "occurred": "2020-01-01"})
    assert matter.limit("reply").from_case
    matter.add("addressees", party=matter.state_called("Maldives"), transmitted="2026-01-01")
    found = matter.limit("reply")
    assert not found.from_case
    assert found.start is not None
    assert found.start.edtf == "2026-01-01"


def test_another_proceedings_dates_start_no_clock_here(matter: Matter) -> None:
    matter.begin("un-wgad")
    matter.enter("facts", {"case": matter.case, "fact": "transmitted", "occurred": "2026-01-01"})
    assert not [each for each in matter.sheet().limits if each.due]


def test_a_deadline_set_by_hand_takes_the_place_of_its_rule(matter: Matter) -> None:
    matter.add("addressees", party=matter.state_called("Maldives"), transmitted="2026-01-01")
    rule = next(e.id for e in mechanisms()["un-sp"].rules if e.whose == "state")
    matter.add("deadlines", title="Extended", due="2026-06-01", rule=rule, whose="state")
    titles = [each.title for each in matter.sheet().limits if each.whose == "state"]
    assert titles == ["Extended"]


def test_each_computed_limit_names_its_rule_and_source(matter: Matter) -> None:
    matter.add("addressees", party=matter.state_called("Maldives"), transmitted="2026-01-01")
    found = matter.limit("reply")
    assert found.text
    assert found.source
    assert found.counts_from == "Transmitted"


def test_steps_to_come_stand_behind_those_taken(matter: Matter) -> None:
    matter.ref = matter.begin("un-ccpr")
    known = [each.id for each in mechanisms()["un-ccpr"].stages]
    matter.add("stages", stage=known[1], title="Registered", occurred="2025")
    found = matter.sheet().stages
    assert found[0].title == "Registered"
    assert len(found) == 1 + len(known) - 2
    assert all(each.record is None for each in found[1:])


def test_a_closed_proceeding_has_no_steps_to_come(matter: Matter) -> None:
    matter.ref = matter.begin("un-ccpr", state="closed")
    assert matter.sheet().stages == ()


def test_a_matter_that_goes_on_elsewhere_is_seen_from_both(matter: Matter) -> None:
    first = matter.ref
    matter.ref = matter.begin("national", title="The appeal", continues=first)
    before = matter.sheet().continues
    assert before is not None
    assert before.ref == first
    matter.ref = first
    assert [each.title for each in matter.sheet().continued_by] == ["The appeal"]


@pytest.mark.parametrize(
    ("mechanism", "reference", "doubted"),
    [
        ("un-ccpr", "CCPR/C/130/D/3248/2018", False),
        ("un-ccpr", "3248/2018", False),
        ("un-ccpr", "Case of the bridge", True),
        ("un-sp", "AL TUR 5/2020", False),
        ("un-sp", "see letter", True),
        ("national", "anything", False),
        ("un-ccpr", "", False),
    ],
)
def test_a_reference_unlike_those_of_its_body_is_doubted(
    mechanism: str, reference: str, *, doubted: bool
) -> None:
    assert bool(reference_doubt(mechanisms()[mechanism], reference)) is doubted


def test_a_year_nothing_can_be_counted_from_stops_only_its_own_limit(matter: Matter) -> None:
    matter.add("addressees", party=matter.state_called("Maldives"), transmitted="9999-12-31")
    found = matter.sheet()
    assert found.notices
    assert found.addressees[0].due is None
