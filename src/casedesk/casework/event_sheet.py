"""One event or reprisal at one look: the act, who did what to whom, how it is known, why it is
tied to an engagement.
"""

from dataclasses import dataclass

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
from casedesk.domain.engagements import Engagement
from casedesk.domain.events import Event, EventLink, Reprisal, ReprisalTrigger
from casedesk.mechanisms.countries import country_name
from casedesk.vault.unit import Reading
from casedesk.when import When

#: What a relation of events is called when it is read from the other one.
_OTHERWISE = {
    "before": "after", "after": "before", "causes": "caused-by", "caused-by": "causes",
    "contains": "part-of", "part-of": "contains",
}  # fmt: skip

#: What the page shows in its own way.
_ON_TOP = ("case", "act", "form", "occurred", "place", "country", "description", "stated_by",
           "why_linked", "language")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """An engagement that triggered a reprisal, with who says so and why."""

    record: int
    engagement: Linked
    body: str
    state: str
    when: When | None
    stated_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Another event and how it hangs together with this one."""

    record: int
    event: Linked
    relation: str
    when: When | None
    detail: str


@dataclass(frozen=True)
class EventSheet:
    """An event. `triggers`, `stated_by` and `why_linked` are of reprisals only; `facts` are the
    other filled fields in words.
    """

    head: Linked
    is_reprisal: bool
    case: Linked | None
    act: str
    form: str
    when: When | None
    place: str
    description: str
    facts: tuple[Said, ...]
    involved: tuple[Involved, ...]
    stated_by: str
    why_linked: str
    triggers: tuple[Trigger, ...]
    beside: tuple[Beside, ...]
    evidence: tuple[Linked, ...]

    def victims(self) -> list[Involved]:
        """Those to whom it was done, and their people."""
        return [each for each in self.involved if each.role in _SUFFERED]

    def actors(self) -> list[Involved]:
        """Those who did it, or answer for it."""
        return [each for each in self.involved if each.role in _DID]

    def others(self) -> list[Involved]:
        """Everybody else."""
        return [each for each in self.involved if each.role not in (*_SUFFERED, *_DID)]


_SUFFERED = ("victim", "defender", "complainant", "relative")
_DID = ("alleged-perpetrator", "respondent-state", "official")


def event_sheet(unit: Reading, number: int) -> EventSheet:
    """Read an event with all that hangs on it."""
    event = unit.followed(unit.by_id(Record, number))
    if not isinstance(event, Event):
        raise TypeError("an event's sheet is of an event")
    reprisal = event if isinstance(event, Reprisal) else None
    country = country_name(event.country or "") or event.country or ""
    return EventSheet(
        head=linked_to(event),
        is_reprisal=reprisal is not None,
        case=case_over(unit, event),
        act=label_of("acts", event.act),
        form=label_of("reprisal-forms", reprisal.form) if reprisal else "",
        when=event.occurred,
        place=", ".join(part for part in (event.place or "", country) if part),
        description=event.description or "",
        facts=said_fields(unit, event, _ON_TOP),
        involved=involved_in(unit, event),
        stated_by=(reprisal.stated_by or "") if reprisal else "",
        why_linked=(reprisal.why_linked or "") if reprisal else "",
        triggers=_triggers(unit, event) if reprisal else (),
        beside=_beside(unit, event),
        evidence=evidence_on(unit, event),
    )


def _triggers(unit: Reading, reprisal: Event) -> tuple[Trigger, ...]:
    found = []
    for each in unit.all(ReprisalTrigger, ReprisalTrigger.reprisal == reprisal.id):
        engagement = unit.by_id(Record, each.engagement) if each.engagement else None
        if isinstance(engagement, Engagement) and engagement.deleted is None:
            found.append(_trigger(each, engagement))
    return tuple(sorted(found, key=lambda each: in_time([each.when], each.record)))


def _trigger(each: ReprisalTrigger, engagement: Engagement) -> Trigger:
    return Trigger(
        record=each.id,
        engagement=linked_to(engagement),
        body=engagement.body or "",
        state=label_of("engagement-status", engagement.state),
        when=engagement.occurred,
        stated_by=each.stated_by or "",
        why=each.detail or "",
    )


def _beside(unit: Reading, event: Event) -> tuple[Beside, ...]:
    """Linked events, whichever of the two the link was entered on."""
    mine = unit.all(EventLink, EventLink.event == event.id)
    theirs = unit.all(EventLink, EventLink.other == event.id)
    found = [_row(unit, each, each.other, each.relation) for each in mine]
    found += [
        _row(unit, each, each.event, _OTHERWISE.get(each.relation or "", each.relation))
        for each in theirs
    ]
    rows = [each for each in found if each is not None]
    return tuple(sorted(rows, key=lambda each: in_time([each.when], each.record)))


def _row(unit: Reading, each: EventLink, other: int | None, relation: str | None) -> Beside | None:
    event = linked(unit, other)
    if event is None:
        return None
    when = unit.by_id(Event, event.record).occurred
    said = label_of("event-relations", relation)
    return Beside(each.id, event, said, when, each.detail or "")
