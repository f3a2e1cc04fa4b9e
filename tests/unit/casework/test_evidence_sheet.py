"""A piece of evidence: its file, what it supports, its copies, its custody in order of time."""

from functools import partial
from pathlib import Path

import pytest

from casedesk.casework import entering
from casedesk.casework.evidence_sheet import EvidenceSheet, evidence_sheet
from casedesk.evidence.intake import admit
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault


def sheet(vault: Vault, ref: str) -> EvidenceSheet:
    return vault.read(lambda unit: evidence_sheet(unit, unit.get(ref).id))


@pytest.fixture
def vault(empty_vault: Vault) -> Vault:
    return empty_vault


@pytest.fixture
def case(vault: Vault) -> str:
    said = {"title": "A case"}
    return vault.write("Enter", lambda unit: entering.enter(unit, "cases", said).ref).result


@pytest.fixture
def original(vault: Vault, case: str, tmp_path: Path) -> str:
    file = tmp_path / "statement.txt"
    file.write_text("I was there.")
    done = vault.write("Attach", lambda unit: admit(unit, vault.folder, unit.get(case), file).ref)
    return done.result


def test_an_attached_file_says_what_it_is_and_what_it_supports(vault: Vault, original: str) -> None:
    found = sheet(vault, original)
    assert found.has_file
    assert (found.file_name, found.media_type, found.size) == ("statement.txt", "text/plain", 12)
    assert [each.subject.title for each in found.supports] == ["A case"]
    assert [each.action for each in found.custody] == ["Received"]
    assert found.case is not None


def test_a_record_without_its_file_says_so(vault: Vault, case: str) -> None:
    said = {"title": "A letter", "case": case}
    done = vault.write("Enter", lambda unit: entering.enter(unit, "evidence", said).ref)
    assert not sheet(vault, done.result).has_file


def test_a_copy_and_its_original_name_each_other(
    vault: Vault, original: str, case: str, tmp_path: Path
) -> None:
    file = tmp_path / "redacted.txt"
    file.write_text("[name] was there.")

    def work(unit: Writing) -> str:
        said = {"derived_from": unit.get(original).id, "copy_form": "redacted", "audience": "state"}
        return admit(unit, vault.folder, unit.get(case), file, said=said).ref

    copy = vault.write("Attach", work).result
    found = sheet(vault, copy)
    assert found.copy_of is not None
    assert found.copy_of.ref == original
    (there,) = sheet(vault, original).copies
    assert (there.record.ref, there.form, there.audience) == (copy, "Redacted", "State")


def test_custody_is_told_from_its_beginning(vault: Vault, original: str) -> None:
    for action, day in (("sent", "2026-05-02"), ("lent", "2019"), ("looked-at", "2020-01")):
        said = {"evidence": original, "action": action, "occurred": day}
        vault.write("Note", partial(entering.enter, kind="custody", untrusted=said))
    told = [each.action for each in sheet(vault, original).custody]
    assert told.index("Lent") < told.index("Looked at") < told.index("Sent")


def test_only_evidence_has_such_a_sheet(vault: Vault, case: str) -> None:
    with pytest.raises(TypeError):
        sheet(vault, case)
