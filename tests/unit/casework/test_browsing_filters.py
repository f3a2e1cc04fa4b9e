"""Whatever is asked of a list, it finds what somebody reading every record would find."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import small_vault

from casedesk.casework.browsing import facets, found
from casedesk.casework.query import NoneOf, OneOf, Query, Wanted, Within
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Reprisal
from casedesk.fold import fold, sort_key
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.when import When, certainly_within, parse, possibly_within

DATES = [
    None, "2020-05-02", "2020-05", "2020", "201X", "2019-12-30/2020-01-02", "2020-06-01/..",
    "../2020-02-01", "2020-05~", "1999-01-01/2030-12-31", "2021-01-01",
]  # fmt: skip
PLACES = [None, "Malé", "male", "Ñandú 7", "王丹 market", "O'Malley's"]
ACTS = [None, "arrest", "threat", "other"]
Values = Mapping[str, Any]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, list[Values]]]:
    """A vault with events of every date, place and act, and all their living ones as values."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("memory")))
        folder = small_vault.empty(tmp_path_factory.mktemp("vaults") / "office.casedesk")
        with small_vault.opened(folder) as vault:
            yield vault, vault.write("Fill", fill).result


def fill(unit: Writing) -> list[Values]:
    living: list[Values] = []
    for number in range(120):
        cls = Reprisal if number % 5 == 0 else Event
        text = DATES[number % len(DATES)]
        values: dict[str, Any] = {
            "title": f"{'ÉeЖ'[number % 3]}vent {number}",
            "occurred": parse(text) if text else None,
            "place": PLACES[number % len(PLACES)],
            "act": ACTS[number % 7 % len(ACTS)],
        }
        event = unit.add(cls(**values))
        if number % 11 == 0:
            unit.remove(event, "Entered twice")
        elif number % 13 == 1:
            unit.redirect(event, unit.add(cls(title="Kept")))
            living.append({"id": event.id + 1, "title": "Kept", "cls": cls})
        else:
            living.append({**values, "id": event.id, "cls": cls})
    unit.add(Case(title="No event"))
    return living


def holds(values: Values, name: str, wanted: Wanted) -> bool:
    """What a filter means, said without a database."""
    value = values.get(name)
    match wanted:
        case None:
            return value is None
        case OneOf(some):
            return value in some
        case NoneOf(some):
            return value not in some
        case Within(first, last, certainly):
            ordinals = (first and first.toordinal(), last and last.toordinal())
            within: Callable[..., bool] = certainly_within if certainly else possibly_within
            return isinstance(value, When) and within(value, *ordinals)
    return fold(wanted) in fold(value or "") if name == "place" else value == wanted


def listed(vault: Vault, query: Query, most: int | None = None) -> list[int]:
    return list(vault.read(lambda unit: found(unit, query, most)))


def naive(living: list[Values], query: Query) -> list[int]:
    """The keys of the records a person would pick out one by one, in the order asked for."""
    classes = {"events": Event, "reprisals": Reprisal}
    chosen = [
        values
        for values in living
        if values["cls"] in [classes[kind] for kind in query.kinds]
        and all(holds(values, name, wanted) for name, wanted in query.filters)
    ]

    def order(values: Values) -> tuple[Any, ...]:
        if query.sort == "title":
            return (sort_key(values["title"]), values["id"])
        value = values.get(query.sort)
        kept = value.first if isinstance(value, When) else value
        return (kept, values["id"])

    empty = [values for values in chosen if order(values)[0] is None]
    said = [values for values in chosen if order(values)[0] is not None]
    ordered = sorted(said, key=order, reverse=query.descending)
    ordered += sorted(empty, key=lambda values: values["id"], reverse=query.descending)
    return [values["id"] for values in ordered]


days = st.none() | st.integers(-500, 900).map(lambda n: date(2020, 1, 1) + timedelta(days=n))
acts = st.frozensets(st.sampled_from(["arrest", "threat", "other", "unheard"]))
wishes = st.one_of(
    st.tuples(st.just("occurred"), st.none() | st.builds(Within, days, days, st.booleans())),
    st.tuples(st.just("act"), st.none() | st.builds(OneOf, acts) | st.builds(NoneOf, acts)),
    st.tuples(st.just("place"), st.none() | st.sampled_from(["MALE", "ale", "nandu", "丹", "7"])),
)
queries = st.builds(
    Query,
    kinds=st.sampled_from([("events",), ("reprisals",), ("events", "reprisals")]),
    filters=st.lists(wishes, max_size=3).map(tuple),
    sort=st.sampled_from(["title", "occurred", "act", "place"]),
    descending=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(query=queries, most=st.none() | st.integers(1, 20))
def test_a_list_finds_what_reading_every_record_finds(
    filled: tuple[Vault, list[Values]], query: Query, most: int | None
) -> None:
    vault, living = filled

    assert listed(vault, query, most) == naive(living, query)[:most]


@settings(max_examples=30, deadline=None)
@given(query=queries)
def test_a_drop_down_counts_what_choosing_from_it_would_list(
    filled: tuple[Vault, list[Values]], query: Query
) -> None:
    vault, _living = filled
    for value, number in vault.read(lambda unit: facets(unit, query, "act")):
        wanted = None if value is None else OneOf(frozenset([value]))
        chosen = Query(query.kinds, (*query.without("act").filters, ("act", wanted)))
        assert number == len(listed(vault, chosen))
