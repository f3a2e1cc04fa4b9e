"""Sentences: gettext for every text a person reads, and the one exception whose text is a sentence.

Sentences stand in the code as sentences. Where no catalogue for the person's language is
installed, the English of the code is shown.
"""

import gettext as _gettext
from functools import cache

from casedesk.places import resources


class Refusal(Exception):  # noqa: N818 - a refusal is an answer to a person, not a defect
    """Something could not be done; the text says what happened and what to do, in one sentence.

    Everything that can go wrong through the world's or the person's doing ends in a subclass of
    this. Any other exception is a defect of CaseDesk.
    """


@cache
def _catalogue() -> _gettext.NullTranslations:
    return _gettext.translation("casedesk", resources() / "words", fallback=True)


def _(sentence: str) -> str:
    """Say the sentence in the person's language."""
    return _catalogue().gettext(sentence)


def n_(singular: str, plural: str, number: int) -> str:
    """Say the sentence for this number of things in the person's language."""
    return _catalogue().ngettext(singular, plural, number)
