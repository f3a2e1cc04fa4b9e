"""The diary: everything dated ahead in the office stands on its day, and what went by undone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.casework import entering
from casedesk.casework.diary import Entry, diary, span_of_weeks
from casedesk.domain.base import Record
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault

DAY = date(2026, 3, 10)


def off(days: int) -> str:
    return (DAY + timedelta(days=days)).isoformat()


class Office:
    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.case = self.enter("cases", title="The bridge")

    def enter(self, kind: str, **values: str) -> Record:
        return self.vault.write("Enter", lambda unit: entering.enter(unit, kind, values)).result

    def entries(self, first: int = -60, last: int = 200) -> list[Entry]:
        span = DAY + timedelta(days=first), DAY + timedelta(days=last)
        return list(self.vault.read(lambda unit: diary(unit, DAY, *span)).entries)

    def of(self, record: Record, first: int = -60, last: int = 200) -> list[Entry]:
        return [each for each in self.entries(first, last) if each.record == record.id]


@pytest.fixture
def office(empty_vault: Vault) -> Office:
    return Office(empty_vault)


def test_a_deadline_stands_on_its_day_with_its_case_and_weight(office: Office) -> None:
    own = office.enter(
        "deadlines", title="Comments", case=office.case.ref, due=off(20), hard="yes", whose="ours"
    )
    [entry] = office.of(own)

    assert (entry.kind, entry.day.isoformat(), entry.hard, entry.whose) == (
        "deadline", off(20), True, "ours"
    )  # fmt: skip
    assert entry.case is not None
    assert entry.case.ref == office.case.ref
    assert office.of(own, 21, 30) == []


def test_a_task_known_to_the_month_is_a_range_from_its_first_day(office: Office) -> None:
    own = office.enter("tasks", title="Call", about=office.case.ref, due="May 2026")
    [entry] = office.of(own)

    assert (entry.day, entry.last) == (date(2026, 5, 1), date(2026, 5, 31))
    assert entry.on(date(2026, 5, 1))
    assert not entry.on(date(2026, 5, 2))
    assert not entry.is_over(date(2026, 5, 31))
    assert entry.is_over(date(2026, 6, 1))


def test_a_task_gone_by_stays_until_it_is_done(office: Office) -> None:
    own = office.enter("tasks", title="Write", about=office.case.ref, due=off(-9))
    done = office.enter("tasks", title="Done", about=office.case.ref, due=off(-9), done="yes")

    assert [each.is_over(DAY) for each in office.of(own)] == [True]
    assert office.of(done) == []


def test_a_session_lasts_and_nobody_is_late_for_it(office: Office) -> None:
    own = office.enter("sessions", title="126th session", mechanism="un-ccpr", opens=off(-3),
                       closes=off(4))  # fmt: skip
    [entry] = office.of(own, 0, 100)

    assert entry.on(DAY)
    assert entry.on(DAY + timedelta(days=4))
    assert not entry.on(DAY + timedelta(days=5))
    assert not entry.is_over(DAY + timedelta(days=50))


def test_a_reply_awaited_and_a_hearing_ahead_open_their_proceeding(office: Office) -> None:
    letter = office.enter("proceedings", title="Letter", case=office.case.ref, mechanism="un-sp")
    state = office.enter("states", name="Egypt")
    office.enter("addressees", proceeding=letter.ref, party=state.ref, transmitted=off(-10))
    court = office.enter("proceedings", title="App", case=office.case.ref, mechanism="echr")
    office.enter("stages", proceeding=court.ref, stage="hearing", occurred=off(30))
    office.enter("stages", proceeding=court.ref, stage="registered", occurred=off(-30))

    [reply] = office.of(letter)
    [hearing] = office.of(court)

    assert (reply.kind, reply.whose, reply.title) == ("reply", "state", "Reply of Egypt")
    assert (hearing.kind, hearing.day.isoformat()) == ("hearing", off(30))
    assert hearing.title == "Hearing: App"


def test_a_check_in_stands_on_its_day_and_only_the_last_one_counts(office: Office) -> None:
    person = office.enter("people", name="W-014")
    office.enter("checkins", person=person.ref, next=off(2))
    office.enter("checkins", person=person.ref, next=off(5))
    [entry] = office.of(person)

    assert (entry.kind, entry.day.isoformat(), entry.person) == ("check-in", off(5), person.ref)


def test_a_limit_a_rule_gives_is_in_the_diary(office: Office) -> None:
    state = office.enter("states", name="Mexico")

    def link(unit: Writing) -> None:
        case, party = unit.get(office.case.ref), unit.get(state.ref)
        entering.link(unit, case, party, "respondent-state")

    office.vault.write("Link", link)
    office.enter("facts", case=office.case.ref, fact="notified", occurred=off(-150))

    kinds = {(each.kind, each.hard) for each in office.of(office.case)}

    assert ("rule", True) in kinds


def test_what_hangs_on_a_closed_case_is_left_out(office: Office) -> None:
    shut = office.enter("cases", title="Over", status="closed")
    own = office.enter("tasks", title="Old", about=shut.ref, due=off(3))
    meeting = office.enter("engagements", title="Old meeting", case=shut.ref, occurred=off(3))

    assert office.of(own) == office.of(meeting) == []


def test_the_entries_are_in_order_of_days(office: Office) -> None:
    days = [each.day for each in office.entries()]

    assert days == sorted(days)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 7))
def test_the_weeks_of_a_month_hold_all_of_it_and_begin_on_the_locales_day(
    day: date, starts_on: int
) -> None:
    first, last = span_of_weeks(day, starts_on)

    assert first.isoweekday() == starts_on
    assert (last - first).days + 1 in (28, 35, 42)
    assert first <= day.replace(day=1)
    assert first <= day <= last
    assert (last + timedelta(days=1)).month != day.month
    assert (last + timedelta(days=1)).isoweekday() == starts_on
