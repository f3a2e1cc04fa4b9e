"""A person's sheet: risk, names, cases, decisions and what they come to, contacts, what left."""

from collections.abc import Mapping
from datetime import date

import pytest

from casedesk.casework import entering
from casedesk.casework.person_consents import Outcome
from casedesk.casework.person_sheet import PersonSheet, person_sheet
from casedesk.domain.disclosures import DisclosedParty, Disclosure
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.when import parse

DAY = date(2026, 3, 10)


class One:
    """One person of the shared vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.ref = self.enter("people", {"name": "Zerha Qaldur"})

    def enter(self, kind: str, values: Mapping[str, str]) -> str:
        return self.vault.write("Enter", lambda unit: entering.enter(unit, kind, values).ref).result

    def consent(self, **values: str) -> str:
        return self.enter("consents", {"person": self.ref, **values})

    def key(self, ref: str = "") -> int:
        return self.vault.read(lambda unit: unit.get(ref or self.ref).id)

    def sheet(self) -> PersonSheet:
        number = self.key()
        return self.vault.read(lambda unit: person_sheet(unit, number, DAY))

    def outcome(self, audience: str, where: str = "") -> Outcome:
        found = [e for e in self.sheet().outcomes if (e.audience, e.where) == (audience, where)]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def vault(empty_vault: Vault) -> Vault:
    return empty_vault


@pytest.fixture
def one(vault: Vault) -> One:
    return One(vault)


def test_nobody_is_taken_to_consent_who_was_not_asked(one: One) -> None:
    assert {each.state for each in one.sheet().outcomes} == {"none"}
    assert one.sheet().decisions == ()


def test_a_withdrawal_towards_the_state_is_a_no_towards_the_public_too(one: One) -> None:
    one.consent(audience="public", state="given", decided="2024-01-05")
    one.consent(audience="state", state="withdrawn", decided="2025-02-01")
    assert one.outcome("Mechanism").state == "given"
    assert one.outcome("State").state == "withdrawn"
    assert one.outcome("Public").state == "withdrawn"
    assert [each.decision for each in one.sheet().decisions] == ["Withdrawn", "Given"]


def test_a_decision_for_one_case_changes_only_what_it_comes_to_there(one: One) -> None:
    case = one.enter("cases", {"title": "The case of the bridge"})
    one.consent(audience="public", state="given", decided="2024")
    one.consent(audience="state", state="refused", decided="2025", case=case)
    assert one.outcome("State").state == "given"
    assert one.outcome("State", "The case of the bridge").state == "refused"
    mine = [each for each in one.sheet().outcomes if each.where]
    assert {each.audience for each in mine} == {"State", "Public"}


def test_a_decision_before_one_mechanism_says_before_which(one: One) -> None:
    one.consent(audience="mechanism", state="given", mechanism="un-wgad", shown_as="role")
    found = [each for each in one.sheet().outcomes if each.where]
    assert [each.where for each in found] == ["Working Group on Arbitrary Detention"]
    assert found[0].shown_as == "By role only"


def test_a_name_somebody_asked_for_and_nobody_recorded_is_said_to_be_missing(one: One) -> None:
    one.consent(audience="public", state="given", shown_as="chosen-name")
    assert one.outcome("Public").missing == "Chosen name"
    one.enter("names", {"party": one.ref, "name": "Zee", "form": "chosen"})
    assert one.outcome("Public").missing == ""


def test_a_part_of_a_yes_without_how_shows_no_name(one: One) -> None:
    one.consent(audience="public", state="given-in-part")
    assert one.outcome("Public").shown_as == "Not at all"


def test_roles_in_events_stand_under_their_case(one: One) -> None:
    case = one.enter("cases", {"title": "The case of the bridge"})
    event = one.enter("events", {"title": "A raid", "case": case})
    one.enter("events", {"title": "Another raid", "case": case})
    for subject in (event, case):
        one.enter("involvements", {"subject": subject, "party": one.ref, "role": "witness"})
    (found,) = one.sheet().cases
    assert found.case is not None
    assert found.case.title == "The case of the bridge"
    assert [role.subject.title for role in found.roles] == ["A raid", "The case of the bridge"]


def test_a_role_that_is_kept_back_says_so(one: One) -> None:
    case = one.enter("cases", {"title": "A case"})
    said = {"subject": case, "party": one.ref, "role": "source"}
    one.enter("involvements", {**said, "confidentiality": "existence-hidden"})
    assert one.sheet().cases[0].roles[0].hidden == "Existence hidden"


def test_a_contact_is_overdue_from_the_day_after_it_was_expected(one: One) -> None:
    one.enter("checkins", {"person": one.ref, "last": "2026-02-01", "next": "2026-03-10"})
    assert one.sheet().overdue == 0
    one.enter("checkins", {"person": one.ref, "next": "2026-03-07"})
    assert one.sheet().overdue == 3


def test_a_contact_expected_some_day_of_a_month_is_not_overdue_within_it(one: One) -> None:
    one.enter("checkins", {"person": one.ref, "next": "2026-03"})
    assert one.sheet().overdue == 0


def test_what_belongs_to_a_merged_person_is_shown(one: One) -> None:
    other = one.enter("people", {"name": "Z. Qaldur"})
    one.enter("names", {"party": other, "name": "Зерха", "form": "own-script"})
    one.enter("consents", {"person": other, "audience": "public", "state": "refused"})

    def merge(unit: Writing) -> None:
        unit.redirect(unit.get(other), unit.get(one.ref))

    one.vault.write("Merge", merge)
    assert [each.name for each in one.sheet().names] == ["Зерха"]
    assert one.outcome("Public").state == "refused"


def test_what_went_out_before_a_withdrawal_says_that_it_is_withdrawn_now(one: One) -> None:
    one.consent(audience="state", state="given", decided="2024")

    def disclose(unit: Writing) -> None:
        party = unit.get(one.ref).id
        for title, how in (("A letter", "full-name"), ("A short note", "role")):
            left = unit.add(Disclosure(title=title, audience="state", occurred=parse("2024-05")))
            unit.add(DisclosedParty(disclosure=left.id, party=party, shown_as=how, basis="consent"))

    one.vault.write("Disclose", disclose)
    assert {each.against for each in one.sheet().shown} == {""}
    one.consent(audience="state", state="withdrawn", decided="2025")
    assert {each.title: each.against for each in one.sheet().shown} == {
        "A letter": "Withdrawn",
        "A short note": "",
    }


def test_an_authority_is_over_when_its_last_day_is_past(one: One) -> None:
    for ends in ("2026-03-09", "2026-03"):
        one.enter("authorities", {"person": one.ref, "form": "power-of-attorney", "ends": ends})
    assert [each.is_over for each in one.sheet().powers] == [True, False]


def test_a_removed_case_is_not_shown(one: One) -> None:
    case = one.enter("cases", {"title": "A case"})
    one.enter("involvements", {"subject": case, "party": one.ref, "role": "victim"})
    one.vault.write("Remove", lambda unit: unit.remove(unit.get(case), "Entered twice"))
    assert one.sheet().cases == ()
