"""A migration is done wholly or not at all, and loses nothing: each step of the recipe is needed.

Where a step is left out here, the loss that was once seen happens again.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.pool import StaticPool
from tests import small_vault

from casedesk.domain.base import Base
from casedesk.vault import cipher, migrate, tables
from casedesk.vault.checking import check
from casedesk.vault.errors import NewerVault
from casedesk.vault.migrate import MigrationFailed
from casedesk.vault.subkeys import Purpose
from casedesk.vault.vault import Vault

_HEAD = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = {number!r}, {before!r}, None, None


def upgrade():
"""

# Two tables as a later schema might bring them: deleting the one deletes rows of the other.
_PARENT_AND_CHILD = """
    op.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)")
    op.execute("CREATE TABLE child (id INTEGER PRIMARY KEY,"
               " parent INTEGER REFERENCES parent (id) ON DELETE CASCADE)")
    op.execute("INSERT INTO parent VALUES (1, 'kept'), (2, 'kept too')")
    op.execute("INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)")
"""
_REBUILD_PARENT = """
    with op.batch_alter_table("parent", recreate="always") as batch:
        batch.alter_column("name", nullable=False)
"""
_REBUILD_HISTORY = """
    with op.batch_alter_table("change", recreate="always") as batch:
        batch.add_column(sa.Column("more", sa.Text))
"""
_FAIL_HALFWAY = """
    op.execute("CREATE TABLE half (id INTEGER PRIMARY KEY)")
    op.execute("UPDATE record SET title = 'half'")
    op.execute("INSERT INTO nowhere VALUES (1)")
"""
_BREAK_A_LINK = """
    op.execute("UPDATE involvement SET party = 999999")
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Add migrations to the program, as a later version has them."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "_FOLDER", folder)

    def add(*upgrades: str) -> None:
        before = migrate.NEWEST
        for count, upgrade in enumerate(upgrades, 1):
            number = f"t{count:03d}"
            head = _HEAD.format(number=number, before=before)
            (folder / "versions" / f"{number}_later.py").write_text(head + upgrade)
            before = number

    return add


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with small_vault.opened(small_vault.small(tmp_path / "case.casedesk")) as opened:
        yield opened


def _migrate(vault: Vault, beside: Any = tables.BESIDE_THE_TABLES) -> None:
    vault._writer.run_bare(lambda engine: migrate.migrate(engine, beside=beside))


def _rows(vault: Vault, query: str) -> list[Any]:
    return vault.read(lambda unit: [tuple(row) for row in unit.connection.execute(text(query))])


def _triggers(vault: Vault) -> set[str]:
    return {row[0] for row in _rows(vault, "SELECT name FROM sqlite_master WHERE type = 'trigger'")}


HISTORY_TRIGGERS = {"change_is_never_rewritten", "change_is_never_deleted"}


def test_rebuilding_a_table_keeps_the_rows_that_point_at_it(
    vault: Vault, later: Callable[..., None]
) -> None:
    later(_PARENT_AND_CHILD, _REBUILD_PARENT)
    _migrate(vault)
    assert _rows(vault, "SELECT id, parent FROM child") == [(1, 1), (2, 1), (3, 2)]
    assert _rows(vault, "PRAGMA foreign_keys") == [(1,)]


def test_with_foreign_keys_on_the_same_migration_empties_them_without_an_error(
    vault: Vault, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_at_once", lambda *_given: None)
    later(_PARENT_AND_CHILD, _REBUILD_PARENT)
    _migrate(vault)
    assert _rows(vault, "SELECT id, parent FROM child") == []


def test_a_migration_that_fails_leaves_the_vault_as_it_was(
    vault: Vault, later: Callable[..., None]
) -> None:
    before = _rows(vault, "SELECT * FROM sqlite_master"), _rows(vault, "SELECT * FROM record")
    later(_PARENT_AND_CHILD, _FAIL_HALFWAY)
    with pytest.raises(MigrationFailed, match="It is unchanged"):
        _migrate(vault)
    assert (_rows(vault, "SELECT * FROM sqlite_master"), _rows(vault, "SELECT * FROM record")) == (
        before
    )
    assert _rows(vault, "SELECT version_num FROM alembic_version") == [(migrate.NEWEST,)]
    assert _rows(vault, "PRAGMA foreign_keys") == [(1,)]


def test_with_the_drivers_own_transactions_it_stays_half_done(
    vault: Vault, later: Callable[..., None], tmp_path: Path
) -> None:
    """Without `isolation_level = None` and BEGIN IMMEDIATE the driver commits at the first DDL."""
    copy = tmp_path / "copy.db"
    vault._writer.run_bare(lambda engine: _vacuum_into(engine, copy))
    key, salt = vault.key(Purpose.DATABASE), vault.header.db_salt
    later(_FAIL_HALFWAY)
    driver = cipher.connect(copy, key, salt)
    driver.isolation_level = "DEFERRED"
    engine = create_engine(
        "sqlite://", module=cipher.dbapi, creator=lambda: driver, poolclass=StaticPool
    )
    with pytest.raises(MigrationFailed):
        migrate.migrate(engine)
    with engine.connect() as connection:
        named = text("SELECT count(*) FROM sqlite_master WHERE name = 'half'")
        assert connection.execute(named).scalar() == 1
    engine.dispose()


def _vacuum_into(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        connection.rollback()
        cipher.vacuum_into(driver, path)


def test_rebuilding_the_history_keeps_what_forbids_rewriting_it(
    vault: Vault, later: Callable[..., None]
) -> None:
    before = _rows(vault, "SELECT replica, seq, link FROM change")
    later(_REBUILD_HISTORY)
    _migrate(vault)
    assert _triggers(vault) >= HISTORY_TRIGGERS
    assert _rows(vault, "SELECT replica, seq, link FROM change") == before


def test_unless_they_are_made_again_the_triggers_vanish(
    vault: Vault, later: Callable[..., None]
) -> None:
    later(_REBUILD_HISTORY)
    _migrate(vault, beside=())
    assert not _triggers(vault) & HISTORY_TRIGGERS


def test_a_migration_that_breaks_a_link_is_refused_and_undone(
    vault: Vault, later: Callable[..., None]
) -> None:
    before = _rows(vault, "SELECT party FROM involvement")
    later(_BREAK_A_LINK)
    with pytest.raises(MigrationFailed, match="unchanged"):
        _migrate(vault)
    assert _rows(vault, "SELECT party FROM involvement") == before


def test_migrating_what_is_migrated_changes_nothing(vault: Vault) -> None:
    before = _rows(vault, "SELECT * FROM sqlite_master")
    _migrate(vault)
    assert _rows(vault, "SELECT * FROM sqlite_master") == before


def test_the_schema_of_a_new_vault_is_exactly_the_models(vault: Vault) -> None:
    engine = create_engine("sqlite://")
    event.listen(
        engine, "connect", lambda driver, _record: driver.execute("PRAGMA foreign_keys=ON")
    )
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        said = _schema([tuple(row) for row in connection.execute(text(_ALL_SQL))])
    engine.dispose()
    made = _schema(_rows(vault, _ALL_SQL))
    assert made.keys() - said.keys() == {"search", *HISTORY_TRIGGERS, "alembic_version"}
    assert {name: made.get(name) for name in said} == said


_ALL_SQL = (
    "SELECT name, sql FROM sqlite_master"
    " WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
)


def _schema(rows: list[Any]) -> dict[str, str]:
    """Statements by the name of what they make, without white space and quotes."""
    return {name: re.sub(r"[\s\"]+", "", sql) for name, sql in rows}


def test_nothing_differs_between_the_vaults_tables_and_the_models(vault: Vault) -> None:
    assert vault.read(lambda unit: migrate.differences(unit.connection)) == []


def test_a_column_that_no_model_knows_would_be_told(vault: Vault) -> None:
    more = text("ALTER TABLE meta ADD COLUMN more TEXT")
    vault.write("Add", lambda unit: unit.connection.execute(more))
    assert vault.read(lambda unit: len(migrate.differences(unit.connection))) == 1


def test_the_schemas_this_program_knows_are_its_migrations() -> None:
    files = sorted((migrate._FOLDER / "versions").glob("[0-9]*.py"))
    assert tuple(path.name.split("_")[0] for path in files) == migrate.SCHEMAS


def _program_with(monkeypatch: pytest.MonkeyPatch, *schemas: str) -> None:
    monkeypatch.setattr(migrate, "SCHEMAS", (*migrate.SCHEMAS, *schemas))
    monkeypatch.setattr(migrate, "NEWEST", schemas[-1])


def test_an_older_vault_is_migrated_when_it_is_opened_and_a_copy_kept_until_the_next_time(
    tmp_path: Path, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_vault.small(tmp_path / "case.casedesk")
    with small_vault.opened(folder) as vault:
        before = vault.read(lambda unit: unit.count("cases"))
    older = migrate.NEWEST
    later(_PARENT_AND_CHILD, _REBUILD_HISTORY)
    _program_with(monkeypatch, "t001", "t002")
    with small_vault.opened(folder) as vault:
        assert vault.trust.notices == []
        assert vault.read(lambda unit: unit.count("cases")) == before
        assert _rows(vault, "SELECT version_num FROM alembic_version") == [("t002",)]
    assert [path.name for path in folder.glob("*.before-*")] == [f"data.db.before-{older}"]
    small_vault.opened(folder).close()
    assert not list(folder.glob("*.before-*"))


def test_where_migrating_fails_the_vault_is_not_opened_and_not_changed(
    tmp_path: Path, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_vault.small(tmp_path / "case.casedesk")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "_FOLDER", migrate._FOLDER)
        later(_FAIL_HALFWAY)
        _program_with(patch, "t001")
        with pytest.raises(MigrationFailed, match="open it with the CaseDesk you had"):
            small_vault.opened(folder)
    with small_vault.opened(folder) as vault:
        assert vault.trust.notices == []
        assert vault.read(lambda unit: unit.count("cases")) == 2


def test_a_vault_of_a_newer_program_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_vault.small(tmp_path / "case.casedesk")
    monkeypatch.setattr(migrate, "SCHEMAS", ("0000",))
    with pytest.raises(NewerVault):
        small_vault.opened(folder)
    with pytest.raises(NewerVault):
        check(folder, small_vault.unlock())


def test_a_database_without_any_table_has_no_schema() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        assert migrate.schema_of(connection) is None
    engine.dispose()
