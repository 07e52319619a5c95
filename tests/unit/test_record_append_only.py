"""Both databases refuse to change or remove what was recorded, whoever asks through the application."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from models.base import db
from tests.fixtures.record import execute, one, write_many
from workflows.record.verify import verify

COPY = "uuid, log_uuid, body, 'forged:act', object_kind, object_uuid, object_ref, request_uuid, request_ref, system_uuid, actor_kind, actor_uuid, person_id, at"

BOTH = (
    "UPDATE record_entry SET action = 'x:y' WHERE id = 1",
    "UPDATE record_entry SET body = '{}'",
    "DELETE FROM record_entry WHERE id = 3",
    "DELETE FROM record_entry",
    "UPDATE record_seal SET chain = prev WHERE n = 2",
    "DELETE FROM record_seal WHERE n = 3",
    "UPDATE record_log SET uuid = 'x'",
    "DELETE FROM record_log",
    "INSERT INTO record_seal (n, entry_id, leaf, prev, chain) VALUES (5, 1, 'a', 'b', 'c')",
    "INSERT INTO record_seal (n, entry_id, leaf, prev, chain) VALUES (4, 1, 'a', 'b', 'c')",
    "INSERT INTO record_seal SELECT n + 3, entry_id, leaf, chain, leaf FROM record_seal WHERE n = 3",
)
SQLITE = (
    f"INSERT OR REPLACE INTO record_entry SELECT id, {COPY} FROM record_entry WHERE id = 2",
    f"INSERT OR REPLACE INTO record_entry SELECT NULL, {COPY} FROM record_entry WHERE id = 2",
    f"REPLACE INTO record_entry SELECT 9, {COPY} FROM record_entry WHERE id = 2",
    "INSERT OR REPLACE INTO record_seal SELECT n, entry_id, prev, prev, chain FROM record_seal WHERE n = 2",
    "INSERT OR REPLACE INTO record_seal SELECT 4, entry_id, leaf, chain, prev FROM record_seal WHERE n = 3",
    "INSERT OR REPLACE INTO record_log SELECT 1, 'x', made_at FROM record_log",
    "INSERT INTO record_seal (n, entry_id, leaf, prev, chain) VALUES (NULL, 1, 'a', 'b', 'c')",
    "INSERT INTO record_seal (n, entry_id, leaf, prev, chain) SELECT 1, 1, 'a', 'b', 'c' ON CONFLICT DO UPDATE SET leaf = 'x'",
)
POSTGRESQL = (
    "TRUNCATE record_entry CASCADE",
    "TRUNCATE record_seal",
    "SET LOCAL session_replication_role = replica; UPDATE record_entry SET body = '{}'",
    "SET LOCAL session_replication_role = replica; DELETE FROM record_seal",
    "SET LOCAL session_replication_role = replica; TRUNCATE record_seal",
)


@pytest.mark.both_databases
def test_what_was_recorded_cannot_be_changed_removed_or_put_in(house: Flask) -> None:
    write_many(3)
    own = SQLITE if db.engine.dialect.name == "sqlite" else POSTGRESQL
    passed = []
    for attempt in (*BOTH, *own):
        try:
            execute(attempt)
            passed.append(attempt)
        except DBAPIError:
            continue
    assert passed == []
    assert one("SELECT count(*) FROM record_entry") == 3
    assert verify().exit_code == 0


@pytest.mark.postgres
def test_a_running_account_without_ownership_adds_entries_and_can_do_nothing_else(house: Flask) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from migrations.grants import grant_tables

    write_many(1)
    account = f"clerk_{postgres_name()}"
    execute(f"CREATE ROLE {account} LOGIN")
    try:
        with db.engine.connect() as connection, connection.begin():
            grant_tables(Operations(MigrationContext.configure(connection)), account)
        copied = "SELECT gen_random_uuid()::text, log_uuid, body, action, object_kind, object_uuid, actor_kind, actor_uuid, at FROM record_entry LIMIT 1"
        columns = "uuid, log_uuid, body, action, object_kind, object_uuid, actor_kind, actor_uuid, at"
        execute(f"SET LOCAL ROLE {account}", f"INSERT INTO record_entry ({columns}) {copied}")
        assert one("SELECT count(*) FROM record_seal") == 2
        for attempt in (
            "UPDATE record_entry SET body = ''",
            "DELETE FROM record_entry",
            "TRUNCATE record_entry CASCADE",
            "INSERT INTO record_seal (n, entry_id, leaf, prev, chain) VALUES (3, 1, 'a', 'b', 'c')",
            "UPDATE record_seal SET leaf = ''",
            "DELETE FROM record_seal",
            "ALTER TABLE record_entry DISABLE TRIGGER ALL",
            "DROP TABLE record_seal",
            "UPDATE signature SET reason = 'x'",
            "DELETE FROM approval_round",
            "UPDATE blob SET sha256 = 'x'",
        ):
            with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
                execute(f"SET LOCAL ROLE {account}", attempt)
        execute(f"SET LOCAL ROLE {account}", "UPDATE blob SET removed_reason = removed_reason")
    finally:
        execute(f"DROP OWNED BY {account}", f"DROP ROLE {account}")


def postgres_name() -> str:
    return str(one("SELECT current_database()"))
