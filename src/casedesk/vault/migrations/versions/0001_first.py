"""The first schema, as it was: one statement a line in the file beside this one."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index of the first schema."""
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").splitlines():
        op.execute(statement)
