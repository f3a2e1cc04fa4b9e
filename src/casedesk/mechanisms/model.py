"""What a mechanism is, in frozen records: everything a file in `resources/mechanisms/` may say.

Each legal statement carries the article, where it was read, the day it was checked and whether
that reading covered the statement (`verified`). What was not established is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casedesk.mechanisms.periods import Period

# How a body works. "named" files use them too, so that lists can be sorted by kind.
MECHANISM_KINDS: Final = (
    "communication",  # letters to a State or company
    "quasi-judicial",  # a committee or commission deciding complaints
    "judicial",  # a court
    "report",  # allegations recorded in a public report
    "review",  # States reviewing a State
    "supervision",  # watching whether decisions are obeyed
    "administrative",  # an authority that may itself go to court
    "domestic",  # the courts and authorities at home
)
RULE_KINDS: Final = (
    "period",  # a period from one fact
    "first_known",  # the first of several facts that is known; act by the earliest
    "in_order",  # the first of several facts that is known; the others only stand in for it
    "earliest",  # the earliest of several periods
    "latest",  # the latest of several periods
    "before_session",  # a period before the first day of a session
    "letter",  # set by a letter; a usual period may be given
    "reasonable",  # a reasonable time: no date can be computed
    "no_limit",  # the texts set no limit
)
WHOSE: Final = ("ours", "state", "body")
EFFECTS: Final = ("bar", "bar_with_exception", "may_be_abuse", "routing", "target")
HARD_EFFECTS: Final = frozenset({"bar", "bar_with_exception"})
MET_BY: Final = ("sent", "postmark", "received", "portal")
STRENGTHS: Final = ("none", "being", "been-or-being", "settled", "already-submitted")
CHANNEL_KINDS: Final = ("email", "post", "portal", "fax")
ANONYMITY: Final = ("not-possible", "on-request", "with-consent-only", "always-confidential")
LANGUAGE_CODE: Final = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Source:
    """A document or page that was read, and when."""

    title: str
    address: str
    checked: date

    def __str__(self) -> str:
        return f"{self.title} ({self.address})" if self.address else self.title


@dataclass(frozen=True, slots=True)
class Basis:
    """What a legal statement rests on."""

    article: str
    source: Source
    checked: date
    verified: bool

    def __str__(self) -> str:
        return f"{self.article}: {self.source}" if self.article else str(self.source)


@dataclass(frozen=True, slots=True)
class Statement:
    """One legal or practical statement in our own words; `warn`: it is told at the door."""

    id: str
    text: str
    basis: Basis
    note: str = ""
    warn: bool = False


@dataclass(frozen=True, slots=True)
class TimedPeriod:
    """A period that holds for decisions from one day on and before another."""

    period: Period
    since: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A fact to count from and the period; `by` is the fact that picks one of several periods."""

    counts_from: str
    periods: tuple[TimedPeriod, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Suspension:
    """Time between two facts that does not count."""

    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Standstill:
    """Days on which a body let no time run, `since` and `until` among them; it has its own basis.

    While it is not verified, nobody may rely on it: it makes the last day later only perhaps.
    """

    since: date
    until: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Rule:
    """A time limit: ours, the State's or the body's.

    `entry`: it limits the first submission, so doors look at it. `exceptions` are the questions
    whose yes claims an exception to it, `applies_if` those whose yes brings it into play.
    """

    id: str
    title: str
    text: str
    kind: str
    clocks: tuple[Clock, ...]
    suspensions: tuple[Suspension, ...]
    whose: str
    effect: str
    contested: bool
    met_by: str | None
    entry: bool
    exceptions: tuple[str, ...]
    applies_if: tuple[str, ...]
    basis: Basis
    note: str
    standstills: tuple[Standstill, ...] = ()

    @property
    def hard(self) -> bool:
        return self.effect in HARD_EFFECTS


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition whose answer is a question's: `question` is an id of questions.toml."""

    id: str
    text: str
    question: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class AcceptedProcedure:
    """A procedure a State must have accepted, and when: at submission or at the violation."""

    procedure: str
    at: str


@dataclass(frozen=True, slots=True)
class AcceptanceRule:
    """Which acceptance opens the mechanism; any one of the procedures is enough.

    `unless`: a yes to its question may open the mechanism without that State's acceptance.
    """

    text: str
    basis: Basis
    procedures: tuple[AcceptedProcedure, ...]
    earlier_facts: Asked | None
    unless: Asked | None = None


@dataclass(frozen=True, slots=True)
class OtherProcedure:
    """How a matter before other mechanisms counts: `no`, or `unsettled`."""

    mechanisms: tuple[str, ...]
    counts: str
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Leg:
    """Whether a pending, or a concluded, matter elsewhere bars; perhaps only by reservation.

    `judged`: whether the other procedure is one that bars has to be judged case by case.
    """

    text: str
    basis: Basis
    only_by_reservation: bool
    judged: bool = False


@dataclass(frozen=True, slots=True)
class SameMatter:
    """The bar for a matter that is, or was, before another international procedure.

    `own` bars what this same body has already examined.
    """

    strength: str
    question: str
    pending: Leg | None
    concluded: Leg | None
    others: tuple[OtherProcedure, ...]
    own: Leg | None = None


@dataclass(frozen=True, slots=True)
class Exhaustion:
    """Whether remedies at home come first, which facts show it, and the exceptions."""

    required: bool
    text: str
    basis: Basis
    shown_by: tuple[str, ...]
    exceptions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A fact without which the mechanism is not concerned, such as a detention."""

    fact: str
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Anonymity:
    """Whether a name can be kept from somebody."""

    answer: str
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a proceeding, the fact its date gives, and the rules it starts."""

    id: str
    label: str
    fact: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the body's decision is called."""

    name: str
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Channel:
    """Where to send; addresses move, so each says where and when it was read."""

    kind: str
    address: str
    note: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Citation:
    """How a decision or letter is cited, with real examples only."""

    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    note: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages the body takes, as ISO codes."""

    codes: tuple[str, ...]
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A body and procedure one can address."""

    id: str
    title: str
    abbreviation: str
    body: str
    names: Mapping[str, str]
    kind: str
    named_only: bool
    reached_through: str
    sources: Mapping[str, Source]
    who: tuple[Statement, ...] = ()
    languages: Languages | None = None
    admissibility: tuple[Statement, ...] = ()
    acceptance: AcceptanceRule | None = None
    rules: tuple[Rule, ...] = ()
    urgency: tuple[Statement, ...] = ()
    same_matter: SameMatter | None = None
    exhaustion: Exhaustion | None = None
    needs: tuple[Need, ...] = ()
    engagement: Asked | None = None
    anonymity: Mapping[str, Anonymity] = field(default_factory=dict)
    consents: tuple[Statement, ...] = ()
    stages: tuple[Stage, ...] = ()
    follow_up: tuple[Statement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    citation: Citation | None = None
    channels: tuple[Channel, ...] = ()
    notes: tuple[Statement, ...] = ()
