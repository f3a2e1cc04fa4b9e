"""Deadlines of the UN mechanisms, each worked out by hand from the text its note tells of."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.mechanisms.worked import given, rows

from casedesk.mechanisms.deadlines import deadlines
from casedesk.mechanisms.definition import DefinitionError
from casedesk.mechanisms.registry import mechanisms

Write = Callable[..., Path]
ROWS = rows("worked_un.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['facts']}")
def test_the_deadline_is_what_the_text_says(row: dict[str, str]) -> None:
    mechanism = mechanisms()[row["mechanism"]]
    basis = next(rule.basis for rule in mechanism.rules if rule.id == row["rule"])
    assert basis.article == row["article"]
    found = [
        due.as_json()
        for due in deadlines(mechanism, given(row["facts"]))
        if due.rule.id == row["rule"]
    ]
    if row["due"] == "absent":
        assert found == []
        return
    (due,) = found
    assert (due["due"], due["act_by"]) == (row["due"] or None, row["act_by"] or None)
    assert (due["whose"], due["effect"]) == (row["whose"], row["effect"])
    assert due["hard"] is (row["hard"] == "yes")
    assert due["verified"] is (row["verified"] == "yes")
    assert str(due["source"]).startswith(row["article"])


def test_every_row_says_how_it_was_worked_out_and_none_stands_twice() -> None:
    assert all(row["note"] for row in ROWS)
    assert max(Counter((row["facts"], row["rule"]) for row in ROWS).values()) == 1


def test_every_rule_of_the_un_mechanisms_has_an_example() -> None:
    """But for those already worked out in the older table, and times only a letter knows."""
    others = {"un-ccpr", "un-sp", "un-wgad", "un-reprisals"}
    names = {row["mechanism"] for row in ROWS} - others
    rules = {rule.id for name in names for rule in mechanisms()[name].rules}
    assert rules == {row["rule"] for row in ROWS if row["mechanism"] in names}


def test_the_urgent_way_is_met_by_what_is_received() -> None:
    facts = given("disappearance=2026-09-10")
    found = {each.rule.id: each.as_json() for each in deadlines(mechanisms()["un-wgeid"], facts)}
    assert found["un-wgeid-urgent"]["met_by"] == "received"
    assert found["un-wgeid-time"]["met_by"] is None


@pytest.mark.parametrize("fact", ["exhaustion", "session"])
def test_a_time_set_by_a_letter_counts_from_no_other_fact(write: Write, fact: str) -> None:
    folder = write(f'kind = "letter"\ncounts_from = "{fact}"')
    with pytest.raises(DefinitionError, match="“letter”, “transmitted”"):
        mechanisms(folder)


def test_a_time_set_by_the_letter_to_the_state_counts_from_that_letter(write: Write) -> None:
    folder = write('kind = "letter"\ncounts_from = "transmitted"\nperiod = "2 weeks"')
    (due,) = deadlines(mechanisms(folder)["small"], given("transmitted=2026-02-20"))
    assert due.as_json()["due"] == "2026-03-06"
    assert deadlines(mechanisms(folder)["small"], given("letter=2026-02-20")) == []
