"""Partial dates: kept as EDTF text with their first and last possible day, read, shown, compared.

A defender's case is full of dates nobody knows to the day. `parse` takes the text form that is
stored, `read` what people type in six languages, `shown` says it again in plain words.
"""

from casedesk.when.date import (
    AmbiguousDate,
    DateError,
    When,
    certainly_before,
    certainly_within,
    possibly_before,
    possibly_within,
)
from casedesk.when.edtf import parse
from casedesk.when.sayings import shown
from casedesk.when.typed import read

__all__ = [
    "AmbiguousDate",
    "DateError",
    "When",
    "certainly_before",
    "certainly_within",
    "parse",
    "possibly_before",
    "possibly_within",
    "read",
    "shown",
]
