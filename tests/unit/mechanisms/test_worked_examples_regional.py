"""Deadlines of the regional bodies and at home, each worked out by hand as its note says."""

from collections import Counter

import pytest
from tests.unit.mechanisms.worked import given, rows

from casedesk.mechanisms.corrections import Correction, CorrectionError, fingerprint, shipped_value
from casedesk.mechanisms.deadlines import deadlines
from casedesk.mechanisms.registry import mechanisms

ROWS = rows("worked_regional.tsv")
REGIONAL = """
    iachr iachr-precautionary iacthr echr coe-cm cjeu eu-commission achpr afchpr ecowas national
"""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['facts']}")
def test_the_deadline_is_what_the_text_says(row: dict[str, str]) -> None:
    found = deadlines(mechanisms()[row["mechanism"]], given(row["facts"]))
    (due,) = [each.as_json() for each in found if each.rule.id == row["rule"]]
    assert (due["due"], due["act_by"]) == (row["due"] or None, row["act_by"] or None)
    assert (due["whose"], due["effect"]) == (row["whose"], row["effect"])
    assert due["hard"] is (row["hard"] == "yes")
    assert due["verified"] is (row["verified"] == "yes")
    assert row["source"] in str(due["source"])


def test_every_row_says_how_it_was_worked_out_and_none_stands_twice() -> None:
    assert len(ROWS) >= 80
    assert all(row["note"] for row in ROWS)
    assert max(Counter((row["facts"], row["rule"]) for row in ROWS).values()) == 1


def test_every_rule_of_these_bodies_has_an_example() -> None:
    rules = {rule.id for name in REGIONAL.split() for rule in mechanisms()[name].rules}
    assert rules == {row["rule"] for row in ROWS}


def test_only_a_limit_courts_disagree_about_is_contested() -> None:
    contested = {
        rule.id for name in REGIONAL.split() for rule in mechanisms()[name].rules if rule.contested
    }
    assert contested == {"ecowas-application"}


def test_the_application_is_in_time_by_its_postmark() -> None:
    (due,) = deadlines(mechanisms()["echr"], given("final_decision=2026-03-26"))
    assert due.as_json()["met_by"] == "postmark"


STRASBOURG = "echr-application"


def paused(value: str, facts: str, *, key: str = "standstill") -> tuple[object, object, object]:
    """What the organisation's own word on the pause of spring 2020 makes of a deadline."""
    rule = next(each for each in mechanisms()["echr"].rules if each.id == STRASBOURG)
    known = fingerprint(shipped_value(rule, key))
    correction = Correction(STRASBOURG, key, value, "Asked a lawyer", "A lawyer's letter", known)
    found = deadlines(mechanisms()["echr"], given(facts), [correction])[0].as_json()
    return found["due"], found["act_by"], found["verified"]


@pytest.mark.parametrize(
    ("value", "due"),
    [("yes", "2020-07-02"), ("no", "2020-04-01")],
)
def test_a_lawyer_can_say_whether_the_pause_of_spring_2020_counts(value: str, due: str) -> None:
    assert paused(value, "final_decision=2019-10-01") == (due, due, True)


def test_the_pause_is_corrected_by_yes_or_no_only_and_only_where_there_is_one() -> None:
    with pytest.raises(CorrectionError, match="perhaps"):
        paused("perhaps", "final_decision=2019-10-01")
    petition = mechanisms()["iachr"].rules[0]
    with pytest.raises(CorrectionError, match="stood still"):
        shipped_value(petition, "standstill")


def test_a_pause_once_confirmed_is_safe_for_every_day_of_a_partial_date() -> None:
    """30 May and 31 May both lead to 30 November, but the pause that follows is a day shorter."""
    assert paused("yes", "final_decision=2020-05-30")[0] == "2020-12-17"
    assert paused("yes", "final_decision=2020-05-31")[0] == "2020-12-16"
    assert paused("yes", "final_decision=2020-05-30/2020-05-31")[0] == "2020-12-16/2020-12-17"
