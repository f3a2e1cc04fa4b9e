"""What a field can be chosen from: codes of typologies, countries, languages, mechanisms, forms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLocale

from casedesk.casework.values import codes_of
from casedesk.domain.base import Field
from casedesk.fold import fold
from casedesk.mechanisms.countries import Country, countries, country_name
from casedesk.mechanisms.registry import forms, mechanisms, typologies
from casedesk.words import _

#: Languages offered by name; the code of any other can be typed.
_LANGUAGES = (
    "en", "fr", "es", "ar", "zh", "ru", "am", "az", "be", "bn", "de", "fa", "ha", "he", "hi", "hy",
    "id", "it", "ka", "kk", "km", "ku", "ky", "lo", "ms", "my", "ne", "ps", "pt", "ro", "rw", "si",
    "so", "sr", "sw", "ta", "tg", "th", "ti", "tk", "tr", "uk", "ur", "uz", "vi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is stored, what is read, how deep it stands under others, and
    the folded words under which it is found.
    """

    value: str
    said: str
    depth: int = 0
    found_by: str = ""


@cache
def choices_of(field: Field) -> tuple[Choice, ...]:
    """What a field is chosen from, in the order in which it is shown; empty where it is typed."""
    if field.kind == "code":
        return tuple(_codes(field.shown.codes or ""))
    if field.kind == "country":
        return _countries()
    if field.kind == "language":
        return tuple(_languages())
    if field.name == "mechanism":
        return tuple(_titled((each.id, each.title) for each in mechanisms().values()))
    if field.name == "form" and field.table in ("brief", "disclosure"):
        return tuple(_titled((each.id, each.title) for each in forms().values()))
    return ()


def _codes(typology: str) -> Iterator[Choice]:
    """The codes of a list, each under the broader one it belongs to."""
    labels = codes_of(typology)
    terms = typologies()[typology].terms if typology in typologies() else {}
    parents = {code: terms[code].parent if code in terms else "" for code in labels}
    yield from _under("", 0, labels, parents)


def _under(
    parent: str, depth: int, labels: Mapping[str, str], parents: Mapping[str, str]
) -> Iterator[Choice]:
    for code, label in labels.items():
        if parents[code] == parent:
            yield Choice(code, label, depth, fold(f"{label} {code}"))
            yield from _under(code, depth + 1, labels, parents)


@cache
def _countries() -> tuple[Choice, ...]:
    found = [
        Choice(
            each.alpha3, country_name(each.alpha3) or each.alpha3, 0, fold(" ".join(_names(each)))
        )
        for each in countries().values()
    ]
    return tuple(sorted(found, key=lambda choice: fold(choice.said)))


def _names(country: Country) -> Iterator[str]:
    yield from (*country.names.values(), *country.formal.values(), *country.also, country.alpha3)


def _languages() -> Iterator[Choice]:
    for code in _LANGUAGES:
        locale = QLocale(code)
        own = locale.nativeLanguageName()
        english = QLocale.languageToString(locale.language())
        said = f"{own} ({code})" if own else code
        yield Choice(code, said, 0, fold(f"{code} {own} {english}"))


def _titled(found: Iterable[tuple[str, str]]) -> Iterator[Choice]:
    for value, title in found:
        yield Choice(value, _(title), 0, fold(f"{title} {value}"))
