"""The words in which rules are said: whose time it is, what lateness costs, what is in time."""

from collections.abc import Mapping
from typing import Final

from casedesk.mechanisms.periods import Period, PeriodError, period
from casedesk.words import _, later, n_

WHOSE: Final[Mapping[str, str]] = {
    "ours": later("Ours"),
    "state": later("The State's"),
    "body": later("The body's"),
}
EFFECT: Final[Mapping[str, str]] = {
    "bar": later("later is too late"),
    "bar_with_exception": later("later is too late, unless an exception is accepted"),
    "may_be_abuse": later("later may be an abuse of the right of submission"),
    "routing": later("decides how the matter is dealt with"),
    "target": later("a time to aim at"),
}
MET_BY: Final[Mapping[str, str]] = {
    "sent": later("the day of sending"),
    "postmark": later("the postmark"),
    "received": later("the day on which it is received"),
    "portal": later("the time the portal notes"),
}
KEPT_FROM: Final[Mapping[str, str]] = {
    "body": later("Before the body"),
    "state": later("Before the State"),
    "public": later("In public"),
}
CHANNELS: Final[Mapping[str, str]] = {
    "email": later("By email"),
    "post": later("By post"),
    "portal": later("By portal"),
    "fax": later("By fax"),
}
KINDS: Final[Mapping[str, str]] = {
    "communication": later("letters to a State or company"),
    "quasi-judicial": later("complaints to a committee or commission"),
    "judicial": later("a court"),
    "report": later("allegations in a public report"),
    "review": later("States reviewing a State"),
    "supervision": later("watching whether decisions are obeyed"),
    "administrative": later("an authority that may go to court"),
    "domestic": later("remedies at home"),
}
LANGUAGES: Final[Mapping[str, str]] = {
    "ar": later("Arabic"),
    "en": later("English"),
    "es": later("Spanish"),
    "fr": later("French"),
    "pt": later("Portuguese"),
    "ru": later("Russian"),
    "zh": later("Chinese"),
}

_YES_NO: Final = {"yes": later("yes"), "no": later("no")}

#: What may be chosen for each value of a rule that is not typed.
_CHOSEN: Final[Mapping[str, Mapping[str, str]]] = {
    "effect": EFFECT,
    "met_by": {**MET_BY, "none": later("not said")},
    "contested": _YES_NO,
    "verified": {"yes": later("confirmed"), "no": later("to be confirmed")},
    "standstill": {"yes": later("it did stand still"), "no": later("it did not stand still")},
}
_LABELS: Final[Mapping[str, str]] = {
    "effect": later("What it costs to be late"),
    "met_by": later("What counts as in time"),
    "contested": later("Whether it is contested"),
    "verified": later("Whether it is confirmed"),
    "standstill": later("Whether time stood still"),
    "article": later("Article"),
}


def said_period(length: Period) -> str:
    """A period in words, such as “6 months”."""
    number = length.count
    words = {
        "day": n_("{n} day", "{n} days", number),
        "week": n_("{n} week", "{n} weeks", number),
        "month": n_("{n} month", "{n} months", number),
        "year": n_("{n} year", "{n} years", number),
    }
    return words[length.unit].format(n=number)


def said_value(key: str, value: str) -> str:
    """A value of a rule in words, as it is shipped or as somebody corrected it."""
    if key.partition(".")[0] == "period":
        try:
            return said_period(period(value))
        except PeriodError:
            return value
    if key == "standstill" and value == "unconfirmed":
        return _("not confirmed")
    return _(_CHOSEN[key][value]) if value in _CHOSEN.get(key, {}) else value


def choices_for(key: str) -> tuple[tuple[str, str], ...]:
    """What a value is chosen from, each with its words; empty where it is typed."""
    return tuple((code, _(words)) for code, words in _CHOSEN.get(key, {}).items())


def label_for(key: str) -> str:
    """What a value of a rule is called, but for its periods."""
    return _(_LABELS[key])
