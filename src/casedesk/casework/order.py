"""Days that must follow one another: no decision before its filing, no reply before its letter."""

from collections.abc import Mapping
from typing import Any, Final

from casedesk.domain.base import Record, field_called, kind_of
from casedesk.when import When, certainly_before, shown
from casedesk.words import _

#: By kind, pairs of fields of which the first never lies after the second.
_FOLLOW: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "proceedings": (("submitted", "decided"), ("submitted", "notified"), ("decided", "notified")),
    "addressees": (("transmitted", "replied"),),
    "filings": (("sent", "received"),),
    "sessions": (("opens", "closes"),),
    "cases": (("opened", "closed"),),
    "people": (("born", "died"),),
}


def out_of_order(cls: type[Record], values: Mapping[str, Any]) -> str:
    """Why two days of a record cannot both be right; "" where they may be. A date known in part
    is wrong only where no day it can mean would do.
    """
    for first, then in _FOLLOW.get(kind_of(cls), ()):
        cause, effect = values.get(first), values.get(then)
        if not isinstance(cause, When) or not isinstance(effect, When):
            continue
        if certainly_before(effect, cause):
            text = _("“{then}” ({late}) lies before “{first}” ({early}): one of them is wrong.")
            return text.format(
                then=_(field_called(cls, then).label),
                late=shown(effect),
                first=_(field_called(cls, first).label),
                early=shown(cause),
            )
    return ""
