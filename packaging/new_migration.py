"""Draft the migration for what the record classes say and the vault's schema does not yet.

Usage: python packaging/new_migration.py NAME. Read the drafted file before you keep it.
"""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from casedesk.vault import migrate


def main(name: str) -> None:
    """Bring an empty database in memory to the newest schema, and draft the rest."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", lambda driver, _: setattr(driver, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    folder = Path(migrate.__file__).parent / "migrations"
    drafted = sorted((folder / "versions").glob("[0-9]*.py"))
    if drafted:
        migrate.migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        number = f"{len(drafted) + 1:04d}"
        command.revision(config, message=name, autogenerate=True, rev_id=number)
    print(f"Now add {number!r} to SCHEMAS in {migrate.__file__}.")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit("Name the migration, for example: hearings"))
