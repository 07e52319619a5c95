"""Rights of the running account on PostgreSQL, where the tables belong to another one. Imports no application code."""

from __future__ import annotations

import os
from typing import Any

import sqlalchemy as sa

_FROZEN = """
    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND t.tgname = c.relname || '_no_removal' AND t.tgqual IS NULL
    ORDER BY 1"""
_FROZEN_COLUMNS = """
    SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_attribute a
    WHERE a.attrelid = CAST(:table AS regclass) AND a.attnum > 0 AND NOT a.attisdropped AND EXISTS (
        SELECT 1 FROM pg_trigger t WHERE t.tgrelid = a.attrelid AND t.tgname = :trigger
        AND array_length(t.tgattr::int2[], 1) > 0) AND NOT a.attnum = ANY (
        SELECT unnest(t.tgattr::int2[]) FROM pg_trigger t WHERE t.tgrelid = a.attrelid AND t.tgname = :trigger)"""


def running_account(op: Any) -> str | None:
    """The account of `DATABASE_URL` when it is not the one that migrates now; None when they are the same."""
    address = os.environ.get("DATABASE_URL", "")
    bind = op.get_bind()
    if bind.dialect.name != "postgresql" or not address.startswith("postgres"):
        return None
    account = sa.make_url(address).username
    return account if account and account != bind.exec_driver_sql("SELECT current_user").scalar() else None


def grant_tables(op: Any, account: str | None = None) -> None:
    """Gives the running account what it needs and no more; call it at the end of every migration that makes tables.

    It reads and writes all tables, adds to append-only ones (changing at most the columns that are not frozen), and
    only reads the seals. Does nothing where one account does everything.
    """
    account = account or running_account(op)
    if account is None:
        return
    bind = op.get_bind()
    quoted = bind.dialect.identifier_preparer.quote(account)
    schema = bind.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
    op.execute(f"GRANT USAGE ON SCHEMA {schema} TO {quoted}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {quoted}")
    op.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {quoted}")
    for table in bind.exec_driver_sql(_FROZEN).scalars().all():
        op.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {quoted}')
        free = bind.execute(
            sa.text(_FROZEN_COLUMNS), {"table": f'"{table}"', "trigger": f"{table}_append_only"}
        ).scalar()
        if free:
            op.execute(f'GRANT UPDATE ({free}) ON "{table}" TO {quoted}')
    op.execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON record_seal FROM {quoted}")
