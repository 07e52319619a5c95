"""Triggers of the record: sealing at the commit, and entries and seals that nobody changes. No application code."""

from __future__ import annotations

from typing import Any

from migrations.append_only import append_only, create_refusal, drop_append_only, drop_refusal

TABLES = ("record_log", "record_entry", "record_seal")
SEAL_LOCK = int.from_bytes(b"csrecord", "big")
"""The advisory lock under which PostgreSQL seals one commit after the other."""


def create_triggers(op: Any) -> None:
    """Makes log, entries and seals append-only and, on PostgreSQL, seals each entry in its commit.

    Call it once, after the tables exist and before any other `append_only`.
    """
    create_refusal(op)
    for table in TABLES:
        append_only(op, table)
    if op.get_bind().dialect.name == "postgresql":
        _seal_on_postgresql(op)
    else:
        _order_on_sqlite(op)


def drop_triggers(op: Any) -> None:
    """Takes them away again, for the way down; drop every other append-only trigger before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER IF EXISTS record_entry_seal ON record_entry")
        op.execute("DROP TRIGGER IF EXISTS record_seal_by_trigger ON record_seal")
        op.execute("DROP FUNCTION IF EXISTS record_seal_entry()")
        op.execute("DROP FUNCTION IF EXISTS record_refuse_foreign_seal()")
    else:
        op.execute("DROP TRIGGER IF EXISTS record_entry_in_order")
        op.execute("DROP TRIGGER IF EXISTS record_seal_in_order")
    for table in TABLES:
        drop_append_only(op, table)
    drop_refusal(op)


def _seal_on_postgresql(op: Any) -> None:
    """The function runs as the owner of the tables, so that the running account needs no right to add seals."""
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
    op.execute(f"""
        CREATE FUNCTION record_seal_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
            tail record; place bigint; before bytea; leaf bytea;
        BEGIN
            PERFORM pg_advisory_xact_lock({SEAL_LOCK});
            SELECT n, chain INTO tail FROM {schema}.record_seal ORDER BY n DESC LIMIT 1;
            IF FOUND THEN
                place := tail.n + 1;
                before := decode(tail.chain, 'hex');
            ELSE
                place := 1;
                before := sha256('\\x03'::bytea || convert_to(NEW.log_uuid, 'UTF8'));
            END IF;
            leaf := sha256('\\x00'::bytea || convert_to(NEW.body, 'UTF8'));
            INSERT INTO {schema}.record_seal (n, entry_id, leaf, prev, chain) VALUES (
                place, NEW.id, encode(leaf, 'hex'), encode(before, 'hex'),
                encode(sha256('\\x02'::bytea || before || int8send(place) || leaf), 'hex'));
            RETURN NULL;
        END $$""")
    op.execute(
        "CREATE CONSTRAINT TRIGGER record_entry_seal AFTER INSERT ON record_entry "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_seal_entry()"
    )
    op.execute("ALTER TABLE record_entry ENABLE ALWAYS TRIGGER record_entry_seal")
    op.execute("""
        CREATE FUNCTION record_refuse_foreign_seal() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
            IF pg_trigger_depth() < 2 THEN
                RAISE EXCEPTION 'seals are made by the commit of an entry only'
                USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$""")
    op.execute(
        "CREATE TRIGGER record_seal_by_trigger BEFORE INSERT ON record_seal "
        "FOR EACH ROW EXECUTE FUNCTION record_refuse_foreign_seal()"
    )
    op.execute("ALTER TABLE record_seal ENABLE ALWAYS TRIGGER record_seal_by_trigger")


def _order_on_sqlite(op: Any) -> None:
    """Entries and seals are added behind the tail only; an unset key reads as -1 before the insert."""
    op.execute("""
        CREATE TRIGGER record_entry_in_order BEFORE INSERT ON record_entry
        WHEN NEW.id IS NOT NULL AND NEW.id <> -1
            AND NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM record_entry)
        BEGIN SELECT RAISE(ABORT, 'entries are added behind the tail only'); END""")
    op.execute("""
        CREATE TRIGGER record_seal_in_order BEFORE INSERT ON record_seal
        WHEN NEW.n IS NULL OR NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM record_seal)
            OR EXISTS (SELECT 1 FROM record_seal WHERE n = NEW.n - 1 AND chain <> NEW.prev)
        BEGIN SELECT RAISE(ABORT, 'seals are added behind the tail only'); END""")
