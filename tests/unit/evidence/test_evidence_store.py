"""The sealed files of a vault: what is missing, damaged or foreign is named."""

import os
import shutil
from pathlib import Path

import pytest
from tests.unit.evidence.attaching import Offer, attach, evidence_called, files, read

from casedesk.evidence import reading, store
from casedesk.evidence.reading import NoFile
from casedesk.vault.errors import Damaged
from casedesk.vault.vault import Vault


def findings(vault: Vault) -> dict[str, str]:
    found = vault.read(lambda u: list(store.beside(u.connection, vault.folder)))
    return {each.what: each.sentence for each in found}


def test_a_vault_whose_files_are_whole_has_no_findings(
    vault: Vault, case: str, offer: Offer
) -> None:
    told: list[tuple[int, int]] = []
    for n in range(3):
        attach(vault, case, offer(b"x" * (n + 1)))
    assert findings(vault) == {}
    known = vault.read(lambda u: store.held(u.connection))
    ours = vault.facts.vault_id
    assert list(store.verify(vault.folder, ours, known, lambda *at: told.append(at))) == []
    assert told == [(1, 6), (3, 6), (6, 6)]


def test_missing_damaged_exchanged_and_foreign_files_are_each_named(
    vault: Vault, case: str, offer: Offer
) -> None:
    whole, gone, cut, *swapped = (attach(vault, case, offer(b"%d" % n)) for n in range(5))
    places = {e.ref: store.place(vault.folder, e.uuid) for e in (whole, gone, cut, *swapped)}
    places[gone.ref].unlink()
    os.truncate(places[cut.ref], 30)
    one, two = (places[e.ref] for e in swapped)
    kept = one.read_bytes()
    shutil.copy(two, one)
    two.write_bytes(kept)
    stranger = places[whole.ref].with_name("readme.txt")
    stranger.write_text("hello")
    orphan = places[whole.ref].with_name("ab" * 16 + ".cda")
    shutil.copy(places[whole.ref], orphan)
    found = findings(vault)

    def said(path: Path) -> str:
        return found.pop(path.relative_to(vault.folder).as_posix())

    assert gone.ref in said(places[gone.ref])
    assert cut.ref in said(places[cut.ref])
    assert all("damaged" in said(path) for path in (one, two))
    assert "no file of CaseDesk" in said(stranger)
    assert "belongs to no record" in said(orphan)
    assert found == {}
    known = vault.read(lambda u: store.held(u.connection))
    assert [each.ref for each in store.missing(vault.folder, known)] == [gone.ref]
    assert set(store.orphans(vault.folder, known)) == {stranger, orphan}


def test_the_file_of_a_removed_record_is_no_orphan(vault: Vault, case: str, offer: Offer) -> None:
    found = attach(vault, case, offer())
    vault.write("Remove", lambda u: u.remove(u.get(found.ref), "a mistake"))
    assert findings(vault) == {}


def test_a_record_that_says_another_hash_is_found_at_the_end_of_reading(
    vault: Vault, case: str, offer: Offer
) -> None:
    found = attach(vault, case, offer(b"the video"))
    vault.write("Falsify", lambda u: u.set(u.get(found.ref), sha256="00" * 32))
    with pytest.raises(Damaged, match="not the one"):
        read(vault, found.ref)
    assert (
        "not the one"
        in findings(vault)[
            store.place(vault.folder, found.uuid).relative_to(vault.folder).as_posix()
        ]
    )


def test_a_file_sealed_anew_under_the_same_key_is_told_from_the_first(
    vault: Vault, case: str, offer: Offer
) -> None:
    found = attach(vault, case, offer(b"the video"))
    vault.write("Falsify", lambda u: u.keep_secret(u.get(found.ref), sealed_sha256=bytes(32)))
    assert ["not the one" in sentence for sentence in findings(vault).values()] == [True]


def test_a_viewer_reads_the_file_here_and_there(vault: Vault, case: str, offer: Offer) -> None:
    content = bytes(range(256)) * 100
    found = attach(vault, case, offer(content))
    opened = vault.read(lambda u: reading.open_out(u, vault.folder, evidence_called(u, found.ref)))
    with opened as file:
        file.seek(-300, os.SEEK_END)
        assert file.read(100) == content[-300:-200]
        assert file.size == len(content)


def test_without_its_key_the_file_is_gone_for_ever(vault: Vault, case: str, offer: Offer) -> None:
    found = attach(vault, case, offer())
    vault.write("Erase", lambda u: u.keep_secret(u.get(found.ref), sealed_key=None))
    with pytest.raises(NoFile):
        read(vault, found.ref)
    assert files(vault) == vault.read(
        lambda u: store.orphans(vault.folder, store.held(u.connection))
    )


@pytest.mark.usefixtures("open_umask")
def test_nobody_else_may_look_into_the_folders(vault: Vault, case: str, offer: Offer) -> None:
    found = attach(vault, case, offer())
    path = store.place(vault.folder, found.uuid)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700
