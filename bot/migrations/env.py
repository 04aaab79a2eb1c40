"""Run by Alembic, on the connection that `runner` hands over. Everything happens in one transaction, on SQLite too."""

from alembic import context

from bot.migrations.metadata import whole_metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=whole_metadata(),
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
