"""An organisation's corrections hold, and the shipped value stays known beside them."""

import pytest

from casedesk.mechanisms.corrections import (
    Correction,
    CorrectionError,
    correct,
    fingerprint,
    shipped_value,
)
from casedesk.mechanisms.deadlines import deadlines
from casedesk.mechanisms.model import Rule
from casedesk.mechanisms.registry import mechanisms
from casedesk.when import parse

CCPR = "un-ccpr"


def rule(name: str) -> Rule:
    return next(each for each in mechanisms()[CCPR].rules if each.id == name)


def correction(name: str, key: str, value: str, shipped: str | None = None) -> Correction:
    known = shipped_value(rule(name), key) if shipped is None else shipped
    return Correction(name, key, value, "The rules changed.", "New rules", fingerprint(known))


def test_a_corrected_period_moves_the_deadline_and_cites_its_own_source() -> None:
    made = correction("un-ccpr-state-reply", "period", "4 months")
    facts = {"transmitted": [parse("2026-01-31")]}
    (due,) = deadlines(mechanisms()[CCPR], facts, [made])
    assert due.as_json()["due"] == "2026-05-31"
    source = str(due.as_json()["source"])
    assert source.startswith(str(rule("un-ccpr-state-reply").basis).split(" (")[0])
    assert source.endswith("corrected by the organisation: New rules")
    assert due.as_json()["verified"] is False


def test_one_of_two_clocks_is_corrected_by_its_fact() -> None:
    made = correction("un-ccpr-time", "period.exhaustion", "2 years")
    facts = {"exhaustion": [parse("2026-01-31")]}
    (due,) = deadlines(mechanisms()[CCPR], facts, [made])
    assert due.as_json()["due"] == "2028-01-31"


def test_a_correction_is_shown_beside_the_shipped_value() -> None:
    made = correction("un-ccpr-state-reply", "period", "4 months")
    _mechanism, (applied,) = correct(mechanisms()[CCPR], [made])
    assert applied.shipped == "6 months"
    assert not applied.shipped_changed


def test_a_correction_of_a_value_that_is_no_longer_shipped_is_marked_and_still_holds() -> None:
    made = correction("un-ccpr-state-reply", "period", "4 months", shipped="5 months")
    changed, (applied,) = correct(mechanisms()[CCPR], [made])
    assert applied.shipped_changed
    reply = next(each for each in changed.rules if each.id == "un-ccpr-state-reply")
    assert str(reply.clocks[0].periods[0].period) == "4 months"


@pytest.mark.parametrize(
    ("key", "value"),
    [("effect", "bar"), ("met_by", "postmark"), ("contested", "yes"), ("article", "rule 100")],
)
def test_every_correctable_key_is_applied(key: str, value: str) -> None:
    changed, _applied = correct(mechanisms()[CCPR], [correction("un-ccpr-time", key, value)])
    corrected = next(each for each in changed.rules if each.id == "un-ccpr-time")
    assert shipped_value(corrected, key) == value


def test_verified_is_applied_last_whatever_the_order() -> None:
    verified = correction("un-ccpr-state-reply", "verified", "yes")
    shorter = correction("un-ccpr-state-reply", "period", "4 months")
    facts = {"transmitted": [parse("2026-01-31")]}
    (due,) = deadlines(mechanisms()[CCPR], facts, [verified, shorter])
    assert (due.as_json()["due"], due.as_json()["verified"]) == ("2026-05-31", True)


def test_a_correction_of_another_mechanism_is_left_aside() -> None:
    other = Correction("iachr-petition", "period", "1 month", "r", "s", fingerprint("6 months"))
    changed, applied = correct(mechanisms()[CCPR], [other])
    assert changed == mechanisms()[CCPR]
    assert applied == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "x"),
        ("effect", "hard"),
        ("verified", "true"),
        ("period.hearing", "1 month"),
        ("met_by", "pigeon"),
    ],
)
def test_what_cannot_be_corrected_is_refused(key: str, value: str) -> None:
    made = correction("un-ccpr-time", key, value, shipped="")
    with pytest.raises(CorrectionError):
        correct(mechanisms()[CCPR], [made])


def test_a_correction_to_something_that_is_no_period_is_refused() -> None:
    with pytest.raises(CorrectionError):
        correct(mechanisms()[CCPR], [correction("un-ccpr-state-reply", "period", "soon")])
