"""Entering and changing records from what a person typed: add, set, link, facts, consent."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from casedesk.casework.order import out_of_order
from casedesk.casework.values import read_value
from casedesk.domain.base import Record, field_called, fields_of, kind_called, kind_of
from casedesk.domain.cases import Case
from casedesk.domain.consents import Consent
from casedesk.domain.custom import Correction
from casedesk.domain.events import Involvement, Reprisal, ReprisalTrigger
from casedesk.domain.parties import Party, State
from casedesk.domain.proceedings import Fact
from casedesk.domain.work import Task
from casedesk.fold import fold
from casedesk.mechanisms import corrections as rules
from casedesk.mechanisms.corrections import correct, fingerprint, shipped_value
from casedesk.mechanisms.countries import country
from casedesk.mechanisms.facts import check_facts
from casedesk.mechanisms.registry import mechanism_called, mechanisms, rule_called, typologies
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.when import When, read
from casedesk.words import Refusal, _

#: What `link` takes as its first record.
LINKED_KINDS = ("cases", "events", "reprisals", "engagements", "proceedings", "instruments")
PARTY_KINDS = ("people", "organisations", "states", "groups")

#: Short words for how a person is shown, as people type them.
_HOW = {
    "full": "full-name", "short": "short-name", "chosen": "chosen-name",
    "pseudonym": "alias", "role-only": "role", "none": "withheld", "not-named": "withheld",
}  # fmt: skip

#: What was decided, printed or sent stands: it can be added to and removed, never rewritten.
NEVER_REWRITTEN = {
    "consents": (
        "person", "audience", "state", "shown_as", "wording", "case", "mechanism", "proceeding",
        "decided",
    ),
    "corrections": ("rule", "key", "value", "reason", "source", "shipped_hash"),
    "versions": ("brief", "content", "frozen"),
    "disclosed-parties": ("disclosure", "party", "shown_as", "basis", "wording", "consent"),
}  # fmt: skip


class NotHere(Refusal):
    """It cannot be done in this vault, or to this record."""


def own_vault_only(unit: Reading) -> None:
    """Refuse in the demonstration vault what belongs into a vault of one's own."""
    if unit.facts.demo:
        raise NotHere(
            _(
                "This is the demonstration vault, whose cases are public record. Enter yours in a"
                " vault of your own."
            )
        )


def read_values(unit: Reading, cls: type[Record], untrusted: Mapping[str, str]) -> dict[str, Any]:
    """The values a person typed for fields of a kind, read and checked."""
    fields = {name: field_called(cls, name) for name in untrusted}
    values = {name: read_value(unit, fields[name], text) for name, text in untrusted.items()}
    if "mechanism" in values:
        values["mechanism"] = _mechanism(values["mechanism"])
    if cls is Task and values.get("rule"):
        values["rule"] = _rule(values["rule"])
    if any((values.get(name) or 0) < 0 for name in ("days_before", "remind_days")):
        raise NotHere(_("Write how many days before as a number from 0 on."))
    return values


def _rule(text: str) -> str:
    """The id of a shipped rule, typed or by its title; a task that counted from nothing would
    never be due.
    """
    typed = fold(text).strip()
    known = [rule for each in mechanisms().values() for rule in each.rules]
    titled = [rule.id for rule in known if typed in (fold(rule.title), fold(_(rule.title)))]
    found = [rule.id for rule in known if fold(rule.id) == typed] or titled
    if len(found) == 1:
        return found[0]
    raise NotHere(
        _("No time limit is called “{rule}”. The manual's page of a mechanism names each.").format(
            rule=text
        )
    )


def _mechanism(text: str | None) -> str | None:
    """The id of a mechanism however it was called; a body CaseDesk does not know, as typed."""
    code = _as_code(text or "")
    return code if code in mechanisms() else mechanism_called(text or "") or text


def enter(unit: Writing, kind: str, untrusted: Mapping[str, str]) -> Record:
    """Add a record of a kind from what a person typed."""
    cls = kind_called(kind)
    if cls is Case:
        own_vault_only(unit)
    values = {name: v for name, v in read_values(unit, cls, untrusted).items() if v is not None}
    if cls is State and not values.get("country"):
        found = country(str(values.get("name") or ""))
        values |= {"country": found} if found else {}
    if cls is Correction:
        values |= {"shipped_hash": _shipped_hash(values)}
    _check_order(cls, values)
    return unit.by_id(cls, unit.add_row(cls, values))


def _check_order(cls: type[Record], values: Mapping[str, Any]) -> None:
    if sentence := out_of_order(cls, values):
        raise NotHere(sentence)


def _shipped_hash(values: Mapping[str, Any]) -> str:
    """The fingerprint of what a correction corrects. Refuses one that fits no rule: it would stand
    in the way of every deadline.
    """
    said = {name: values.get(name) or "" for name in ("rule", "key", "value", "reason", "source")}
    found = rule_called(said["rule"])
    if found is None:
        raise NotHere(
            _(
                "No rule is called “{rule}”. Every mechanism lists its rules with their names."
            ).format(rule=said["rule"])
        )
    mechanism, rule = found
    shipped = fingerprint(shipped_value(rule, said["key"]))
    correct(mechanism, [rules.Correction(**said, replaces_hash=shipped)])
    return shipped


def change(unit: Writing, record: Record, untrusted: Mapping[str, str]) -> Record:
    """Give fields of a record what a person typed; nothing typed empties a field."""
    kept = NEVER_REWRITTEN.get(record.kind, ())
    values = read_values(unit, type(record), untrusted)
    rewritten = [name for name in values if name in kept and values[name] != getattr(record, name)]
    if rewritten:
        raise NotHere(
            _(
                "What was decided is not rewritten ({fields}). Record a new decision, or remove"
                " this one and say why."
            ).format(fields=", ".join(rewritten))
        )
    dated = {name: getattr(record, name) for name in fields_of(type(record))}
    _check_order(type(record), dated | values)
    unit.set(record, **values)
    return unit.by_id(type(record), record.id)


def link(unit: Writing, record: Record, party: Record, untrusted_role: str) -> Record:
    """Give a party a role in a case, event, engagement, proceeding or instrument."""
    if _as_code(untrusted_role) == "trigger":
        return _trigger(unit, record, party)
    role = _code("roles", untrusted_role)
    _of_kind(record, LINKED_KINDS, _("The first record is the case, event or proceeding."))
    _of_kind(party, PARTY_KINDS, _("The second record is the person, organisation or State."))
    if role == "respondent-state":
        _of_kind(party, ("states", "organisations"), _("Only a State or public body answers here."))
    same = unit.one(
        Involvement,
        Involvement.subject == record.id,
        Involvement.party == party.id,
        Involvement.role == role,
    )
    if same is not None:
        raise NotHere(_("This party has that role here already."))
    return unit.add(Involvement(subject=record.id, party=party.id, role=role))


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
    known = {
        (each.fact, each.occurred.edtf): each
        for each in unit.all(Fact, Fact.case == case.id)
        if each.occurred is not None
    }
    noted = []
    for fact, day in ((fact, day) for fact, days in dated.items() for day in days):
        if (fact, day.edtf) not in known:
            known[fact, day.edtf] = unit.add(Fact(case=case.id, fact=fact, occurred=day))
        noted.append(known[fact, day.edtf])
    return noted


def note_consent(
    unit: Writing,
    person: Record,
    *,
    untrusted_audience: str,
    untrusted_state: str,
    untrusted_how: str | None = None,
) -> Consent:
    """Record one decision of a person on being named, as of today."""
    if not isinstance(person, Party) or isinstance(person, State):
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
    if not untrusted.strip():
        raise NotHere(
            _("Say how the person is to be shown: {words}, or own words.").format(
                words=", ".join(typologies()["shown-as"].terms)
            )
        )
    code = _as_code(untrusted)
    code = _HOW.get(code.removeprefix("by-"), code.removeprefix("by-"))
    if code in typologies()["shown-as"].terms:
        return code, None
    return "alias", untrusted.strip()


def _code(typology: str, untrusted: str) -> str:
    code = _as_code(untrusted)
    terms = typologies()[typology].terms
    if code not in terms:
        raise NotHere(
            _("“{word}” is none of: {words}.").format(word=untrusted, words=", ".join(terms))
        )
    return code


def _as_code(untrusted: str) -> str:
    """What was typed as codes are written: “Full name” is “full-name”."""
    return "-".join(untrusted.lower().replace("_", " ").replace("-", " ").split())
