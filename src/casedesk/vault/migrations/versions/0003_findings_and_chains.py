"""What a decision found on each article, work before a time limit, and both days in one index."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: Every date of the schema before this one, by table: its index knew the first day alone.
_DATES = (
    ("action", "occurred"), ("addressee", "replied"), ("addressee", "transmitted"),
    ("assessment", "occurred"), ("authority", "ends"), ("authority", "given"),
    ("brief_version", "frozen"), ("case", "closed"), ("case", "opened"), ("check_in", "last"),
    ("check_in", "next"), ("consent", "decided"), ("custody", "occurred"),
    ("deadline", "act_by"), ("deadline", "due"), ("disclosure", "occurred"),
    ("engagement", "occurred"),
    ("event", "occurred"), ("evidence", "obtained"), ("fact", "occurred"),
    ("filing", "postmark"), ("filing", "received"), ("filing", "sent"), ("instrument", "adopted"),
    ("instrument", "published"), ("measure", "due"), ("party", "born"), ("party", "died"),
    ("proceeding", "decided"), ("proceeding", "notified"), ("proceeding", "submitted"),
    ("session", "closes"), ("session", "opens"), ("stage", "occurred"), ("task", "due"),
)  # fmt: skip

#: The indexes of one column that tables made anew lose.
_LOST = (
    ("addressee", "party"),
    ("addressee", "proceeding"),
    ("deadline", "case"),
    ("deadline", "filing"),
    ("deadline", "proceeding"),
    ("deadline", "state"),
    ("proceeding", "case"),
    ("proceeding", "concerning"),
    ("proceeding", "continues"),
    ("proceeding", "mechanism"),
    ("proceeding", "reference"),
    ("proceeding", "state"),
    ("session", "mechanism"),
    ("task", "about"),
    ("task", "in_charge"),
)

_TABLES = Path(__file__).with_name("0003_tables.sql")


def upgrade() -> None:
    """Make the table of findings, five tables anew with more columns, and the indexes of dates."""
    _make_findings()
    for table, name in _DATES:
        op.drop_index(op.f(f"ix_{table}_{name}_first"), table_name=table)
    for statement in _TABLES.read_text("utf-8").split(";\n"):
        if statement.strip():
            _make_anew(statement)
    for table, name in _LOST:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
    for table, name in (*_DATES, ("addressee", "commented")):
        index = f"ix_{table}_{name}_first"
        op.create_index(index, table, [f"{name}_first", f"{name}_last"], unique=False)


def _make_anew(statement: str) -> None:
    """Put a table in the place of the one with fewer columns, with its rows.

    Columns added one by one would stand behind the constraints, and the vault's own text of its
    tables would no longer be that of a new vault.
    """
    table = statement.split("(", maxsplit=1)[0].rsplit(maxsplit=1)[-1].removeprefix("new_")
    rows = op.get_bind().exec_driver_sql(f'PRAGMA table_info("{table}")').all()
    columns = ", ".join(f'"{row[1]}"' for row in rows)
    op.execute(statement)
    op.execute(f'INSERT INTO new_{table} ({columns}) SELECT {columns} FROM "{table}"')  # noqa: S608 - names of our own tables
    op.execute(f'DROP TABLE "{table}"')
    op.execute(f'ALTER TABLE new_{table} RENAME TO "{table}"')


def _make_findings() -> None:
    op.create_table(
        "article_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proceeding", sa.Integer(), nullable=True),
        sa.Column("instrument", sa.Integer(), nullable=True),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_article_finding_id")),
        sa.ForeignKeyConstraint(
            ["proceeding"], ["record.id"], name=op.f("fk_article_finding_proceeding")
        ),
        sa.ForeignKeyConstraint(
            ["instrument"], ["record.id"], name=op.f("fk_article_finding_instrument")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_finding")),
    )
    for name in ("article", "found", "instrument", "proceeding"):
        index = op.f(f"ix_article_finding_{name}")
        op.create_index(index, "article_finding", [name], unique=False)
