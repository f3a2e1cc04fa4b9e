"""A field's value: read from what somebody typed, and shown again.

The command line, the window and imports read with the same functions, so a value that one of them
takes the others take too. Nothing is guessed: what can be meant in two ways is refused.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from rapidfuzz import process

from casedesk import when
from casedesk.domain.base import YES_NO, Field, Record
from casedesk.mechanisms.countries import countries, country, country_name
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.registry import questions, typologies
from casedesk.vault.unit import Reading
from casedesk.words import Refusal, _

PARTIES: Final = ("people", "organisations", "states", "groups")

_YES_NO_WORDS: Final = {
    "yes": "yes y true 1 oui sí si да نعم 是",
    "no": "no n false 0 non нет لا 否",
    "unknown": "unknown ? inconnu desconocido неизвестно",
}
_LANGUAGES: Final = {
    "english": "en", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
    "arabic": "ar", "العربية": "ar", "chinese": "zh", "中文": "zh", "russian": "ru",
    "русский": "ru",
}  # fmt: skip
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})((?:-[a-z0-9]{2,8})*)")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_WHOLE: Final = re.compile(r"[+-]?\d{1,18}")
_SIGNS: Final = str.maketrans({"\N{MINUS SIGN}": "-", "\N{ARABIC DECIMAL SEPARATOR}": "."})
_TOO_LONG: Final = 1000  # more characters are no number, code, label or reference


class BadValue(Refusal):
    """What was typed is no value of this field; the text says what would be."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed into which field, and what is known of how it is meant."""

    unit: Reading
    field: Field
    text: str
    day_first: bool | None

    def refused(self, sentence: str, **more: str) -> BadValue:
        """The refusal of this text, which the sentence names as `text`."""
        return BadValue(sentence.format(text=_quoted(self.text), **more))


def read_value(
    unit: Reading, field: Field, untrusted_text: str, *, day_first: bool | None = None
) -> Any:
    """The value that a text means in a field; None for no text, which empties the field.

    Text and long text are kept exactly, blanks at the ends and line breaks included. `day_first`
    says how 12/09/1973 is meant. Raises BadValue, DateError, NoSuchRecord.
    """
    if field.kind in ("text", "long"):
        return kept_text(untrusted_text)
    text = untrusted_text.strip()
    if not text:
        return None
    typed = _Typed(unit, field, text, day_first)
    if len(text) > _TOO_LONG:
        raise typed.refused(_("“{text}” is too long for this field."))
    return _READ[field.kind](typed)


def kept_text(untrusted_text: str) -> str | None:
    """A text exactly as it came, None for an empty one.

    Tabs, line breaks and other control characters stay: they cannot harm here, and what looks like
    rubbish may be somebody's evidence. Two things no place could give back: a NUL, at which
    SQLite's text functions stop, and half of a surrogate pair, which is no character.
    """
    if "\0" in untrusted_text:
        raise BadValue(_("The text holds a NUL character, which no text has; remove it."))
    if not untrusted_text.isascii() and any("\ud800" <= c <= "\udfff" for c in untrusted_text):
        raise BadValue(_("The text holds bytes that are no characters; type it in UTF-8."))
    return untrusted_text or None


def show_value(unit: Reading, field: Field, value: Any) -> Any:
    """A value for JSON: dates as EDTF, links as the reference of the record they point at."""
    if value is None:
        return None
    if field.kind == "when":
        return value.edtf
    if field.is_link:
        return unit.followed(unit.by_id(Record, value)).ref
    return value


def say_value(unit: Reading, field: Field, value: Any) -> str:
    """A value in words for a person; an empty text for none.

    Control characters are shown as signs, since a terminal would obey them.
    """
    if value is None:
        return ""
    if field.is_link:
        record = unit.followed(unit.by_id(Record, value))
        said = f"{record.title} ({record.ref})" if record.title else record.ref
    else:
        said = _SAY.get(field.kind, _say_plain)(field, value)
    return harmless(said)


def harmless(text: str) -> str:
    """The text with control characters made visible, line breaks and tabs left."""
    return "".join(c if _may_print(c) else f"\\x{ord(c):02x}" for c in text)


def codes_of(typology: str) -> Mapping[str, str]:
    """The codes of a list a field chooses from, each with its label in the person's language."""
    return {code: _(label) for code, label in _labels(typology).items()}


def number_text(number: float) -> str:
    """A number as people write it: never 1e-05, no “.0” behind a whole one."""
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f")


@cache
def _labels(typology: str) -> Mapping[str, str]:
    if typology == "facts":
        return {code: fact.label for code, fact in FACTS.items()}
    if typology == "questions":
        return {code: question.text for code, question in questions().items()}
    return {code: term.label for code, term in typologies()[typology].terms.items()}


def _may_print(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) != "Cc"


def _quoted(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:60]).split())
    return line if len(text) <= 40 else line[:40] + "…"


def _read_number(typed: _Typed) -> int | float:
    text = typed.text.translate(_SIGNS)
    if typed.field.number is int:
        if not _WHOLE.fullmatch(text):
            raise typed.refused(_("“{text}” is not a whole number; write only digits."))
        return int(text)
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise typed.refused(
            _("“{text}” is not a number; write digits with a point, such as -33.501342.")
        )
    return float(text)


def _read_yesno(typed: _Typed) -> str:
    word = typed.text.casefold()
    for answer, words in _YES_NO_WORDS.items():
        if word in words.split() or word == _(answer).casefold():
            return answer
    raise typed.refused(_("“{text}” is neither yes, no nor unknown; write one of these."))


def _read_when(typed: _Typed) -> when.When:
    return when.read(typed.text, day_first=typed.day_first)


def _read_code(typed: _Typed) -> str:
    labels = _labels(typed.field.shown.codes or "")
    if typed.text in labels:
        return typed.text
    word = typed.text.casefold()
    found = [
        code for code, label in labels.items() if word in (label.casefold(), _(label).casefold())
    ]
    if len(found) == 1:
        return found[0]
    names = {code: code for code in labels} | {_(label): code for code, label in labels.items()}
    near = found or _nearest(word, names)
    raise typed.refused(
        _("“{text}” is not in the list “{codes}”; near it are: {near}."),
        codes=typed.field.shown.codes or "",
        near=", ".join(near),
    )


def _read_country(typed: _Typed) -> str:
    found = country(typed.text)
    if found:
        return found
    by_two_letters = {each.alpha2: each for each in countries().values()}
    # In tables NA mostly means "not available"; who means Namibia can say so.
    if typed.text.upper() == "NA":
        raise typed.refused(
            _("“{text}” can mean Namibia or not available; write Namibia, or leave it empty.")
        )
    if typed.text in by_two_letters:
        return by_two_letters[typed.text].alpha3
    names = {
        name: each.names["en"] for each in countries().values() for name in each.names.values()
    }
    raise typed.refused(
        _("“{text}” is no country's official name or code; near it are: {near}."),
        near=", ".join(_nearest(typed.text, names)),
    )


def _read_language(typed: _Typed) -> str:
    word = typed.text.casefold().replace("_", "-")
    match = _LANGUAGE.fullmatch(_LANGUAGES.get(word, word))
    if match is None:
        raise typed.refused(
            _("“{text}” is no code of a language; write for example en, fr, es, ar, zh-Hans or ru.")
        )
    return match[1] + "".join(map(_subtag, re.findall(r"-[a-z0-9]+", match[2])))


def _subtag(tag: str) -> str:
    """A part of a language code in the capitals of RFC 5646: zh-Hans, pt-BR."""
    if len(tag) == len("-Hans") and tag[1:].isalpha():
        return "-" + tag[1:].capitalize()
    return tag.upper() if len(tag) == len("-BR") else tag


def _read_link(typed: _Typed) -> int:
    kinds = typed.field.shown.to or (PARTIES if typed.field.kind == "party" else ())
    return typed.unit.get(typed.text, *kinds).id


def _nearest(text: str, names: Mapping[str, str], number: int = 4) -> list[str]:
    """The few things whose names look most like a text; `names` says of each name what it names."""
    folded = {name.casefold(): meant for name, meant in names.items()}
    close = process.extract(text.casefold(), list(folded), limit=number * 2)
    return list(dict.fromkeys(folded[name] for name, _score, _index in close))[:number]


def _say_plain(_field: Field, value: Any) -> str:
    return str(value)


_READ: Final[Mapping[str, Callable[[_Typed], Any]]] = {
    "number": _read_number,
    "yesno": _read_yesno,
    "when": _read_when,
    "code": _read_code,
    "country": _read_country,
    "language": _read_language,
    "party": _read_link,
    "link": _read_link,
}
_SAY: Final[Mapping[str, Callable[[Field, Any], str]]] = {
    "number": lambda _field, value: number_text(value),
    "yesno": lambda _field, value: _(value) if value in YES_NO else str(value),
    "when": lambda _field, value: when.shown(value),
    "code": lambda field, value: codes_of(field.shown.codes or "").get(value, value),
    "country": lambda _field, value: country_name(value) or str(value),
}
