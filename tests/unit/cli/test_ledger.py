"""Rows changed equal changes logged, after every command that writes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import small_vault
from tests.ledger import watched
from tests.unit.cli.desk import Desk

Words = tuple[str, ...]


def _case(desk: Desk) -> str:
    return str(desk.json("list", "cases")[0]["ref"])


def _person(desk: Desk) -> str:
    found = [row for row in desk.json("list", "people") if row["title"].startswith("Amina")]
    return str(found[0]["ref"])


def _table(desk: Desk) -> str:
    table = desk.place / "people.csv"
    table.write_text("name,occupation\nAna,Lawyer\nBea,Writer\n", encoding="utf-8")
    return str(table)


def _brief(desk: Desk, ending: str) -> Words:
    target = str(desk.place / f"x{ending}")
    return ("brief", _case(desk), "--form", "un-reprisals", "--to", target, "--reason", "A test")


WRITING: dict[str, Callable[[Desk], Words]] = {
    "add a case": lambda _desk: ("add", "cases", "title=x", "summary=long", "opened=2020"),
    "add a State": lambda _desk: ("add", "states", "name=Maldives"),
    "add a consent": lambda desk: (
        "add", "consents", f"person={_person(desk)}", "audience=state", "state=given",
    ),
    "set": lambda desk: ("set", _case(desk), "title=Other", "opened=2021-03", "country=Egypt"),
    "set to the same": lambda desk: ("set", _person(desk), "name=Amina Okafor"),
    "empty": lambda desk: ("set", _case(desk), "summary=", "opened="),
    "link": lambda desk: ("link", _case(desk), _person(desk), "--as", "witness"),
    "fact": lambda desk: ("fact", _case(desk), "order=2014", "violation=2015", "violation=2015"),
    "consent": lambda desk: (
        "consent", _person(desk), "--audience", "public", "--state", "withdrawn",
    ),
    "remove": lambda desk: ("remove", _case(desk), "--reason", "a test"),
    "undo": lambda _desk: ("undo",),
    "import": lambda desk: ("import", _table(desk), "--as", "people"),
    "attach": lambda desk: ("attach", _case(desk), _table(desk)),
    "brief as PDF": lambda desk: _brief(desk, ".pdf"),
    "brief as DOCX": lambda desk: _brief(desk, ".docx"),
    "only reading": lambda desk: ("doors", _case(desk)),
}  # fmt: skip


@pytest.mark.parametrize("command", WRITING)
def test_every_change_a_command_makes_is_logged_and_every_logged_one_made(
    desk: Desk, command: str
) -> None:
    words = WRITING[command](desk)

    with watched(desk.vault, small_vault.unlock()):
        ended = desk.run(*words)
        assert ended.status == 0, ended.err


def test_a_refused_command_logs_nothing(desk: Desk) -> None:
    with watched(desk.vault, small_vault.unlock()):
        assert desk.run("add", "people", "name=x", "born=once").status == 1


# A brief and what is written down of it


def _disclosures(desk: Desk) -> int:
    return len(desk.json("list", "disclosures")) + len(desk.json("list", "versions"))


def _printing(desk: Desk, target: Path) -> Words:
    return (*_brief(desk, ".pdf")[:5], str(target), "--reason", "A test")


def test_without_its_file_no_brief_is_written_down(desk: Desk) -> None:
    target = desk.place / "x.pdf"
    (desk.place / "x.pdf.part").mkdir()
    (desk.place / "x.pdf.part" / "in the way").touch()
    before = _disclosures(desk)

    desk.run(*_printing(desk, target)).said_no()
    assert _disclosures(desk) == before
    assert not target.exists()


def test_a_brief_replaces_the_one_before_it_and_both_are_written_down(desk: Desk) -> None:
    target = desk.place / "x.pdf"
    target.write_text("an old letter", encoding="utf-8")
    before = _disclosures(desk)

    for _time in range(2):
        assert desk.run(*_printing(desk, target)).status == 0
    assert _disclosures(desk) == before + 4
    assert target.read_bytes().startswith(b"%PDF")
    assert sorted(each.name for each in desk.place.iterdir()) == [
        "office.casedesk", "passphrase", "x.pdf",
    ]  # fmt: skip
