"""Lists: who is in them and in which order, what their rows say, and what they count."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests import small_vault

from casedesk.casework.browsing import Row, counts, facets, found, rows
from casedesk.casework.query import (
    CREATED,
    REF,
    TITLE,
    BadQuery,
    NoneOf,
    OneOf,
    Query,
    Wanted,
    columns_of,
    communication_mechanisms,
    filters_of,
)
from casedesk.domain.base import UnknownField, UnknownKind, kinds
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement, Reprisal
from casedesk.domain.parties import Group, Name, Organisation, Person
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.when import parse

TITLES = ["Álvarez", "alvarez 9", "Alvarez 10", "Zoë", "Éder", "Иванова", "محمد متولي", "王丹"]
PARTIES = ("people", "organisations", "states", "groups")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault with a little of everything, some of it removed and some merged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("memory")))
        folder = small_vault.empty(tmp_path_factory.mktemp("vaults") / "office.casedesk")
        with small_vault.opened(folder) as vault:
            vault.write("Fill", fill)
            yield vault


def fill(unit: Writing) -> None:
    for title in reversed(TITLES):
        unit.add(Case(title=title))
    first = unit.one(Case, Case.title == TITLES[0])
    assert first is not None
    unit.set(first, status="open", country="MV", in_charge="Ana", opened=parse("2020-03"))
    unit.remove(unit.add(Case(title="Removed", status="open")), "Entered twice")
    ana = unit.add(Person(name="Ana Pérez", country="CO"))
    twin = unit.add(Person(name="A. Perez", country="CO"))
    unit.add(Name(party=ana.id, name="Ανα Περες"))
    unit.redirect(twin, ana)
    unit.add(Organisation(name="Bridge", country="MV"))
    unit.add(Group(name="c. 40 villagers"))
    unit.add(Event(title="Arrest", case=first.id, occurred=parse("2020-05-02"), act="other"))
    unit.add(Reprisal(title="Raid", case=first.id, occurred=parse("2019")))
    unit.add(Event(title="Undated"))
    unit.add(Involvement(subject=first.id, party=twin.id, role="victim"))
    for mechanism in (*sorted(mechanisms()), None):
        unit.add(Proceeding(title=mechanism or "none", mechanism=mechanism, concerning=twin.id))


def shown(vault: Vault, query: Query) -> list[Row]:
    return vault.read(lambda unit: rows(unit, query, found(unit, query)))


def titles(vault: Vault, *asked: str, **more: Any) -> list[str]:
    return [row.title for row in shown(vault, Query(asked, **more))]


def filtered(vault: Vault, kind: str, name: str, wanted: Wanted) -> list[str]:
    return titles(vault, kind, filters=((name, wanted),))


def test_titles_stand_in_the_order_people_expect_in_every_script(office: Vault) -> None:
    expected = [
        "Álvarez",
        "alvarez 9",
        "Alvarez 10",
        "Éder",
        "Zoë",
        "Иванова",
        "محمد متولي",
        "王丹",
    ]

    assert titles(office, "cases") == expected
    assert titles(office, "cases", descending=True) == expected[::-1]


def test_what_was_removed_or_merged_is_in_no_list_count_or_drop_down(office: Vault) -> None:
    counted = office.read(counts)

    assert "Removed" not in titles(office, "cases", sort="status")
    assert titles(office, *PARTIES) == ["Ana Pérez", "Bridge", "c. 40 villagers"]
    assert (counted["cases"], counted["people"], counted["tasks"]) == (len(TITLES), 1, 0)
    assert counted.keys() == kinds().keys()
    statuses = office.read(lambda unit: facets(unit, Query(("cases",)), "status"))
    assert statuses == [(None, len(TITLES) - 1), ("open", 1)]


def test_a_row_gone_since_the_list_was_made_is_left_out(office: Vault) -> None:
    query = Query(("tasks", "notes"))
    missing = office.read(lambda unit: rows(unit, query, [10**9]))

    assert missing == []


@pytest.mark.parametrize("sort", ["status", "country", "in_charge", "opened"])
@pytest.mark.parametrize("descending", [False, True])
def test_what_has_no_value_stands_last_in_either_order(
    office: Vault, sort: str, *, descending: bool
) -> None:
    listed = titles(office, "cases", sort=sort, descending=descending)

    assert listed[0] == TITLES[0]
    assert sorted(listed) == sorted(TITLES)


def test_newest_first_is_the_order_of_entry_turned_round(office: Vault) -> None:
    assert titles(office, "cases", sort=CREATED) == TITLES[::-1]
    assert titles(office, "cases", sort=CREATED, descending=True) == TITLES


@pytest.mark.parametrize("kind", ["cases", "proceedings", "people"])
def test_references_are_in_order_of_their_letters(office: Vault, kind: str) -> None:
    query = Query((kind,), sort=REF)
    listed = shown(office, query)

    assert [row.ref for row in listed] == sorted(row.ref for row in listed)
    assert len(listed) == office.read(counts)[kind]


@pytest.mark.parametrize("sort", [TITLE, "occurred", "country"])
def test_kinds_that_share_a_table_are_told_apart(office: Vault, sort: str) -> None:
    assert sorted(titles(office, "events", sort=sort)) == ["Arrest", "Undated"]
    assert titles(office, "reprisals", sort=sort) == ["Raid"]
    assert sorted(titles(office, "events", "reprisals", sort=sort)) == ["Arrest", "Raid", "Undated"]


def test_kinds_that_share_a_table_are_told_apart_also_where_both_are_many(
    office: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casedesk.casework.browsing._MANY", 1)
    assert titles(office, "reprisals", sort="occurred") == ["Raid"]


def test_the_first_rows_asked_for_are_the_first_of_the_whole_list(office: Vault) -> None:
    query = Query((*PARTIES, "cases"))
    whole, few = office.read(lambda unit: (found(unit, query), found(unit, query, most=3)))

    assert few == whole[:3]


def test_communications_and_litigation_are_two_halves_of_the_proceedings(office: Vault) -> None:
    letters = communication_mechanisms()
    ours = filtered(office, "proceedings", "mechanism", OneOf(letters))
    others = filtered(office, "proceedings", "mechanism", NoneOf(letters))

    assert letters
    assert sorted(ours) == sorted(letters)
    assert sorted(others) == sorted({*mechanisms(), "none"} - letters)


def test_a_merged_party_is_found_through_the_one_it_became(office: Vault) -> None:
    ana = office.read(lambda unit: unit.one(Person, Person.name == "Ana Pérez"))
    assert ana is not None

    assert "none" in filtered(office, "proceedings", "concerning", ana.ref)
    assert filtered(office, "proceedings", "concerning", None) == []


@pytest.mark.parametrize("words", ["perez", "ANA", "Ανα περ"])
def test_words_find_a_party_by_any_of_its_names(office: Vault, words: str) -> None:
    assert titles(office, *PARTIES, words=words) == ["Ana Pérez"]


def test_words_that_cannot_be_found_find_nothing(office: Vault) -> None:
    assert titles(office, "cases", words="?!") == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("in_charge", "AN", ["Álvarez"]), ("title", "Alvarez 1", ["Alvarez 10"]),
        ("status", "Open", ["Álvarez"]), ("country", "MDV", ["Álvarez"]), ("title", "...", []),
    ],
)  # fmt: skip
def test_filters_take_what_people_type(
    office: Vault, name: str, text: str, expected: list[str]
) -> None:
    office.write("Country", lambda unit: unit.set(unit.get(_first(office)), country="MDV"))

    assert filtered(office, "cases", name, text) == expected


def _first(vault: Vault) -> str:
    return vault.read(
        lambda unit: next(each.ref for each in unit.all(Case, Case.title == TITLES[0]))
    )


def test_a_case_lists_what_belongs_to_it(office: Vault) -> None:
    case = _first(office)

    assert titles(office, "events", "reprisals", case=case, sort="occurred") == ["Raid", "Arrest"]
    assert titles(office, *PARTIES, case=case) == ["Ana Pérez"]
    assert titles(office, "cases", case=case) == ["Álvarez"]


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_can_be_listed_by_each_of_its_columns(office: Vault, kind: str) -> None:
    case = _first(office)
    columns = columns_of((kind,))
    for name in {TITLE, CREATED, REF, *(field.name for field in columns)}:
        query = Query((kind,), sort=name, case=case)
        listed = shown(office, query)
        assert all(len(row.cells) == len(row.said) == len(columns) for row in listed)
    assert {field.name for field in columns} - {TITLE} <= {f.name for f in filters_of((kind,))}


def test_a_row_says_its_values_as_they_are_and_in_words(office: Vault) -> None:
    query = Query(("cases",), (("title", "álvarez"), ("in_charge", "Ana")))
    [row] = shown(office, query)
    names = [field.name for field in columns_of(("cases",))]
    value, said = dict(zip(names, row.cells, strict=True)), dict(zip(names, row.said, strict=True))

    assert names[0] == "title"
    assert (value["title"], said["title"]) == ("Álvarez", "Álvarez")
    assert (value["status"], said["status"]) == ("open", "Open")
    assert value["opened"] == parse("2020-03")
    assert said["opened"] == "March 2020"


def test_a_title_column_has_the_name_of_what_makes_the_title() -> None:
    assert columns_of(("people",))[0].label == "Name"
    assert [field.name for field in columns_of(("people", "groups"))] == ["title", "country"]
    assert columns_of(("involvements",))[0].name == "role"


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        (Query(()), BadQuery), (Query(("cases",), sort="summary"), BadQuery),
        (Query(("ghosts",)), UnknownKind), (Query(("cases",), sort="ghost"), UnknownField),
        (Query(("cases",), (("ghost", "x"),)), UnknownField),
        (Query(("people", "groups"), (("size", "x"),)), UnknownField),
        (Query(("cases",), (("opened", "2020"),)), BadQuery),
        (Query(("cases",), (("title", None),)), BadQuery),
        (Query(("events", "cases"), sort="country"), BadQuery),
    ],
)  # fmt: skip
def test_what_a_list_cannot_answer_is_refused(
    office: Vault, query: Query, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal, match=r"^[A-Z].*\.$"):
        office.read(lambda unit: found(unit, query))
