"""Run by `feedback.store.upgrade`, which brings the connection and holds the transaction round it."""

from alembic import context

from feedback.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
