"""What stands in a line of a brief: words with marks, parties, footnotes; and how that is stored.

Stored as JSON: unmarked words are a bare string, everything else an object with its kind. What a
newer program wrote and this one does not know is kept as it is and printed by nobody.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from casedesk.words import Refusal, _

#: How a party can be mentioned: by the full name, the short one, the role, or in own words.
MANNERS: Final = ("full", "short", "role", "own")

_UUID_LETTERS: Final = frozenset("0123456789abcdef")


class BadContent(Refusal):
    """What is stored of a block of a brief cannot be read."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words in one manner. `rest`: what else is stored with it, as JSON."""

    text: str
    bold: bool = False
    italic: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A party, by the hexadecimal uuid; `manner` is one of MANNERS, `own` the own words.

    Which words are printed is decided for each audience by the naming gate.
    """

    party: str
    manner: str = "full"
    own: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote with its own text, its mark directly behind what stands before it."""

    inline: "Inline" = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something this program does not know, kept as it was stored."""

    raw: str


Node = Words | Mention | Footnote | Unknown
Inline = tuple[Node, ...]


def unread() -> BadContent:
    """The refusal of what cannot be read as a part of a brief."""
    return BadContent(
        _("A part of this brief cannot be read. It is kept as it is; look at its history.")
    )


def parsed(untrusted_json: str) -> Any:
    """JSON as plain values. Raises BadContent for what is none, or could not be written again."""
    try:
        found = json.loads(untrusted_json, object_pairs_hook=_once_each)
        dumped(found).encode()
    except (ValueError, RecursionError) as error:  # a lone half of a surrogate pair is a ValueError
        raise unread() from error
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def dumped(value: Any) -> str:
    """Plain values as JSON, letters of every script as they are, so that a search finds them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def rest_of(table: Mapping[str, Any], known: Collection[str]) -> str:
    """What an object says besides the keys that are known, as JSON; "" without any."""
    more = {key: value for key, value in table.items() if key not in known}
    return dumped(more) if more else ""


def with_rest(said: Mapping[str, Any], rest: str) -> dict[str, Any]:
    """An object with what was stored besides; what says nothing is left out."""
    kept = {key: value for key, value in said.items() if value not in (False, "", ())}
    return {**kept, **(json.loads(rest) if rest else {})}


def text_in(table: Mapping[str, Any], key: str) -> str:
    """A text of an object, "" where it has none. Raises BadContent."""
    found = table.get(key, "")
    if not isinstance(found, str) or "\0" in found:
        raise unread()
    return found


def flag_in(table: Mapping[str, Any], key: str, *, default: bool = False) -> bool:
    """A yes or no of an object. Raises BadContent."""
    found = table.get(key, default)
    if not isinstance(found, bool):
        raise unread()
    return found


def read_inline(untrusted: Any) -> Inline:
    """The nodes of a line. Raises BadContent."""
    if not isinstance(untrusted, list):
        raise unread()
    return tuple(_read_node(each) for each in untrusted)


def _read_node(untrusted: Any) -> Node:
    if isinstance(untrusted, str):
        return Words(text_in({"text": untrusted}, "text"))
    if not isinstance(untrusted, dict):
        raise unread()
    match untrusted.get("kind"):
        case "words":
            return _read_words(untrusted)
        case "party":
            return _read_mention(untrusted)
        case "footnote":
            inline = read_inline(untrusted.get("inline", []))
            return Footnote(inline, rest_of(untrusted, ("kind", "inline")))
        case str():
            return Unknown(dumped(untrusted))
    raise unread()


def _read_words(table: Mapping[str, Any]) -> Words:
    return Words(
        text_in(table, "text"),
        flag_in(table, "bold"),
        flag_in(table, "italic"),
        rest_of(table, ("kind", "text", "bold", "italic")),
    )


def _read_mention(table: Mapping[str, Any]) -> Mention:
    party = text_in(table, "party")
    manner = text_in(table, "as") or "full"
    if len(party) != 32 or not _UUID_LETTERS.issuperset(party) or manner not in MANNERS:
        raise unread()
    rest = rest_of(table, ("kind", "party", "as", "own"))
    return Mention(party, manner, text_in(table, "own"), rest)


def written_inline(inline: Inline) -> list[Any]:
    """The nodes of a line as they are stored."""
    return [_written_node(node) for node in inline]


def _written_node(node: Node) -> Any:
    match node:
        case Words(text, False, False, ""):
            return text
        case Words(text, bold, italic, rest):
            marks = with_rest({"bold": bold, "italic": italic}, rest)
            return {"kind": "words", "text": text, **marks}
        case Mention(party, manner, own, rest):
            how = "" if manner == "full" else manner
            return {"kind": "party", "party": party, **with_rest({"as": how, "own": own}, rest)}
        case Footnote(inline, rest):
            return {"kind": "footnote", "inline": written_inline(inline), **with_rest({}, rest)}
        case Unknown(raw):
            return json.loads(raw)


def nodes_in(inlines: Iterable[Inline]) -> Iterator[Node]:
    """Every node, those of footnotes too."""
    for inline in inlines:
        for node in inline:
            yield node
            if isinstance(node, Footnote):
                yield from nodes_in([node.inline])


def plain(inline: Inline) -> str:
    """The words typed in a line, without parties and footnotes."""
    return "".join(node.text for node in inline if isinstance(node, Words))


def says_something(inline: Inline) -> bool:
    """Whether anything would be printed of a line."""
    return any(
        node.text.strip() if isinstance(node, Words) else not isinstance(node, Unknown)
        for node in inline
    )
