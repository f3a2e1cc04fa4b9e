"""Saved views: they come back as they were saved, and what nobody understands is refused."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.casework.browsing import found
from casedesk.casework.query import NoneOf, OneOf, Query, Within
from casedesk.casework.views import query_text, read_query, save_view, views_of
from casedesk.domain.work import SavedView
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.words import Refusal

QUERY = Query(
    kinds=("cases",),
    filters=(
        ("status", OneOf(frozenset({"open", "waiting"}))),
        ("office", NoneOf(frozenset({"Geneva"}))),
        ("opened", Within(date(2020, 1, 1), None, certainly=True)),
        ("in_charge", "Ána"),
        ("country", None),
    ),
    words="суд",
    sort="opened",
    descending=True,
)
GOOD = {"kinds": ["cases"]}
BAD = {
    "no JSON": "{",
    "deeper than anybody nests": "[" * 5000,
    "longer than any view": json.dumps(GOOD | {"words": "x" * 30_000}),
    "no object": "[]",
    "no kinds": "{}",
    "no kind at all": {"kinds": []},
    "a kind that is none": {"kinds": ["ghosts"]},
    "kinds as text": {"kinds": "cases"},
    "an unknown part": GOOD | {"limit": 3},
    "an unknown field": GOOD | {"filters": [["ghost", "x"]]},
    "an unknown sort": GOOD | {"sort": "ghost"},
    "a sort that is no column": GOOD | {"sort": "summary"},
    "a filter of three parts": GOOD | {"filters": [["status", "open", "x"]]},
    "a number for a text": GOOD | {"filters": [["status", 3]]},
    "an unknown wish": GOOD | {"filters": [["status", {"like": "x"}]]},
    "two wishes at once": GOOD | {"filters": [["status", {"one_of": [], "none_of": []}]]},
    "a day that is none": GOOD | {"filters": [["opened", {"from": "2020-02-30", "to": None}]]},
    "days for a code": GOOD | {"filters": [["status", {"from": None, "to": None}]]},
    "a text for a date": GOOD | {"filters": [["opened", "2020"]]},
    "a word for yes": GOOD | {"descending": "yes"},
    "words that are none": GOOD | {"words": None},
}


def test_a_view_comes_back_as_it_was_saved_and_is_replaced_by_its_name(empty_vault: Vault) -> None:
    first = empty_vault.write(
        "Save", lambda unit: save_view(unit, "cases", "Mine", Query(("cases",)))
    )
    again = empty_vault.write("Save", lambda unit: save_view(unit, "cases", "Mine", QUERY))
    empty_vault.write("Save", lambda unit: save_view(unit, "parties", "Mine", Query(("people",))))
    [view] = empty_vault.read(lambda unit: views_of(unit, "cases"))

    assert (view.ref, view.title, view.place, view.refused) == (first.result, "Mine", "cases", "")
    assert again.result == first.result
    assert view.query == QUERY
    assert list(empty_vault.read(lambda unit: found(unit, QUERY))) == []


def test_a_view_that_cannot_be_read_leaves_the_others_usable(empty_vault: Vault) -> None:
    def add(unit: Writing) -> None:
        unit.add(SavedView(title="A", place="here", query='{"kinds": ["cases"], "plugin": 1}'))
        save_view(unit, "here", "B", QUERY)

    empty_vault.write("Add", add)
    strange, good = empty_vault.read(lambda unit: views_of(unit, "here"))

    assert strange.query is None
    assert "plugin" in strange.refused
    assert good.query == QUERY


@pytest.mark.parametrize("bad", BAD)
def test_a_view_from_elsewhere_is_read_strictly(bad: str) -> None:
    said = BAD[bad]
    with pytest.raises(Refusal, match=r"^[A-Z].*\.$"):
        read_query(said if isinstance(said, str) else json.dumps(said))


def test_a_query_that_could_not_be_read_back_is_not_saved(empty_vault: Vault) -> None:
    with pytest.raises(Refusal):
        empty_vault.write(
            "Save", lambda unit: save_view(unit, "x", "X", Query(("cases",), sort="summary"))
        )


plain = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
names = st.sampled_from(["kinds", "filters", "sort", "one_of", "from"])
nested = st.recursive(
    plain, lambda s: st.lists(s, max_size=3) | st.dictionaries(names, s), max_leaves=8
)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200) | nested.map(json.dumps))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    try:
        query = read_query(text)
    except Refusal:
        return
    assert read_query(query_text(query)) == query
