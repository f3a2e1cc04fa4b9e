"""The records of a sealed file: evidence, what it supports, and its first step of custody."""

import unicodedata
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casedesk.domain.base import Record
from casedesk.domain.cases import Case
from casedesk.domain.evidence import Custody, Evidence, EvidenceLink
from casedesk.evidence.offered import NotAdmitted
from casedesk.evidence.reading import has_file, read_out
from casedesk.evidence.sealed import Sealed
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import Refusal, _

Tell = Callable[[str], None]
"""Takes a sentence that the person must see although nothing failed."""

# Characters that turn the reading direction of what follows: “exe.tpj” for “jpt.exe”.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Taken:
    """A file sealed into the vault's folder that has no record yet: `enter` or `discard` it."""

    uuid: bytes
    path: Path
    file_name: str
    media_type: str
    sealed: Sealed


def refuse_second_file(unit: Reading, record: Evidence) -> None:
    """Raise NotAdmitted where a piece of evidence has its file."""
    if has_file(unit, record):
        raise NotAdmitted(
            _(
                "{ref} has its file already, and evidence is never replaced. Attach the new file to"
                " the case or event it belongs to."
            ).format(ref=record.ref)
        )


def new(unit: Writing, subject: Record, taken: Taken, said: Mapping[str, Any]) -> Evidence:
    """Write the record of a file, and its link to what it supports."""
    values = {"title": _title(taken.file_name), "case": _case_of(unit, subject)}
    values |= {**said, **_facts(taken)}
    known = {name: value for name, value in values.items() if value is not None}
    number = unit.add_row(Evidence, known, uuid=taken.uuid)
    evidence = _keyed(unit, unit.by_id(Evidence, number), taken)
    unit.add(EvidenceLink(evidence=evidence.id, subject=subject.id))
    _custody(unit, evidence, "copied" if evidence.derived_from else "received")
    return evidence


def fill(unit: Writing, evidence: Evidence, taken: Taken) -> Evidence:
    """Give a piece of evidence that was waiting for it its file."""
    if evidence.uuid != taken.uuid:
        raise ValueError("a file is taken under the id of the record that waits for it")
    unit.set(evidence, **_facts(taken))
    filled = _keyed(unit, evidence, taken)
    _custody(unit, filled, "received")
    return filled


def _facts(taken: Taken) -> dict[str, Any]:
    return {
        "file_name": taken.file_name,
        "media_type": taken.media_type,
        "size": taken.sealed.size,
        "sha256": taken.sealed.sha256.hex(),
    }


def _keyed(unit: Writing, evidence: Evidence, taken: Taken) -> Evidence:
    sealed = taken.sealed
    unit.keep_secret(evidence, sealed_key=sealed.key, sealed_sha256=sealed.sealed_sha256)
    kept = unit.by_id(Evidence, evidence.id)
    unit.session.refresh(kept)
    return kept


def _custody(unit: Writing, evidence: Evidence, action: str, remark: str | None = None) -> None:
    today = When.of(datetime.now(UTC).date())
    unit.add(
        Custody(
            evidence=evidence.id,
            action=action,
            occurred=today,
            by_whom=unit.facts.member_name,
            detail=remark,
        )
    )


def twin(unit: Writing, folder: Path, subject: Record, taken: Taken) -> Evidence | None:
    """The piece of evidence in the same case that holds the same file, and still reads well.

    Outside a case (evidence about a person, say), one that is linked to the same record. One that
    is damaged is no twin: the file may be attached again to mend just that.
    """
    case = _case_of(unit, subject)
    same = unit.all(
        Evidence,
        Evidence.sha256 == taken.sealed.sha256.hex(),
        Evidence.case == case,
        Evidence.derived_from.is_(None),
        Evidence.sealed_key.is_not(None),
    )
    for evidence in same:
        near = case is not None or _link(unit, evidence, subject)
        if near and _reads_well(unit, folder, evidence):
            return evidence
    return None


def _reads_well(unit: Reading, folder: Path, evidence: Evidence) -> bool:
    try:
        deque(read_out(unit, folder, evidence), maxlen=0)
    except Refusal:
        return False
    return True


def again(unit: Writing, evidence: Evidence, subject: Record, taken: Taken, tell: Tell) -> Evidence:
    """Write that the file of a piece of evidence came once more."""
    if not _link(unit, evidence, subject):
        unit.add(EvidenceLink(evidence=evidence.id, subject=subject.id))
    _custody(
        unit,
        evidence,
        "received",
        _("The same file again, called: {name}").format(name=taken.file_name),
    )
    tell(
        _("This file is kept already, as {ref}; it was not stored a second time.").format(
            ref=evidence.ref
        )
    )
    return evidence


def _link(unit: Reading, evidence: Evidence, subject: Record) -> EvidenceLink | None:
    return unit.one(
        EvidenceLink, EvidenceLink.evidence == evidence.id, EvidenceLink.subject == subject.id
    )


def _case_of(unit: Reading, record: Record) -> int | None:
    """The case a record belongs to, itself or through what it is part of."""
    seen: set[int] = set()
    while record.id not in seen:
        if isinstance(record, Case):
            return record.id
        seen.add(record.id)
        for name in ("case", "proceeding", type(record).owner):
            number = getattr(record, name, None) if name else None
            if number is not None:
                record = unit.followed(unit.by_id(Record, number))
                break
    return None


def _title(file_name: str) -> str:
    """A file's name as a title: without what would make it read as another name."""
    harmless = (
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in file_name
        if c not in _TURNING
    )
    return " ".join("".join(harmless).split()) or _("File without a name")
