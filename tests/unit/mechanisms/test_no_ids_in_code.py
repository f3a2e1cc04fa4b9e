"""No mechanism's id stands in the code: what a body requires is data."""

import ast
import re
from pathlib import Path

import pytest

import casedesk
from casedesk.mechanisms.registry import mechanisms

# Those planned too, so that code written before their files does not name them either.
PLANNED = """
    un-sp un-wgad un-wgeid un-reprisals un-hrc-complaint un-ccpr un-cat un-cedaw un-cerd un-crpd
    un-ced un-ced-urgent un-cescr un-crc un-cmw un-san-jose un-upr iachr iachr-precautionary
    iacthr echr coe-cm cjeu eu-commission achpr afchpr ecowas national
"""
# An English word; it counts only where it is a whole text of its own.
WORDS = {"national"}


def sources() -> list[Path]:
    return sorted(Path(casedesk.__file__).parent.rglob("*.py"))


def ids_in(code: str) -> set[str]:
    """The ids that stand in a piece of code, comments included."""
    ids = set(PLANNED.split()) | set(mechanisms())
    texts = {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}
    found = ids & {text for text in texts if isinstance(text, str)}
    words = "|".join(re.escape(each) for each in sorted(ids - WORDS, key=len, reverse=True))
    return found | set(re.findall(rf"(?<![\w-])(?:{words})(?![\w-])", code))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('if mechanism == "national": pass', {"national"}),
        ("# as un-ccpr does", {"un-ccpr"}),
        ('x = "un-ced-urgent"', {"un-ced-urgent"}),
        ('x = "international procedure"', set()),
        ("national = 1", set()),
    ],
)
def test_the_search_finds_ids_and_nothing_else(code: str, found: set[str]) -> None:
    assert ids_in(code) == found


def test_no_mechanism_is_named_in_the_code() -> None:
    named = {path.name: ids for path in sources() if (ids := ids_in(path.read_text("utf-8")))}
    assert named == {}
