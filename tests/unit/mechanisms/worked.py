"""Reading the tables of worked examples."""

import csv
from pathlib import Path

from casedesk.when import When, parse

FOLDER = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, parted by commas or (.tsv) by tabs."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t" if name.endswith(".tsv") else ","))


def given(text: str) -> dict[str, list[When]]:
    """Facts as a table has them, such as “notified=2026-01-31 exhaustion=2026”."""
    facts: dict[str, list[When]] = {}
    for each in text.split():
        name, _sign, day = each.partition("=")
        facts.setdefault(name, []).append(parse(day))
    return facts
