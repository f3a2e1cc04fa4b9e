"""The board: a proceeding stands in the column of its last dated stage, with what is next due."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from casedesk.casework import entering
from casedesk.casework.board import CLOSED, NOT_BEGUN, Board, Card, DueAt, board, dues
from casedesk.domain.base import Record
from casedesk.vault.vault import Vault

DAY = date(2026, 3, 10)


def off(days: int) -> str:
    return (DAY + timedelta(days=days)).isoformat()


class Office:
    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.case = self.enter("cases", title="The bridge", reference="2026-014")

    def enter(self, kind: str, **values: str) -> Record:
        return self.vault.write("Enter", lambda unit: entering.enter(unit, kind, values)).result

    def proceeding(self, mechanism: str = "un-ccpr", **values: str) -> Record:
        own: Mapping[str, str] = {"case": self.case.ref, "mechanism": mechanism, **values}
        return self.enter("proceedings", title="A communication", **own)

    def board(self, mechanism: str = "") -> Board:
        return self.vault.read(lambda unit: board(unit, DAY, mechanism))

    def found(self, record: Record, mechanism: str = "") -> tuple[str, Card]:
        """The column a proceeding stands in, and its card."""
        [found] = [
            (column.id, card)
            for lane in self.board(mechanism).lanes
            for column in lane.columns
            for card in column.cards
            if card.record == record.id
        ]
        return found

    def due(self, record: Record) -> DueAt | None:
        return self.vault.read(lambda unit: dues(unit, [record.id], DAY)).get(record.id)


@pytest.fixture
def office(empty_vault: Vault) -> Office:
    return Office(empty_vault)


def test_a_proceeding_stands_at_its_last_dated_stage(office: Office) -> None:
    own = office.proceeding(submitted=off(-300))
    assert office.found(own)[0] == "submitted"
    office.enter("stages", proceeding=own.ref, stage="transmitted", occurred=off(-100))
    office.enter("stages", proceeding=own.ref, stage="registered", occurred=off(-200))

    column, card = office.found(own)

    assert column == card.stage == "transmitted"
    assert card.since is not None
    assert card.since.edtf == off(-100)
    assert card.case is not None
    assert card.case.called == "2026-014"


def test_a_stage_dated_ahead_is_not_reached_yet(office: Office) -> None:
    own = office.proceeding("echr", submitted=off(-30))
    office.enter("stages", proceeding=own.ref, stage="hearing", occurred=off(30))

    assert office.found(own)[0] == "submitted"


@pytest.mark.parametrize(
    ("state", "column"),
    [("planned", NOT_BEGUN), ("sent", "submitted"), ("registered", "registered"),
     ("decided", "adopted"), ("closed", CLOSED), ("not-pursued", CLOSED)],
)  # fmt: skip
def test_without_a_dated_stage_its_state_says_where_it_stands(
    office: Office, state: str, column: str
) -> None:
    found, card = office.found(office.proceeding(state=state))

    assert found == column
    assert card.since is None


def test_a_letter_sent_to_a_state_counts_as_that_stage(office: Office) -> None:
    own = office.proceeding("un-sp", state="sent")
    state = office.enter("states", name="Egypt")
    office.enter("addressees", proceeding=own.ref, party=state.ref, transmitted=off(-72))

    assert office.found(own)[0] == "transmitted"


def test_mechanisms_with_the_same_stages_share_their_columns(office: Office) -> None:
    one, other = office.proceeding("un-ccpr"), office.proceeding("un-cat")
    court = office.proceeding("echr")
    lanes = office.board().lanes

    def lane(record: Record) -> int:
        return next(
            number
            for number, each in enumerate(lanes)
            if any(card.record == record.id for column in each.columns for card in column.cards)
        )

    assert lane(one) == lane(other) != lane(court)
    labels = [each.label for each in lanes[lane(one)].columns]
    assert labels[0] == "Not yet begun"
    assert labels[-1] == "Closed"
    assert labels.index("Submitted") < labels.index("Registered") < labels.index("Follow-up")


def test_the_board_of_one_mechanism_has_only_its_proceedings(office: Office) -> None:
    own, other = office.proceeding("un-ccpr"), office.proceeding("echr")
    [lane] = office.board("un-ccpr").lanes
    shown = {card.record for column in lane.columns for card in column.cards}

    assert own.id in shown
    assert other.id not in shown
    assert lane.title == "Human Rights Committee: individual communication"
    assert {each[0] for each in office.board("un-ccpr").mechanisms} >= {"un-ccpr", "echr"}


def test_what_a_closed_case_holds_is_not_on_the_board(office: Office) -> None:
    shut = office.enter("cases", title="Over", status="closed")
    own = office.enter("proceedings", title="Old", case=shut.ref, mechanism="un-ccpr")
    cards = [c.record for lane in office.board().lanes for col in lane.columns for c in col.cards]

    assert own.id not in cards


def test_the_next_deadline_is_told_and_one_gone_by_comes_first(office: Office) -> None:
    own = office.proceeding(state="pending")
    assert office.due(own) is None
    office.enter(
        "deadlines", title="Comments", case=office.case.ref, proceeding=own.ref, due=off(9),
        hard="yes",
    )  # fmt: skip

    due = office.due(own)
    assert due is not None
    assert (due.title, due.days, due.whose, due.hard) == ("Comments", 9, "ours", True)
    assert not due.overdue

    office.enter("deadlines", title="Annexes", proceeding=own.ref, due=off(-2))
    due = office.due(own)
    assert due is not None
    assert (due.title, due.overdue) == ("Annexes", True)


def test_a_late_reply_is_the_states(office: Office) -> None:
    own = office.proceeding("un-sp", state="sent")
    state = office.enter("states", name="Egypt")
    office.enter("addressees", proceeding=own.ref, party=state.ref, transmitted=off(-72))

    due = office.due(own)

    assert due is not None
    assert (due.whose, due.days) == ("state", -12)
