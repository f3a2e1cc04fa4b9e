"""Worked examples of every rule of the five mechanisms, each with its reason."""

import pytest
from tests.unit.mechanisms.worked import FOLDER, given, rows

from casedesk.mechanisms.deadlines import deadlines
from casedesk.mechanisms.registry import mechanisms

ROWS = rows("worked_examples.csv")
# Tables of whole families of bodies, each run by a test of its own beside it.
MORE = [row for path in sorted(FOLDER.glob("worked_*.tsv")) for row in rows(path.name)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['facts']}")
def test_the_deadline_is_what_the_text_says(row: dict[str, str]) -> None:
    found = deadlines(mechanisms()[row["mechanism"]], given(row["facts"]))
    due = next(each.as_json() for each in found if each.rule.id == row["rule"])
    assert due["due"] == (row["due"] or None)
    assert due["act_by"] == (row["act_by"] or None)
    assert due["whose"] == row["whose"]
    assert due["effect"] == row["effect"]
    assert due["verified"] is (row["verified"] == "yes")
    assert due["source"]


def test_every_shipped_rule_has_a_worked_example() -> None:
    rules = {
        rule.id
        for mechanism in mechanisms().values()
        for rule in mechanism.rules
        # A time only its letter knows has no date to work out.
        if rule.kind != "letter" or rule.clocks[0].periods
    }
    assert rules - {row["rule"] for row in ROWS + MORE} == set()


def test_a_deadline_has_exactly_the_keys_of_the_contract() -> None:
    due = deadlines(mechanisms()["iachr"], given("notified=2026-05-31"))[0].as_json()
    assert list(due) == [
        "rule", "due", "act_by", "whose", "hard", "effect", "contested", "met_by", "counts_from",
        "source", "verified",
    ]  # fmt: skip
    assert due["hard"] is True


def test_each_date_of_a_fact_has_its_own_deadline() -> None:
    facts = given("notified=2026-01-10 notified=2026-03-10")
    found = [each.as_json()["due"] for each in deadlines(mechanisms()["iachr"], facts)]
    assert found == ["2026-07-10", "2026-09-10"]
