"""What Alembic runs for every migration: over the connection it is given, which is in a transaction already."""

from alembic import context

from dantoc.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
