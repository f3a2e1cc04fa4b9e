"""What the sheets of persons, events, proceedings and evidence have in common: linked records,
who is involved how, what supports them, and their other fields in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casedesk.casework.naming import role_label
from casedesk.casework.values import codes_of, say_value
from casedesk.domain.base import Record, fields_of
from casedesk.domain.cases import Case
from casedesk.domain.events import Involvement
from casedesk.domain.evidence import EvidenceLink
from casedesk.domain.parties import Party
from casedesk.vault.unit import Reading
from casedesk.when import When

#: A day beyond every calendar day: what has no date stands last.
_NO_DAY = 10**7


@dataclass(frozen=True, slots=True)
class Linked:
    """A record another one points at: its key, and what a person reads of it."""

    record: int
    kind: str
    ref: str
    title: str


@dataclass(frozen=True, slots=True)
class Said:
    """One filled field in words; `long` where it is a text of many lines."""

    label: str
    text: str
    long: bool


@dataclass(frozen=True, slots=True)
class Involved:
    """A party's role in something. `hidden` says what of it is kept back, "" where nothing is."""

    record: int
    party: Linked
    role: str
    role_label: str
    hidden: str
    basis: str
    basis_label: str
    source: str
    detail: str
    risk: str
    safe_contact: str


def linked(unit: Reading, number: int | None) -> Linked | None:
    """The living record with a key, after merging; None where it was removed."""
    if number is None:
        return None
    found = unit.followed(unit.by_id(Record, number))
    return None if found.deleted is not None else linked_to(found)


def linked_to(record: Record) -> Linked:
    """What a person reads of a record; one without a title goes by its reference."""
    return Linked(record.id, record.kind, record.ref, record.title or record.ref)


def label_of(typology: str, code: str | None) -> str:
    """A code in the person's language; one that is in no list as it was kept."""
    return codes_of(typology).get(code or "", code or "")


def said_fields(unit: Reading, record: Record, leave: Iterable[str] = ()) -> tuple[Said, ...]:
    """The filled fields of a record in words, without those that are shown in another way."""
    left = {"title", *leave}
    found = []
    for name, field in fields_of(type(record)).items():
        text = "" if name in left else say_value(unit, field, getattr(record, name))
        if text:
            found.append(Said(field.label, text, field.kind == "long"))
    return tuple(found)


def involved_in(unit: Reading, subject: Record) -> tuple[Involved, ...]:
    """Who is involved in something, in order of entry."""
    rows = unit.all(Involvement, Involvement.subject == subject.id)
    found = (_involved(unit, each) for each in rows)
    return tuple(each for each in found if each is not None)


def _involved(unit: Reading, each: Involvement) -> Involved | None:
    if each.party is None:
        return None
    party = unit.followed(unit.by_id(Record, each.party))
    if party.deleted is not None or not isinstance(party, Party):
        return None
    return Involved(
        record=each.id,
        party=linked_to(party),
        role=each.role or "",
        role_label=role_label(each.role or ""),
        hidden=hidden_label(each),
        basis=each.naming_basis or "",
        basis_label=label_of("naming-bases", each.naming_basis),
        source=each.basis_source or "",
        detail=each.detail or "",
        risk=party.risk or "",
        safe_contact=party.safe_contact or "",
    )


def hidden_label(each: Involvement) -> str:
    """What of an involvement is kept back, in words; "" where nothing is."""
    if each.confidentiality in (None, "", "none"):
        return ""
    return label_of("confidentiality", each.confidentiality)


def evidence_on(unit: Reading, subject: Record) -> tuple[Linked, ...]:
    """The evidence that supports something."""
    rows = unit.all(EvidenceLink, EvidenceLink.subject == subject.id)
    found = (linked(unit, each.evidence) for each in rows)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def case_over(unit: Reading, record: Record | None) -> Linked | None:
    """The case something is or belongs to, itself or through its proceeding; None where none is."""
    seen: set[int] = set()
    while record is not None and record.id not in seen and record.deleted is None:
        if isinstance(record, Case):
            return linked_to(record)
        seen.add(record.id)
        above = getattr(record, "case", None) or getattr(record, "proceeding", None)
        record = unit.followed(unit.by_id(Record, above)) if above is not None else None
    return None


def in_time(dates: Sequence[When | None], record: int) -> tuple[int, ...]:
    """A key for sorting by the first of some dates that is known, then by entry."""
    when = next((each for each in dates if each is not None), None)
    if when is None:
        return (_NO_DAY, _NO_DAY, record)
    return (when.first or 0, when.last or _NO_DAY, record)


def newest_first(when: When | None, record: int) -> tuple[int, int]:
    """A key for sorting with the newest first; what has no date counts as new."""
    return (-(_NO_DAY if when is None else when.last or _NO_DAY), -record)
