"""One piece of evidence at one look: what it is, what it supports, its copies and its custody."""

from dataclasses import dataclass

from casedesk.casework.sheet_parts import (
    Linked,
    Said,
    case_over,
    in_time,
    label_of,
    linked,
    linked_to,
    said_fields,
)
from casedesk.domain.base import Record
from casedesk.domain.evidence import Custody, Evidence, EvidenceLink
from casedesk.evidence.reading import has_file
from casedesk.vault.unit import Reading
from casedesk.when import When

_ON_TOP = ("case", "form", "file_name", "media_type", "size", "sha256", "description",
           "derived_from", "copy_form", "audience")  # fmt: skip


@dataclass(frozen=True, slots=True)
class CopyAt:
    """A copy made from this piece, for an audience."""

    record: Linked
    form: str
    audience: str
    language: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of custody."""

    record: int
    action: str
    when: When | None
    by_whom: str
    detail: str


@dataclass(frozen=True, slots=True)
class Supports:
    """What a piece of evidence supports, and how."""

    record: int
    subject: Linked
    detail: str


@dataclass(frozen=True)
class EvidenceSheet:
    """A piece of evidence. `has_file`: its sealed file is here and can be read; `size` in bytes."""

    head: Linked
    case: Linked | None
    form: str
    description: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    has_file: bool
    copy_of: Linked | None
    copy_form: str
    audience: str
    facts: tuple[Said, ...]
    copies: tuple[CopyAt, ...]
    supports: tuple[Supports, ...]
    custody: tuple[Step, ...]


def evidence_sheet(unit: Reading, number: int) -> EvidenceSheet:
    """Read a piece of evidence with all that hangs on it."""
    piece = unit.followed(unit.by_id(Record, number))
    if not isinstance(piece, Evidence):
        raise TypeError("a sheet of evidence is of a piece of evidence")
    return EvidenceSheet(
        head=linked_to(piece),
        case=case_over(unit, piece),
        form=label_of("evidence-kinds", piece.form),
        description=piece.description or "",
        file_name=piece.file_name or "",
        media_type=piece.media_type or "",
        size=piece.size or 0,
        sha256=piece.sha256 or "",
        has_file=has_file(unit, piece),
        copy_of=linked(unit, piece.derived_from),
        copy_form=label_of("copy-forms", piece.copy_form),
        audience=label_of("audiences", piece.audience),
        facts=said_fields(unit, piece, _ON_TOP),
        copies=_copies(unit, piece),
        supports=_supports(unit, piece),
        custody=_custody(unit, piece),
    )


def _copies(unit: Reading, piece: Evidence) -> tuple[CopyAt, ...]:
    return tuple(
        CopyAt(
            linked_to(each),
            label_of("copy-forms", each.copy_form),
            label_of("audiences", each.audience),
            each.language or "",
        )
        for each in unit.all(Evidence, Evidence.derived_from == piece.id)
    )


def _supports(unit: Reading, piece: Evidence) -> tuple[Supports, ...]:
    rows = unit.all(EvidenceLink, EvidenceLink.evidence == piece.id)
    found = [(each, linked(unit, each.subject)) for each in rows]
    return tuple(
        Supports(each.id, subject, each.detail or "") for each, subject in found if subject
    )


def _custody(unit: Reading, piece: Evidence) -> tuple[Step, ...]:
    """The steps of custody in order of time: a chain is read from its beginning."""
    rows = [
        Step(
            each.id,
            label_of("custody-actions", each.action),
            each.occurred,
            each.by_whom or "",
            each.detail or "",
        )
        for each in unit.all(Custody, Custody.evidence == piece.id)
    ]
    return tuple(sorted(rows, key=lambda each: in_time([each.when], each.record)))
