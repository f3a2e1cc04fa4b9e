"""Collects every sentence a person may read into resources/words/casedesk.pot, for translators.

Sentences stand in the code in `_()` and `n_()`, labels of fields in `shown()`, titles of places in
`Place()`, and words of the law and of lists in the TOML files of resources/.
"""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "resources" / "words" / "casedesk.pot"

#: Which arguments of which calls are sentences.
CALLS: dict[str, Any] = {"_": None, "n_": (1, 2), "shown": None, "Place": (2,)}

#: The keys of the TOML files whose values are words for people, by folder.
WORDS = {
    "forms": ("title", "heading", "label", "asks", "text"),
    "mechanisms": ("title", "text", "name", "asks"),
    "typologies": ("title", "label", "text"),
}


def main() -> None:
    """Write the template."""
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(template())
    print(f"{TEMPLATE.relative_to(ROOT)}: {template().count(b'msgid ')} sentences")


def template() -> bytes:
    """The template as it should be, without dates or places, so that it changes only with words."""
    catalogue = Catalog(project="CaseDesk", fuzzy=False)
    for message in sorted({*_in_code(), *_in_data()}, key=str):
        catalogue.add(message)
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, sort_output=True)
    return written.getvalue()


def _in_code() -> Iterator[str | tuple[str, ...]]:
    for file in sorted((ROOT / "src").rglob("*.py")):
        with file.open("rb") as opened:
            for _line, message, _comments, _context in extract("python", opened, CALLS):
                if message:
                    yield message


def _in_data() -> Iterator[str]:
    for folder, keys in WORDS.items():
        for file in sorted((ROOT / "resources" / folder).glob("*.toml")):
            yield from _words(tomllib.loads(file.read_text("utf-8")), keys)


def _words(value: Any, keys: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inside in value.items():
            if key in keys and isinstance(inside, str) and inside:
                yield inside
            else:
                yield from _words(inside, keys)
    elif isinstance(value, list):
        for inside in value:
            yield from _words(inside, keys)


if __name__ == "__main__":
    main()
