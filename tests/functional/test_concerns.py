"""Concerns: who reads them, the door without a name, the code that leads back, and what is never kept."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.concern_door import ConcernDoor
from models.record_entry import RecordEntry
from models.register_record import RegisterRecord
from models.submit_once import SubmitOnce
from tests.fixtures.company import Company
from tests.fixtures.monitoring import record, turns
from workflows.assurance.concerns import raising
from workflows.assurance.concerns.codes import code_of, once_of, secret_of
from workflows.assurance.concerns.page import my_concerns, opened_by, thread_page
from workflows.assurance.concerns.raising import RaiseConcern, raise_concern, raise_without_name
from workflows.assurance.concerns.talking import (
    WriteMessage,
    WriteWithCode,
    write_message,
    write_with_code,
)
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.refused import NotFound, Refused, Replayed
from workflows.ground.transaction import reading
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.saving import save_record
from workflows.people.standing import standing_of

SECRET = "0198a0f2-1111-4222-8333-444455556666"
WORRY = RaiseConcern("The score is unfair", "Older people are refused more often", "unfair", submit_id=SECRET)


def reader(company: Company, name: str):
    """The person as a signed-in account, which has its key in `id`."""
    tx = reading()
    tx.rollback()
    found = standing_of(tx, company[name].person_id, clock.now(tx))
    assert found is not None

    class Account:
        id, uuid, grants, active = found.person_id, found.uuid, found.grants, True

    return Account()


def test_anybody_with_an_account_raises_a_concern_and_only_handlers_and_they_read_it(
    company: Company,
) -> None:
    made = raise_concern(company["nils"], RaiseConcern("Odd", "It guesses ages", "unfair"))
    key = key_of("CON", made.ref)
    assert turns(key) == [("turn_concern", company["ben"].person_id)]
    assert thread_page(reader(company, "nils"), key).is_mine
    assert thread_page(reader(company, "ben"), key).handles
    assert [row[0] for row in my_concerns(reader(company, "nils"))] == [made.ref]
    for name in ("ana", "maria", "admin"):
        with pytest.raises(NotFound):
            thread_page(reader(company, name), key)


def test_nobody_picks_a_system_they_may_not_see(company: Company) -> None:
    system = company.version(company.system()).system_id
    with pytest.raises(Refused) as refused:
        raise_concern(company["nils"], RaiseConcern("Odd", "It guesses ages", system_id=system))
    assert (refused.value.code, refused.value.field) == ("concern_system", "system")


def test_whoever_handles_concerns_is_not_asked_to_look_into_the_own_one(company: Company) -> None:
    made = raise_concern(company["ben"], RaiseConcern("Odd", "It guesses ages"))
    assert turns(key_of("CON", made.ref)) == [("turn_concern", company["tom"].person_id)]


def test_a_concern_without_a_name_leaves_no_name_behind_and_the_code_leads_back(company: Company) -> None:
    made = raise_without_name(WORRY)
    key = key_of("CON", made.ref)
    row = record(key)
    assert (row.made_by_id, row.owner_id, row.changed_by_id, row.system_id) == (None, None, None, 0)
    assert json.loads(row.body)["channel"] == "outside"
    thread = opened_by(made.code.lower().replace("-", " "))
    assert (thread.what, thread.is_nameless, thread.handles) == (WORRY.what, True, False)
    write_message(company["ben"], WriteMessage(key, "Thank you. Since when?"))
    write_with_code(WriteWithCode(made.code, "Since June"))
    thread = opened_by(made.code)
    assert [(one.text, one.from_raiser, one.by) for one in thread.messages] == [
        ("Thank you. Since when?", False, ""),
        ("Since June", True, ""),
    ]
    assert [one.by for one in thread_page(reader(company, "ben"), key).messages] == ["Ben", ""]
    assert turns(key) == [("turn_concern_message", company["ben"].person_id)]


def test_the_same_form_sent_twice_is_one_concern_with_one_code(company: Company) -> None:
    first, second = raise_without_name(WORRY), raise_without_name(WORRY)
    assert first == second
    tx = reading()
    tx.rollback()
    assert len(tx.scalars(select(ConcernDoor)).all()) == 1


def test_neither_the_code_nor_what_leads_to_it_is_kept_anywhere(company: Company) -> None:
    made = raise_without_name(WORRY)
    write_with_code(WriteWithCode(made.code, "More", submit_id="0198a0f2-1111-4222-8333-000055556666"))
    tx = reading()
    tx.rollback()
    kept = [
        str(vars(row))
        for model in (ConcernDoor, RegisterRecord, RecordEntry, SubmitOnce)
        for row in tx.scalars(select(model))
    ]
    bare = made.code.replace("-", "")
    assert kept
    assert not any(made.code in text or bare in text or SECRET in text for text in kept)
    assert not any(WORRY.what in one.body for one in tx.scalars(select(RecordEntry)))


def test_codes_differ_and_a_weak_secret_is_replaced() -> None:
    assert len({code_of(secret_of(None)) for _ in range(50)}) == 50
    assert secret_of("1") != "1"
    assert secret_of(SECRET) == SECRET
    assert once_of(SECRET) != SECRET
    assert len(once_of(SECRET)) == 36


def test_a_wrong_code_opens_nothing(company: Company) -> None:
    raise_without_name(WORRY)
    for wrong in ("", "K7QF-M2XR-8TND-4WHC-PJ3V", "x" * 5000, "\ud800"):
        with pytest.raises(Refused, match="concern_code"):
            opened_by(wrong)
        with pytest.raises(Refused, match="concern_code"):
            write_with_code(WriteWithCode(wrong, "Hello"))


def test_a_flood_shuts_the_door_for_a_while_but_not_for_those_with_an_account(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raising, "MOST_AN_HOUR", 2)
    for _ in range(2):
        raise_without_name(RaiseConcern("", "Something"))
    with pytest.raises(Refused, match="concern_many"):
        raise_without_name(RaiseConcern("", "Something"))
    raise_concern(company["nils"], RaiseConcern("Odd", "It guesses ages"))


def test_an_empty_concern_and_an_empty_message_are_refused(company: Company) -> None:
    with pytest.raises(Refused, match="concern_text"):
        raise_without_name(RaiseConcern("Odd", "  "))
    made = raise_without_name(WORRY)
    with pytest.raises(Refused, match="concern_message"):
        write_message(company["ben"], WriteMessage(key_of("CON", made.ref), " "))
    with pytest.raises(NotFound):
        write_message(company["ana"], WriteMessage(key_of("CON", made.ref), "Who are you?"))


def test_a_message_sent_twice_stands_once(company: Company) -> None:
    made = raise_without_name(WORRY)
    command = WriteMessage(
        key_of("CON", made.ref), "Since when?", submit_id="0198a0f2-1111-4222-8333-100055556666"
    )
    write_message(company["ben"], command)
    with pytest.raises(Replayed):
        write_message(company["ben"], command)
    assert len(opened_by(made.code).messages) == 1


def test_nothing_is_added_to_a_closed_concern(company: Company) -> None:
    made = raise_without_name(WORRY)
    key = key_of("CON", made.ref)
    save_record(company["ben"], SaveRecord("concern", record_id=key, status="closed"))
    with pytest.raises(Refused, match="concern_closed"):
        write_with_code(WriteWithCode(made.code, "Hello?"))
    assert opened_by(made.code).status_word == "Closed"
