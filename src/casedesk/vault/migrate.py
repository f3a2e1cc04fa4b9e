"""Bringing a vault's schema to this program's, by the one recipe that loses nothing.

Each step is there because leaving it out was seen to lose data or leave a vault half changed: with
foreign keys on, rebuilding a table emptied the tables that point at it, without an error; with the
driver's own transactions, a failed migration stayed half done; rebuilding a table dropped its
triggers. The tests run the migration without each step and show the loss.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

import casedesk.domain
from casedesk.vault import cipher
from casedesk.vault.tables import BESIDE_THE_TABLES
from casedesk.words import Refusal, _

assert casedesk.domain  # importing it registers every record's table

#: The schemas this program knows, oldest first. A test compares it with the migrations' files.
SCHEMAS = ("0001", "0002", "0003")
NEWEST = SCHEMAS[-1]

_FOLDER = Path(__file__).parent / "migrations"


class MigrationFailed(Refusal):
    """The vault could not be brought to this program's schema, and was left as it was."""


def schema_of(connection: Connection) -> str | None:
    """The schema a vault has; None for one that has no table yet."""
    named = text("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    if connection.execute(named).scalar() is None:
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def migrate(
    engine: Engine, revision: str = "head", beside: Sequence[str] = BESIDE_THE_TABLES
) -> None:
    """Bring the vault to a schema, wholly or not at all.

    The engine must begin with BEGIN IMMEDIATE and leave transactions to SQLAlchemy (the vault's
    engines do). Raises MigrationFailed, and the vault is as it was before.
    """
    with engine.connect() as connection:
        # Outside any transaction, where SQLite would ignore it: with foreign keys on, dropping
        # the old copy of a rebuilt table deletes the rows that point at it.
        _at_once(connection, "PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _upgrade(connection, revision)
                for statement in beside:
                    connection.execute(text(statement))
                broken = connection.execute(text("PRAGMA foreign_key_check")).all()
                if broken:
                    raise _failed(_("links in it would break"))
        except DBAPIError as error:
            refusal = error.orig and cipher.refusal_for(error.orig)
            raise refusal or _failed(type(error).__name__) from error
        finally:
            _at_once(connection, "PRAGMA foreign_keys = ON")


def _failed(why: str) -> MigrationFailed:
    return MigrationFailed(
        _(
            "The vault could not be brought to the form this CaseDesk needs ({why})."
            " It is unchanged: open it with the CaseDesk you had, and please report this."
        ).format(why=why)
    )


def _at_once(connection: Connection, pragma: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(pragma)


def _upgrade(connection: Connection, revision: str) -> None:
    # Alembic is imported here alone: most commands never migrate, and it takes a quarter second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def differences(connection: Connection) -> list[Any]:
    """What differs between the vault's tables and the models'; nothing, after a migration."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    from casedesk.domain.base import Base  # noqa: PLC0415

    options = {"include_object": has_model, "target_metadata": Base.metadata}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


def has_model(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Whether a table is to be compared with a model; the index's inner tables have none."""
    return not (kind == "table" and name and name.startswith(("search", "alembic_", "sqlite_")))
