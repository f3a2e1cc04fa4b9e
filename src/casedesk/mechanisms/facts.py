"""The dated legal facts a rule may count from; their ids are part of the command line's contract.

Which day belongs to a fact decides a deadline, so each has an explanation and a question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from casedesk.when import When
from casedesk.words import Refusal, _

Facts = Mapping[str, Sequence[When]]


class UnknownFactError(Refusal):
    """A fact was named that no mechanism could ever count from."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated legal fact: its short name, which day is meant, and how a person is asked for it."""

    label: str
    explanation: str
    asks: str


FACTS: Final[Mapping[str, Fact]] = {
    "violation": Fact(
        "Violation",
        "The last day of the act complained of.",
        "On which day did the act complained of happen or end?",
    ),
    "knowledge": Fact(
        "Knowledge",
        "The day on which the victim learned of the act.",
        "When did the victim learn of the act?",
    ),
    "detention": Fact(
        "Detention",
        "The day on which the person was deprived of liberty.",
        "Since when is, or was, the person deprived of liberty?",
    ),
    "disappearance": Fact(
        "Disappearance",
        "The day on which the person disappeared or was last seen.",
        "When did the person disappear?",
    ),
    "exhaustion": Fact(
        "Remedies exhausted",
        "The date of the decision on the last remedy at home.",
        "When was the last remedy at home decided?",
    ),
    "final_decision": Fact(
        "Final decision",
        "The date the final decision at home itself bears.",
        "Which date does the final decision at home bear?",
    ),
    "notified": Fact(
        "Decision served",
        "The day on which the final decision at home was served on the victim or counsel.",
        "When was the final decision served on the victim or counsel?",
    ),
    "other_procedure_concluded": Fact(
        "Other procedure concluded",
        "The day on which another international procedure on the same matter ended.",
        "When did the other international procedure end?",
    ),
    "submitted": Fact(
        "Submitted", "The day on which we sent our submission.", "When did we submit?"
    ),
    "registered": Fact(
        "Registered",
        "The day on which the body registered the submission.",
        "When did the body register the submission?",
    ),
    "communicated": Fact(
        "Communicated",
        "Strasbourg only: the day on which the communication of the case was published.",
        "When was the communication of the case published?",
    ),
    "transmitted": Fact(
        "Transmitted",
        "The day on which the body sent the submission or letter to the State.",
        "When did the body write to the State?",
    ),
    "letter": Fact(
        "Letter setting a time",
        "The date of a letter in which the body sets a time.",
        "Which date does the body's letter bear?",
    ),
    "case_notified": Fact(
        "Case notified",
        "The day on which a court notified the victims of the case before it.",
        "When did the court notify the case?",
    ),
    "merits_transmitted": Fact(
        "Merits report transmitted",
        "The day on which a report on the merits was sent to the State.",
        "When was the report on the merits sent to the State?",
    ),
    "order": Fact("Order", "The date of an order of a court.", "Which date does the order bear?"),
    "hearing": Fact(
        "Hearing", "The day of the public hearing.", "When was, or will be, the hearing?"
    ),
    "adopted": Fact(
        "Adopted",
        "The day on which the body adopted its decision.",
        "When did the body adopt its decision?",
    ),
    "decision_notified": Fact(
        "Decision notified",
        "The day on which the body's decision was sent to the parties.",
        "When was the body's decision sent to the parties?",
    ),
    "judgment": Fact("Judgment", "The date of the judgment.", "Which date does the judgment bear?"),
    "session": Fact(
        "Session", "The first day of the body's session.", "When does the session begin?"
    ),
    "seized": Fact(
        "Seized",
        "The day on which the body became seized of the matter.",
        "When did the body become seized of the matter?",
    ),
}


def check_facts(untrusted_facts: Facts) -> None:
    """Refuse a fact that is not known; raises UnknownFactError with the known ones."""
    for name in untrusted_facts:
        if name not in FACTS:
            raise UnknownFactError(
                _("There is no fact called {fact}; known facts are {known}.").format(
                    fact=name, known=", ".join(sorted(FACTS))
                )
            )
