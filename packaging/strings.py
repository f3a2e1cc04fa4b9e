"""Collects every sentence a person may read into resources/words/casedesk.pot, for translators.

Sentences stand in the code in `_()` and `n_()`, those that are said later in `later()`, labels of
fields in `shown()`, titles of places in `Place()`, what the facts of a case are called in `Fact()`,
what kinds of record are called in their classes, and words of the law and of lists in the TOML
files of resources/.
"""

import ast
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "resources" / "words" / "casedesk.pot"

#: Which arguments of which calls are sentences.
CALLS = {"_": (0,), "later": (0,), "shown": (0,), "Place": (1,), "Fact": (0, 1, 2)}

#: What a record's class says of how people call one of it and many.
CALLED = ("singular", "plural")

#: The keys of the TOML files whose values are words for people, by folder.
WORDS = {
    "forms": ("title", "heading", "label", "asks", "text", "addressee"),
    "mechanisms": ("title", "text", "name", "label", "asks", "body", "note"),
    "typologies": ("title", "label", "text"),
    "acceptance": ("title", "text"),
}

#: What is quoted as it was published, in its own language.
QUOTED = ("sources", "names")


def main() -> None:
    """Write the template."""
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(template())
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(sentences())} sentences")


def template() -> bytes:
    """The template as it should be, without dates or places, so that it changes only with words."""
    catalogue = Catalog(project="CaseDesk", fuzzy=False)
    for message in sentences():
        catalogue.add(message)
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, sort_output=True)
    return written.getvalue()


def sentences() -> list[str | tuple[str, str]]:
    """Every sentence in order; of one that depends on a number a pair, for one and for many."""
    found = {*_in_code(), *_in_data()}
    # gettext keeps both under the words for one.
    counted = {each[0] for each in found if isinstance(each, tuple)}
    return sorted(found - counted, key=str)


def _in_code() -> Iterator[str | tuple[str, str]]:
    for file in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _said_in(node.func.id, [_text(each) for each in node.args])
            elif isinstance(node, ast.Assign) and _names(node) in CALLED:
                yield from _called(_names(node), _text(node.value))


def _said_in(call: str, texts: list[str]) -> Iterator[str | tuple[str, str]]:
    if call == "n_" and all(texts[:2]):
        yield texts[0], texts[1]
    for at in CALLS.get(call, ()):
        if at < len(texts) and texts[at]:
            yield texts[at]


def _names(node: ast.Assign) -> str:
    return node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""


def _called(name: str, word: str) -> Iterator[str]:
    """What records of a kind are called; one of them also after its article."""
    if word:
        yield word
    if word and name == "singular":
        yield f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _text(node: ast.expr) -> str:
    """A text written out in the code; "" for what is known only when the program runs."""
    value = node.value if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) else ""


def _in_data() -> Iterator[str]:
    for folder, keys in WORDS.items():
        for file in sorted((ROOT / "resources" / folder).glob("*.toml")):
            yield from _words(tomllib.loads(file.read_text("utf-8")), keys)


def _words(value: Any, keys: tuple[str, ...], key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inside in value.items():
            if name not in QUOTED:
                yield from _words(inside, keys, name)
    elif isinstance(value, list):
        for inside in value:
            yield from _words(inside, keys, key)
    elif isinstance(value, str) and value and key in keys:
        yield value


if __name__ == "__main__":
    main()
