"""Finding the words of dates in what was typed, whatever its script, accents and capitals."""

import re
import unicodedata
from enum import Enum

from casedesk.when import tables

_SAME = str.maketrans(tables.SAME)
_CJK_DIGITS = {numeral: str(value) for value, numeral in enumerate(tables.CJK_NUMERALS)}
_CJK_NUMBER = re.compile(rf"[{tables.CJK_NUMERALS}十]+(?=\s*[年月日号號])")


class Sense(Enum):
    """What a word beside a date makes of it."""

    BEFORE = "before"
    AFTER = "after"
    UNTIL = "until"
    SINCE = "since"


def plain(text: str) -> str:
    """The text without capitals, accents, vowel signs and direction marks, in digits 0 to 9."""
    kept = "".join(map(_plain_character, unicodedata.normalize("NFD", text)))
    return " ".join(kept.translate(_SAME).casefold().split())


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in {"Mn", "Cf"}:
        return ""
    return "-" if category == "Pd" else character


def has_native_digits(text: str) -> bool:
    """Some digit is not one of 0 to 9."""
    return any(c.isdecimal() and not c.isascii() for c in text)


def with_months_marked(text: str) -> str:
    """The plain text with every month as `@9` and Chinese dates spelled in that order.

    Text that holds an `@` of its own is no date; the caller refuses it first.
    """
    text = _CJK_NUMBER.sub(lambda match: _cjk_number(match[0]), text)
    text = re.sub(r"(?<=\d)\s*月", "月", text)
    text = re.sub(r"(\d+)月", r" @\1 ", text)
    text = re.sub(r"(?<=\d)\s*[年](?!代)", " ", text)
    text = re.sub(r"(?<=\d)\s*[日号號]", " ", text)
    text = _MONTH.sub(lambda match: f" @{_MONTH_NUMBER[match[1]]} ", text)
    # Documents of the United Nations name an Arabic month twice: "أيلول/سبتمبر".
    return " ".join(re.sub(r"@(\d+)\s*[/(]\s*@\1\b(?:\s*\))?", r"@\1", text).split())


def _cjk_number(numerals: str) -> str:
    """二〇二四 is read digit by digit, 三十一 by tens; anything else stays and is refused."""
    if "十" not in numerals:
        return "".join(_CJK_DIGITS[numeral] for numeral in numerals)
    tens, _, ones = numerals.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return numerals
    return _CJK_DIGITS.get(tens, "1") + _CJK_DIGITS.get(ones, "0")


def listed(words: str) -> list[str]:
    """The plain words of one list of the tables, longest first so that no word hides another."""
    return sorted({plain(word) for word in words.split("|")}, key=len, reverse=True)


def either(words: str) -> str:
    """A pattern for any word of one list of the tables."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed(words))


def _month_numbers() -> dict[str, int]:
    return {
        plain(name.replace("_", " ")): number
        for months in tables.MONTHS.values()
        for number, names in enumerate(months.split("|"), start=1)
        for name in names.split()
    }


_MONTH_NUMBER = _month_numbers()
# An Arabic "and" may be joined to the month that follows it.
_MONTH = re.compile(
    r"(?:(?<![^\W\d_])|(?<=\sو))("
    + "|".join(re.escape(name) for name in sorted(_MONTH_NUMBER, key=len, reverse=True))
    + r")(?![^\W\d_])\.?"
)


# A word is over where a letter would go on.
OVER = r"(?![^\W\d_])"


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words)}){OVER}\s*(.+)")


def _behind(words: str) -> re.Pattern[str]:
    return re.compile(rf"(.+?)\s*(?<![^\W\d_])(?:{either(words)})")


_LEADING = (
    (_before(tables.BEFORE), (Sense.BEFORE,)),
    (_before(tables.AFTER), (Sense.AFTER,)),
    (_before(tables.UNTIL), (Sense.UNTIL,)),
    (_before(tables.SINCE), (Sense.SINCE,)),
    (_before(tables.BEFORE_OR_UNTIL), (Sense.BEFORE, Sense.UNTIL)),
)
_TRAILING = (
    (_behind(tables.BEFORE_AFTERWARDS), (Sense.BEFORE,)),
    (_behind(tables.AFTER_AFTERWARDS), (Sense.AFTER,)),
    (_behind(tables.UNTIL_AFTERWARDS), (Sense.UNTIL,)),
    (_behind(tables.SINCE_AFTERWARDS), (Sense.SINCE,)),
    (_behind(tables.BEFORE_OR_UNTIL_AFTERWARDS), (Sense.BEFORE, Sense.UNTIL)),
    (_behind(tables.AFTER_OR_SINCE_AFTERWARDS), (Sense.AFTER, Sense.SINCE)),
)
_BETWEEN = _before(tables.BETWEEN)
_FROM = _before(tables.FROM)


def senses(text: str) -> list[tuple[Sense, str]]:
    """What the words beside a date can make of it, each with the text that is left of the date.

    Several where a word has several senses; none where there is no such word.
    """
    for pattern, meant in _LEADING:
        if match := pattern.fullmatch(text):
            rest = next(
                (
                    found[1]
                    for tail, same in _TRAILING
                    if same == meant and (found := tail.fullmatch(match[1]))
                ),
                match[1],
            )
            return [(sense, rest) for sense in meant]
    for pattern, meant in _TRAILING:
        if match := pattern.fullmatch(text):
            return [(sense, match[1]) for sense in meant]
    return []


def opened_by_between(text: str) -> str | None:
    """What follows a word like "between", or None."""
    match = _BETWEEN.fullmatch(text)
    return match[1] if match else None


def opened_by_from(text: str) -> str:
    """What follows a word like "from", or the text itself: that word is often left out."""
    match = _FROM.fullmatch(text)
    return match[1] if match else text
