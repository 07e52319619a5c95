"""What an entry holds, what it costs, and that no act passes without it."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import event, select

from models.base import db
from models.person_key import PersonKey
from models.record_entry import RecordEntry
from models.record_seal import RecordSeal
from models.submit_once import SubmitOnce
from tests.fixtures.record import ACTION, ANA, HENRIK, execute, one, specimen, tamper, write
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading, transaction
from workflows.record import Thing, actions, append, hashes
from workflows.record.actions import UnknownAction
from workflows.record.personal import erase
from workflows.record.queries import Filters, page
from workflows.record.verify import verify


def stored(event_uuid: str) -> dict:
    return json.loads(reading().scalars(select(RecordEntry.body).where(RecordEntry.uuid == event_uuid)).one())


@pytest.mark.both_databases
def test_an_entry_says_who_did_what_to_which_version_when_why_and_how_they_were_known(house: Flask) -> None:
    request = uuid7()
    body = stored(
        write(
            reason_code="because",
            request_uuid=request,
            request_ref="REQ-142",
            policy_digest="ab" * 32,
            changes={"tier": ["limited", "high"]},
        )
    )

    assert body["schema"] == 1
    assert body["algorithm"] == "sha256"
    assert body["action"] == ACTION
    assert body["actor"] == {"kind": "person", "uuid": ANA.uuid}
    assert body["object"] == {
        "kind": "system",
        "uuid": specimen().uuid,
        "version": 1,
        "ref": "SYS-7",
        "label": "Credit scoring",
    }
    assert body["changes"] == {"tier": ["limited", "high"]}
    assert body["request"] == {"uuid": request, "ref": "REQ-142"}
    assert body["system"] == specimen().uuid
    assert (body["reason_code"], body["policy_digest"]) == ("because", "ab" * 32)
    assert body["authenticated_by"] == "password"
    assert body["at"].endswith("Z")
    assert len(body["at"]) == len("2026-11-24T06:30:30.832663Z")


@pytest.mark.both_databases
def test_the_seal_is_made_from_the_stored_bytes_and_the_seal_before(house: Flask) -> None:
    write(about=specimen(1))
    write(about=Thing("system", uuid7(), 1, "SYS-2", "Kreditwürdigkeit 信用 \x00"))
    rows = reading().execute(
        select(RecordSeal, RecordEntry).join(RecordEntry, RecordEntry.id == RecordSeal.entry_id)
    )

    prev = None
    for n, (seal, entry) in enumerate(rows.all(), start=1):
        prev = prev or hashes.first(entry.log_uuid)
        leaf = hashes.leaf(entry.body.encode())
        assert (seal.n, seal.leaf, seal.prev) == (n, leaf.hex(), prev.hex())
        prev = hashes.chain(prev, n, leaf)
        assert seal.chain == prev.hex()


@pytest.mark.both_databases
def test_names_and_typed_reasons_stand_nowhere_in_clear(house: Flask) -> None:
    person = Thing("person", HENRIK.uuid, 3, label="Henrik Dahl")
    event_uuid = write(about=person, personal={HENRIK.uuid: {"reason": "Left for Oslo"}})

    row = reading().scalars(select(RecordEntry)).one()
    for clear in ("Ana", "Henrik", "Oslo"):
        assert clear not in row.body
    line = page(Filters()).lines[0]
    assert (line.event, line.actor, line.about_label, line.reason) == (
        event_uuid,
        "Ana Ribeiro",
        "Henrik Dahl",
        "Left for Oslo",
    )


@pytest.mark.both_databases
def test_erasing_a_person_makes_their_values_unreadable_and_breaks_no_hash(house: Flask) -> None:
    write(personal={HENRIK.uuid: {"reason": "Left for Oslo"}})
    with transaction() as tx:
        erase(tx, clock.now(tx), HENRIK.uuid)
    with transaction() as tx:
        erase(tx, clock.now(tx), ANA.uuid)

    line = page(Filters()).lines[0]
    assert line.erased
    assert line.reason == ""
    assert line.actor == "an erased person"
    assert verify().exit_code == 0


@pytest.mark.both_databases
def test_nothing_new_is_kept_about_an_erased_person(house: Flask) -> None:
    write(personal={HENRIK.uuid: {"reason": "first"}})
    with transaction() as tx:
        erase(tx, clock.now(tx), HENRIK.uuid)

    body = stored(write(personal={HENRIK.uuid: {"reason": "second"}}))
    assert HENRIK.uuid not in body["personal"]
    assert reading().get_one(PersonKey, HENRIK.uuid).key is None


@pytest.mark.both_databases
def test_one_entry_costs_one_statement_and_on_sqlite_two_more_for_the_seal(house: Flask) -> None:
    write()
    write()
    sent: list[str] = []
    with transaction() as tx:
        now = clock.now(tx)
        tx.connection()
        event.listen(db.engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
        append(tx, now, ANA, ACTION, about=specimen())
    assert len(sent) == (3 if db.engine.dialect.name == "sqlite" else 1)


def act_that_stores_something(fail: bool = False) -> None:
    """An act with a change of its own beside the entry."""
    with transaction() as tx:
        now = clock.now(tx)
        tx.add(SubmitOnce(submit_id=uuid7(), actor_id=1, body_digest="0" * 64, result_ref="", at=now))
        append(tx, now, ANA, ACTION, about=specimen())
        append(tx, now, ANA, ACTION, about=specimen())
        if fail:
            raise ZeroDivisionError


@pytest.mark.both_databases
def test_s71_an_act_whose_entry_cannot_be_sealed_does_not_happen(house: Flask) -> None:
    act_that_stores_something()
    execute("DROP TABLE record_seal")

    with pytest.raises(Exception, match=r"record_seal|database_away"):
        act_that_stores_something()
    assert one("SELECT count(*) FROM submit_once") == 1
    assert one("SELECT count(*) FROM record_entry") == 2


@pytest.mark.both_databases
def test_s71_an_act_whose_entry_cannot_be_written_does_not_happen(house: Flask, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("workflows.record.canonical_bytes", full)
    with pytest.raises(OSError, match="No space"):
        act_that_stores_something()
    assert one("SELECT count(*) FROM submit_once") == 0


@pytest.mark.both_databases
def test_an_act_with_an_unregistered_action_does_not_happen(house: Flask) -> None:
    with pytest.raises(UnknownAction):
        write(action="specimen:invented")
    assert page(Filters()).lines == ()


def test_an_entry_is_refused_outside_the_transaction_of_an_act(house: Flask) -> None:
    with pytest.raises(RuntimeError):
        append(db.session(), clock.glance(), ANA, ACTION, about=specimen())


@pytest.mark.both_databases
def test_a_key_made_by_an_act_that_failed_is_not_used_later(house: Flask) -> None:
    with pytest.raises(ZeroDivisionError):
        act_that_stores_something(fail=True)
    write()
    assert page(Filters()).lines[0].actor == "Ana Ribeiro"


def test_the_clock_and_the_product_itself_are_named_without_a_key(house: Flask) -> None:
    write(CLOCK)
    assert stored(page(Filters()).lines[0].event)["personal"] == {}
    assert page(Filters()).lines[0].actor == "Clock"


def test_a_block_moved_to_another_entry_cannot_be_read_there(house: Flask) -> None:
    first, second = write(personal={ANA.uuid: {"reason": "first"}}), write()
    moved = json.dumps(stored(second) | {"personal": stored(first)["personal"]})
    tamper("UPDATE record_entry SET body = :body WHERE uuid = :uuid", body=moved, uuid=second)
    assert page(Filters()).lines[0].actor == "an erased person"


@pytest.mark.parametrize("name", ["registered", "a:b:c:d", "A:b", "a:", "a b:c", "a:b\n"])
def test_an_action_has_a_noun_and_a_verb(name: str) -> None:
    with pytest.raises(ValueError):
        actions.register(name, "{actor} did it")


def test_an_action_has_one_sentence() -> None:
    with pytest.raises(ValueError):
        actions.register(ACTION, "{actor} did something else")


def test_the_database_refuses_an_entry_of_another_log(house: Flask) -> None:
    write()
    copied = "SELECT 'x', 'another', body, action, object_kind, object_uuid, actor_kind, actor_uuid, at FROM record_entry"
    columns = "uuid, log_uuid, body, action, object_kind, object_uuid, actor_kind, actor_uuid, at"
    with pytest.raises(Exception, match="FOREIGN KEY"):
        execute(f"INSERT INTO record_entry ({columns}) {copied}")
