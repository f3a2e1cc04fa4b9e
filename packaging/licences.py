#!/usr/bin/env python3
"""Prints the licence of every package and font that is shipped with CaseDesk, as they state it.

.venv/bin/python packaging/licences.py > build/LICENCES.md

Fonts are listed by themselves: what a package says about its code is not always what holds for
the fonts in it.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from fontTools.ttLib import TTFont

LOCK = Path(__file__).resolve().parents[1] / "requirements" / "run.txt"
LICENCE_TEXT, LICENCE_ADDRESS = 13, 14  # entries of a font's name table


def stated_licence(package: Distribution) -> str:
    """The licence as the package's metadata has it; the three places are tried newest first."""
    said = package.metadata.get_all
    kinds = [
        kind.rpartition(" :: ")[2]
        for kind in said("Classifier") or []
        if kind.startswith("License :: ") and not kind.endswith(":: OSI Approved")
    ]
    words = [text.strip().partition("\n")[0] for text in said("License") or []]
    return " or ".join(said("License-Expression") or kinds or words) or "not stated"


def fonts(package: Distribution) -> Iterator[tuple[str, str]]:
    """Each TrueType or OpenType font in a package, with the first sentence of its licence."""
    for file in package.files or []:
        if file.suffix.lower() in {".ttf", ".otf"}:
            with TTFont(package.locate_file(file), lazy=True) as font:
                names = font["name"]
                said = names.getDebugName(LICENCE_TEXT) or names.getDebugName(LICENCE_ADDRESS)
            yield str(file), re.split(r"\.\s|\.?\n", said or "not stated")[0]


def rows() -> Iterator[str]:
    locked = re.findall(r"^(\S+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    yield "| package | version | licence |\n| --- | --- | --- |"
    shipped = []
    for name, version in locked:
        try:
            package = distribution(name)
        except PackageNotFoundError:
            yield f"| {name} | {version} | not installed on this system |"
            continue
        shipped.append(package)
        yield f"| {name} | {package.version} | {stated_licence(package)} |"
    yield "\n| font | licence |\n| --- | --- |"
    for package in shipped:
        yield from (f"| {file} | {licence} |" for file, licence in fonts(package))


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(row + "\n")
