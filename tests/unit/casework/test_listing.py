"""Lists: what belongs to a case, what has a value, and records as programs read them."""

from collections.abc import Sequence
from typing import Any

import pytest

from casedesk.casework import entering
from casedesk.casework.listing import Row, belongings, kinds_owned, listed, shown_record
from casedesk.domain.base import Record, fields_of, kinds
from casedesk.domain.evidence import Evidence
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.words import Refusal


def new(unit: Writing, kind: str, **values: str) -> Record:
    return entering.enter(unit, kind, values)


def titles(vault: Vault, kind: str, case: str | None = None, *where: tuple[str, str]) -> list[str]:
    rows = vault.read(lambda unit: listed(unit, kind, untrusted_case=case, untrusted_where=where))
    return [row["title"] for row in rows]


@pytest.fixture(scope="module")
def two_cases(empty_vault: Vault) -> dict[str, str]:
    """Two cases with the same person and State in both; references by what they are."""

    def enter(unit: Writing) -> dict[str, str]:
        made: dict[str, Record] = {}
        made["person"] = new(unit, "people", name="In Both", nationality="Maldives")
        made["state"] = new(unit, "states", name="Maldives")
        for name in ("one", "two"):
            case = made[name] = new(unit, "cases", title=f"Case {name}")
            event = new(unit, "events", title=f"Event {name}", case=case.ref, occurred="2014-09")
            matter = new(unit, "proceedings", title=f"Matter {name}", case=case.ref)
            views = new(unit, "instruments", title=f"Views {name}", proceeding=matter.ref)
            entering.link(unit, event, made["person"], "victim" if name == "one" else "witness")
            entering.link(unit, case, made["state"], "respondent-state")
            new(unit, "addressees", proceeding=matter.ref, party=made["state"].ref, reference=name)
            new(unit, "measures", title=f"Measure {name}", instrument=views.ref,
                addressee=made["state"].ref)  # fmt: skip
            new(unit, "stages", title=f"Stage {name}", proceeding=matter.ref)
            new(unit, "tasks", title=f"Task {name}", about=event.ref)
            new(unit, "consents", person=made["person"].ref, audience="state", state="given",
                case=case.ref)  # fmt: skip
            brief = new(unit, "briefs", title=f"Brief {name}", case=case.ref)
            new(unit, "versions", brief=brief.ref, label=f"Version {name}")
            unit.add(Evidence(title=f"Paper {name}", case=case.id))
        new(unit, "consents", person=made["person"].ref, audience="public", state="refused")
        new(unit, "names", party=made["person"].ref, name="Other Form")
        new(unit, "reprisals", title="Reprisal one", case=made["one"].ref)
        return {name: record.ref for name, record in made.items()}

    return empty_vault.write("enter", enter).result


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("cases", ["Case one"]), ("events", ["Event one"]), ("reprisals", ["Reprisal one"]),
        ("proceedings", ["Matter one"]), ("instruments", ["Views one"]), ("people", ["In Both"]),
        ("states", ["Maldives"]), ("involvements", ["respondent-state", "victim"]),
        ("addressees", ["one"]), ("measures", ["Measure one"]), ("stages", ["Stage one"]),
        ("tasks", ["Task one"]), ("briefs", ["Brief one"]), ("versions", ["Version one"]),
        ("evidence", ["Paper one"]), ("names", ["Other Form"]), ("facts", []), ("sessions", []),
        ("consents", ["given · state", "refused · public"]), ("organisations", []),
    ],
)  # fmt: skip
def test_a_list_of_a_case_holds_what_belongs_to_it_and_nothing_of_another(
    empty_vault: Vault, two_cases: dict[str, str], kind: str, expected: Sequence[str]
) -> None:
    assert sorted(titles(empty_vault, kind, two_cases["one"])) == expected


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_can_be_listed_and_listed_for_a_case(
    empty_vault: Vault, two_cases: dict[str, str], kind: str
) -> None:
    assert len(titles(empty_vault, kind, two_cases["one"])) <= len(titles(empty_vault, kind))


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("title", "event ONE", True), ("title", "Évent one", True), ("title", "event", False),
        ("occurred", "2014", True), ("occurred", "September 2014", True),
        ("occurred", "2014-09-22", True), ("occurred", "2013", False),
        ("occurred", "2014-10-01/..", False), ("place", "", True), ("occurred", "", False),
    ],
)  # fmt: skip
def test_rows_are_chosen_by_the_value_of_a_field(
    empty_vault: Vault, two_cases: dict[str, str], field: str, text: str, found: bool
) -> None:
    assert titles(empty_vault, "events", two_cases["one"], (field, text)) == (
        ["Event one"] if found else []
    )


def test_a_country_a_code_and_a_link_are_read_as_when_they_are_entered(
    empty_vault: Vault, two_cases: dict[str, str]
) -> None:
    one, person = two_cases["one"], two_cases["person"]

    assert titles(empty_vault, "people", one, ("nationality", "MDV")) == ["In Both"]
    assert titles(empty_vault, "people", one, ("nationality", "Egypt")) == []
    assert titles(empty_vault, "involvements", one, ("party", person)) == ["victim"]
    assert titles(empty_vault, "involvements", one, ("role", "Victim")) == ["victim"]


def test_several_conditions_all_have_to_hold(empty_vault: Vault, two_cases: dict[str, str]) -> None:
    one = two_cases["one"]
    holds, fails = ("occurred", "2014"), ("country", "Egypt")

    assert titles(empty_vault, "events", one, holds, ("place", "")) == ["Event one"]
    assert titles(empty_vault, "events", one, holds, fails) == []


@pytest.mark.parametrize(
    ("kind", "case", "where"),
    [
        ("dossiers", None, ()), ("events", "C000000", ()), ("events", None, (("colour", "red"),)),
        ("events", None, (("occurred", "once"),)), ("events", None, (("act", "nothing such"),)),
    ],
)  # fmt: skip
def test_what_cannot_be_listed_is_refused(
    empty_vault: Vault, kind: str, case: str | None, where: tuple[tuple[str, str], ...]
) -> None:
    with pytest.raises(Refusal):
        titles(empty_vault, kind, case, *where)


def test_a_case_is_named_by_its_reference_and_not_by_that_of_something_in_it(
    empty_vault: Vault, two_cases: dict[str, str]
) -> None:
    with pytest.raises(Refusal):
        titles(empty_vault, "events", two_cases["person"])


def test_lists_are_in_order_of_title_whatever_the_script(empty_vault: Vault) -> None:
    names = ["Zoë", "émile", "Ахмед", "ahmed", "أحمد", "王丹", "Émile", "Ahmed 10", "Ahmed 9"]

    def enter(unit: Writing) -> None:
        for name in names:
            new(unit, "organisations", name=name, description="for the order")

    empty_vault.write("enter", enter)

    assert titles(empty_vault, "organisations", None, ("description", "for the order")) == [
        "ahmed", "Ahmed 9", "Ahmed 10", "émile", "Émile", "Zoë", "Ахмед", "أحمد", "王丹",
    ]  # fmt: skip


def test_what_was_removed_or_merged_is_in_no_list(empty_vault: Vault) -> None:
    def enter(unit: Writing) -> tuple[str, str, str]:
        case = new(unit, "cases", title="With a merger")
        old, now, gone = (new(unit, "people", name=n) for n in ("Old", "Now", "Gone"))
        for party in (old, gone):
            entering.link(unit, case, party, "victim")
        role = entering.link(unit, case, now, "witness")
        unit.redirect(old, now)
        unit.remove(gone, "by mistake")
        unit.remove(role, "by mistake")
        return case.ref, old.ref, now.ref

    case, old, now = empty_vault.write("enter", enter).result

    assert titles(empty_vault, "people", case) == ["Now"]
    rows = empty_vault.read(lambda unit: listed(unit, "involvements", untrusted_case=case))
    parties = [row["party"] for row in rows]
    assert now in parties
    assert old not in parties


def test_a_row_says_kind_reference_and_title_and_no_empty_field(
    empty_vault: Vault, two_cases: dict[str, str]
) -> None:
    def read(unit: Any) -> tuple[Row, Row]:
        row = listed(unit, "events", untrusted_case=two_cases["one"])[0]
        return row, shown_record(unit, unit.get(row["ref"]))

    row, shown = empty_vault.read(read)

    assert row == shown
    assert list(row)[:3] == ["kind", "ref", "title"]
    assert row == {
        "kind": "events", "ref": row["ref"], "title": "Event one", "case": two_cases["one"],
        "occurred": "2014-09",
    }  # fmt: skip


def test_what_hangs_on_a_record_is_shown_with_it(
    empty_vault: Vault, two_cases: dict[str, str]
) -> None:
    def read(unit: Any, name: str) -> dict[str, list[Row]]:
        return dict(belongings(unit, unit.get(two_cases[name])))

    case = empty_vault.read(lambda unit: read(unit, "one"))
    person = empty_vault.read(lambda unit: read(unit, "person"))

    assert [row["role"] for row in case["involvements"]] == ["respondent-state"]
    assert sorted(person) == ["consents", "names"]
    assert len(person["consents"]) == 3


@pytest.mark.parametrize("kind", kinds())
def test_what_hangs_on_a_record_never_hides_one_of_its_fields(kind: str) -> None:
    cls = kinds()[kind]

    assert not set(kinds_owned(cls.__new__(cls))) & {*fields_of(cls), "kind", "ref", "title"}
