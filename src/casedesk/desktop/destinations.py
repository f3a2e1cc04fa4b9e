"""What one can go to: records by their words, places and new things by what they are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from casedesk.desktop.menus import NEW_KINDS
from casedesk.desktop.page import Target
from casedesk.desktop.places import PLACES, title_of
from casedesk.domain.base import kinds, read_ref, spine
from casedesk.fold import fold
from casedesk.search.query import search
from casedesk.vault.unit import Reading
from casedesk.words import _

#: More are not shown: who did not find it types another word.
_MOST = 40

#: So many letters of a reference are looked up as one.
_SHORTEST_REF = 3
_LONGEST_REF = 12

_ICONS = {
    "people": "user",
    "organisations": "building-2",
    "states": "landmark",
    "groups": "users",
    "events": "calendar",
    "engagements": "handshake",
    "briefs": "file-text",
    "instruments": "book-open",
    "tasks": "list-checks",
    "notes": "sticky-note",
    "measures": "list-checks",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose: `target` is where it leads, or `kind` what is entered."""

    title: str
    group: str
    icon: str
    ref: str = ""
    target: Target | None = None
    kind: str = ""

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.ref, self.group) if part)


def places(untrusted_words: str) -> list[Entry]:
    """The places called so; all where nothing was typed."""
    return [
        Entry(title_of(place), _("Places"), place.icon, target=Target(place.id))
        for place in PLACES
        if _is_called(title_of(place), untrusted_words)
    ]


def actions(untrusted_words: str) -> list[Entry]:
    """What can be entered and is called so, with or without “New” before it."""
    found = [(kind, _("New: {kind}").format(kind=_(title))) for kind, title in NEW_KINDS]
    return [
        Entry(title, _("Enter something new"), "plus", kind=kind)
        for kind, title in found
        if _is_called(title, untrusted_words)
    ]


def _is_called(title: str, untrusted_words: str) -> bool:
    """Every word typed begins a word of the title."""
    words = fold(title).replace(":", " ").split()
    return all(
        any(word.startswith(typed) for word in words) for typed in fold(untrusted_words).split()
    )


def found_records(unit: Reading, untrusted_words: str) -> list[Entry]:
    """The records that hold these words or have this reference, those of a kind together; the
    kind with the best of them first.
    """
    if not untrusted_words:
        return []
    hits = search(unit, untrusted_words, _MOST)
    found = {each.id: (each.kind, each.ref, each.title) for each in hits}
    rows = {**_by_ref(unit, untrusted_words), **found}
    entries = [_entry(number, *row) for number, row in rows.items() if row[0] in kinds()]
    return _grouped(entries)


def _by_ref(unit: Reading, untrusted_words: str) -> dict[int, tuple[str, str, str]]:
    """The records whose reference begins so."""
    ref = read_ref(untrusted_words)
    if not _SHORTEST_REF <= len(ref) <= _LONGEST_REF or not (ref.isascii() and ref.isalnum()):
        return {}
    query = select(spine.c.id, spine.c.kind, spine.c.ref, spine.c.title).where(
        spine.c.ref >= ref,
        spine.c.ref < ref + "~",
        spine.c.deleted.is_(None),
        spine.c.merged_into.is_(None),
    )
    rows = unit.connection.execute(query.limit(_MOST))
    return {row.id: (row.kind, row.ref, row.title) for row in rows}


def _entry(number: int, kind: str, ref: str, title: str) -> Entry:
    plural = _(kinds()[kind].plural)
    icon = _ICONS.get(kind) or next((p.icon for p in PLACES if kind in p.kinds), "file")
    return Entry(title or ref, plural[:1].upper() + plural[1:], icon, ref, Target(record=number))


def _grouped(entries: Iterable[Entry]) -> list[Entry]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return [entry for group in groups.values() for entry in group]
