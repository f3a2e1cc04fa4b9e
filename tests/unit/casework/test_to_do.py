"""Work planned backwards from a time limit moves with it; sessions are reminded of in time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests import small_vault

from casedesk.casework import entering
from casedesk.casework.coming import Coming
from casedesk.casework.diary import diary
from casedesk.casework.law.correcting import keep_correction
from casedesk.casework.to_do import STEPS, Step, plan
from casedesk.casework.today import today
from casedesk.exchange.calendar_file import Asked, write_calendar
from casedesk.mechanisms.registry import rule_called
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.words import Refusal

DAY = date(2026, 3, 10)
RULE = "iachr-petition"


@dataclass
class Desk:
    """A vault with one case against a State that accepted the Commission."""

    vault: Vault

    def enter(self, kind: str, values: Mapping[str, str]) -> str:
        return self.vault.write("Enter", lambda unit: entering.enter(unit, kind, values)).result.ref

    def change(self, ref: str, **values: str) -> None:
        self.vault.write("Change", lambda unit: entering.change(unit, unit.get(ref), values))

    def plan(self, about: str, *steps: Step, rule: str = RULE) -> None:
        self.vault.write("Plan", lambda unit: len(plan(unit, about, rule, steps)))

    def due(self, kind: str = "task", day: date = DAY) -> list[Coming]:
        found = self.vault.read(lambda unit: today(unit, day)).due
        return [each for each in found if each.kind == kind]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_vault.opened(small_vault.empty(tmp_path / "office.casedesk")) as vault:
        yield Desk(vault)


@pytest.fixture
def case(desk: Desk) -> str:
    made = desk.enter("cases", {"title": "A case"})
    state = desk.enter("states", {"name": "Mexico"})

    def work(unit: Writing) -> None:
        entering.link(unit, unit.get(made), unit.get(state), "respondent-state")

    desk.vault.write("Link", work)
    return made


def notified(desk: Desk, case: str, day: str) -> str:
    return desk.enter("facts", {"case": case, "fact": "notified", "occurred": day})


def test_work_before_a_limit_counts_back_from_its_day_and_says_so(desk: Desk, case: str) -> None:
    notified(desk, case, "2025-10-01")  # six months: 1 April 2026
    desk.plan(case, *STEPS)
    found = desk.due()

    assert [each.day for each in found] == [
        date(2026, 2, 15), date(2026, 3, 11), date(2026, 3, 25),
    ]  # fmt: skip
    assert found[0].days == -23
    assert "1 April 2026" in found[0].counts_from
    assert "45 days before" in found[0].counts_from
    assert found[0].case is not None
    assert found[0].case.ref == case


def test_it_moves_when_the_fact_or_the_rule_changes(desk: Desk, case: str) -> None:
    fact = notified(desk, case, "2025-10-01")
    desk.plan(case, Step("Send it", 7))
    assert [each.day for each in desk.due()] == [date(2026, 3, 25)]

    desk.change(fact, occurred="2025-11-01")
    assert [each.day for each in desk.due()] == [date(2026, 4, 24)]

    def work(unit: Writing) -> None:
        keep_correction(unit, RULE, "period.notified", "7 months", "A test", "A source, today")

    desk.vault.write("Correct", work)
    assert [each.day for each in desk.due()] == [date(2026, 5, 25)]


def test_a_day_set_by_hand_counts_before_the_computed_one(desk: Desk, case: str) -> None:
    notified(desk, case, "2025-10-01")
    desk.plan(case, Step("Send it", 7))
    extended = {"title": "Extended", "case": case, "due": "2026-05-08", "rule": RULE}
    desk.enter("deadlines", extended)

    assert [each.day for each in desk.due()] == [date(2026, 5, 1)]


def test_a_partial_date_counts_back_from_its_safe_day(desk: Desk, case: str) -> None:
    notified(desk, case, "2025-10")
    desk.plan(case, Step("Send it", 1))

    assert [each.day for each in desk.due()] == [date(2026, 3, 31)]


def test_a_limit_without_a_day_yet_leaves_the_task_in_sight(desk: Desk, case: str) -> None:
    desk.plan(case, Step("Send it", 7))
    [found] = desk.due()

    assert (found.day, found.days) == (None, None)
    assert "no date yet" in found.counts_from


def test_work_in_a_proceeding_counts_from_that_proceedings_own_clock(desk: Desk, case: str) -> None:
    first, second = (
        desk.enter(
            "proceedings",
            {"title": title, "case": case, "mechanism": "un-ccpr", "state": "communicated"},
        )
        for title in ("First", "Second")
    )
    state = desk.enter("states", {"name": "Belarus"})
    for proceeding, day in ((first, "2026-02-01"), (second, "2026-03-01")):
        addressee = {"proceeding": proceeding, "party": state, "transmitted": day}
        desk.enter("addressees", addressee)
        desk.plan(proceeding, Step("Ask whether it came", 5), rule="un-ccpr-state-reply")

    assert [each.day for each in desk.due()] == [date(2026, 7, 27), date(2026, 8, 27)]


@pytest.mark.parametrize(
    "values",
    [{"rule": "no-such-rule"}, {"rule": RULE, "days_before": "-3"}],
)
def test_a_task_before_nothing_or_after_its_limit_is_refused(
    desk: Desk, case: str, values: dict[str, str]
) -> None:
    with pytest.raises(Refusal):
        desk.enter("tasks", {"title": "Send it", "about": case, **values})
    assert not desk.due()


def test_a_time_limit_may_be_called_by_its_title(desk: Desk, case: str) -> None:
    found = rule_called(RULE)
    assert found is not None
    desk.enter("tasks", {"title": "Send it", "about": case, "rule": found[1].title.upper()})

    assert [each.rule for each in desk.due()] == [RULE]


def test_the_calendar_shows_planned_work_on_its_day(desk: Desk, case: str) -> None:
    notified(desk, case, "2025-10-01")
    desk.plan(case, Step("Send it", 7))
    seen = desk.vault.read(lambda unit: diary(unit, DAY, DAY, date(2026, 4, 30)))

    [entry] = [each for each in seen.entries if each.kind == "task"]
    assert (entry.day, entry.last) == (date(2026, 3, 25), date(2026, 3, 25))


# ---- sessions ------------------------------------------------------------------------------------


def session(desk: Desk, **values: str) -> str:
    said = {"title": "149th session", "mechanism": "un-ccpr", "opens": "2026-06-29",
            "closes": "2026-07-24"}  # fmt: skip
    return desk.enter("sessions", said | values)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 5, 29), None),
        (date(2026, 5, 30), (date(2026, 6, 29), 30)),
        (date(2026, 6, 28), (date(2026, 6, 29), 1)),
        (date(2026, 6, 29), (date(2026, 7, 24), 25)),
        (date(2026, 7, 24), (date(2026, 7, 24), 0)),
        (date(2026, 7, 25), None),
    ],
)
def test_a_session_is_told_from_its_reminder_until_it_closes(
    desk: Desk, day: date, told: tuple[date, int] | None
) -> None:
    session(desk, remind_days="30")
    found = [(each.day, each.days) for each in desk.due("session", day)]

    assert found == ([told] if told else [])


def test_a_session_nobody_asked_to_be_reminded_of_is_not_told(desk: Desk) -> None:
    session(desk)

    assert not desk.due("session", date(2026, 6, 28))


def test_the_calendar_file_reminds_of_a_session_when_the_office_asked(
    desk: Desk, tmp_path: Path
) -> None:
    session(desk, remind_days="30")
    target = tmp_path / "days.ics"
    write_calendar(desk.vault, Asked("neutral", DAY), target)

    assert b"TRIGGER:-P30D" in target.read_bytes()
