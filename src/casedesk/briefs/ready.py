"""Is a case ready for a form: what is missing, who is not named, what has to be confirmed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casedesk.briefs.compose import Answered, Composed
from casedesk.domain.parties import Party
from casedesk.mechanisms.doors import Door
from casedesk.mechanisms.forms import Limit
from casedesk.mechanisms.registry import questions
from casedesk.words import _, n_

#: What stands in the way, what a person should know, and what is only said.
LEVELS = ("blocker", "warning", "note")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing between a case and its form."""

    level: str
    field: str
    text: str
    how: str = ""

    def as_json(self) -> dict[str, str]:
        return {"level": self.level, "field": self.field, "text": self.text, "how": self.how}


def ready(composed: Composed, door: Door | None) -> list[Item]:
    """Everything a person should know before this brief is printed, gravest first."""
    found = [
        *_missing(composed),
        *_people(composed),
        *_door(door),
        *_limits(composed),
        *_language(composed),
        *_unchecked(composed),
    ]
    return sorted(found, key=lambda item: LEVELS.index(item.level))


def blockers(items: list[Item]) -> list[Item]:
    """Those that keep a brief from being printed without a reason."""
    return [item for item in items if item.level == "blocker"]


_LEVEL_OF = {"blocker": "blocker", "warning": "warning", "optional": "note"}


def _missing(composed: Composed) -> Iterator[Item]:
    for each in composed.answered:
        if each.field.fill == "signature":
            continue  # written by hand, on paper
        level = _LEVEL_OF[each.field.required]
        if each.filled.is_blank:
            yield Item(
                level, each.field.id, _(each.field.asks or each.field.label), _how(composed, each)
            )
        elif each.filled.lacks:
            yield Item(level, each.field.id, each.filled.lacks, _how(composed, each))


def _how(composed: Composed, each: Answered) -> str:
    """The command that gives what is missing, where one does."""
    case = composed.work.file.case.ref
    if each.filled.lacks and each.field.fill in _NAMING:
        return _CONSENT
    if each.field.fill in _COMMANDS:
        return _COMMANDS[each.field.fill].format(case=case)
    if not each.field.question:
        return ""
    given = {"yes_no": "answer=yes|no detail=TEXT", "text": "detail=TEXT"}
    kind = questions()[each.field.question].kind
    return f"casedesk add VAULT answers case={case} question={each.field.question} {given[kind]}"


_CONSENT = "casedesk consent VAULT PERSON --audience A --state S --shown-as HOW"
_NAMING = ("victims", "complainants", "representatives", "submitter")
_COMMANDS = {
    "victims": "casedesk link VAULT {case} PARTY --as victim",
    "complainants": "casedesk link VAULT {case} PARTY --as complainant",
    "respondent_state": "casedesk link VAULT {case} STATE --as respondent-state",
    "representatives": "casedesk link VAULT {case} PARTY --as counsel",
    "submitter": "casedesk link VAULT {case} PARTY --as representative",
    "perpetrators": "casedesk link VAULT {case} PARTY --as alleged-perpetrator",
    "contacts": "casedesk set VAULT PARTY contact=TEXT",
    "consent_statement": _CONSENT,
    "naming_wish": _CONSENT,
    "mandates": "casedesk add VAULT mandates proceeding=PROCEEDING mandate=TEXT",
    "facts_chronology": "casedesk add VAULT events case={case} occurred=DATE title=TEXT",
    "reprisals": "casedesk add VAULT reprisals case={case} occurred=DATE title=TEXT",
    "engagements": "casedesk add VAULT engagements case={case} occurred=DATE title=TEXT",
    "remedies": "casedesk add VAULT proceedings case={case} mechanism=national title=TEXT",
    "exhaustion": "casedesk fact VAULT {case} exhaustion=DATE",
    "annexes": "casedesk attach VAULT {case} FILE",
}


def _people(composed: Composed) -> Iterator[Item]:
    cast, file = composed.work.cast, composed.work.file
    for naming in cast.namings.values():
        party = file.parties[naming.party]
        if naming.withheld:
            text = _("{ref} is not named on this page. {why}").format(ref=party.ref, why=naming.why)
            how = _CONSENT.replace("PERSON", party.ref).replace(" A ", f" {cast.scope.audience} ")
            yield Item("warning", "naming", text, how)
        if naming.how != "full-name" and not _is_written(composed, party):
            text = _(
                "No form of the name of {ref} in the letters of this page is recorded, so that it"
                " cannot be found in the texts. Look for it there."
            )
            how = f"casedesk add VAULT names party={party.ref} form=romanised name=TEXT"
            yield Item("warning", "naming", text.format(ref=party.ref), how)


_LETTERS = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]"}


def _is_written(composed: Composed, party: Party) -> bool:
    """Whether a form of the name in the letters of the page's language is recorded."""
    letters = _LETTERS.get(composed.work.language, "[A-Za-z\u00c0-\u024f]")
    return any(re.search(letters, name) for name in composed.work.file.written(party))


def _door(door: Door | None) -> Iterator[Item]:
    if door is None or door.state in ("open", "closing"):
        if door is not None and door.until is not None:
            yield Item("warning", "time", _("Act by {day}.").format(day=door.until.isoformat()))
        return
    for reason in door.reasons:
        yield Item("warning", "door", f"{reason.text} ({reason.source})")


def _limits(composed: Composed) -> Iterator[Item]:
    words = _words(composed)
    for limit in composed.work.form.limits:
        if limit.unit == "words" and limit.of == "whole" and words > limit.value:
            yield Item("warning", "length", _too_long(limit, words))
    yield Item("note", "length", n_("{n} word.", "{n} words.", words).format(n=words))


def _too_long(limit: Limit, words: int) -> str:
    return _("{words} words; the body takes {most}: {text}").format(
        words=words, most=limit.value, text=_(limit.text)
    )


def _words(composed: Composed) -> int:
    return sum(len(text.split()) for each in composed.answered for text in each.filled.words())


def _language(composed: Composed) -> Iterator[Item]:
    taken = composed.work.form.languages
    if taken and composed.work.language not in taken:
        text = _("The body takes: {languages}.").format(languages=", ".join(taken))
        yield Item("blocker", "language", text, f"--lang {taken[0]}")


def _unchecked(composed: Composed) -> Iterator[Item]:
    for section in composed.work.form.sections:
        if not section.heading_verified:
            text = _("The heading “{heading}” was not checked against the form of today.")
            yield Item("note", section.id, text.format(heading=_(section.heading)))
