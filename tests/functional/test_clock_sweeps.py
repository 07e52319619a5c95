"""What the clock does by itself: overdue requests end once, and what signing in leaves behind goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from models.approval_request import ApprovalRequest
from models.login_attempt import LoginAttempt
from models.one_time_code import OneTimeCode
from models.outbox import OutboxFact
from models.person import Person
from models.person_session import PersonSession
from models.record_entry import RecordEntry
from models.security_event import SecurityEvent
from models.sign_proof import SignProof
from tests.fixtures.company import Company
from workflows.approvals import expiring
from workflows.ground import clock
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import reading, transaction
from workflows.people import tidying
from workflows.people.sessions import NOWHERE, open_session

pytestmark = pytest.mark.both_databases


def drafts(company: Company, number: int) -> list[str]:
    """Requests for the design gate that were never handed in."""
    found = []
    for n in range(number):
        version = company.system(f"System {n}")
        company.classify(version, "limited")
        found.append(company.open(version, "design"))
    return found


def let_time_pass(requests: list[str]) -> None:
    """Moves the end of the requests' time into the past."""
    with transaction() as tx:
        keys = [int(ref.removeprefix("REQ-")) for ref in requests]
        past = clock.now(tx) - timedelta(seconds=1)
        tx.execute(update(ApprovalRequest).where(ApprovalRequest.id.in_(keys)).values(expires_at=past))


def count(table: Any, *which: Any) -> int:
    """How many rows there are."""
    reading().rollback()
    return reading().scalars(select(func.count()).select_from(table).where(*which)).one()


def test_s62_every_overdue_request_ends_in_one_sweep_once_and_as_the_clock(company: Company) -> None:
    requests = drafts(company, 6)
    let_time_pass(requests[:5])
    assert expiring.sweep() == Swept(handled=5)
    assert expiring.sweep() == Swept()
    assert [company.request(ref).status for ref in requests] == ["expired"] * 5 + ["draft"]
    entries = reading().scalars(select(RecordEntry).where(RecordEntry.action == "request:expired")).all()
    assert [entry.actor_kind for entry in entries] == ["clock"] * 5
    assert count(OutboxFact, OutboxFact.event == "request:expired") == 5


def test_one_request_that_cannot_end_keeps_no_other_from_ending(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = drafts(company, 3)
    let_time_pass(requests)
    real = expiring.expire

    def expire(tx: Any, now: Any, subject: Any, request: ApprovalRequest) -> None:
        real(tx, now, subject, request)
        if f"REQ-{request.id}" == requests[1]:
            raise ValueError("a bad item")

    monkeypatch.setattr(expiring, "expire", expire)
    assert expiring.sweep() == Swept(handled=2, failed=1)
    assert [company.request(ref).status for ref in requests] == ["expired", "draft", "expired"]
    assert count(RecordEntry, RecordEntry.action == "request:expired") == 2


def test_tidying_removes_what_is_over_and_keeps_what_is_open_and_the_security_log(
    house: Flask, company: Company
) -> None:
    person = company["milo"].person_id or 0
    tidying.sweep()
    with transaction() as tx:
        now = clock.now(tx)
        open_session(tx, tx.get_one(Person, person), now, NOWHERE)
        tx.add(LoginAttempt(key="address:192.0.2.1", failures=3, since=now))
        for n, used in ((1, now), (2, None)):
            tx.add(
                SignProof(
                    token_hash=str(n) * 64,
                    person_id=person,
                    purpose="x",
                    proved_at=now,
                    expires_at=now + timedelta(minutes=1),
                    used_at=used,
                )
            )
        tx.add(
            OneTimeCode(
                code_hash="c" * 64,
                purpose="reset",
                person_id=person,
                made_at=now,
                expires_at=now + timedelta(hours=1),
            )
        )
    kinds: tuple[Any, ...] = (PersonSession, SignProof, LoginAttempt, OneTimeCode)
    events = count(SecurityEvent)
    before = [count(kind) for kind in kinds]
    assert tidying.sweep() == Swept()
    assert [count(kind) for kind in kinds] == before
    with clock.set_back(timedelta(days=60)):
        assert tidying.sweep().handled == sum(before)
    assert [count(kind) for kind in kinds] == [0, 0, 0, 0]
    assert count(SecurityEvent) == events


def test_a_lock_that_still_holds_is_not_tidied_away(house: Flask, company: Company) -> None:
    with transaction() as tx:
        now = clock.now(tx)
        tx.add(LoginAttempt(key="proof:x", failures=9, since=now, locked_until=now + timedelta(days=90)))
    with clock.set_back(timedelta(days=60)):
        tidying.sweep()
    assert count(LoginAttempt, LoginAttempt.key == "proof:x") == 1
