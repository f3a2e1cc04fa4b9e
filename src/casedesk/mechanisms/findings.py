"""What doors work with: the facts of a case they ask for, and what each check found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casedesk.mechanisms.acceptance import Procedure
from casedesk.mechanisms.facts import FACTS, Facts
from casedesk.mechanisms.model import Basis, Mechanism
from casedesk.mechanisms.registry import questions
from casedesk.words import _

STATES: Final = ("open", "closing", "unclear", "closed")
ANSWERS: Final = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class OtherProceeding:
    """The same matter before another mechanism; `state` is pending or concluded."""

    mechanism: str
    state: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case as far as doors ask; built from a vault by casework.

    `states` are three-letter codes of respondent States; `answers` are yes, no or unknown by the
    id of the question; `un_engagement` says whether the persons concerned cooperated with the
    United Nations, None where nobody has said.
    """

    states: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    others: tuple[OtherProceeding, ...] = ()
    un_engagement: bool | None = None

    def answer(self, question: str) -> str:
        return self.answers.get(question, "unknown")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a door's state, and what it rests on."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask the person; `kind` is fact, question, state or proceeding, `id` its id if any."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: the state it leads to by itself, and why."""

    state: str
    text: str
    source: str
    until: date | None = None
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What every check looks at."""

    mechanism: Mechanism
    case: CaseFacts
    today: date
    tables: Mapping[str, Procedure] | None


def ask_fact(name: str) -> Ask:
    return Ask("fact", name, _(FACTS[name].asks))


def ask_question(name: str) -> Ask:
    return Ask("question", name, _(questions()[name].text))


def ask_state() -> Ask:
    return Ask("state", "", _("Which State is responsible?"))


def ask_proceeding() -> Ask:
    return Ask("proceeding", "", _("Before which other body is, or was, the same matter?"))


def found(state: str, text: str, basis: Basis, *asks: Ask, until: date | None = None) -> Finding:
    """A finding that is a statement of the law's data, said in the person's language."""
    return said(state, _(text), basis, *asks, until=until)


def said(state: str, text: str, basis: Basis, *asks: Ask, until: date | None = None) -> Finding:
    """A finding in a sentence that rests on a statement; one that was not verified says so."""
    if not basis.verified:
        text = _("{statement} (To be confirmed.)").format(statement=text)
    return Finding(state, text, str(basis), until, asks)


def bar(*, verified: bool) -> str:
    """The state a bar that certainly applies leads to: an unverified rule closes nothing."""
    return "closed" if verified else "unclear"
