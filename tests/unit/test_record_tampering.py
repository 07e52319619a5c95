"""Every kind of tampering that a chain can show is found and located, on both databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from models.base import db
from tests.fixtures.record import OTHER_ACTION, execute, one, tamper, write, write_many
from workflows.record import hashes
from workflows.record.report import Report, Verdict
from workflows.record.verify import verify

COLUMNS = "uuid, log_uuid, body, action, object_kind, object_uuid, object_ref, request_uuid, request_ref, system_uuid, actor_kind, actor_uuid, person_id, at"


def body(n: int) -> str:
    return str(
        one("SELECT e.body FROM record_entry e JOIN record_seal s ON s.entry_id = e.id WHERE n = :n", n=n)
    )


def edit_one_byte() -> None:
    tamper("UPDATE record_entry SET body = replace(body, 'label 4', 'label 5') WHERE id = 4")


def delete_an_entry_with_its_seal() -> None:
    tamper("DELETE FROM record_seal WHERE n = 4", "DELETE FROM record_entry WHERE id = 4")


def delete_an_entry_only() -> None:
    tamper("DELETE FROM record_entry WHERE id = 4")


def delete_the_first() -> None:
    tamper("DELETE FROM record_seal WHERE n = 1", "DELETE FROM record_entry WHERE id = 1")


def insert_in_between() -> None:
    tamper(
        "UPDATE record_seal SET n = -n WHERE n >= 4",
        f"INSERT INTO record_entry SELECT 100, 'x' || substr(uuid, 2), {COLUMNS.removeprefix('uuid, ')} FROM record_entry WHERE id = 2",
        "INSERT INTO record_seal SELECT 4, 100, leaf, 'y' || substr(prev, 2), 'z' || substr(chain, 2) FROM record_seal WHERE n = 2",
        "UPDATE record_seal SET n = 1 - n WHERE n < 0",
    )


def insert_without_a_seal() -> None:
    tamper(
        f"INSERT INTO record_entry SELECT 100, 'x' || substr(uuid, 2), {COLUMNS.removeprefix('uuid, ')} FROM record_entry WHERE id = 2"
    )


def swap_two_bodies() -> None:
    first, second = body(4), body(6)
    change = "UPDATE record_entry SET body = CASE id WHEN 4 THEN :second ELSE :first END WHERE id IN (4, 6)"
    tamper(change, first=first, second=second)


def swap_two_places() -> None:
    tamper(
        "UPDATE record_seal SET n = 104 WHERE n = 4",
        "UPDATE record_seal SET n = 4 WHERE n = 5",
        "UPDATE record_seal SET n = 5 WHERE n = 104",
    )


def swap_the_entries_of_two_seals() -> None:
    tamper(
        "UPDATE record_seal SET entry_id = 104 WHERE n = 4",
        "UPDATE record_seal SET entry_id = 4 WHERE n = 5",
        "UPDATE record_seal SET entry_id = 5 WHERE n = 4",
    )


def edit_and_recompute_the_leaf() -> None:
    changed = body(4).replace("label 4", "label 5")
    leaf = hashes.leaf(changed.encode()).hex()
    tamper(
        "UPDATE record_entry SET body = :body WHERE id = 4",
        "UPDATE record_seal SET leaf = :leaf WHERE n = 4",
        body=changed,
        leaf=leaf,
    )


def edit_a_column_that_is_shown() -> None:
    tamper("UPDATE record_entry SET object_ref = 'SYS-99' WHERE id = 4")


def edit_the_time() -> None:
    tamper("UPDATE record_entry SET at = '2020-01-01 00:00:00.000000' WHERE id = 4")


def edit_the_chain_value() -> None:
    tamper("UPDATE record_seal SET chain = leaf WHERE n = 4")


def edit_the_link() -> None:
    tamper("UPDATE record_seal SET prev = leaf WHERE n = 4")


def break_the_hash_itself() -> None:
    tamper("UPDATE record_seal SET leaf = 'no hash', prev = 'nor this' WHERE n = 4")


KINDS: list[tuple[Callable[[], None], int | None, str]] = [
    (edit_one_byte, 4, "record_body_altered"),
    (delete_an_entry_with_its_seal, 4, "record_gap"),
    (delete_an_entry_only, 4, "record_body_missing"),
    (delete_the_first, 1, "record_gap"),
    (insert_in_between, 4, "record_link_broken"),
    (insert_without_a_seal, None, "record_not_sealed"),
    (swap_two_bodies, 4, "record_body_altered"),
    (swap_two_places, 4, "record_link_broken"),
    (swap_the_entries_of_two_seals, 4, "record_body_altered"),
    (edit_and_recompute_the_leaf, 4, "record_chain_altered"),
    (edit_a_column_that_is_shown, 4, "record_column_altered"),
    (edit_the_time, 4, "record_column_altered"),
    (edit_the_chain_value, 4, "record_chain_altered"),
    (edit_the_link, 4, "record_link_broken"),
    (break_the_hash_itself, 4, "record_link_broken"),
]


@pytest.mark.both_databases
@pytest.mark.parametrize(("kind", "n", "code"), KINDS, ids=[kind.__name__ for kind, _, _ in KINDS])
def test_tampering_is_found_and_located(
    house: Flask, kind: Callable[[], None], n: int | None, code: str
) -> None:
    write_many(8)
    assert verify().verdict is Verdict.CONSISTENT

    kind()

    report = verify()
    assert report.verdict is Verdict.TAMPERED
    assert report.exit_code == 1
    assert report.first is not None
    assert (report.first.n, report.first.code) == (n, code)


@pytest.mark.both_databases
def test_recomputing_everything_but_the_next_link_is_found_at_that_link(house: Flask) -> None:
    write_many(8)
    changed = body(4).replace("label 4", "label 5")
    prev = bytes.fromhex(str(one("SELECT prev FROM record_seal WHERE n = 4")))
    leaf = hashes.leaf(changed.encode())
    tamper(
        "UPDATE record_entry SET body = :body WHERE id = 4",
        "UPDATE record_seal SET leaf = :leaf, chain = :chain WHERE n = 4",
        body=changed,
        leaf=leaf.hex(),
        chain=hashes.chain(prev, 4, leaf).hex(),
    )
    first = verify().first
    assert first is not None
    assert (first.n, first.code) == (5, "record_link_broken")


def test_one_byte_changed_in_the_database_file_makes_verification_say_which_entry(
    house: Flask, database_url: str
) -> None:
    write_many(8)
    db.session.remove()
    with db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        connection.connection.driver_connection.execute("ROLLBACK")
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
    path = Path(database_url.removeprefix("sqlite:///"))
    data = path.read_bytes()
    assert data.count(b'"label 6"') == 1
    path.write_bytes(data.replace(b'"label 6"', b'"label \xff"'))

    first = verify().first
    assert first is not None
    assert (first.n, first.code) == (6, "record_body_altered")


@pytest.mark.parametrize("value", ["{", "[]", '{"schema": 1}', "\udcff", '{"schema":2}', "[" * 3000])
def test_no_edit_makes_verification_itself_fail(house: Flask, database_url: str, value: str) -> None:
    write_many(3)
    db.session.remove()
    db.engine.dispose()
    raw = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    raw.execute("DROP TRIGGER record_entry_append_only")
    raw.execute(
        "UPDATE record_entry SET body = CAST(? AS TEXT) WHERE id = 2",
        (value.encode("utf-8", "surrogateescape"),),
    )
    raw.commit()
    raw.close()
    first = verify().first
    assert first is not None
    assert first.n == 2


def resealed(changes: dict) -> Report:
    """A log whose last entry was written by a newer version: sealed well, but said in another way."""
    write_many(2)
    new = json.loads(body(2)) | changes
    raw = json.dumps(new, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    leaf = hashes.leaf(raw.encode())
    chain = hashes.chain(bytes.fromhex(str(one("SELECT prev FROM record_seal WHERE n = 2"))), 2, leaf)
    tamper(
        "UPDATE record_entry SET body = :body, action = :action WHERE id = 2",
        "UPDATE record_seal SET leaf = :leaf, chain = :chain WHERE n = 2",
        body=raw,
        action=new["action"],
        leaf=leaf.hex(),
        chain=chain.hex(),
    )
    return verify()


@pytest.mark.both_databases
@pytest.mark.parametrize("changes", [{"schema": 2}, {"action": "specimen:teleported"}, {"algorithm": "sha3"}])
def test_what_this_version_does_not_know_is_never_called_consistent(house: Flask, changes: dict) -> None:
    report = resealed(changes)
    assert report.verdict is Verdict.CANNOT_TELL
    assert report.exit_code == 2
    assert report.first is not None
    assert report.first.n == 2


@pytest.mark.both_databases
def test_an_empty_record_and_a_grown_one_are_consistent(house: Flask) -> None:
    assert (verify().checked, verify().exit_code) == (0, 0)
    write_many(3)
    head = verify().head
    write(action=OTHER_ACTION)
    assert (verify().checked, verify().exit_code) == (4, 0)
    assert verify().head != head


@pytest.mark.both_databases
def test_a_log_that_changed_its_identity_is_found_at_its_first_entry(house: Flask) -> None:
    write_many(2)
    tamper("UPDATE record_log SET uuid = '01930000-0000-7000-8000-0000000000ff'")
    first = verify().first
    assert first is not None
    assert (first.n, first.code) == (1, "record_link_broken")


def test_dropping_the_triggers_alone_changes_nothing_that_was_recorded(house: Flask) -> None:
    write_many(2)
    tamper()
    execute("UPDATE record_entry SET action = 'x:y' WHERE id = 2")
    assert verify().exit_code == 1
