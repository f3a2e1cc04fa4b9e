"""Sentences: gettext for every text a person reads, and the one exception whose text is a sentence.

Sentences stand in the code as sentences. Where no catalogue for the person's language is
installed, the English of the code is shown.
"""

import gettext as _gettext
import os
from functools import cache
from pathlib import Path

from casedesk.places import resources


class Refusal(Exception):  # noqa: N818 - a refusal is an answer to a person, not a defect
    """Something could not be done; the text says what happened and what to do, in one sentence.

    Everything that can go wrong through the world's or the person's doing ends in a subclass of
    this. Any other exception is a defect of CaseDesk.
    """


@cache
def _shipped() -> _gettext.NullTranslations:
    return _gettext.translation("casedesk", resources() / "words", fallback=True)


#: What was chosen instead of the language of the system, if anything was.
_chosen: list[_gettext.NullTranslations] = []


def speak(catalogue: _gettext.NullTranslations | None) -> None:
    """Say everything from this catalogue from now on; None: in the language of the system."""
    _chosen[:] = [] if catalogue is None else [catalogue]


def _catalogue() -> _gettext.NullTranslations:
    return _chosen[0] if _chosen else _shipped()


def spoken() -> str:
    """The language everything is said in, such as "fr"."""
    return str(_catalogue().info().get("language") or "en").partition("_")[0]


def is_right_to_left() -> bool:
    """Whether the language of the catalogue is written from right to left."""
    return spoken() in ("ar", "fa", "he", "ur")


def _(sentence: str) -> str:
    """Say the sentence in the person's language."""
    return _catalogue().gettext(sentence)


def later(sentence: str) -> str:
    """Mark a sentence of a list for the translators; `_` says it when it is shown."""
    return sentence


def n_(singular: str, plural: str, number: int) -> str:
    """Say the sentence for this number of things in the person's language."""
    return _catalogue().ngettext(singular, plural, number)


def told(error: BaseException) -> str:
    """What happened, in a sentence for a person; of a defect of ours its place and no value, since
    a value can be a name.
    """
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, UnicodeEncodeError):
        return _("Something that was typed holds bytes that are no characters; type it in UTF-8.")
    if isinstance(error, OSError):
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        return _("The computer answered with an error: {reason}.").format(reason=reason)
    return _defect(error)


def _defect(defect: BaseException) -> str:
    trace = defect.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    return _(
        "CaseDesk met a defect of its own ({kind}, {place}); what was not finished was not saved."
        " Please report it."
    ).format(kind=type(defect).__name__, place=place)
