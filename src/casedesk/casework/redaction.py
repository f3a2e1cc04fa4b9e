"""Taking withheld names out of texts that people wrote: the last gate before a page is printed.

A summary written for the office names everybody. Whoever is withheld on a page is withheld in
every sentence of it, whatever the accents, capitals, blanks and endings of the name there. In
doubt a word is taken out: a gap in a page can be mended, a name that was printed cannot.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from casedesk.casework.name_patterns import (
    as_written,
    family_name_pattern,
    is_single,
    longest_stem,
    parts_of,
    whole_pattern,
    word_pattern,
)
from casedesk.casework.name_words import ALSO_WORDS, TITLES
from casedesk.casework.spelled import Spelled, is_unspaced, letters_of, spelled


@dataclass(frozen=True, slots=True)
class Hidden:
    """Somebody who is withheld: every form of the name, and what is printed instead.

    `exact`: forms that count only in the capitals they are recorded in, such as “A. T.”, which
    in small letters is a word. `parts`: take out single parts of the name too, such as the family
    name alone, but not those in `ordinary`. `stranger`: has no part in the case, so that in doubt
    somebody of the case is meant.
    """

    names: tuple[str, ...]
    instead: str
    exact: tuple[str, ...] = ()
    parts: bool = True
    stranger: bool = False
    ordinary: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Search:
    """One thing to look for. What is found of a lower rank, then of a greater length, goes first.

    `instead` is None where what is found shall stay.
    """

    rank: tuple[int, int]
    pattern: re.Pattern[str]
    instead: str | None
    letters: str = ""
    is_part: bool = False
    exact: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of the text that goes, or (`instead` is None) that must stay."""

    start: int
    end: int
    instead: str | None
    is_part: bool = False


_WHOLE, _BODIES, _PARTS = range(3)
_OF_THE_CASE, _ALLOWED, _STRANGER = range(3)


class Redaction:
    """What is to be taken out of the texts of one page, made ready once for all of them."""

    def __init__(
        self,
        hidden: Sequence[Hidden],
        allowed: Iterable[str] = (),
        *,
        bodies: Iterable[str] = (),
        nameless: str,
    ) -> None:
        """`allowed` names stay whole. So do those of `bodies`, unless they hold the whole name of
        somebody hidden. `nameless` stands where it is not clear whose name was taken out.
        """
        self._nameless = nameless
        shown = [name for name in dict.fromkeys(allowed) if name.strip()]
        self._searches = [
            *_wholes(hidden, nameless),
            *(_kept(name, _WHOLE) for name in shown),
            *(_kept(name, _BODIES) for name in bodies if name.strip()),
            *_parts(hidden, shown, nameless),
        ]

    def of(self, text: str) -> str:
        """The text without any name of those hidden."""
        if not text.strip():
            return text
        found = sorted(self._found(text), key=lambda each: each[0])
        taken: list[_Cut] = []
        for _order, cut in found:
            if all(cut.end <= other.start or other.end <= cut.start for other in taken):
                taken.append(cut)
        cuts = sorted((cut for cut in taken if cut.instead is not None), key=lambda cut: cut.start)
        return _without(text, [self._clear(text, cut) for cut in _merged(text, cuts)])

    def _found(self, text: str) -> Iterator[tuple[tuple[int, int, int], _Cut]]:
        letters = spelled(text)
        squeezed = letters.letters.replace(" ", "")
        for search in self._searches:
            # Most names do not occur; looking for their letters is quicker than for the pattern.
            if search.letters in squeezed:
                for start, end in _spans(search, text, letters):
                    rank, whose = search.rank
                    yield (
                        (rank, start - end, whose),
                        _Cut(start, end, search.instead, search.is_part),
                    )

    def _clear(self, text: str, cut: _Cut) -> _Cut:
        """Part of a name beside another name may well be somebody else's: then nobody is named."""
        if cut.is_part and _beside_a_name(text, cut):
            return replace(cut, instead=self._nameless)
        return cut


def _kept(name: str, rank: int) -> _Search:
    if is_single(name):
        return _Search((rank, _ALLOWED), as_written(name), None, exact=True)
    return _Search((rank, _ALLOWED), whole_pattern(name), None, longest_stem(name))


def _wholes(hidden: Sequence[Hidden], nameless: str) -> Iterator[_Search]:
    meant: dict[str, set[str]] = defaultdict(set)
    for who in hidden:
        for name in who.names:
            meant[letters_of(name)] |= set() if who.stranger else {who.instead}
    for who in hidden:
        rank = (_WHOLE, _STRANGER if who.stranger else _OF_THE_CASE)
        for name in dict.fromkeys((*who.names, *who.exact)):
            letters = letters_of(name)
            if name in who.exact or is_single(name):
                yield _Search(rank, as_written(name), who.instead, exact=True)
            elif letters:
                yield _Search(
                    rank,
                    whole_pattern(name),
                    _whose(meant[letters], who.instead, nameless),
                    longest_stem(name),
                    capital=letters in ALSO_WORDS,
                )


def _parts(hidden: Sequence[Hidden], shown: Sequence[str], nameless: str) -> Iterator[_Search]:
    """Single parts of names; those that people share who may be named stay."""
    shared = {part for name in shown for part in parts_of(name)}
    by_part: dict[str, set[str]] = defaultdict(set)
    by_family: dict[re.Pattern[str], set[str]] = defaultdict(set)
    for who in hidden:
        for name in who.names if who.parts else ():
            for part in parts_of(name, who.ordinary) - shared:
                by_part[part].add(who.instead)
            family = family_name_pattern(name)
            if family is not None:
                by_family[family].add(who.instead)
    rank = (_PARTS, _OF_THE_CASE)
    for part, meant in by_part.items():
        yield _Search(
            rank,
            word_pattern(part),
            _whose(meant, "", nameless),
            longest_stem(part),
            is_part=True,
            capital=part in ALSO_WORDS,
        )
    for family, meant in by_family.items():
        yield _Search(rank, family, _whose(meant, "", nameless))


def _whose(meant: Collection[str], only: str, nameless: str) -> str:
    """What stands for a name: of one person, or of whoever shares it, who is not told apart."""
    if not meant:
        return only
    return next(iter(meant)) if len(meant) == 1 else nameless


def _spans(search: _Search, text: str, letters: Spelled) -> Iterator[tuple[int, int]]:
    if search.exact:
        yield from (match.span() for match in search.pattern.finditer(text))
        return
    for match in search.pattern.finditer(letters.letters):
        start, end = letters.place(*match.span("name"))
        if not search.capital or _is_name_here(text, start, end):
            yield start, end


def _is_name_here(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word is written as a name: with a capital, and as no month."""
    beside = text[max(start - 2, 0) : start] + text[end : end + 2]
    return not text[start].islower() and not any(c.isdigit() for c in beside)


def _merged(text: str, cuts: Sequence[_Cut]) -> list[_Cut]:
    """Parts of one name that stand side by side, as one."""
    merged: list[_Cut] = []
    for cut in cuts:
        last = merged[-1] if merged else None
        if (
            last
            and last.instead == cut.instead
            and not text[last.end : cut.start].strip(" \u00a0,-")
        ):
            merged[-1] = _Cut(last.start, cut.end, cut.instead)
        else:
            merged.append(cut)
    return merged


# “M. Tholal”, but not the last word of the sentence before.
_BEFORE = re.compile(r"([^\W\d_]+|(?<![^\W\d_])[^\W\d_]{1,2}\.)[^\S\n]$")
_AFTER = re.compile(r"[^\S\n]([^\W\d_]+)")


def _beside_a_name(text: str, cut: _Cut) -> bool:
    first = text[cut.start]
    if is_unspaced(first):
        return False
    before = _BEFORE.search(text[max(cut.start - 40, 0) : cut.start])
    after = _AFTER.match(text[cut.end : cut.end + 40])
    words = [match[1] for match in (before, after) if match]
    return any(
        word[0].isupper() == _has_case(first)
        and _has_case(word[0]) == _has_case(first)
        and letters_of(word) not in TITLES
        for word in words
    )


def _has_case(letter: str) -> bool:
    return letter.isupper() or letter.islower()


def _without(text: str, cuts: Sequence[_Cut]) -> str:
    for cut in reversed(cuts):
        text = text[: cut.start] + (cut.instead or "") + text[cut.end :]
    return text
