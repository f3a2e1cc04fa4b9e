"""The chronology of a case: everything in it that happened or was done, in order of time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casedesk.casework.casefile import CaseFile, read_case
from casedesk.casework.naming import role_label
from casedesk.casework.values import codes_of
from casedesk.domain.base import Record, kind_of
from casedesk.domain.cases import Case
from casedesk.domain.consents import Consent
from casedesk.domain.disclosures import Disclosure
from casedesk.domain.events import Event, Reprisal
from casedesk.domain.parties import Party
from casedesk.domain.work import Action
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.registry import body_called, mechanisms
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _

#: The groups moments are filtered by, in the order they are offered.
GROUPS = ("events", "reprisals", "engagements", "proceedings", "facts", "instruments", "work")

_LAST = 10**7  # beyond every calendar day
_DONE_TO = ("victim", "defender", "complainant", "relative", "group-member")
_DONE_BY = ("alleged-perpetrator", "official")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `kind` is its kind of record, `group` one of GROUPS; `when` is
    None where no date is known; `detail` says who did what to whom and where that is known from.
    """

    record: int
    ref: str
    kind: str
    group: str
    title: str
    detail: str
    when: When | None


def group_label(group: str) -> str:
    """What a group of moments is called."""
    return {
        "events": _("Events"),
        "reprisals": _("Reprisals"),
        "engagements": _("Engagements"),
        "proceedings": _("Proceedings"),
        "facts": _("Legal facts"),
        "instruments": _("Instruments"),
        "work": _("Our work"),
    }[group]


def chronology(unit: Reading, case: Case) -> list[Moment]:
    """Every moment of a case in order of its first possible day; what has no date stands last."""
    return moments(unit, read_case(unit, case))


def moments(unit: Reading, file: CaseFile) -> list[Moment]:
    """The chronology of a case that was read already."""
    found = [
        *_events(file),
        *_engagements(file),
        *_proceedings(file),
        *_facts(file),
        *_instruments(file),
        *_work(unit, file),
    ]
    return sorted(found, key=_in_time)


def _in_time(moment: Moment) -> tuple[int, int, int, int]:
    when, group = moment.when, GROUPS.index(moment.group)
    if when is None:
        return (_LAST, _LAST, group, moment.record)
    return (when.first or 0, when.last or _LAST, group, moment.record)


def _moment(record: Record, group: str, when: When | None, *said: str, title: str = "") -> Moment:
    detail = " · ".join(text for text in said if text)
    kind = kind_of(type(record))
    return Moment(record.id, record.ref, kind, group, title or record.title, detail, when)


def _events(file: CaseFile) -> Iterator[Moment]:
    triggers: dict[int, list[str]] = defaultdict(list)
    titles = {each.id: each.title for each in file.engagements}
    for trigger in file.triggers:
        if trigger.reprisal and trigger.engagement in titles:
            triggers[trigger.reprisal].append(titles[trigger.engagement])
    for event in file.events:
        is_reprisal = isinstance(event, Reprisal)
        group = "reprisals" if is_reprisal else "events"
        yield _moment(
            event,
            group,
            event.occurred,
            _code("acts", event.act),
            _who(file, event),
            event.place or "",
            _("for: {engagements}").format(engagements="; ".join(triggers[event.id]))
            if triggers[event.id]
            else "",
            _source(event),
        )


def _source(event: Event) -> str:
    known = " ".join((event.how_known or "").split())
    return _("known from {source}").format(source=known) if known else ""


def _who(file: CaseFile, subject: Record) -> str:
    """Who did it to whom: names in their roles."""
    roles: dict[str, list[str]] = defaultdict(list)
    for each in file.roles_in(subject):
        party = file.party(each.party)
        if party is not None:
            roles[each.role or ""].append(party.title)
    by = [name for role in _DONE_BY for name in roles.pop(role, [])]
    to = [name for role in _DONE_TO for name in roles.pop(role, [])]
    said = []
    if by:
        said.append(_("by {names}").format(names=_names(by)))
    if to:
        said.append(_("against {names}").format(names=_names(to)))
    said += [f"{role_label(role)}: {_names(names)}" for role, names in roles.items()]
    return " · ".join(said)


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _code(typology: str, code: str | None) -> str:
    return codes_of(typology).get(code, code) if code else ""


def _engagements(file: CaseFile) -> Iterator[Moment]:
    for each in file.engagements:
        state = _code("engagement-status", each.state) if each.state != "past" else ""
        yield _moment(
            each,
            "engagements",
            each.occurred,
            _code("engagement-forms", each.form),
            state,
            _people(file, each),
            each.body or "",
            each.place or "",
        )


def _people(file: CaseFile, subject: Record) -> str:
    return _names(party.title for party in file.parties_of(file.roles_in(subject)))


def _proceedings(file: CaseFile) -> Iterator[Moment]:
    """The steps of each proceeding, and the dates it bears itself where no step says the same."""
    titles = {each.id: each for each in file.proceedings}
    told: set[tuple[int, str]] = set()
    for stage in file.stages:
        before = titles[stage.proceeding or 0]
        told.add((before.id, stage.occurred.edtf if stage.occurred else ""))
        yield _moment(
            stage, "proceedings", stage.occurred, body_called(before.mechanism), before.title,
            stage.document or "", title=stage.title or _stage(before.mechanism, stage.stage),
        )  # fmt: skip
    for filing in file.filings:
        before = titles[filing.proceeding or 0]
        told.add((before.id, filing.sent.edtf if filing.sent else ""))
        yield _moment(
            filing, "proceedings", filing.sent, body_called(before.mechanism), before.title,
            _code("channels", filing.channel), filing.receipt or "", title=_("Sent by us"),
        )  # fmt: skip
    for addressee in file.addressees:
        yield from _letters(file, addressee, titles, told)
    for each in file.proceedings:
        yield from _own_dates(each, told)


def _letters(
    file: CaseFile, addressee: Any, titles: Mapping[int, Any], told: set[tuple[int, str]]
) -> Iterator[Moment]:
    """Letter and reply of one addressee, where no step of the proceeding says the same."""
    before = titles[addressee.proceeding or 0]
    party = file.party(addressee.party)
    to = party.title if party else ""
    dated = (
        (_("Transmitted to {name}"), addressee.transmitted),
        (_("Reply of {name}"), addressee.replied),
    )
    for sentence, when in dated:
        if when is not None and (before.id, when.edtf) not in told:
            yield _moment(
                addressee, "proceedings", when, body_called(before.mechanism), before.title,
                addressee.reference or "", title=sentence.format(name=to),
            )  # fmt: skip


def _own_dates(proceeding: Any, told: set[tuple[int, str]]) -> Iterator[Moment]:
    dated = (
        (_("Submitted"), proceeding.submitted),
        (_("Decided"), proceeding.decided),
        (_("Decision served"), proceeding.notified),
    )
    for label, when in dated:
        if when is not None and (proceeding.id, when.edtf) not in told:
            body = body_called(proceeding.mechanism) or proceeding.forum or ""
            title = f"{label}: {proceeding.title}"
            reference = proceeding.reference or ""
            yield _moment(proceeding, "proceedings", when, body, reference, title=title)


def _stage(mechanism: str | None, stage: str | None) -> str:
    known = mechanisms().get(mechanism or "")
    labels = {each.id: each.label for each in known.stages} if known else {}
    return _(labels[stage]) if stage in labels else stage or ""


def _facts(file: CaseFile) -> Iterator[Moment]:
    for fact in file.facts:
        party = file.party(fact.party)
        known = FACTS.get(fact.fact or "")
        yield _moment(
            fact, "facts", fact.occurred, party.title if party else "", fact.right or "",
            " ".join((fact.source or "").split()), title=_(known.label) if known else fact.title,
        )  # fmt: skip


def _instruments(file: CaseFile) -> Iterator[Moment]:
    for each in file.instruments:
        said = (_code("instrument-kinds", each.form), each.symbol or "", each.body or "")
        yield _moment(each, "instruments", each.adopted or each.published, *said)


def _work(unit: Reading, file: CaseFile) -> Iterator[Moment]:
    """What we did: our actions, decisions on consent, what left the vault."""
    parts = [file.case, *file.events, *file.engagements, *file.proceedings]
    for action in unit.all(Action, Action.about.in_([each.id for each in parts])):
        said = (_code("action-forms", action.form), " ".join((action.result or "").split()))
        yield _moment(action, "work", action.occurred, *said)
    for consent in file.consents:
        if consent.case in (None, file.case.id):
            yield _consent(consent, file.party(consent.person))
    for left in unit.all(Disclosure, Disclosure.case == file.case.id):
        to = _("to {name}").format(name=left.recipient) if left.recipient else ""
        yield _moment(left, "work", left.occurred, to, _code("audiences", left.audience))


def _consent(consent: Consent, person: Party | None) -> Moment:
    decision = _code("consent-decisions", consent.state)
    title = _("Consent: {decision}").format(decision=decision)
    towards = _code("audiences", consent.audience)
    return _moment(
        consent, "work", consent.decided, person.title if person else "", towards, title=title
    )
