"""Which way each character of a paragraph runs: the Unicode bidirectional algorithm.

Written here because the one library at hand knows neither isolates nor the rule for paired
brackets: without that rule an Arabic name with its alias in brackets, inside an English sentence,
loses its closing bracket to the wrong side. Rules are named as in Unicode Standard Annex 9.
"""

import re
import unicodedata
from functools import cache
from itertools import groupby

from casedesk.pages.model import Direction

# One letter for each class, so that the rules below are replacements in a string. Lower case are
# the separators that rules W4 to W6 do away with; "O" is every neutral, "I" an isolate's mark,
# "F" what rule X9 takes no notice of.
_LETTER = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "ES": "s", "ET": "t", "AN": "N", "CS": "c",
    "NSM": "M", "BN": "F", "LRE": "F", "RLE": "F", "LRO": "F", "RLO": "F", "PDF": "F",
    "LRI": "I", "RLI": "I", "FSI": "I", "PDI": "I",
}  # fmt: skip
_ISOLATES = ("LRI", "RLI", "FSI")
_OPENING = ("RLE", "LRE", "RLO", "LRO", *_ISOLATES)
# Rules I1 and I2: how far a character of each kind rises above an even and an odd level.
_RISE = ({"L": 0, "R": 1, "N": 2, "E": 2}, {"L": 1, "R": 0, "N": 1, "E": 1})
_DEEPEST = 125
_DEEPEST_BRACKETS = 63
_ORDER_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Every character that can turn a paragraph, or part of it, from right to left.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\u2068\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def turns(text: str) -> bool:
    """Whether anything in the text could run from right to left."""
    return _TURNS.search(text) is not None


def main_direction(text: str, usual: Direction) -> Direction:
    """The direction of a paragraph: the usual one unless most of its letters run the other way.

    The first letter, which the annex goes by, would set an English paragraph from right to left
    because it begins with an Arabic name.
    """
    if not turns(text):
        return "ltr" if any(c.isalpha() for c in text) else usual
    classes = [unicodedata.bidirectional(c) for c in text]
    left, right = classes.count("L"), classes.count("R") + classes.count("AL")
    if left == right:
        return usual
    return "rtl" if right > left else "ltr"


def levels(text: str, direction: str) -> list[int]:
    """The embedding level of each character: even runs left to right, odd right to left."""
    base = 1 if direction == "rtl" else 0
    if not base and not turns(text):
        return [0] * len(text)
    classes = [unicodedata.bidirectional(c) or "L" for c in text]
    kinds = [_LETTER.get(c, "O") for c in classes]
    result = [base] * len(text)
    if _ORDER_MARKS.search(text):
        _explicit(classes, kinds, result, base)
    shown = [i for i, kind in enumerate(kinds) if kind != "F"]
    asked = result.copy()
    for sequence in _sequences(shown, classes, asked):
        edges = _edges(sequence, classes, asked, base)
        types = _types("".join([kinds[i] for i in sequence]), [text[i] for i in sequence], edges)
        for i, kind in zip(sequence, types, strict=True):
            result[i] += _RISE[result[i] % 2][kind]
    _follow_neighbours(kinds, result, base)
    return result


class _Nesting:
    """The stack of rules X1 to X8: what the marks of embedding, override and isolate ask for."""

    def __init__(self, base: int) -> None:
        self.stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self.lost_isolates = 0
        self.lost_embeddings = 0

    def open(self, mark: str, *, right: bool) -> None:
        """Rules X2 to X5c."""
        level = self.stack[-1][0]
        deeper = (level + 1) | 1 if right else (level + 2) & ~1
        isolate = mark in _ISOLATES
        if deeper <= _DEEPEST and not self.lost_isolates and not self.lost_embeddings:
            self.stack.append((deeper, mark[0] if mark in ("RLO", "LRO") else "", isolate))
        elif isolate:
            self.lost_isolates += 1
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def close_isolate(self) -> None:
        """Rule X6a."""
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif any(isolate for _, _, isolate in self.stack):
            self.lost_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()

    def close_embedding(self) -> None:
        """Rule X7."""
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif len(self.stack) > 1 and not self.stack[-1][2]:
            self.stack.pop()


def _explicit(classes: list[str], kinds: list[str], result: list[int], base: int) -> None:
    """Rules X1 to X8: set the levels asked for, and the kinds that an override imposes."""
    nesting = _Nesting(base)
    for i, kind in enumerate(classes):
        if kind == "PDI":
            nesting.close_isolate()
        level, override, _ = nesting.stack[-1]
        result[i] = base if kind == "B" else level
        if override and kind != "B" and kinds[i] != "F":
            kinds[i] = override
        if kind == "PDF":
            nesting.close_embedding()
        elif kind in _OPENING:
            right = kind[0] == "R" or (kind == "FSI" and _first_strong(classes, i + 1) == "rtl")
            nesting.open(kind, right=right)


def _first_strong(classes: list[str], start: int) -> str:
    """Rules P2 and P3 inside an isolate: the direction of its first letter."""
    depth = 0
    for kind in classes[start:]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth -= 1
            if depth < 0:
                break
        elif not depth and kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _sequences(shown: list[int], classes: list[str], result: list[int]) -> list[list[int]]:
    """Rules BD13 and X10: runs of one level, joined over the isolates between them."""
    runs = [list(run) for _, run in groupby(shown, key=lambda i: result[i])]
    done: list[list[int]] = []
    waiting: list[list[int]] = []
    for run in runs:
        if classes[run[0]] == "PDI" and waiting:
            # An isolate left open deeper down never gets its end: it stands for itself.
            while waiting and result[waiting[-1][-1]] != result[run[0]]:
                waiting.pop()
        if classes[run[0]] == "PDI" and waiting:
            sequence = waiting.pop()
            sequence.extend(run)
        else:
            sequence = run
            done.append(sequence)
        if classes[run[-1]] in _ISOLATES:
            waiting.append(sequence)
    return done


def _edges(
    sequence: list[int], classes: list[str], asked: list[int], base: int
) -> tuple[int, str, str]:
    """The level of a sequence, and the direction on either side: of the higher level that meets."""
    level = asked[sequence[0]]
    before = after = base
    for i in range(sequence[0] - 1, -1, -1):
        if _LETTER.get(classes[i]) != "F":
            before = asked[i]
            break
    last = sequence[-1]
    opens = classes[last] in _ISOLATES
    for i in range(last + 1, len(classes)):
        if _LETTER.get(classes[i]) != "F":
            # After an isolate that is never closed comes the paragraph's own direction.
            after = base if opens and asked[i] > level else asked[i]
            break
    return level, "LR"[max(level, before) % 2], "LR"[max(level, after) % 2]


def _types(kinds: str, characters: list[str], edges: tuple[int, str, str]) -> str:
    """Rules W1 to N2 over one isolating run sequence: L, R, E or N for each character."""
    level, start, end = edges
    embedding = "LR"[level % 2]
    types = _brackets(characters, _weak(kinds, start), start, embedding)
    framed = start + types + end
    framed = re.sub("(?<=L)O+(?=L)", lambda m: "L" * len(m[0]), framed)
    framed = re.sub("(?<=[REN])O+(?=[REN])", lambda m: "R" * len(m[0]), framed)
    return framed[1:-1].replace("O", embedding)


def _weak(types: str, start: str) -> str:
    """Rules W1 to W7."""
    types = re.sub("^M+", lambda m: start * len(m[0]), types)
    types = re.sub("([^M])(M+)", lambda m: m[1] + ("O" if m[1] == "I" else m[1]) * len(m[2]), types)
    types = types.replace("I", "O")
    types = re.sub("A[^LRA]*", lambda m: m[0].replace("E", "N"), types).replace("A", "R")
    types = re.sub("(?<=E)[sc](?=E)", "E", types)
    types = re.sub("(?<=N)c(?=N)", "N", types)
    types = re.sub("(?<=E)t+|t+(?=E)", lambda m: "E" * len(m[0]), types)
    types = re.sub("[stc]", "O", types)
    left = "(?:^|L)[^LR]*" if start == "L" else "L[^LR]*"
    return re.sub(left, lambda m: m[0].replace("E", "L"), types)


@cache
def _closing(bracket: str) -> str | None:
    """The bracket that closes this one, or None where it opens nothing."""
    if unicodedata.category(bracket) != "Ps" or not unicodedata.mirrored(bracket):
        return None
    try:
        name = unicodedata.name(bracket).replace("LEFT", "RIGHT").replace("TOP", "BOTTOM")
        return unicodedata.normalize("NFC", unicodedata.lookup(name))
    except (KeyError, ValueError):
        return None


def _pairs(characters: list[str], types: str) -> list[tuple[int, int]]:
    """Rule BD16: where pairs of brackets open and close."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for i, (character, kind) in enumerate(zip(characters, types, strict=True)):
        if kind != "O":
            continue
        closing = _closing(character)
        if closing:
            if len(stack) == _DEEPEST_BRACKETS:
                return []
            stack.append((closing, i))
            continue
        plain = unicodedata.normalize("NFC", character)
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == plain:
                pairs.append((stack[depth][1], i))
                del stack[depth:]
                break
    return sorted(pairs)


def _brackets(characters: list[str], types: str, start: str, embedding: str) -> str:
    """Rule N0: both brackets of a pair take the direction of what they hold."""
    if not any(_closing(c) for c in set(characters)):
        return types
    found = list(types)
    for first, last in _pairs(characters, types):
        inside = {"L" if k == "L" else "R" for k in found[first + 1 : last] if k in "LREN"}
        if not inside:
            continue
        side = embedding
        if embedding not in inside:
            before = next((k for k in reversed(found[:first]) if k in "LREN"), start)
            other = "R" if embedding == "L" else "L"
            side = other if ("L" if before == "L" else "R") == other else embedding
        for place in (first, last):
            found[place] = side
            for mark in range(place + 1, len(found)):
                if unicodedata.bidirectional(characters[mark]) != "NSM":
                    break
                found[mark] = side
    return "".join(found)


def _follow_neighbours(kinds: list[str], result: list[int], base: int) -> None:
    """Characters without a direction of their own go with the one before them."""
    before = base
    for i, kind in enumerate(kinds):
        if kind == "F":
            result[i] = before
        before = result[i]


def visual_order(piece_levels: list[int]) -> list[int]:
    """Rule L2: the places of pieces of one level each, from left to right."""
    order = list(range(len(piece_levels)))
    odd = [level for level in piece_levels if level % 2]
    for level in range(max(piece_levels), min(odd) - 1, -1) if odd else ():
        start = 0
        while start < len(order):
            if piece_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and piece_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order
