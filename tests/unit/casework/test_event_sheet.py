"""An event's sheet: who did what to whom, what triggered a reprisal, what else hangs on it."""

from collections.abc import Callable, Mapping

import pytest

from casedesk.casework import entering
from casedesk.casework.event_sheet import EventSheet, event_sheet
from casedesk.vault.vault import Vault

Enter = Callable[[str, Mapping[str, str]], str]


@pytest.fixture
def vault(empty_vault: Vault) -> Vault:
    return empty_vault


@pytest.fixture
def enter(vault: Vault) -> Enter:
    def entered(kind: str, values: Mapping[str, str]) -> str:
        return vault.write("Enter", lambda unit: entering.enter(unit, kind, values).ref).result

    return entered


def sheet(vault: Vault, ref: str) -> EventSheet:
    return vault.read(lambda unit: event_sheet(unit, unit.get(ref).id))


def test_people_stand_by_what_they_did_and_suffered(vault: Vault, enter: Enter) -> None:
    event = enter("events", {"title": "A raid"})
    for name, role in (("Ana", "victim"), ("The police", "alleged-perpetrator"), ("W", "witness")):
        kind = "organisations" if "police" in name else "people"
        party = enter(kind, {"name": name})
        enter("involvements", {"subject": event, "party": party, "role": role})
    found = sheet(vault, event)
    assert [each.party.title for each in found.victims()] == ["Ana"]
    assert [each.party.title for each in found.actors()] == ["The police"]
    assert [each.party.title for each in found.others()] == ["W"]


def test_a_partial_date_stays_partial(vault: Vault, enter: Enter) -> None:
    event = enter("events", {"title": "A raid", "occurred": "about March 2024"})
    when = sheet(vault, event).when
    assert when is not None
    assert not when.is_full
    assert when.words == "about March 2024"


def test_a_reprisal_names_each_engagement_with_who_says_so(vault: Vault, enter: Enter) -> None:
    reprisal = enter("reprisals", {"title": "Arrest", "stated_by": "The family"})
    later = enter("engagements", {"title": "Testimony", "occurred": "2024", "body": "A committee"})
    first = enter("engagements", {"title": "Report", "occurred": "2021"})
    for engagement, by in ((later, "Experts"), (first, "")):
        said = {"reprisal": reprisal, "engagement": engagement, "stated_by": by}
        enter("triggers", {name: text for name, text in said.items() if text})
    found = sheet(vault, reprisal)
    assert found.is_reprisal
    assert found.stated_by == "The family"
    assert [(e.engagement.title, e.stated_by) for e in found.triggers] == [
        ("Report", ""),
        ("Testimony", "Experts"),
    ]


def test_an_event_that_is_no_reprisal_has_no_triggers(vault: Vault, enter: Enter) -> None:
    found = sheet(vault, enter("events", {"title": "A raid"}))
    assert not found.is_reprisal
    assert found.triggers == ()


@pytest.mark.parametrize(
    ("relation", "there"),
    [("causes", "Is a consequence of"), ("after", "Comes before"), ("parallel", "Happens beside")],
)
def test_a_link_is_read_from_both_of_its_events(
    vault: Vault, enter: Enter, relation: str, there: str
) -> None:
    one, other = enter("events", {"title": "A raid"}), enter("events", {"title": "A trial"})
    enter("event-links", {"event": one, "other": other, "relation": relation})
    (beside,) = sheet(vault, other).beside
    assert (beside.event.title, beside.relation) == ("A raid", there)
    assert sheet(vault, one).beside[0].event.title == "A trial"


def test_what_is_shown_on_top_is_not_said_again(vault: Vault, enter: Enter) -> None:
    values = {"title": "A raid", "place": "The market", "act": "arrest", "how_known": "A witness"}
    found = sheet(vault, enter("events", {**values, "country": "MDV"}))
    assert found.place == "The market, Maldives"
    assert [each.text for each in found.facts] == ["A witness"]
