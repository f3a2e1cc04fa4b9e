"""References of bodies: whether one looks like those its body gives. Only ever a doubt."""

import re

from casedesk.mechanisms.model import Mechanism
from casedesk.words import _


def reference_doubt(known: Mechanism | None, reference: str) -> str:
    """Why a reference does not look like those of its body; "" where it does, or nothing is known.

    Only a doubt: bodies cite letters, cases and decisions in several ways, and a case is often
    known by the last part of what its decision will be cited by.
    """
    citation = known.citation if known else None
    if citation is None or not reference.strip() or citation.pattern.search(reference):
        return ""
    shape = _shape(reference)
    if not citation.examples or any(_shape(each).endswith(shape) for each in citation.examples):
        return ""
    return _("References of this body mostly look like {example}.").format(
        example=citation.examples[0]
    )


def _shape(reference: str) -> str:
    """A reference with every number as one digit: “3248/2018” is “9/9”."""
    return re.sub(r"\d+", "9", " ".join(reference.split()))


def symbol_doubt(known: Mechanism | None, symbol: str) -> str:
    """Why the symbol of a decision is not written as its body's are; "" where it is, or nothing
    is known. Several communications in one decision, or a revision, are cited in no known form.
    """
    citation = known.citation if known else None
    if citation is None or not symbol.strip() or citation.pattern.fullmatch(symbol.strip()):
        return ""
    example = citation.examples[0] if citation.examples else citation.pattern.pattern
    return _("Symbols of this body's decisions look like {example}.").format(example=example)
