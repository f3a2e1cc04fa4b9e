"""One day of a lawyer from an empty folder to the lock and back, with keys and clicks alone."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader
from tests import small_vault
from tests.desktop.day import (
    CASE,
    ENGAGEMENT,
    EVENT,
    FORM,
    NAMED,
    PARTIES,
    PROCEEDING,
    REPRISAL,
    WITHHELD,
    Day,
    a_day,
)

from casedesk.casework.listing import listed
from casedesk.vault.vault import Vault

KEPT = {
    "cases": 1, "people": 3, "events": 1, "engagements": 1, "reprisals": 1, "triggers": 1,
    "consents": 2, "proceedings": 1, "filings": 1, "briefs": 1, "disclosures": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def day(qapp: Any, tmp_path_factory: pytest.TempPathFactory) -> Day:
    given = {"bounds": small_vault.BOUNDS, "cost": small_vault.COST}
    return a_day(qapp, tmp_path_factory.mktemp("day"), given)


def outputs(day: Day) -> list[str]:
    """The words of what was given out, as PDF and as Word file."""
    pdf, word = day.outputs
    pages = PdfReader(pdf).pages
    tables = [cell.text for t in Document(str(word)).tables for row in t.rows for cell in row.cells]
    paragraphs = [each.text for each in Document(str(word)).paragraphs]
    return ["\n".join(each.extract_text() for each in pages), "\n".join([*paragraphs, *tables])]


def test_the_window_never_called_the_vault_itself(day: Day) -> None:
    assert day.calls.every["read"]
    assert day.calls.every["write"]
    assert not day.calls.on_the_window


def test_everything_entered_is_in_the_vault_behind_the_passphrase(day: Day) -> None:
    def count(vault: Vault, kind: str) -> int:
        return vault.read(lambda unit: len(listed(unit, kind)))

    with small_vault.opened(day.folder, day.phrase) as vault:
        assert {kind: count(vault, kind) for kind in KEPT} == KEPT


def test_everything_is_found_by_its_words_after_the_lock(day: Day) -> None:
    for words in (CASE, *PARTIES, EVENT, ENGAGEMENT, REPRISAL, PROCEEDING):
        assert words in day.found[words]
    assert any(title.startswith(FORM) for title in day.found[FORM])
    assert PROCEEDING in day.found["receipt 17"]


def test_what_was_given_out_names_who_agreed_and_nobody_who_refused(day: Day) -> None:
    for words in outputs(day):
        assert NAMED in words
        assert "They came at dawn" in words
        for part in WITHHELD.split():
            assert part not in words


def test_nothing_but_the_vault_and_the_outputs_was_written(day: Day) -> None:
    left = {each.name for each in day.folder.parent.iterdir()}
    assert left == {day.folder.name, *(each.name for each in day.outputs)}
    for each in day.outputs:
        assert Path(each).stat().st_mode & 0o077 == 0
