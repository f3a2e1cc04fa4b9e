"""Run by Alembic, in process, on the connection that `migrate` hands over. See vault/migrate.py."""

from alembic import context

from casedesk.domain.base import Base
from casedesk.vault.migrate import has_model

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_object=has_model,
    # The transaction is ours: Alembic's own would commit after each step.
    transactional_ddl=False,
)
context.run_migrations()
