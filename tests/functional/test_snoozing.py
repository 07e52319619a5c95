"""Rows of Home that are put aside: hidden until a day, never beyond the due date, awake when something moves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.approval_request import ApprovalRequest
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.review import submitted
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.inbox import Inbox, inbox
from workflows.approvals.pool.snoozing import BringBack, PutAside, bring_back, put_aside
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading, transaction
from workflows.people.days import today
from workflows.people.standing import standing_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def request_ref(company: Company) -> str:
    """A request that waits for jide and is due in a month."""
    request = submitted(company)
    with transaction() as tx:
        tx.execute(
            update(ApprovalRequest)
            .where(ApprovalRequest.id == key_of("REQ", request))
            .values(due_at=clock.now(tx) + timedelta(days=30))
        )
    return request


def home_of(company: Company, name: str) -> Inbox:
    session = reading()
    session.rollback()
    person = standing_of(session, company[name].person_id or 0, clock.glance())
    assert person is not None
    return inbox(session, person)


def in_days(days: int):
    session = reading()
    found = today(session, clock.glance()) + timedelta(days=days)
    session.rollback()
    return found


def test_a_row_that_is_put_aside_leaves_list_and_badge_and_its_clock_goes_on(
    company: Company, request_ref: str
) -> None:
    before = company.request(request_ref).due_at
    put_aside(company["jide"], PutAside(request_ref, in_days(3)))
    found = home_of(company, "jide")
    assert (found.count, [row.ref for row in found.later]) == (0, [request_ref])
    assert company.request(request_ref).due_at == before
    bring_back(company["jide"], BringBack(request_ref))
    assert home_of(company, "jide").count == 1


def test_nothing_is_put_aside_for_longer_than_two_weeks_or_beyond_its_due_date(
    company: Company, request_ref: str
) -> None:
    for days in (0, -1, 15):
        with pytest.raises(Refused, match="snooze_day"):
            put_aside(company["jide"], PutAside(request_ref, in_days(days)))
    with pytest.raises(Refused, match="snooze_day"):
        put_aside(company["jide"], PutAside(request_ref, None))
    with transaction() as tx:
        tx.execute(update(ApprovalRequest).values(due_at=clock.now(tx) + timedelta(days=2)))
    with pytest.raises(Refused, match="snooze_past_due"):
        put_aside(company["jide"], PutAside(request_ref, in_days(5)))
    with pytest.raises(NotFound):
        put_aside(company["ruth"], PutAside(request_ref, in_days(1)))


def test_a_new_round_and_an_escalation_wake_it(company: Company, request_ref: str) -> None:
    put_aside(company["jide"], PutAside(request_ref, in_days(3)))
    save_answer(company["milo"], SaveAnswer(request_ref, "IN-1", "Said anew", "done"))
    assert home_of(company, "jide").count == 1
    put_aside(company["jide"], PutAside(request_ref, in_days(3)))
    assert home_of(company, "jide").count == 0
    with transaction() as tx:
        tx.execute(update(ApprovalRequest).values(late_at=clock.now(tx)))
    assert home_of(company, "jide").count == 1


def test_home_offers_it_and_shows_what_is_later(company: Company, request_ref: str) -> None:
    door = Door(company, "jide")
    sent = {"thing": request_ref, "until": in_days(4).isoformat()}
    answer = door.send("/later", {**sent, "until": ""}, form_at="/")
    assert (answer.status_code, "Choose a day from tomorrow" in words(answer)) == (422, True)
    assert door.send("/later", sent, form_at="/").status_code == 303
    text = door.text("/")
    assert "Later (1 snoozed)" in text
    assert f"Bring back {request_ref}" in text
    assert door.send("/later/again", {"thing": request_ref}, form_at="/").status_code == 303
    assert "snoozed" not in door.text("/")
