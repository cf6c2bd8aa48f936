"""Alembic's side of a migration: revisions are plain SQL files, run on the owner's connection."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
