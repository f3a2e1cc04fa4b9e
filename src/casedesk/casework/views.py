"""Saved views: queries that somebody gave a name, kept as text that any vault can read.

The text may have come in another office's bundle, so it is read strictly: what is not understood
is refused in a sentence, never passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.casework.query import (
    TITLE,
    BadQuery,
    NoneOf,
    OneOf,
    Query,
    Wanted,
    Within,
    classes_of,
    field_for,
    sort_for,
)
from casedesk.domain.work import SavedView
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.words import Refusal, _

#: More characters than any view a person makes.
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class View:
    """A saved view of a place; `query` is None where `refused` says why it cannot be used."""

    ref: str
    title: str
    place: str
    query: Query | None
    refused: str = ""


def save_view(unit: Writing, place: str, title: str, query: Query) -> str:
    """Keep a query under a name, in place of one so named; answers the view's reference."""
    text = query_text(query)
    same = unit.one(SavedView, SavedView.place == place, SavedView.title == title)
    if same is not None:
        unit.set(same, query=text)
        return same.ref
    return unit.add(SavedView(title=title, place=place, query=text)).ref


def views_of(unit: Reading, place: str) -> list[View]:
    """The saved views of a place in order of title, those that cannot be used among them."""
    found = unit.all(SavedView, SavedView.place == place, SavedView.merged_into.is_(None))
    return [_view(each) for each in sorted(found, key=lambda each: (each.title_sort, each.id))]


def query_text(query: Query) -> str:
    """A query as the text in which it is kept. Raises what `read_query` would raise of it."""
    said = {
        "kinds": list(query.kinds),
        "filters": [[name, _written(wanted)] for name, wanted in query.filters],
        "words": query.words,
        "sort": query.sort,
        "descending": query.descending,
        "case": query.case,
    }
    text = json.dumps(said, ensure_ascii=False)
    read_query(text)
    return text


def read_query(untrusted_text: str) -> Query:
    """The query a text says. Raises BadQuery, UnknownKind or UnknownField where one word of it is
    not understood.
    """
    said = _object(_parsed(untrusted_text), _PARTS, required=("kinds",))
    kinds = tuple(_text(kind) for kind in _list(said["kinds"]))
    pairs = [_list(pair, length=2) for pair in _list(said.get("filters", []))]
    query = Query(
        kinds=kinds,
        filters=tuple((_text(name), _wanted(wanted)) for name, wanted in pairs),
        words=_text(said.get("words", "")),
        sort=_text(said.get("sort", TITLE)),
        descending=_truth(said.get("descending", False)),
        case=None if said.get("case") is None else _text(said["case"]),
    )
    classes_of(kinds)
    sort_for(query)
    for name, wanted in query.filters:
        dated = field_for(kinds, name).kind == "when"
        if wanted is not None and isinstance(wanted, Within) != dated:
            raise _not_understood(name)
    return query


_PARTS = ("kinds", "filters", "words", "sort", "descending", "case")
_DAYS = ("from", "to", "certainly")


def _view(record: SavedView) -> View:
    head = (record.ref, record.title, record.place or "")
    try:
        return View(*head, read_query(record.query or ""))
    except Refusal as refusal:
        return View(*head, None, str(refusal))


def _written(wanted: Wanted) -> Any:
    match wanted:
        case OneOf(values):
            return {"one_of": sorted(values)}
        case NoneOf(values):
            return {"none_of": sorted(values)}
        case Within(first, last, certainly):
            days = {"from": first and first.isoformat(), "to": last and last.isoformat()}
            return {**days, "certainly": certainly}
    return wanted


def _wanted(said: Any) -> Wanted:
    if said is None or isinstance(said, str):
        return said
    if isinstance(said, dict) and len(said) == 1:
        if "one_of" in said:
            return OneOf(frozenset(_text(each) for each in _list(said["one_of"])))
        if "none_of" in said:
            return NoneOf(frozenset(_text(each) for each in _list(said["none_of"])))
    days = _object(said, _DAYS, required=("from", "to"))
    return Within(_day(days["from"]), _day(days["to"]), _truth(days.get("certainly", False)))


def _parsed(untrusted_text: str) -> Any:
    if len(untrusted_text) > _LONGEST:
        raise _not_understood("")
    try:
        return json.loads(untrusted_text)
    except (ValueError, RecursionError) as error:
        raise _not_understood("") from error


def _object(said: Any, known: tuple[str, ...], required: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(said, dict) or not all(name in said for name in required):
        raise _not_understood("")
    for name in said:
        if name not in known:
            raise _not_understood(name)
    return said


def _list(said: Any, length: int | None = None) -> list[Any]:
    if not isinstance(said, list) or (length is not None and len(said) != length):
        raise _not_understood("")
    return said


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise _not_understood("")
    return said


def _truth(said: Any) -> bool:
    if not isinstance(said, bool):
        raise _not_understood("")
    return said


def _day(said: Any) -> date | None:
    if said is None:
        return None
    try:
        return date.fromisoformat(_text(said))
    except ValueError as error:
        raise _not_understood("") from error


def _not_understood(untrusted_name: str) -> BadQuery:
    if not untrusted_name:
        return BadQuery(_("This saved view cannot be read. Make it anew, or remove it."))
    return BadQuery(
        _("This saved view says “{name}”, which this CaseDesk does not know. Make it anew.").format(
            name=untrusted_name[:60]
        )
    )
