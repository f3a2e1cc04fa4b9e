"""Today: what is due and by which rule, which replies are late, and what was left undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from casedesk.casework import entering
from casedesk.casework.coming import Coming
from casedesk.casework.law.correcting import keep_correction
from casedesk.casework.today import Today, days_left, today
from casedesk.domain.base import Record
from casedesk.domain.custom import Correction
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault

DAY = date(2026, 3, 10)


@dataclass
class Office:
    """A vault in which one case was opened, and what Today says of that case alone."""

    vault: Vault
    ref: str = ""
    key: int = 0

    def enter(self, kind: str, values: Mapping[str, str]) -> Record:
        return self.vault.write("Enter", lambda unit: entering.enter(unit, kind, values)).result

    def change(self, ref: str, **values: str) -> None:
        def work(unit: Writing) -> None:
            entering.change(unit, unit.get(ref), values)

        self.vault.write("Change", work)

    def link(self, first: str, second: str, role: str) -> None:
        def work(unit: Writing) -> None:
            entering.link(unit, unit.get(first), unit.get(second), role)

        self.vault.write("Link", work)

    def today(self, day: date = DAY) -> Today:
        return self.vault.read(lambda unit: today(unit, day))

    def due(self, day: date = DAY) -> list[Coming]:
        mine = self.today(day).due
        return [each for each in mine if each.case and each.case.ref == self.ref]

    def rules(self, day: date = DAY) -> list[str]:
        return [each.rule for each in self.due(day)]

    def of_case(self, name: str) -> list[Any]:
        found = getattr(self.today(), name)
        return [each for each in found if (each.case and each.case.ref) == self.ref]


@pytest.fixture
def office(empty_vault: Vault) -> Office:
    office = Office(empty_vault)
    case = office.enter("cases", {"title": "A case", "reference": "2026-014"})
    office.ref, office.key = case.ref, case.id
    return office


@pytest.fixture
def against(office: Office) -> Callable[[str], None]:
    def link(state: str) -> None:
        office.link(office.ref, office.enter("states", {"name": state}).ref, "respondent-state")

    return link


def fact(office: Office, name: str, day: str) -> None:
    office.enter("facts", {"case": office.ref, "fact": name, "occurred": day})


def test_a_deadline_counted_from_a_fact_says_its_rule_and_article(
    office: Office, against: Callable[[str], None]
) -> None:
    against("Mexico")
    fact(office, "notified", "2025-10-01")

    (found,) = [each for each in office.due() if each.rule == "iachr-petition"]

    assert found.day == date(2026, 4, 1)
    assert found.days == 22
    assert found.whose == "ours"
    assert "46" in found.source
    assert "1 October 2025" in found.counts_from
    assert found.words
    assert found.case is not None
    assert found.case.called == "2026-014"


def test_a_limit_of_a_body_the_state_did_not_accept_is_not_told(
    office: Office, against: Callable[[str], None]
) -> None:
    fact(office, "exhaustion", "2021-04-01")
    assert "un-ccpr-time" in office.rules()

    against("Egypt")
    assert "un-ccpr-time" not in office.rules()


def test_a_limit_that_passed_long_ago_is_told_no_more(
    office: Office, against: Callable[[str], None]
) -> None:
    against("Mexico")
    fact(office, "notified", "2025-10-01")

    assert "iachr-petition" in office.rules(date(2026, 4, 20))
    assert "iachr-petition" not in office.rules(date(2027, 4, 20))


def test_what_is_over_stands_first_and_what_has_no_day_last(office: Office) -> None:
    for title, due in (("Soon", "2026-03-12"), ("Late", "2026-03-01"), ("Some day", "")):
        office.enter("tasks", {"title": title, "about": office.ref, "due": due})

    assert [each.title for each in office.due()] == ["Late", "Soon", "Some day"]
    assert [days_left(each.days) for each in office.due()] == ["9 days over", "2 days", "no date"]


def test_a_task_about_an_event_is_told_with_the_events_case(office: Office) -> None:
    event = office.enter("events", {"title": "Arrest", "case": office.ref})
    office.enter("tasks", {"title": "Call the lawyer", "about": event.ref})

    assert [each.title for each in office.due()] == ["Call the lawyer"]


def test_done_tasks_and_met_deadlines_are_not_told(office: Office) -> None:
    office.enter("tasks", {"title": "Done", "about": office.ref, "done": "yes"})
    office.enter(
        "deadlines", {"title": "Met", "case": office.ref, "due": "2026-03-11", "state": "met"}
    )
    office.enter("deadlines", {"title": "Comments", "case": office.ref, "due": "2026-03-11"})

    assert [each.title for each in office.due()] == ["Comments"]


def test_a_deadline_kept_by_hand_stands_for_its_rule(
    office: Office, against: Callable[[str], None]
) -> None:
    against("Mexico")
    fact(office, "notified", "2025-10-01")
    office.enter(
        "deadlines",
        {"title": "Extended", "case": office.ref, "due": "2026-05-01", "rule": "iachr-petition"},
    )

    (found,) = [each for each in office.due() if each.rule == "iachr-petition"]

    assert (found.kind, found.day) == ("deadline", date(2026, 5, 1))


def test_a_filing_meets_the_limit_it_answers(office: Office) -> None:
    proceeding = office.enter(
        "proceedings",
        {"title": "Before the Committee", "case": office.ref, "mechanism": "un-ccpr",
         "state": "communicated"},
    )  # fmt: skip
    fact(office, "letter", "2026-02-01")
    assert "un-ccpr-comments" in office.rules()

    office.enter("filings", {"proceeding": proceeding.ref, "sent": "2026-01-05"})
    assert "un-ccpr-comments" in office.rules()

    office.enter("filings", {"proceeding": proceeding.ref, "sent": "2026-03-01"})
    assert "un-ccpr-comments" not in office.rules()


def test_nothing_of_a_closed_case_is_told(office: Office) -> None:
    office.enter("tasks", {"title": "Forgotten", "about": office.ref, "due": "2026-03-01"})
    office.enter("deadlines", {"title": "Past", "case": office.ref, "due": "2026-03-01"})
    office.change(office.ref, status="closed")

    assert office.due() == []
    assert not {"Forgotten", "Past"} & {each.title for each in office.today().due if not each.case}
    assert office.ref not in {each.ref for each in office.today().no_next_step}


def test_a_case_without_task_or_deadline_ahead_has_no_next_step(office: Office) -> None:
    def idle() -> bool:
        return office.ref in {each.ref for each in office.today().no_next_step}

    assert idle()
    office.enter("deadlines", {"title": "Past", "case": office.ref, "due": "2026-03-01"})
    assert idle()
    office.enter("deadlines", {"title": "Ahead", "case": office.ref, "due": "2026-04-01"})
    assert not idle()


def written_to(office: Office, transmitted: str, **more: str) -> None:
    proceeding = office.enter(
        "proceedings", {"title": "Letter", "case": office.ref, "mechanism": "un-sp"}
    )
    state = office.enter("states", {"name": "Egypt"})
    office.enter(
        "addressees",
        {"proceeding": proceeding.ref, "party": state.ref, "transmitted": transmitted, **more},
    )


def test_a_state_that_did_not_answer_in_time_is_overdue(office: Office) -> None:
    written_to(office, "2025-12-01")

    (reply,) = office.of_case("replies")

    assert reply.state == "overdue"
    assert reply.due == date(2026, 1, 30)
    assert reply.days == -39
    assert reply.addressee == "Egypt"


def test_a_state_is_not_called_late_on_a_doubtful_date(office: Office) -> None:
    written_to(office, "2026-01")

    (reply,) = office.of_case("replies")

    assert reply.state == "awaited"


@pytest.mark.parametrize(("more", "states"), [({}, ["received"]), ({"grade": "c"}, [])])
def test_a_reply_is_told_until_it_is_judged(
    office: Office, more: dict[str, str], states: list[str]
) -> None:
    written_to(office, "2025-12-01", replied="2026-02-01", **more)

    assert [each.state for each in office.of_case("replies")] == states


def test_a_person_not_heard_of_is_told_with_the_rule_of_safe_contact(office: Office) -> None:
    person = office.enter(
        "people", {"name": "W-014", "safe_contact": "Safe channel only, after 18:00"}
    )
    office.enter("checkins", {"person": person.ref, "next": "2026-03-01"})

    def mine() -> list[Any]:
        return [each for each in office.today().check_ins if each.person == person.id]

    (over,) = mine()
    assert (over.days, over.safe_contact) == (9, "Safe channel only, after 18:00")

    office.enter("checkins", {"person": person.ref, "last": "2026-03-09", "next": "2026-04-01"})
    assert mine() == []


def planned(office: Office) -> Record:
    person = office.enter("people", {"name": "Amina Okafor"})
    office.link(office.ref, person.ref, "victim")
    office.enter("briefs", {"title": "Urgent appeal", "case": office.ref, "form": "un-sp-urgent"})
    return person


def gaps_of(office: Office) -> list[tuple[str, str]]:
    found = office.today().consents
    return [(each.name, each.state) for each in found if each.brief.case.ref == office.ref]


def test_people_who_did_not_agree_are_told_before_a_submission(office: Office) -> None:
    person = planned(office)
    assert gaps_of(office) == [("Amina Okafor", "none")]

    for state, expected in (("given", []), ("withdrawn", [("Amina Okafor", "withdrawn")])):
        for audience in ("mechanism", "state"):
            office.enter("consents", {"person": person.ref, "audience": audience, "state": state})
        assert gaps_of(office) == expected


def test_a_brief_is_unsent_until_a_filing_names_it(office: Office) -> None:
    planned(office)
    assert [each.title for each in office.of_case("unsent")] == ["Urgent appeal"]

    def send(unit: Writing) -> None:
        brief = next(e for e in unit.all(Record, Record.kind == "briefs") if e.ref == ref)
        proceeding = entering.enter(unit, "proceedings", {"title": "P", "case": office.ref})
        entering.enter(
            unit, "filings", {"proceeding": proceeding.ref, "brief": brief.ref, "sent": "2026"}
        )

    (unsent,) = office.of_case("unsent")
    ref = office.vault.read(lambda unit: unit.by_id(Record, unsent.record).ref)
    office.vault.write("Send", send)
    assert office.of_case("unsent") == []
    assert gaps_of(office) == []


def test_one_odd_year_does_not_hide_the_rest(
    office: Office, against: Callable[[str], None]
) -> None:
    against("Mexico")
    fact(office, "notified", "9999-12-01")
    office.enter("tasks", {"title": "Still told", "about": office.ref, "due": "2026-03-12"})

    assert [each.title for each in office.due()] == ["Still told"]


def test_every_unit_of_time_is_said_in_words() -> None:
    assert [days_left(days) for days in (0, 1, 5, 63, 800)] == [
        "today", "1 day", "5 days", "9 weeks", "2 years",
    ]  # fmt: skip


def test_the_number_of_statements_does_not_grow_with_the_cases(office: Office) -> None:
    def statements() -> int:
        counted = 0

        def work(unit: Reading) -> None:
            nonlocal counted
            connection = unit.connection
            execute = connection.execute

            def counting(*args: Any, **more: Any) -> Any:
                nonlocal counted
                counted += 1
                return execute(*args, **more)

            connection.execute = counting  # type: ignore[method-assign]
            try:
                today(unit, DAY)
            finally:
                connection.execute = execute  # type: ignore[method-assign]

        office.vault.read(work)
        return counted

    before = statements()
    for number in range(20):
        case = office.enter("cases", {"title": f"Case {number}"})
        day = DAY - timedelta(days=5 * 365 - number)
        office.enter("facts", {"case": case.ref, "fact": "exhaustion", "occurred": day.isoformat()})
    assert statements() <= before + 6


def test_a_damaged_correction_is_said_and_takes_nothing_else_from_today(
    office: Office, against: Callable[[str], None]
) -> None:
    against("Mexico")
    fact(office, "notified", "2025-10-01")
    values = {"rule": "iachr-petition", "key": "period.notified", "value": "soon",
              "reason": "r", "source": "s"}  # fmt: skip
    number = office.vault.write("Damage", lambda unit: unit.add_row(Correction, values)).result
    found = office.today()

    assert "iachr-petition" in office.rules()
    assert any("left aside" in sentence and "soon" in sentence for sentence in found.notices)
    office.vault.write("Mend", lambda unit: unit.remove(unit.by_id(Record, number), "A test"))


def test_a_corrected_reply_clock_moves_what_is_awaited(office: Office) -> None:
    state = office.enter("states", {"name": "Tunisia"})
    own = {"title": "Before the Committee", "case": office.ref, "mechanism": "un-ccpr"}
    proceeding = office.enter("proceedings", own)
    sent = {"proceeding": proceeding.ref, "party": state.ref, "transmitted": "2026-01-31"}
    office.enter("addressees", sent)
    (before,) = office.of_case("replies")

    def work(unit: Writing) -> int:
        grounds = ("A test", "A source, today")
        return keep_correction(unit, "un-ccpr-state-reply", "period", "4 months", *grounds).id

    number = office.vault.write("Correct", work).result
    (after,) = office.of_case("replies")

    assert (before.due, after.due) == (date(2026, 7, 31), date(2026, 5, 31))
    office.vault.write("Back", lambda unit: unit.remove(unit.by_id(Record, number), "A test"))
