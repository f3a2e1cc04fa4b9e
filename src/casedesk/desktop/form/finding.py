"""Finding records to link to, and parties that are here already. Done on the vault's threads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from casedesk.casework.values import PARTIES, harmless
from casedesk.domain.base import Field, kinds, spine
from casedesk.domain.parties import Name
from casedesk.fold import fold
from casedesk.search.query import Hit, search
from casedesk.vault.unit import Reading
from casedesk.words import _

#: How many records are offered, and how many are looked through for those of the right kind.
_MOST = 8
_LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is offered."""

    id: int
    kind: str
    ref: str
    title: str

    @property
    def said(self) -> str:
        """Title, kind and reference on one line."""
        return " · ".join((self.name, kind_word(self.kind), self.ref))

    @property
    def name(self) -> str:
        """The title on one line, or the reference where it has none."""
        return " ".join(harmless(self.title).split()) or self.ref


def kind_word(kind: str) -> str:
    """How people call one record of a kind."""
    cls = kinds().get(kind)
    return _(cls.singular) if cls is not None else kind


def kinds_for(field: Field) -> tuple[str, ...]:
    """The kinds of record a field may point at; none: any."""
    return field.shown.to or (PARTIES if field.kind == "party" else ())


def found(
    untrusted_words: str, allowed: Sequence[str], besides: int | None = None
) -> Callable[[Reading], tuple[Found, ...]]:
    """Work that finds records of these kinds: by words, or without any the newest."""

    def work(unit: Reading) -> tuple[Found, ...]:
        if not untrusted_words.strip():
            return _newest(unit, allowed)
        hits = search(unit, untrusted_words, _LOOKED_THROUGH)
        fitting = [
            hit for hit in hits if (not allowed or hit.kind in allowed) and hit.id != besides
        ]
        return tuple(Found(hit.id, hit.kind, hit.ref, hit.title) for hit in fitting[:_MOST])

    return work


def alike(untrusted_name: str) -> Callable[[Reading], tuple[Found, ...]]:
    """Work that finds the parties that may be the one of this name: by any of their names, never
    by what else is told of them.
    """
    typed = [word for word in fold(untrusted_name).split() if len(word) > 1]

    def work(unit: Reading) -> tuple[Found, ...]:
        hits = [hit for hit in search(unit, untrusted_name, _LOOKED_THROUGH) if hit.kind in PARTIES]
        return tuple(
            Found(hit.id, hit.kind, hit.ref, hit.title)
            for hit in hits[: 4 * _MOST]
            if hit.by == "name" or _is_named(unit, hit, typed)
        )[:_MOST]

    return work


def _is_named(unit: Reading, hit: Hit, typed: Sequence[str]) -> bool:
    names = [hit.title, *(each.name or "" for each in unit.all(Name, Name.party == hit.id))]
    words = [word for name in names for word in fold(name).split()]
    return any(word.startswith(begun) for begun in typed for word in words)


def _newest(unit: Reading, allowed: Sequence[str]) -> tuple[Found, ...]:
    query = select(spine.c.id, spine.c.kind, spine.c.ref, spine.c.title)
    query = query.where(spine.c.deleted.is_(None), spine.c.merged_into.is_(None))
    if allowed:
        query = query.where(spine.c.kind.in_(list(allowed)))
    rows = unit.connection.execute(query.order_by(spine.c.created.desc()).limit(_MOST))
    return tuple(Found(row.id, row.kind, row.ref, row.title) for row in rows)


def by_key(number: int) -> Callable[[Reading], Found]:
    """Work that says of a record what it is called."""

    def work(unit: Reading) -> Found:
        query = select(spine.c.id, spine.c.kind, spine.c.ref, spine.c.title)
        row = unit.connection.execute(query.where(spine.c.id == number)).one()
        return Found(row.id, row.kind, row.ref, row.title)

    return work
