"""Partial dates in plain words, in the six UN languages."""

import re
from datetime import date
from typing import NamedTuple

from casedesk.when import tables
from casedesk.when.date import When
from casedesk.when.parts import unqualified
from casedesk.when.wording import Sense, opened_by_between, plain, senses, with_months_marked
from casedesk.words import spoken

Forms = dict[str, str]
_MONTHS = {
    language: [names.split() for names in months.split("|")]
    for language, months in tables.MONTHS.items()
}
_DIGITS = re.compile(r"([0-9]{3}[0-9X])(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Said(NamedTuple):
    """One date of an interval, in the shapes a sentence may need."""

    alone: str
    with_article: str
    genitive: str
    is_day: bool


def shown(when: When, language: str = "") -> str:
    """The date in plain words: "12 September 1973", "about 1973", "between 1973 and 1975".

    `language` is one of en, fr, es, ar, zh, ru, or "" for the person's; any other is shown in
    English. Digits that are not known and have no plain words are shown as written in the source,
    else as EDTF.
    """
    language = language or spoken()
    language = language if language in tables.SHOWN else "en"
    # Ten years to one reader and a hundred to the other, "1900s" is never said.
    century = re.fullmatch(r"[0-9]{2}(?:XX|0X)", when.edtf)
    edtf = f"{_lowest(when.edtf)}/{when.edtf.replace('X', '9')}" if century else when.edtf
    start, slash, end = edtf.partition("/")
    if slash:
        text = _interval(start, end, when, language)
    else:
        said = _said(start, language)
        text = said.alone if said else ""
    return text or when.words or when.edtf


def _lowest(year: str) -> str:
    return max("0001", year.replace("X", "0"))


def _interval(start: str, end: str, when: When, language: str) -> str:
    forms = tables.SHOWN[language]
    if start in {"", ".."}:
        return _open(end, "until" if start else "start_unknown", when, language)
    if end in {"", ".."}:
        return _open(start, "since" if end else "end_unknown", when, language)
    a, b = _said(start, language), _said(end, language)
    if a is None or b is None:
        return ""
    # EDTF does not tell "some day between" from "all the time from ... to". Where the source's
    # own words are not of the first kind, a dash leaves open what they left open.
    if when.words and "/" in when.edtf and not _opened_by_between(when.words):
        return f"{a.alone} \N{EN DASH} {b.alone}"
    return forms["between"].format(
        a=a.alone, la=a.with_article, ga=a.genitive, b=b.alone, lb=b.with_article
    )


def _opened_by_between(words: str) -> bool:
    return opened_by_between(unqualified(plain(words))[1]) is not None


def _open(edtf: str, key: str, when: When, language: str) -> str:
    """An open interval. What was written as "before 1990" is said so again, not "until 1989"."""
    meant = senses(with_months_marked(plain(when.words))) if when.words else []
    sense = meant[0][0] if len(meant) == 1 else None
    if key == "until" and sense is Sense.BEFORE:
        edtf, key = _neighbour(edtf, when.last, 1), "before"
    elif key == "since" and sense is Sense.AFTER:
        edtf, key = _neighbour(edtf, when.first, -1), "after"
    said = _said(edtf, language)
    if said is None:
        return ""
    forms = tables.SHOWN[language]
    form = forms.get(f"{key}_day" if said.is_day else key, forms[key])
    return form.format(a=said.alone, la=said.with_article, ga=said.genitive)


def _neighbour(edtf: str, edge: int | None, step: int) -> str:
    """The date beside this one, as exact as it; itself at the end of the calendar."""
    bare = edtf.rstrip("?~%")
    try:
        beside = When.of(date.fromordinal((edge or 0) + step)).edtf
    except (ValueError, OverflowError):
        return edtf
    return beside[: len(bare)] + edtf[len(bare) :]


def _said(edtf: str, language: str) -> Said | None:
    forms = tables.SHOWN[language]
    bare = edtf.rstrip("?~%")
    qualifier = edtf[len(bare) :]
    # A day or month not known says no more than the month or year alone.
    match = _DIGITS.fullmatch(bare.removesuffix("-XX").removesuffix("-XX"))
    if match is None or (match[1].endswith("X") and (match[2] or match[1][2] == "0")):
        return None
    said = _digits(match[1], match[2], match[3], language)
    if qualifier in {"~", "%"}:
        about = forms["about"].format(a=said.alone, la=said.with_article)
        said = Said(about, about, about, is_day=False)
    if qualifier in {"?", "%"}:
        said = Said(
            f"{said.alone} (?)", f"{said.with_article} (?)", f"{said.genitive} (?)", is_day=False
        )
    return said


def _digits(year: str, month: str | None, day: str | None, language: str) -> Said:
    forms = tables.SHOWN[language]
    if year.endswith("X"):
        decade = forms["decade"].format(y=year.replace("X", "0"))
        return Said(decade, decade, decade, is_day=False)
    if month is None:
        alone = forms.get("year", "{y}").format(y=year)
        return Said(alone, alone, alone, is_day=False)
    facts = _facts(year, int(month), language)
    if day is None:
        alone = forms["month"].format(**facts)
        genitive = forms.get("month_genitive", forms["month"]).format(**facts)
        return Said(alone, alone, genitive, is_day=False)
    form = forms.get(f"day_{int(day)}", forms["day"])
    alone = form.format(d=int(day), **facts)
    return Said(alone, forms.get("article", "") + alone, alone, is_day=True)


def _facts(year: str, month: int, language: str) -> dict[str, str | int]:
    """The year and the month in the shapes that a form of this language may name."""
    facts: dict[str, str | int] = {"y": year, "m": month}
    if language in _MONTHS:
        names = [name.replace("_", " ") for name in _MONTHS[language][month - 1]]
        double = f"{names[0]}/{names[1]}" if language == "ar" else names[0]
        facts |= {"month": double, "genitive": names[min(1, len(names) - 1)]}
    return facts
