"""Drafts: what was typed is kept to the letter, by member, and leaves no trace in the history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from tests import ledger, small_vault

from casedesk.domain.base import UnknownKind
from casedesk.domain.cases import Case
from casedesk.vault.door import Writing
from casedesk.vault.drafts import discard, drafts, keep
from casedesk.vault.tables import change, draft, member
from casedesk.vault.undo import undo_last
from casedesk.vault.vault import Vault

# Kinds of text that programs were seen to mangle; they follow the "big list of naughty strings".
HARD = {
    "right to left": "ﷺ محمد \u202eמה\u202c متولي",
    "blanks and ends of lines": "  \t\r\n\u2028\u00a0 x \n",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x85",
    "half a character": "\ud800 and \udfff",
    "marks upon marks": "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "composed and decomposed": "é e\u0301 ｆｕｌｌ",
    "pictures": "👩🏽‍⚖️ 🇲🇻",
    "what looks like code": "'; DROP TABLE draft; -- <b>%s{0}\\0\\u0041 NULL undefined",
    "five hundred characters": "ابجد " * 100,
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("memory")))
        folder = small_vault.empty(tmp_path_factory.mktemp("vaults") / "office.casedesk")
        with small_vault.opened(folder) as vault:
            yield vault


def kept(vault: Vault, number: int) -> dict[str, str]:
    [found] = [dict(each.content) for each in vault.read(drafts) if each.id == number]
    return found


def test_what_was_typed_comes_back_to_the_letter(office: Vault) -> None:
    number = office.write("Keep", lambda unit: keep(unit, "cases", HARD)).result

    assert kept(office, number) == HARD


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(codec=None), max_size=500))
def test_whatever_was_typed_comes_back(office: Vault, text: str) -> None:
    number = office.write("Keep", lambda unit: keep(unit, "notes", {"text": text})).result

    assert kept(office, number) == {"text": text}


def test_keeping_and_discarding_make_no_history(tmp_path: Path) -> None:
    folder = small_vault.small(tmp_path / "office.casedesk")
    with ledger.watched(folder, small_vault.unlock()), small_vault.opened(folder) as vault:
        before = vault.read(lambda unit: unit.connection.execute(select(change)).all())
        done = vault.write("Keep", lambda unit: keep(unit, "cases", {"title": "Half a ti"}))
        more = {"title": "Half a title"}
        again = vault.write("Keep", lambda unit: keep(unit, "cases", more, draft_id=done.result))
        gone = vault.write("Discard", lambda unit: discard(unit, done.result))

        assert again.result == done.result
        assert [each.changes.unit for each in (done, again, gone)] == [None] * 3
        assert vault.read(lambda unit: unit.connection.execute(select(change)).all()) == before


def test_a_save_and_the_end_of_its_draft_are_one_unit(tmp_path: Path) -> None:
    folder = small_vault.empty(tmp_path / "office.casedesk")
    with ledger.watched(folder, small_vault.unlock()), small_vault.opened(folder) as vault:
        number = vault.write("Keep", lambda unit: keep(unit, "cases", {"title": "Bridge"})).result

        def save(unit: Writing) -> None:
            unit.add(Case(title="Bridge"))
            discard(unit, number)

        def fail(unit: Writing) -> None:
            save(unit)
            raise RuntimeError

        with pytest.raises(RuntimeError):
            vault.write("Save", fail)
        assert kept(vault, number) == {"title": "Bridge"}
        assert vault.write("Save", save).changes.unit is not None
        assert vault.read(drafts) == []
        vault.write("Undo", undo_last)
        assert vault.read(lambda unit: unit.count("cases")) == 0


def test_drafts_are_found_by_kind_and_record_newest_first(tmp_path: Path) -> None:
    with small_vault.opened(small_vault.empty(tmp_path / "office.casedesk")) as vault:
        case = vault.write("Add", lambda unit: unit.add(Case(title="A")).id).result
        old = vault.write("Keep", lambda unit: keep(unit, "cases", {}, record_id=case)).result
        new = vault.write("Keep", lambda unit: keep(unit, "notes", {})).result

        def ids(kind: str | None = None, record: int | None = None) -> list[int]:
            return [each.id for each in vault.read(lambda unit: drafts(unit, kind, record))]

        assert ids() == [new, old]
        assert ids("cases") == ids(record=case) == [old]


def test_a_draft_discarded_meanwhile_is_kept_anew_and_not_lost(office: Vault) -> None:
    number = office.write("Keep", lambda unit: keep(unit, "cases", {"title": "A"})).result
    office.write("Discard", lambda unit: discard(unit, number))
    more = {"title": "A and more"}
    again = office.write("Keep", lambda unit: keep(unit, "cases", more, draft_id=number)).result

    assert kept(office, again) == more


def test_nobody_sees_changes_or_discards_another_members_draft(office: Vault) -> None:
    def others(unit: Writing) -> int:
        who = unit.connection.execute(
            insert(member).values(uuid=b"o" * 16, name="Other", created="2026")
        ).inserted_primary_key
        row = {"member": who and who[0], "kind": "notes", "at": "2026", "content": '{"text": "x"}'}
        made = unit.connection.execute(insert(draft).values(**row).returning(draft.c.id))
        return int(made.scalar_one())

    theirs = office.write("Other", others).result
    mine = office.write("Keep", lambda unit: keep(unit, "notes", {}, draft_id=theirs)).result
    office.write("Discard", lambda unit: discard(unit, theirs))

    assert mine != theirs
    assert theirs not in [each.id for each in office.read(drafts)]
    left = select(draft.c.content).where(draft.c.id == theirs)
    assert office.read(lambda unit: unit.connection.execute(left).scalar_one()) == '{"text": "x"}'


def test_a_draft_of_no_kind_of_record_is_refused(office: Vault) -> None:
    with pytest.raises(UnknownKind):
        office.write("Keep", lambda unit: keep(unit, "ghosts", {}))
