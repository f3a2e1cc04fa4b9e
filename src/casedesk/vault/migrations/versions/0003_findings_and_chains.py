"""What a decision found on each article, work before a time limit, and both days in one index."""

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


def upgrade() -> None:
    """Make the table of findings, add the columns, and make the indexes of dates again."""
    _make_findings()
    op.add_column("addressee", sa.Column("substance", sa.String(), nullable=True))
    for end, kind in (
        ("edtf", sa.Text()), ("first", sa.Integer()), ("last", sa.Integer()), ("words", sa.Text())
    ):  # fmt: skip
        op.add_column("addressee", sa.Column(f"commented_{end}", kind, nullable=True))
    # Written out, since Alembic adds no column with a foreign key without rebuilding the table.
    op.execute(
        "ALTER TABLE deadline ADD COLUMN filing INTEGER"
        " CONSTRAINT fk_deadline_filing REFERENCES record (id)"
    )
    op.create_index(op.f("ix_deadline_filing"), "deadline", ["filing"], unique=False)
    op.add_column("proceeding", sa.Column("costs", sa.String(), nullable=True))
    op.add_column("session", sa.Column("remind_days", sa.Integer(), nullable=True))
    op.add_column("task", sa.Column("rule", sa.String(), nullable=True))
    op.add_column("task", sa.Column("days_before", sa.Integer(), nullable=True))
    for table, name in _DATES:
        op.drop_index(op.f(f"ix_{table}_{name}_first"), table_name=table)
    for table, name in (*_DATES, ("addressee", "commented")):
        index = f"ix_{table}_{name}_first"
        op.create_index(index, table, [f"{name}_first", f"{name}_last"], unique=False)


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
            ["instrument"], ["record.id"], name=op.f("fk_article_finding_instrument")
        ),
        sa.ForeignKeyConstraint(
            ["proceeding"], ["record.id"], name=op.f("fk_article_finding_proceeding")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_finding")),
    )
    for name in ("article", "found", "instrument", "proceeding"):
        index = op.f(f"ix_article_finding_{name}")
        op.create_index(index, "article_finding", [name], unique=False)
