"""Entering and changing records from what a person typed: add, set, link, facts, consent."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from casedesk.casework.values import read_value
from casedesk.domain.base import Record, field_called, kind_called, kind_of
from casedesk.domain.cases import Case
from casedesk.domain.consents import Consent
from casedesk.domain.events import Involvement, Reprisal, ReprisalTrigger
from casedesk.domain.parties import Party, State
from casedesk.domain.proceedings import Fact
from casedesk.mechanisms.countries import country
from casedesk.mechanisms.facts import check_facts
from casedesk.mechanisms.registry import typologies
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.when import When, read
from casedesk.words import Refusal, _

#: What `link` takes as its first record.
LINKED_KINDS = ("cases", "events", "reprisals", "engagements", "proceedings", "instruments")
PARTY_KINDS = ("people", "organisations", "states", "groups")

#: Short words for how a person is shown, as people type them.
_HOW = {"full": "full-name", "short": "short-name", "pseudonym": "alias", "chosen": "chosen-name"}


class NotHere(Refusal):
    """It cannot be done in this vault, or to this record."""


def own_vault_only(unit: Reading) -> None:
    """Refuse in the demonstration vault what belongs into a vault of one's own."""
    if unit.facts.demo:
        raise NotHere(
            _(
                "This is the demonstration vault, whose cases are public record. Make your own"
                " vault with “casedesk new”."
            )
        )


def read_values(unit: Reading, cls: type[Record], untrusted: Mapping[str, str]) -> dict[str, Any]:
    """The values a person typed for fields of a kind, read and checked."""
    fields = {name: field_called(cls, name) for name in untrusted}
    return {name: read_value(unit, fields[name], text) for name, text in untrusted.items()}


def enter(unit: Writing, kind: str, untrusted: Mapping[str, str]) -> Record:
    """Add a record of a kind from what a person typed."""
    cls = kind_called(kind)
    if cls is Case:
        own_vault_only(unit)
    values = {name: v for name, v in read_values(unit, cls, untrusted).items() if v is not None}
    if cls is State and not values.get("country"):
        found = country(str(values.get("name") or ""))
        values |= {"country": found} if found else {}
    return unit.by_id(cls, unit.add_row(cls, values))


def change(unit: Writing, record: Record, untrusted: Mapping[str, str]) -> Record:
    """Give fields of a record what a person typed; nothing typed empties a field."""
    unit.set(record, **read_values(unit, type(record), untrusted))
    return unit.by_id(type(record), record.id)


def link(unit: Writing, record: Record, party: Record, untrusted_role: str) -> Record:
    """Give a party a role in a case, event, engagement, proceeding or instrument."""
    if untrusted_role == "trigger":
        return _trigger(unit, record, party)
    roles = typologies()["roles"].terms
    if untrusted_role not in roles:
        raise NotHere(
            _("No role is called “{role}”. There are: {roles}.").format(
                role=untrusted_role, roles=", ".join(roles)
            )
        )
    _of_kind(record, LINKED_KINDS, _("The first record is the case, event or proceeding."))
    _of_kind(party, PARTY_KINDS, _("The second record is the person, organisation or State."))
    same = unit.one(
        Involvement,
        Involvement.subject == record.id,
        Involvement.party == party.id,
        Involvement.role == untrusted_role,
    )
    if same is not None:
        raise NotHere(_("This party has that role here already."))
    return unit.add(Involvement(subject=record.id, party=party.id, role=untrusted_role))


def _trigger(unit: Writing, reprisal: Record, engagement: Record) -> Record:
    if not isinstance(reprisal, Reprisal) or kind_of(type(engagement)) != "engagements":
        raise NotHere(_("As “trigger”, link a reprisal to the engagement that triggered it."))
    return unit.add(ReprisalTrigger(reprisal=reprisal.id, engagement=engagement.id))


def _of_kind(record: Record, kinds: Sequence[str], otherwise: str) -> None:
    if kind_of(type(record)) not in kinds:
        raise NotHere(
            _("“{ref}” is of the kind “{kind}”.").format(ref=record.ref, kind=record.kind)
            + " "
            + otherwise
        )


def note_facts(unit: Writing, case: Record, untrusted: Mapping[str, Sequence[str]]) -> list[Fact]:
    """Record dated legal facts of a case; a fact already recorded on that day is not doubled."""
    dated = {fact: [read(text) for text in texts] for fact, texts in untrusted.items()}
    check_facts(dated)
    known = unit.all(Fact, Fact.case == case.id)
    noted = []
    for fact, days in dated.items():
        for day in days:
            same = [each for each in known if each.fact == fact and _same(each.occurred, day)]
            noted.append(same[0] if same else unit.add(Fact(case=case.id, fact=fact, occurred=day)))
    return noted


def _same(one: When | None, other: When) -> bool:
    return one is not None and one.edtf == other.edtf


def note_consent(
    unit: Writing,
    person: Record,
    *,
    untrusted_audience: str,
    untrusted_state: str,
    untrusted_how: str | None = None,
) -> Consent:
    """Record one decision of a person on being named, as of today."""
    if not isinstance(person, Party):
        raise NotHere(_("Consent is a person's: name a person, organisation or group."))
    audience = _code("audiences", untrusted_audience)
    state = _code("consent-decisions", untrusted_state)
    how, wording = _how(untrusted_how)
    today = When.of(datetime.now(UTC).astimezone().date())
    return unit.add(
        Consent(
            person=person.id,
            audience=audience,
            state=state,
            shown_as=how,
            wording=wording,
            decided=today,
        )
    )


def _how(untrusted: str | None) -> tuple[str | None, str | None]:
    """A code of “shown-as”, or the person's own words."""
    if untrusted is None:
        return None, None
    text = untrusted.strip()
    code = _HOW.get(text.lower(), text.lower())
    if code in typologies()["shown-as"].terms:
        return code, None
    return "alias", text


def _code(typology: str, untrusted: str) -> str:
    code = untrusted.strip().lower().replace(" ", "-").replace("_", "-")
    terms = typologies()[typology].terms
    if code not in terms:
        raise NotHere(
            _("“{word}” is none of: {words}.").format(word=untrusted, words=", ".join(terms))
        )
    return code
