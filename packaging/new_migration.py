"""Draft the migration for what the record classes say and the vault's schema does not yet.

Usage: python packaging/new_migration.py NAME. Read the drafted file before you keep it.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from casedesk.vault import cipher, migrate

_FOLDER = Path(migrate.__file__).parent / "migrations"
_RUFF = Path(sys.executable).with_name("ruff")


def main(name: str) -> None:
    """Bring an empty database in memory to the newest schema, and draft the rest."""
    engine = _empty_database()
    migrate.migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    number = f"{len(list((_FOLDER / 'versions').glob('[0-9]*.py'))) + 1:04d}"
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        script: Any = command.revision(
            config,
            message=name,
            autogenerate=True,
            rev_id=number,
            process_revision_directives=_refuse_empty,
        )
    _put_in_order(Path(script.path))
    print(f"Read it, then add {number!r} to SCHEMAS in {migrate.__file__}.")


def _empty_database() -> Engine:
    """A database in memory, in the SQLite that vaults have: Python's own may be too old for the
    search index.
    """
    engine = create_engine("sqlite://", module=cipher.dbapi, poolclass=StaticPool)
    event.listen(engine, "connect", lambda driver, _: setattr(driver, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _refuse_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if directives[0].upgrade_ops.is_empty():
        sys.exit("The record classes say nothing that the newest schema does not say already.")


def _put_in_order(draft: Path) -> None:
    """Alembic writes in a style of its own, which `make lint` would refuse."""
    for wish in (["check", "--fix"], ["format"]):
        subprocess.run([_RUFF, *wish, "--quiet", draft], check=True)  # noqa: S603 - our own ruff


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit("Name the migration, for example: hearings"))
