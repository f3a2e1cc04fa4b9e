"""One proceeding at one look: the mechanism, its steps, whom it was written to, what was sent, and
the time limits its own dates and the case's facts give.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casedesk.casework.begun import OVER
from casedesk.casework.in_force import LawInForce, law_in_force
from casedesk.casework.proceeding_limits import Limit, limits_of, parts_of, reply_clock
from casedesk.casework.references import reference_doubt
from casedesk.casework.sheet_parts import (
    Involved,
    Linked,
    Said,
    case_over,
    evidence_on,
    in_time,
    involved_in,
    label_of,
    linked,
    linked_to,
    said_fields,
)
from casedesk.domain.base import Record
from casedesk.domain.proceedings import Addressee, Filing, Mandate, Proceeding, Stage
from casedesk.mechanisms.model import Mechanism
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _

_ON_TOP = ("case", "mechanism", "reference", "forum", "concerning", "continues", "state", "result",
           "detail", "why_ineffective")  # fmt: skip


@dataclass(frozen=True, slots=True)
class StageAt:
    """A step that was taken (`record`), or one the mechanism has and that is still to come."""

    record: int | None
    title: str
    when: When | None
    document: str
    detail: str


@dataclass(frozen=True, slots=True)
class AddresseeAt:
    """Whoever was written to. `due` is the end of the reply clock, `overdue` its days gone by.

    `is_moot`: the body decided after it wrote, so nobody waits for that reply any more.
    """

    record: int
    party: Linked | None
    reference: str
    transmitted: When | None
    replied: When | None
    reply: str
    grade: str
    due: When | None
    overdue: int
    is_moot: bool
    rule: str


@dataclass(frozen=True, slots=True)
class FilingAt:
    """Something that was sent, with its proof; `proofs` are sealed files."""

    record: int
    title: str
    brief: Linked | None
    sent: When | None
    channel: str
    postmark: When | None
    received: When | None
    receipt: str
    detail: str
    proofs: tuple[Linked, ...]


@dataclass(frozen=True)
class ProceedingSheet:
    """A proceeding. `reference_doubt` says in a sentence why a reference looks unusual; `notices`
    are sentences a person must see.
    """

    head: Linked
    case: Linked | None
    mechanism: str
    body: str
    forum: str
    reference: str
    reference_doubt: str
    state: str
    state_label: str
    result: str
    detail: str
    why_ineffective: str
    concerning: Linked | None
    facts: tuple[Said, ...]
    stages: tuple[StageAt, ...]
    addressees: tuple[AddresseeAt, ...]
    mandates: tuple[tuple[int, str], ...]
    filings: tuple[FilingAt, ...]
    limits: tuple[Limit, ...]
    notices: tuple[str, ...]
    continues: Linked | None
    continued_by: tuple[Linked, ...]
    involved: tuple[Involved, ...]
    evidence: tuple[Linked, ...]


def proceeding_sheet(unit: Reading, number: int, day: date) -> ProceedingSheet:
    """Read a proceeding with all that hangs on it."""
    own = unit.followed(unit.by_id(Record, number))
    if not isinstance(own, Proceeding):
        raise TypeError("a sheet of a proceeding is of a proceeding")
    law = law_in_force(unit)
    known = law.mechanisms.get(own.mechanism or "")
    parts = stages, filings, addressees = parts_of(unit, own)
    limits, notices = limits_of(unit, law, own, parts, day)
    return ProceedingSheet(
        head=linked_to(own),
        case=case_over(unit, own),
        mechanism=_(known.title) if known else own.mechanism or "",
        body=_(known.body) if known else "",
        forum=own.forum or "",
        reference=own.reference or "",
        reference_doubt=reference_doubt(known, own.reference or ""),
        state=own.state or "",
        state_label=label_of("proceeding-states", own.state),
        result=label_of("remedy-results", own.result),
        detail=own.detail or "",
        why_ineffective=own.why_ineffective or "",
        concerning=linked(unit, own.concerning),
        facts=said_fields(unit, own, _ON_TOP),
        stages=_stages(known, own, stages),
        addressees=tuple(_addressee(unit, law, own, each, day) for each in addressees),
        mandates=tuple(
            (each.id, label_of("mandates", each.mandate))
            for each in unit.all(Mandate, Mandate.proceeding == own.id)
        ),
        filings=tuple(_filing(unit, each) for each in sorted(filings, key=_sent)),
        limits=limits,
        notices=notices,
        continues=linked(unit, own.continues),
        continued_by=tuple(map(linked_to, unit.all(Proceeding, Proceeding.continues == own.id))),
        involved=involved_in(unit, own),
        evidence=evidence_on(unit, own),
    )


def _stages(
    known: Mechanism | None, own: Proceeding, stages: Sequence[Stage]
) -> tuple[StageAt, ...]:
    """The steps that were taken in order of time, then, unless all is over, those to come."""
    labels = {each.id: _(each.label) for each in known.stages} if known else {}
    ordered = sorted(stages, key=lambda each: in_time([each.occurred], each.id))
    taken = tuple(
        StageAt(
            each.id,
            each.title or labels.get(each.stage or "", each.stage or each.ref),
            each.occurred,
            each.document or "",
            each.detail or "",
        )
        for each in ordered
    )
    done = [each.stage for each in ordered if each.stage in labels]
    order = list(labels)
    reached = max((order.index(name) for name in done if name), default=-1)
    coming = [] if own.state in OVER else order[reached + 1 :]
    return taken + tuple(StageAt(None, labels[name], None, "", "") for name in coming)


def _addressee(
    unit: Reading, law: LawInForce, own: Proceeding, each: Addressee, day: date
) -> AddresseeAt:
    due = reply_clock(law, own.mechanism, each.transmitted)
    last = due.due.last if due and due.due else None
    late = last is not None and each.replied is None and last < day.toordinal()
    moot = _is_moot(own, each.transmitted)
    return AddresseeAt(
        record=each.id,
        party=linked(unit, each.party),
        reference=each.reference or "",
        transmitted=each.transmitted,
        replied=each.replied,
        reply=each.reply or "",
        grade=label_of("follow-up-grades", each.grade),
        due=due.due if due else None,
        overdue=day.toordinal() - last if late and last is not None and not moot else 0,
        is_moot=moot and each.replied is None,
        rule=_(due.rule.text) if due else "",
    )


def _is_moot(own: Proceeding, transmitted: When | None) -> bool:
    if own.state in OVER:
        return True
    decided = own.decided.first if own.decided else None
    return decided is not None and transmitted is not None and (transmitted.first or 0) <= decided


def _filing(unit: Reading, each: Filing) -> FilingAt:
    return FilingAt(
        record=each.id,
        title=each.title or each.ref,
        brief=linked(unit, each.brief),
        sent=each.sent,
        channel=label_of("channels", each.channel),
        postmark=each.postmark,
        received=each.received,
        receipt=each.receipt or "",
        detail=each.detail or "",
        proofs=evidence_on(unit, each),
    )


def _sent(each: Filing) -> tuple[int, ...]:
    return in_time([each.sent, each.postmark, each.received], each.id)
