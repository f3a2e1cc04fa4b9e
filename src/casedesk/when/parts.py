"""One date among the words of what was typed: its year, month and day, and its marks of doubt."""

import re
from typing import NamedTuple, Self

from casedesk.when import tables
from casedesk.when.wording import OVER, either, listed


class Parts(NamedTuple):
    """A date in parts; what is missing may stand in the other date of an interval."""

    year: str | None = None  # four digits, the last ones perhaps X
    month: int | None = None
    day: int | None = None

    def edtf(self, qualifier: str) -> str:
        numbers = [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join([self.year or "", *numbers]) + qualifier

    def completed_by(self, other: Self) -> Self:
        """With the year, and the month for a bare day, of the other date of the interval.

        "12-14 September 1973", "12 September - 3 October 1973". Unchanged, hence without a year
        and no date, where the two do not fit together.
        """
        if other.month is None or (self.month is None and other.day is None):
            return self
        return self._replace(year=other.year, month=self.month or other.month)


def unqualified(text: str, outer: str = "") -> tuple[str, str]:
    """The EDTF qualifier that the words around the date make, and the text without them.

    `outer` is a qualifier that holds already.
    """
    doubt, about = outer in {"?", "%"}, outer in {"~", "%"}
    while True:
        if found := _stripped(_DOUBT, text):
            doubt, text = True, found
        elif found := _stripped(_ABOUT, text):
            about, text = True, found
        else:
            break
    return {(False, False): "", (True, False): "?", (False, True): "~"}.get(
        (doubt, about), "%"
    ), text


def _stripped(patterns: tuple[re.Pattern[str], ...], text: str) -> str | None:
    return next((match[1] for pattern in patterns if (match := pattern.fullmatch(text))), None)


def _around(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:{either(words)}){OVER}\s*(.+)"),
        re.compile(rf"(.+?)\s*(?<![^\W\d_])\(?(?:{either(words)})\)?"),
    )


def dates(text: str, day_first: bool) -> list[Parts]:
    """What this text, months marked, can mean as one date, a year perhaps missing; mostly one."""
    if match := _DECADE.fullmatch(text):
        decade = next(group for group in match.groups() if group)
        # "The 1900s" are ten years to one reader and a hundred to the other.
        century = [Parts(f"{decade[:2]}XX")] if decade.endswith("00") else []
        return [Parts(f"{decade[:3]}X"), *century]
    text = _MIDNIGHT.sub("", text)
    text = _ORDINAL.sub("", text)
    text = " ".join(_IDLE.sub(" ", text).split())
    found = _numeric(text, day_first) or _worded(text)
    return [found] if found else []


def _numeric(text: str, day_first: bool) -> Parts | None:
    """A date of numbers alone. Four digits are the year, wherever they stand."""
    if match := _YEAR_LAST.fullmatch(text):
        one, two, year = int(match[1]), int(match[3]), match[4]
        return Parts(year, two, one) if day_first else Parts(year, one, two)
    if match := _YEAR_FIRST.fullmatch(text):
        return Parts(match[1], int(match[3]), int(match[4]))
    if match := _YEAR_MONTH.fullmatch(text):
        return Parts(match[1] or match[4], int(match[2] or match[3]))
    if match := _NO_YEAR.fullmatch(text):
        one, two = int(match[1]), int(match[2])
        return Parts(None, two, one) if day_first else Parts(None, one, two)
    return None


# The orders in which a marked month, a day of one or two digits and a year of four may stand.
_ORDERS = ("dMy", "Mdy", "yMd", "My", "yM", "y", "dM", "Md", "M", "d")


def _worded(text: str) -> Parts | None:
    """A date whose month is a word, a year alone, or a part of a date in an interval."""
    pieces = re.sub(r"[-./,]", " ", text).split() if "@" in text else [text.rstrip(".,")]
    kinds = "".join(map(_kind, pieces))
    if kinds not in _ORDERS:
        return None
    by_kind = dict(zip(kinds, pieces, strict=True))
    month, day = by_kind.get("M"), by_kind.get("d")
    year = by_kind.get("y")
    return Parts(
        year.upper() if year else None, int(month[1:]) if month else None, int(day) if day else None
    )


def _kind(piece: str) -> str:
    """`M` a marked month, `d` a number of a day, `y` a year, `-` anything else."""
    if re.fullmatch(r"@\d{1,2}", piece):
        return "M"
    if re.fullmatch(r"[0-9]{1,2}", piece):
        return "d"
    return "y" if re.fullmatch(r"[0-9]{2}(?:[0-9]{2}|[0-9]x|xx)", piece) else "-"


_ABOUT = _around(tables.ABOUT)
_DOUBT = _around(tables.DOUBT)
_DECADE = re.compile(
    "|".join(
        re.escape(form).replace(r"\ ", " ").replace("0", "([0-9]{3}0)")
        for form in listed(tables.DECADES)
    )
)
# Exports write midnight behind a day. An hour or a zone may shift the day, so it is not dropped.
_MIDNIGHT = re.compile(r"(?<=[0-9])[t ]00:00(?::00(?:[.]0+)?)?$")
_ORDINAL = re.compile(rf"(?<=[0-9])(?:{either(tables.ORDINALS)}){OVER}")
_IDLE = re.compile(rf"(?<![^\W\d_])(?:{either(tables.IDLE)}){OVER}")
_YEAR_LAST = re.compile(r"([0-9]{1,2}) ?([-./ ]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})[.]?")
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?([-./ ]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})[.]?")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})|([0-9]{1,2})[-./]([0-9]{4})")
_NO_YEAR = re.compile(r"([0-9]{1,2}) ?[./] ?([0-9]{1,2})")
