"""The question a list answers at this moment: what its place holds, and what the person filters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from casedesk.casework.query import (
    NoneOf,
    OneOf,
    Query,
    Wanted,
    columns_of,
    communication_mechanisms,
)
from casedesk.casework.views import query_text, read_query
from casedesk.desktop.lists.asking import MECHANISM
from casedesk.desktop.page import Target
from casedesk.desktop.places import Place
from casedesk.domain.base import Field
from casedesk.words import Refusal

#: The kinds of field that a filter offers the values of, or a period.
_FILTERED = ("code", "yesno", "country", "language", "when")

#: Texts whose values repeat, so that choosing among them helps.
_REPEATED = (MECHANISM, "office", "in_charge")

#: How a place is sorted until the person sorts it otherwise: newest first where time matters.
_ORDERS = {"reprisals": ("occurred", True), "proceedings": ("submitted", True)}

#: The names under which a target carries a question, and the record chosen in its list.
QUERY, CHOSEN, CASE = "query", "chosen", "case"


@dataclass(frozen=True, slots=True)
class Question:
    """`base` is what the place always asks; the rest is the person's. `kinds` are some of its
    kinds; `filters` by field.
    """

    base: Query
    kinds: tuple[str, ...]
    filters: Mapping[str, Wanted] = field(default_factory=dict)
    words: str = ""
    sort: str = "title"
    descending: bool = False
    case: str | None = None

    @property
    def query(self) -> Query:
        """What the vault is asked."""
        mine = {each.name for each in columns_of(self.kinds)}
        own = tuple((name, wanted) for name, wanted in self.filters.items() if name in mine)
        sort = self.sort if self.sort in (mine | {"title", "ref", "created"}) else self.base.sort
        return Query(
            kinds=self.kinds,
            filters=(*self.base.filters, *own),
            words=self.words,
            sort=sort,
            descending=self.descending,
            case=self.case,
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is left out that the place holds."""
        return bool(self.filters or self.words or self.case) or self.kinds != self.base.kinds

    def cleared(self) -> "Question":
        """Without any filter; the order stays."""
        return replace(self, kinds=self.base.kinds, filters={}, words="", case=None)

    def filtered(self, name: str, wanted: Wanted) -> "Question":
        """With this filter on a field."""
        return replace(self, filters={**self.filters, name: wanted})

    def unfiltered(self, name: str) -> "Question":
        """Without a filter on a field."""
        return replace(self, filters={n: w for n, w in self.filters.items() if n != name})

    def taken_from(self, query: Query) -> "Question":
        """The question a saved view asks, as far as it belongs to this place."""
        kinds = tuple(kind for kind in self.base.kinds if kind in query.kinds)
        mine = {name: w for name, w in query.filters if (name, w) not in self.base.filters}
        return replace(
            self,
            kinds=kinds or self.base.kinds,
            filters=mine,
            words=query.words,
            sort=query.sort,
            descending=query.descending,
            case=query.case,
        )


def question_of(place: Place) -> Question:
    """What a place asks before the person filters."""
    sort, descending = _ORDERS.get(place.kinds[0], ("title", False))
    base = Query(place.kinds, filters=_part(place), sort=sort, descending=descending)
    return Question(base, place.kinds, sort=sort, descending=descending)


def _part(place: Place) -> tuple[tuple[str, Wanted], ...]:
    """The part of the proceedings a place lists."""
    letters = communication_mechanisms()
    if place.mechanisms == "communications":
        return ((MECHANISM, OneOf(letters)),)
    return ((MECHANISM, NoneOf(letters)),) if place.mechanisms else ()


def filter_fields(asked: tuple[str, ...]) -> list[Field]:
    """The columns of these kinds one can filter by."""
    return [
        each
        for each in columns_of(asked)
        if each.kind in _FILTERED or (each.kind == "text" and each.name in _REPEATED)
    ]


def from_target(question: Question, target: Target) -> Question:
    """The question a target asks for: a whole query as text, or single fields' values."""
    preset = dict(target.preset)
    try:
        if QUERY in preset:
            return question.taken_from(read_query(preset[QUERY]))
    except Refusal:
        return question
    fields = {each.name for each in columns_of(question.kinds)}
    own = {name: OneOf(frozenset((value,))) for name, value in preset.items() if name in fields}
    return replace(question, filters={**question.filters, **own}, case=preset.get(CASE))


def as_target(place: str, question: Question, chosen: int | None) -> Target:
    """Where one comes back to: this place with this question and this record chosen."""
    preset = [(QUERY, query_text(question.query))]
    if chosen is not None:
        preset.append((CHOSEN, str(chosen)))
    return Target(place, preset=tuple(preset))
