"""Is a case ready for a form: what is missing, who is not named, what has to be confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass

from casedesk.briefs.compose import Answered, Composed
from casedesk.mechanisms.doors import Door
from casedesk.mechanisms.forms import Limit
from casedesk.pages.model import ListItems, Paragraph, Text, as_runs
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
    if each.field.question:
        return f"casedesk add VAULT answers case={case} question={each.field.question} detail=…"
    role = _ROLE_FOR.get(each.field.fill)
    if role:
        return f"casedesk link VAULT {case} PARTY --as {role}"
    kind = _KIND_FOR.get(each.field.fill)
    return f"casedesk add VAULT {kind} case={case} title=…" if kind else ""


_ROLE_FOR = {
    "victims": "victim", "complainants": "complainant", "respondent_state": "respondent-state",
    "representatives": "counsel", "perpetrators": "alleged-perpetrator",
    "submitter": "representative",
}  # fmt: skip
_KIND_FOR = {
    "facts_chronology": "events", "reprisals": "reprisals", "engagements": "engagements",
    "remedies": "proceedings mechanism=national",
}  # fmt: skip


def _people(composed: Composed) -> Iterator[Item]:
    cast = composed.work.cast
    for naming in cast.namings.values():
        if naming.withheld:
            ref = composed.work.file.parties[naming.party].ref
            text = _("{ref} is not named on this page. {why}").format(ref=ref, why=naming.why)
            yield Item("warning", "naming", text, f"casedesk consent VAULT {ref} --audience …")


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
    texts = [text for each in composed.answered for text in each.filled.paragraphs]
    for each in composed.answered:
        for block in each.filled.blocks:
            if isinstance(block, Paragraph):
                texts.append(_plain(block.text))
            elif isinstance(block, ListItems):
                texts.extend(_plain(item) for item in block.items)
    return sum(len(text.split()) for text in texts)


def _plain(text: Text) -> str:
    return "".join(run.text for run in as_runs(text))


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
