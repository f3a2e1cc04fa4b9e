"""The manual says what the program counts with: its pages are made from the mechanisms' files."""

import runpy
from pathlib import Path

import pytest

from casedesk.mechanisms.registry import mechanisms

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "manual" / "mechanisms"
MAKE = runpy.run_path(str(ROOT / "packaging" / "manual.py"))


@pytest.mark.parametrize("name", mechanisms())
def test_the_page_of_a_mechanism_says_what_its_file_says(name: str) -> None:
    shown = (PAGES / f"{name}.md").read_text(encoding="utf-8")

    assert shown == MAKE["page"](mechanisms()[name])
    for rule in mechanisms()[name].rules:
        assert rule.text in shown
        assert rule.basis.source.title in shown


def test_the_manual_has_a_page_for_each_mechanism_and_no_other() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}

    assert pages == set(mechanisms())
    assert (PAGES / "README.md").read_text(encoding="utf-8") == MAKE["contents"](
        mechanisms().values()
    )
