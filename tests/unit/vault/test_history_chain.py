"""The history cannot be changed unseen: every link, every value, every row is accounted for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from tests import small_vault

from casedesk.domain.base import spine
from casedesk.domain.cases import Case
from casedesk.vault import consistency, history
from casedesk.vault.consistency import Finding
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault

PARTS = (
    consistency.chains,
    consistency.rows_against_history,
    consistency.index,
    consistency.text_folding,
    consistency.structure,
)


ERASE = "DELETE FROM payload WHERE seq = 3"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with small_vault.opened(small_vault.small(tmp_path / "case.casedesk")) as opened:
        yield opened


@pytest.fixture
def forge(vault: Vault) -> Callable[[str], list[Finding]]:
    """Change the database as somebody with the key could, and answer what is found then."""

    def run(statement: str) -> list[Finding]:
        def work(unit: Writing) -> None:
            for trigger in ("change_is_never_rewritten", "change_is_never_deleted"):
                unit.connection.execute(text(f"DROP TRIGGER {trigger}"))
            unit.connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            assert unit.connection.execute(text(statement)).rowcount

        vault.write("Forge", work)
        return found(vault)

    return run


def found(vault: Vault) -> list[Finding]:
    return vault.read(lambda unit: [each for part in PARTS for each in part(unit.connection)])


def test_a_vault_that_was_only_worked_in_has_nothing_to_find(vault: Vault) -> None:
    assert found(vault) == []


@pytest.mark.parametrize(
    "change",
    [
        "at = '2001-01-01T00:00:00.000Z'",
        "field = 'summary'",
        "replaces = NULL",
        "replaces = '1.2'",
        "unit = unit + 1",
        "commitment = zeroblob(32)",
        "link = zeroblob(32)",
        "record = 2",
        "member = (SELECT max(id) FROM member)",
    ],
)
def test_any_part_of_a_change_that_is_rewritten_is_named(
    vault: Vault, forge: Callable[[str], list[Finding]], change: str
) -> None:
    def second_member(unit: Writing) -> None:
        unit.connection.execute(
            text("INSERT INTO member (uuid, name, created) VALUES (zeroblob(16), 'Ben', 'now')")
        )

    vault.write("Second member", second_member)
    number = vault.read(lambda unit: _last_rename(unit.connection))
    findings = forge(f"UPDATE change SET {change} WHERE seq = {number}")
    broken = [each for each in findings if each.what.startswith("history")]
    assert any(str(number) in each.sentence for each in broken), findings


def _last_rename(connection: object) -> int:
    query = text("SELECT max(seq) FROM change WHERE field = 'title'")
    return int(connection.execute(query).scalar())  # type: ignore[attr-defined]


def test_a_change_that_was_taken_out_is_missed(
    vault: Vault, forge: Callable[[str], list[Finding]]
) -> None:
    vault.write("Erase", lambda unit: unit.connection.execute(text(ERASE)))
    findings = forge("DELETE FROM change WHERE seq = 3")
    assert any("missing from here on: 3" in each.sentence for each in findings)


@pytest.mark.parametrize("column", ["value = '{}'", "salt = zeroblob(16)"])
def test_a_value_that_was_exchanged_in_the_history_is_named(
    forge: Callable[[str], list[Finding]], column: str
) -> None:
    findings = forge(f"UPDATE payload SET {column} WHERE seq = 5")
    assert any("values of these changes are not" in each.sentence for each in findings)


def test_a_value_that_vanished_is_missed_unless_its_record_was_erased(
    vault: Vault, forge: Callable[[str], list[Finding]]
) -> None:
    number = vault.read(lambda unit: unit.all(Case)[-1].id)
    findings = forge(
        f"DELETE FROM payload WHERE (replica, seq) IN"
        f" (SELECT replica, seq FROM change WHERE record = {number})"
    )
    assert any("are missing" in each.sentence for each in findings)
    gone = spine.update().where(spine.c.id == number).values(deleted="2026-01-01")

    def tombstone(unit: Writing) -> None:
        unit.connection.execute(gone)
        unit.connection.execute(text(f"DELETE FROM search WHERE rowid = {number}"))

    vault.write("Erase", tombstone)
    assert found(vault) == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE \"case\" SET summary = 'another'", "cases"),
        (
            "UPDATE event SET occurred_last = occurred_last + 1 WHERE occurred_edtf = '2024-03'",
            "events",
        ),
        ("UPDATE involvement SET party = (SELECT max(id) FROM party)", "involvements"),
        ("UPDATE record SET title = 'another' WHERE kind = 'people'", "people"),
        ("UPDATE record SET deleted = '2020' WHERE kind = 'notes'", "notes"),
        ("UPDATE record SET deleted = NULL", "cases"),
        ("DELETE FROM search WHERE rowid = 1", "search"),
        ("INSERT INTO search (rowid, title) VALUES (99999, 'x')", "search"),
        ("UPDATE meta SET value = '0' WHERE key = 'fold'", "search"),
    ],
)
def test_what_no_longer_fits_its_history_is_named(
    forge: Callable[[str], list[Finding]], statement: str, what: str
) -> None:
    assert what in {each.what for each in forge(statement)}


def test_a_link_that_points_at_nothing_is_named(vault: Vault) -> None:
    def cut(engine: Engine) -> None:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("DELETE FROM party WHERE id = (SELECT max(id) FROM party)")
            driver.execute("PRAGMA foreign_keys = ON")

    vault._writer.run_bare(cut)
    findings = vault.read(lambda unit: list(consistency.structure(unit.connection)))
    assert "involvement" in {each.what for each in findings}


def test_the_database_itself_refuses_to_rewrite_history(vault: Vault) -> None:
    for statement in ("UPDATE change SET at = 'x'", "DELETE FROM change"):
        with pytest.raises(IntegrityError, match="history is never"):
            vault.write("Rewrite", lambda unit, s=statement: unit.connection.execute(text(s)))  # type: ignore[misc]


def test_the_chain_betrays_nothing_of_a_value_and_binds_it(vault: Vault) -> None:
    assert history.commitment(b"a" * 16, '"x"') != history.commitment(b"b" * 16, '"x"')
    assert history.commitment(b"a" * 16, '"x"') != history.commitment(b"a" * 16, '"y"')
    chain = vault.read(
        lambda unit: repr(unit.connection.execute(text("SELECT * FROM change")).all())
    )
    assert "Amina" not in chain
    assert "bridge" not in chain


def test_numbers_are_named_as_people_write_them() -> None:
    assert consistency.named([9, 1, 2, 3, 7]) == "1-3, 7, 9"
    assert consistency.named(range(0, 200, 2)).endswith("78 …")
