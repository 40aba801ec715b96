"""Alembic's entry: runs migrations on the engine it is handed, each in a transaction."""

from alembic import context
from sqlalchemy import Engine

from credit.db.tables import metadata

engine: Engine = context.config.attributes["engine"]

with engine.connect().execution_options(portal_write=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=engine.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
