"""Runs migrations on one connection of their own; whole or not at all, on both databases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

LOCK = 7_265_110


def render_type(kind: str, value: Any, _autogenerate: Any) -> Any:
    """Writes our own column types as what they are in the database: migrations know nothing of the models."""
    if kind == "type" and isinstance(value, sa.TypeDecorator):
        return f"sa.{value.impl_instance!r}"
    return False


def run() -> None:
    migrate = current_app.extensions["migrate"]
    url = current_app.config["COUNTERSIGN_MIGRATION_URL"]
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        # A rebuilt parent table would otherwise take its children along.
        sa.event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys=OFF"))
    with engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=render_type,
            transactional_ddl=True,
            **{**migrate.configure_args, "render_as_batch": is_sqlite},
        )
        with context.begin_transaction():
            if not is_sqlite:
                # Two hosts that start at once: the second waits and finds nothing left to do.
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            context.run_migrations()
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left a row that refers to nothing")
    engine.dispose()


if context.is_offline_mode():
    raise RuntimeError("migrations need the database: they look at what is there")
run()
