"""Append-only tables: what the databases themselves refuse, whoever asks. Imports no application code.

Alembic's batch mode rebuilds a table on SQLite and loses its triggers: call `append_only` again after such a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

REFUSE = "refuse_change"


def append_only(
    op: Any, table: str, *, columns: Sequence[str] | None = None, when: str | None = None
) -> None:
    """Makes the database refuse to change or remove rows of `table`.

    `columns` freezes only these columns (the row itself can still not be removed); `when` is a condition on the old
    row, such as `OLD.published_at IS NOT NULL`, under which the row is frozen. Both work on SQLite and PostgreSQL.
    On SQLite an insert that meets an existing key fails even when it says ON CONFLICT DO NOTHING.
    """
    if op.get_bind().dialect.name == "postgresql":
        _postgresql(op, table, columns, when)
    else:
        _sqlite(op, table, columns, when)


def drop_append_only(op: Any, table: str) -> None:
    """Lets rows of `table` be changed again; for the way down of a migration."""
    if op.get_bind().dialect.name == "postgresql":
        for name in ("append_only", "no_removal", "no_truncate"):
            op.execute(f'DROP TRIGGER IF EXISTS {table}_{name} ON "{table}"')
    else:
        for name in ("append_only", "no_removal", "no_replace"):
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")


def create_refusal(op: Any) -> None:
    """Makes the function that all append-only triggers of PostgreSQL call; SQLite needs none."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"""
            CREATE OR REPLACE FUNCTION {REFUSE}() RETURNS trigger LANGUAGE plpgsql
            SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
            END $$""")


def drop_refusal(op: Any) -> None:
    """Removes that function; every append-only trigger must be gone before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION IF EXISTS {REFUSE}()")


def _postgresql(op: Any, table: str, columns: Sequence[str] | None, when: str | None) -> None:
    of = " OF " + ", ".join(f'"{column}"' for column in columns) if columns else ""
    condition = f" WHEN ({when})" if when else ""
    for name, occasion, level in (
        ("append_only", f"UPDATE{of}", "ROW"),
        ("no_removal", "DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    ):
        limit = condition if level == "ROW" else ""
        op.execute(
            f'CREATE TRIGGER {table}_{name} BEFORE {occasion} ON "{table}" FOR EACH {level}{limit} '
            f"EXECUTE FUNCTION {REFUSE}()"
        )
        # Otherwise a session with session_replication_role = replica would pass.
        op.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {table}_{name}')


def _sqlite(op: Any, table: str, columns: Sequence[str] | None, when: str | None) -> None:
    of = " OF " + ", ".join(f'"{column}"' for column in columns) if columns else ""
    condition = f" WHEN {when}" if when else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f'CREATE TRIGGER {table}_append_only BEFORE UPDATE{of} ON "{table}"{condition} {refuse}')
    op.execute(f'CREATE TRIGGER {table}_no_removal BEFORE DELETE ON "{table}"{condition} {refuse}')
    # INSERT OR REPLACE removes a row without asking the trigger above.
    same = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE '
        + " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
        + ")"
        for key in unique_keys(op.get_bind(), table)
    )
    op.execute(f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON "{table}" WHEN {same} {refuse}')


def unique_keys(bind: sa.Connection, table: str) -> list[tuple[str, ...]]:
    """All keys by which a new row could push out an old one: the primary key and every unique rule."""
    seen = sa.inspect(bind)
    keys = [tuple(seen.get_pk_constraint(table)["constrained_columns"])]
    keys += [tuple(rule["column_names"]) for rule in seen.get_unique_constraints(table)]
    keys += [tuple(index["column_names"]) for index in seen.get_indexes(table) if index["unique"]]
    return sorted(set(keys))
