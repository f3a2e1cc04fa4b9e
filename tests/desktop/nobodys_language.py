"""A language nobody speaks: what went through the catalogue carries marks, and is longer."""

import gettext
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.sentences import every_sentence

from casedesk import words
from casedesk.casework.law.sections import sections
from casedesk.desktop.form import choices, combos
from casedesk.domain.base import kinds
from casedesk.mechanisms.countries import countries
from casedesk.mechanisms.registry import mechanisms

OPEN, CLOSE = "⟦", "⟧"

_ACCENTS = str.maketrans("aceinosuyzACEINOSUZ", "àçéîñöšûýžÀÇÉÎÑÖŠÛŽ")

#: Data of the vault is put into these letters, so that Latin ones outside of the marks are words
#: of ours that nobody can translate.
_DATA = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстуввхызАБЦДЕФГХИЙКЛМНОПЯРСТУВВХЫЗ",
)


class NobodysLanguage(gettext.NullTranslations):
    """Accented, in marks, and about 40% longer than the English."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._info = {"language": language}
        self.known = every_sentence()
        self.said: set[str] = set()

    def gettext(self, message: str) -> str:
        if message not in self.known:
            return message
        self.said.add(message)
        parts = re.split(r"(\{[^}]*\})", message)
        accented = (each if each[:1] == "{" else each.translate(_ACCENTS) for each in parts)
        return f"{OPEN}{''.join(accented)}{' öñé' * max(1, len(message) // 10)}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def speaking(app: QApplication, language: str) -> Iterator[NobodysLanguage]:
    """Everything that is made inside is in this language, and runs its way."""
    before, spoken = app.layoutDirection(), NobodysLanguage(language)
    words.speak(spoken)
    _forget_words()
    right_to_left = words.is_right_to_left()
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    try:
        yield spoken
    finally:
        words.speak(None)
        _forget_words()
        app.setLayoutDirection(before)


def _forget_words() -> None:
    """Lists of choices are made once a process, in its language."""
    for each in (choices.choices_of, choices._countries, combos._listed):
        each.cache_clear()


def as_data(text: str) -> str:
    """A text of somebody's in other letters than ours."""
    return text.translate(_DATA)


# What of a text did not go through the catalogue

#: Said by the program in each language it knows, and not by the catalogue.
_DATES = re.compile(
    r"(\b(about|before|after|since|until|from|between|and|or|to|to the|end of) )?(\b\d+[ -]+)*"
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
#: References, the name of a language in itself, keys, abbreviations, addresses as published.
_CODES = re.compile(
    r"\b[A-Z][0-9A-HJKMNP-TV-Z]{6}\b|\bCtrl\+\w+|https?://\S+|\S+@\S+"
    r"|\b[A-Z]{3,6}\b|\d (bytes|byte|[kMG]B)\b|\b\w+\.\w+/\S+"
)
#: What the records of these tests hold of codes that no list knows.
_SAMPLES = re.compile(
    rf"\b\w+ of ({'|'.join(kinds())})\b(, at length\.)?"
    r"|\b(other|fr|MV|un-upr|un-wgeid|submitted)\b"
)
#: Names of things that are the same in every language, and what the tests type.
_NAMES = re.compile(
    r"\b(CaseDesk|PDF|English|Français|Español|Ctrl|Documents|root|demo|qqqqqqqq)\b"
)
_WORDS = re.compile(r"[^\W\d_]*[A-Za-z]{2}[^\W\d_]*")
_PARTS = re.compile(r" · |\n|\t|: |, |; | \(|\)")
_MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
#: A text that was shortened has lost one of its marks.
_SHORTENED = re.compile(f"^[^{OPEN}{CLOSE}]*{CLOSE}|{OPEN}[^{OPEN}{CLOSE}]*$")


def _articles(rules: Iterable[Any]) -> list[str]:
    """Where in its source each rule stands, as that source is cited."""
    return [text for rule in rules for text in (rule.basis.article, str(rule.basis))]


class Quoted:
    """What the rules quote as it was published; it is not translated."""

    def __init__(self) -> None:
        texts = [str(text) for each in mechanisms().values() for text in each.sources.values()]
        texts += [name for each in mechanisms().values() for name in each.names.values()]
        texts += [basis for each in mechanisms().values() for basis in _articles(each.rules)]
        texts += [t.source for m in mechanisms().values() for s in sections(m) for t in s.told]
        texts += [way.address for each in mechanisms().values() for way in each.channels]
        texts += [name for each in countries().values() for name in each.names.values()]
        self.texts = {" ".join(text.split()) for text in texts if len(text) > 3}
        self.parts = {part.strip(" .…") for text in self.texts for part in _PARTS.split(text)}
        self.whole = "\n".join(sorted(self.texts))

    def holds(self, part: str) -> bool:
        """Whether a part of a text is a quotation, or a piece of one."""
        plain = " ".join(part.split()).strip(" .,;:()…")
        return plain in self.parts or (len(plain.split()) > 2 and plain in self.whole)


def bare_in(text: str, quoted: Quoted) -> list[str]:
    """The parts of a text that stand in English outside of the marks."""
    rest, before = text.replace("\u200b", ""), ""
    if rest.startswith(str(Path.home())):  # where a vault would lie is nobody's sentence
        return []
    while rest != before:
        before, rest = rest, _MARKED.sub("\n", rest)
        if rest == before:
            rest = _SHORTENED.sub("\n", rest)
    whole = (part for part in re.split(r" · |\n|\t", rest) if not quoted.holds(part))
    return [part for each in whole for part in _ours(each, quoted)]


def _ours(text: str, quoted: Quoted) -> Iterator[str]:
    """The parts of a text that are neither quoted nor a code, a date, a name or a sample."""
    if re.fullmatch(r".+ \([a-z]{2,3}\)", text):  # a language as it calls itself
        return
    for part in _PARTS.split(_SAMPLES.sub("", text)):
        rest = part.strip()
        for known in (_DATES, _CODES, _NAMES):
            rest = known.sub("", rest)
        if _WORDS.search(rest) and not quoted.holds(part) and not quoted.holds(rest):
            yield part.strip()
