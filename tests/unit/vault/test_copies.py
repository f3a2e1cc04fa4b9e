"""Copies of a vault changed apart: no number is used twice, and every disagreement is found."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import small_vault

from casedesk.domain.cases import Case
from casedesk.vault import lastseen
from casedesk.vault.door import Writing
from casedesk.vault.telling import Conflicts, Entry, conflicts, entries

Computer = Callable[[str], None]


@pytest.fixture
def at_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """Go on at another computer: with a memory of its own, and its own identity."""

    def go(name: str) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / f"state of {name}"))
        monkeypatch.setattr(lastseen, "machine_id", lambda: name)

    return go


@pytest.fixture
def here(tmp_path: Path, at_computer: Computer) -> Path:
    """A vault with one case, closed."""
    at_computer("office")
    folder = small_vault.empty(tmp_path / "here.casedesk")
    with small_vault.opened(folder) as vault:
        vault.write("Open", lambda unit: unit.add(Case(title="A", summary="x")))
    return folder


def _retitle(folder: Path, title: str) -> list[str]:
    """Change the case, and answer what the person was told on opening."""
    with small_vault.opened(folder) as vault:
        vault.write("Rename", lambda unit: unit.set(unit.all(Case)[0], title=title))
        return list(vault.trust.notices)


def _history(folder: Path) -> list[Entry]:
    with small_vault.opened(folder) as vault:
        return vault.read(entries)


def _laid_side_by_side(*folders: Path) -> Conflicts:
    return conflicts(*(_history(folder) for folder in folders))


def _copy(source: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(source, target))


def test_a_copy_at_another_path_never_reuses_a_number(here: Path, tmp_path: Path) -> None:
    copy = _copy(here, tmp_path / "copy.casedesk")
    _retitle(here, "B")
    _retitle(copy, "C")
    found = _laid_side_by_side(here, copy)
    assert found.reused == ()
    assert [(each.field, each.values) for each in found.fields] == [("title", ("B", "C"))]


def test_a_copy_on_another_computer_never_reuses_a_number(
    here: Path, tmp_path: Path, at_computer: Computer
) -> None:
    stick = _copy(here, tmp_path / "stick")
    _retitle(here, "B")
    at_computer("laptop")
    other = _copy(stick, tmp_path / "other computer" / "here.casedesk")
    _retitle(other, "C")
    found = _laid_side_by_side(here, other)
    assert found.reused == ()
    assert len(found.fields) == 1


def test_the_same_path_on_another_computer_is_another_replica(
    here: Path, tmp_path: Path, at_computer: Computer
) -> None:
    """A home folder carried over takes the computer's memory along; that one must not serve."""
    before = _copy(here, tmp_path / "before")
    _retitle(here, "B")
    after = _copy(here, tmp_path / "after")
    at_computer("laptop")
    shutil.copytree(tmp_path / "state of office", tmp_path / "state of laptop")
    _copy(before, here)
    _retitle(here, "C")
    assert _laid_side_by_side(after, here).reused == ()


def test_an_older_copy_put_back_at_its_path_is_noticed_and_never_reuses_a_number(
    here: Path, tmp_path: Path
) -> None:
    before = _copy(here, tmp_path / "before")
    _retitle(here, "B")
    after = _copy(here, tmp_path / "after")
    _copy(before, here)
    assert any("older" in notice for notice in _retitle(here, "C"))
    found = _laid_side_by_side(after, here)
    assert found.reused == ()
    assert len(found.fields) == 1
    assert _retitle(here, "D") == []  # said once: from here on the copy is the vault


def test_a_copy_of_the_copy_and_work_back_and_forth_never_reuse_a_number(
    here: Path, tmp_path: Path, at_computer: Computer
) -> None:
    """A stick goes between two computers, and twice somebody takes the wrong folder."""
    stick, kept = tmp_path / "stick", []
    for round_ in range(4):
        at_computer("office" if round_ % 2 else "laptop")
        _copy(here, stick)
        _retitle(stick, f"stick {round_}")
        kept.append(_copy(stick, tmp_path / f"kept {round_}"))
        if round_ == 2:
            _retitle(here, "in between")
        else:
            _copy(stick, here)
        _retitle(here, f"here {round_}")
        kept.append(_copy(here, tmp_path / f"kept here {round_}"))
    assert _laid_side_by_side(here, stick, *kept).reused == ()


def test_a_vault_that_stays_where_it_is_goes_on_as_the_same_replica(here: Path) -> None:
    for title in ("B", "C", "D"):
        assert _retitle(here, title) == []
    assert len({entry.replica for entry in _history(here)}) == 1
    assert _laid_side_by_side(here).fields == ()


def test_copies_that_did_the_same_do_not_disagree(here: Path, tmp_path: Path) -> None:
    copy = _copy(here, tmp_path / "copy.casedesk")
    _retitle(here, "B")
    _retitle(copy, "B")
    assert _laid_side_by_side(here, copy).fields == ()


def test_changes_of_different_fields_do_not_disagree(here: Path, tmp_path: Path) -> None:
    copy = _copy(here, tmp_path / "copy.casedesk")
    _retitle(here, "B")
    with small_vault.opened(copy) as vault:
        vault.write("Sum up", lambda unit: unit.set(unit.all(Case)[0], summary="y"))
    assert _laid_side_by_side(here, copy).fields == ()


def test_a_number_used_twice_would_be_found(here: Path) -> None:
    said = _history(here)
    forged = [Entry(e.replica, e.seq, e.record, e.field, e.replaces, e.value, "00") for e in said]
    assert conflicts(said, forged).reused == ((said[0].replica, 1),)


class _CutError(Exception):
    """The process ends here."""


def test_a_save_cut_off_while_it_was_made_is_no_older_vault(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The computer remembers a save before it is done; a kill in between must not alarm anybody.

    Whether the save was done and then lost to an old copy cannot be told, so numbers start anew.
    """

    def work(unit: Writing) -> None:
        unit.set(unit.all(Case)[0], title="never saved")

    with small_vault.opened(here) as vault:
        cut = vault._in_unit

        def then_die(*given: Any) -> Any:
            cut(*given)  # all of it but the commit
            raise _CutError

        monkeypatch.setattr(vault, "_in_unit", then_die)
        with pytest.raises(_CutError):
            vault.write("Rename", work)
    assert _retitle(here, "B") == []
    history = _history(here)
    assert len({entry.replica for entry in history}) == 2
    assert "never saved" not in str(history)
