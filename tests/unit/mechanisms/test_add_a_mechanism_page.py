"""The example of the how-to page is a file CaseDesk takes."""

from datetime import date
from pathlib import Path

import pytest

from casedesk.mechanisms.deadlines import deadlines
from casedesk.mechanisms.doors import CaseFacts, door
from casedesk.mechanisms.model import RULE_KINDS
from casedesk.mechanisms.registry import mechanisms
from casedesk.places import resources
from casedesk.when import parse

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-mechanism.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped mechanisms with the page's example beside them."""
    example = PAGE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "example-commission.toml").write_text(example, encoding="utf-8")
    for path in (resources() / "mechanisms").glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_the_example_loads_and_counts(folder: Path) -> None:
    example = mechanisms(folder)["example-commission"]
    facts = {"exhaustion": [parse("2026-01-31")], "transmitted": [parse("2026-03-01")]}
    dues = [due.as_json()["due"] for due in deadlines(example, facts)]
    assert dues == ["2027-01-31", "2026-04-30"]


def test_the_example_has_a_door(folder: Path) -> None:
    example = mechanisms(folder)["example-commission"]
    case = CaseFacts(facts={"exhaustion": [parse("2026-01-31")]})
    found = door(example, case, date(2026, 11, 23))
    assert (found.state, found.until) == ("closing", date(2027, 1, 31))


def test_the_page_names_every_kind_of_rule() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"`{kind}`" in page for kind in RULE_KINDS)
