"""Doors and acceptances of the regional bodies: yes, no and not known, on the days that count."""

from datetime import date

import pytest

from casedesk.mechanisms.acceptance import accepted
from casedesk.mechanisms.doors import CaseFacts, Door, OtherProceeding, door
from casedesk.mechanisms.registry import mechanisms
from casedesk.when import parse

TODAY = date(2026, 11, 23)


def opened(mechanism: str, state: str, *others: OtherProceeding, **facts: str) -> Door:
    known = {name: [parse(day)] for name, day in facts.items()}
    case = CaseFacts(states=(state,), facts=known, others=others)
    return door(mechanisms()[mechanism], case, TODAY)


@pytest.mark.parametrize(
    ("procedure", "state", "on", "answer", "verified"),
    [
        ("echr", "RUS", "2022-09-15", "yes", True),
        ("echr", "RUS", "2022-09-16", "no", True),
        ("echr", "RUS", "2022-09", "unknown", True),
        ("echr", "HUN", "2024-05-01", "yes", False),
        ("echr", "HUN", "2012-05-01", "unknown", False),  # since when was not established
        ("echr", "BLR", "2024-05-01", "unknown", False),  # no row: not known, never no
        ("african-charter", "EGY", "2015-01-01", "yes", False),
        ("african-charter", "SSD", "2020-01-01", "unknown", False),
        ("african-charter", "MAR", "2026-01-01", "unknown", False),
        ("afchpr-34-6", "BFA", "2026-11-23", "yes", True),
        ("afchpr-34-6", "MLI", "2010-02-18", "unknown", True),  # in force when: not read
        ("afchpr-34-6", "TZA", "2020-11-21", "yes", True),
        ("afchpr-34-6", "TZA", "2020-11-22", "no", True),
        ("afchpr-34-6", "RWA", "2017-03-01", "unknown", True),  # only the year was read
        ("afchpr-34-6", "RWA", "2018-01-01", "no", True),
        ("afchpr-34-6", "TUN", "2026-03-06", "yes", True),
        ("afchpr-34-6", "TUN", "2026-03-07", "no", True),
        ("afchpr-34-6", "KEN", "2026-11-23", "unknown", False),
        ("afchpr-protocol", "KEN", "2016-01-01", "yes", False),
        ("ecowas", "NER", "2025-01-28", "yes", True),
        ("ecowas", "NER", "2025-01-29", "no", True),
        ("ecowas", "NGA", "2026-11-23", "yes", False),
        ("ecowas", "EGY", "2026-11-23", "unknown", False),
        ("eu", "HUN", "2004-05-01", "yes", True),
        ("eu", "HUN", "2004-04-30", "no", True),
        ("eu", "GBR", "2021-01-01", "no", True),
    ],
)
def test_acceptance_on_a_day(
    procedure: str, state: str, on: str, answer: str, verified: bool
) -> None:
    found = accepted(procedure, state, parse(on))
    assert (found.state, found.verified) == (answer, verified)
    assert found.source


@pytest.mark.parametrize(
    ("mechanism", "state", "facts", "expected", "until"),
    [
        ("echr", "HUN", {"final_decision": "2026-10-31", "violation": "2024-01-01"},
         "closing", "2027-02-28"),
        ("echr", "HUN", {"final_decision": "2026-08-01", "notified": "2026-09-01",
                         "violation": "2024-01-01"}, "closing", "2026-12-01"),
        # The safe day is over, the one from service is not: it may be too late.
        ("echr", "HUN", {"final_decision": "2026-07-01", "notified": "2026-09-01",
                         "violation": "2024-01-01"}, "unclear", None),
        ("echr", "HUN", {"final_decision": "2026-01-31", "violation": "2024-01-01"},
         "closed", None),
        ("echr", "HUN", {"violation": "2024-01-01"}, "unclear", None),
        ("echr", "RUS", {"final_decision": "2026-10-31", "violation": "2022-12-01"},
         "closed", None),
        ("echr", "RUS", {"final_decision": "2026-10-31", "violation": "2022-01-01"},
         "closing", "2027-02-28"),
        ("echr", "BLR", {"final_decision": "2026-10-31"}, "unclear", None),
        ("iachr", "HND", {"notified": "2026-10-31"}, "closing", "2027-04-30"),
        ("iacthr", "HND", {"violation": "2015-01-01"}, "unclear", None),
        ("iacthr", "HND", {"violation": "2015-01-01", "case_notified": "2026-10-31"},
         "closing", "2026-12-31"),
        ("achpr", "EGY", {"violation": "2020-01-01", "exhaustion": "2024-01-01"}, "open", None),
        ("achpr", "EGY", {"violation": "2020-01-01"}, "unclear", None),
        ("afchpr", "BFA", {"exhaustion": "2026-01-01"}, "open", None),
        ("afchpr", "TUN", {"exhaustion": "2026-01-01"}, "closed", None),
        ("afchpr", "KEN", {"exhaustion": "2026-01-01"}, "unclear", None),
        ("ecowas", "NGA", {"violation": "2025-06-30"}, "closing", "2028-06-30"),
        ("ecowas", "NGA", {"violation": "2020-06-30"}, "unclear", None),  # past, but contested
        ("ecowas", "MLI", {"violation": "2025-06-30"}, "closed", None),
        ("coe-cm", "HUN", {}, "unclear", None),
        ("coe-cm", "HUN", {"judgment": "2020-01-01"}, "open", None),
        ("cjeu", "HUN", {}, "unclear", None),
        ("eu-commission", "HUN", {}, "open", None),
        ("eu-commission", "GBR", {}, "closed", None),
        ("national", "HUN", {}, "open", None),
    ],
)  # fmt: skip
def test_a_door_by_the_facts(
    mechanism: str, state: str, facts: dict[str, str], expected: str, until: str | None
) -> None:
    found = opened(mechanism, state, **facts).as_json()
    assert (found["state"], found["until"]) == (expected, until)


@pytest.mark.parametrize(
    ("mechanism", "state", "other", "expected"),
    [
        ("coe-cm", "HUN", OtherProceeding("echr", "concluded"), "open"),
        ("coe-cm", "HUN", OtherProceeding("cjeu", "concluded"), "unclear"),
        ("coe-cm", "HND", OtherProceeding("iacthr", "concluded"), "unclear"),
        ("coe-cm", "HUN", OtherProceeding("national", "concluded"), "open"),
        ("echr", "HUN", OtherProceeding("un-ccpr", "pending"), "closed"),
        ("echr", "HUN", OtherProceeding("un-ccpr", "concluded"), "closed"),
        ("echr", "HUN", OtherProceeding("echr", "concluded"), "closed"),
        ("echr", "HUN", OtherProceeding("un-wgad", "concluded"), "unclear"),
        ("echr", "HUN", OtherProceeding("un-sp", "pending"), "unclear"),
        ("echr", "HUN", OtherProceeding("national", "concluded"), "closing"),
        ("achpr", "EGY", OtherProceeding("un-wgad", "pending"), "open"),
        ("achpr", "EGY", OtherProceeding("un-cat", "concluded"), "unclear"),
        ("ecowas", "NGA", OtherProceeding("afchpr", "pending"), "closed"),
        ("ecowas", "NGA", OtherProceeding("afchpr", "concluded"), "closing"),
        ("ecowas", "NGA", OtherProceeding("un-ccpr", "pending"), "unclear"),
        ("ecowas", "NGA", OtherProceeding("un-wgad", "pending"), "closing"),
        ("iachr", "HND", OtherProceeding("un-ccpr", "pending"), "closed"),
        ("iachr", "HND", OtherProceeding("iachr-precautionary", "pending"), "closing"),
        ("iachr", "HND", OtherProceeding("un-hrc-complaint", "pending"), "closing"),
    ],
)
def test_the_same_matter_elsewhere(
    mechanism: str, state: str, other: OtherProceeding, expected: str
) -> None:
    facts = dict.fromkeys(("final_decision", "notified", "exhaustion", "judgment"), "2026-10-31")
    found = opened(mechanism, state, other, violation="2024-05-01", **facts)
    assert found.state == expected


def test_an_application_to_strasbourg_warns_of_an_earlier_case_on_detention() -> None:
    found = opened(
        "echr", "HUN", OtherProceeding("un-wgad", "concluded"), final_decision="2026-10-31"
    )
    assert any("Arbitrary Detention" in reason.text for reason in found.reasons)


def test_the_three_exits_are_told_at_the_door() -> None:
    texts = " ".join(reason.text for reason in opened("ecowas", "MLI", violation="2024-06").reasons)
    assert "29 January 2025" in texts
