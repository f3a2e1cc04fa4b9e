"""Countries and areas: ISO 3166 codes and the United Nations' names in six languages."""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from casedesk.places import resources
from casedesk.words import spoken

LANGUAGES: Final = ("en", "fr", "es", "ar", "ru", "zh")
_APOSTROPHES: Final = str.maketrans("\u2019\u2018\u02bc`", "''''")
# Articles with which formal names begin; people leave them out.
_ARTICLES: Final = ("the ", "la ", "le ", "les ", "el ", "las ", "los ", "l'")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or area with its codes and its short and formal names by language."""

    alpha2: str
    alpha3: str
    numeric: str
    names: Mapping[str, str]
    formal: Mapping[str, str]
    also: tuple[str, ...]


@cache
def countries() -> Mapping[str, Country]:
    """Every country and area by its three-letter code."""
    path = resources() / "countries" / "countries.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return MappingProxyType({row["alpha3"]: _country(row) for row in rows})


def country(text: str) -> str | None:
    """The three-letter code of the country of exactly this name or code, else None.

    Names are taken in six languages, short or formal, whatever their case and accents; the code
    only in capitals. Two-letter codes are not taken: "NA" and "NO" in a table mean something else.
    """
    code = text.strip()
    return code if code in countries() else _by_name().get(_folded(text))


def country_name(alpha3: str, language: str = "") -> str | None:
    """The short name of a country in a language ("": the person's), in English where that is not
    known.
    """
    found = countries().get(alpha3)
    if found is None:
        return None
    return found.names.get(language or spoken(), found.names["en"])


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in countries().values():
        for name in (*each.names.values(), *each.formal.values(), *each.also):
            found.setdefault(_folded(name), each.alpha3)
    return found


def _folded(name: str) -> str:
    """A name without case, accents, article and doubled spaces, to be compared."""
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    text = " ".join(bare.casefold().split())
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return text


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        numeric=row["numeric"],
        names={code: row[code] for code in LANGUAGES},
        formal={code: row[f"{code}_formal"] for code in LANGUAGES if row[f"{code}_formal"]},
        also=tuple(filter(None, row["also"].split(" | "))),
    )
