"""Records: what a person enters, one class for each kind. Importing this registers all of them."""

from casedesk.domain import (
    briefs,
    cases,
    consents,
    custom,
    disclosures,
    engagements,
    events,
    evidence,
    instruments,
    parties,
    proceedings,
    work,
)

__all__ = [
    "briefs",
    "cases",
    "consents",
    "custom",
    "disclosures",
    "engagements",
    "events",
    "evidence",
    "instruments",
    "parties",
    "proceedings",
    "work",
]
