"""A renewal opens by itself before the approval lapses; without one the governance lead is asked about a stop."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.record_entry import RecordEntry
from models.system_version import SystemVersion
from tests.fixtures.company import Company
from tests.fixtures.deadlines import facts, names
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.ground import clock
from workflows.ground.ids import key_of, ref
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.renewing import sweep

pytestmark = pytest.mark.both_databases

GRACE = 30
"""Days of the limited tier in the starter."""


@pytest.fixture
def running(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "monitoring")
    return version


def clear_until(version: str, days: int) -> date:
    """Lets the approval lapse in so many days from now."""
    until = clock.glance().date() + timedelta(days=days)
    set_version(version, cleared_until=until)
    return until


def set_version(version: str, **values: object) -> None:
    with transaction() as tx:
        tx.execute(update(SystemVersion).where(SystemVersion.id == key_of("VER", version)).values(**values))


def asked(gate: str) -> list[ApprovalRequest]:
    reading().rollback()
    reading().expire_all()
    query = select(ApprovalRequest).where(ApprovalRequest.gate == gate).order_by(ApprovalRequest.id)
    return list(reading().scalars(query))


def test_a_renewal_opens_by_itself_as_a_draft_of_the_team_and_only_one(
    company: Company, running: str
) -> None:
    until = clear_until(running, 45)
    assert sweep().handled == 1
    assert sweep().handled == 0
    (request,) = asked("renewal")
    assert (request.status, request.opened_by_id) == ("draft", None)
    assert json.loads(request.detail)["renews"] == until.isoformat()
    (fact,) = facts("renewal:opened")
    assert names(company, fact) == {"ana"}
    entry = (
        reading()
        .scalars(
            select(RecordEntry).where(RecordEntry.action == "request:opened").order_by(RecordEntry.id.desc())
        )
        .first()
    )
    assert entry is not None
    assert entry.actor_kind == "clock"


def test_no_renewal_opens_too_early_nor_beside_one_that_the_team_opened(
    company: Company, running: str
) -> None:
    clear_until(running, 75)
    assert sweep().handled == 0
    clear_until(running, 45)
    company.open(running, "renewal")
    assert sweep().handled == 0
    assert len(asked("renewal")) == 1


def test_a_renewal_that_the_team_withdrew_does_not_come_back_for_the_same_date(
    company: Company, running: str
) -> None:
    clear_until(running, 45)
    sweep()
    withdraw_request(company["ana"], Withdraw(ref("REQ", asked("renewal")[0].id), "We retire it before"))
    assert sweep().handled == 0
    clear_until(running, 44)
    assert sweep().handled == 1


def test_the_renewal_that_opened_by_itself_can_be_answered_and_approved(
    company: Company, running: str
) -> None:
    clear_until(running, 10)
    sweep()
    request = ref("REQ", asked("renewal")[0].id)
    company.answer_all(request, by="milo")
    company.submit(request)
    company.pass_request(request)
    assert company.request(request).status == "approved"
    assert company.version(running).cleared_until > clock.glance().date() + timedelta(days=300)
    assert sweep().handled == 0


@pytest.mark.parametrize("why", ["suspended", "archived", "retired", "prohibited"])
def test_what_does_not_run_is_not_renewed(company: Company, running: str, why: str) -> None:
    clear_until(running, 10)
    if why == "prohibited":
        with transaction() as tx:
            tx.execute(update(AiSystem).values(tier="prohibited"))
    else:
        values = {
            "suspended": {"suspension_id": 99},
            "archived": {"archived_at": clock.glance()},
            "retired": {"stage": "retirement"},
        }
        set_version(running, **values[why])
    assert sweep().handled == 0


def test_after_the_grace_a_suspension_review_opens_once_on_the_leads_turn(
    company: Company, running: str
) -> None:
    clear_until(running, -GRACE)
    sweep()
    assert asked("suspension_review") == []
    clear_until(running, -GRACE - 1)
    sweep()
    sweep()
    (review,) = asked("suspension_review")
    assert (review.kind, review.status) == ("suspension_review", "in_review")
    assert set(company.seats(ref("REQ", review.id))) == {"ai_governance_lead"}
    (fact,) = facts("suspension:review_opened")
    assert names(company, fact) == {"tom"}
    assert len(facts("renewal:overdue")) == 1
    assert company.version(running).suspension_id is None


def test_a_version_kept_for_rollback_is_not_asked_about_before_that_ends(
    company: Company, running: str
) -> None:
    clear_until(running, -GRACE - 5)
    set_version(running, rollback_until=clock.glance().date() + timedelta(days=3))
    sweep()
    assert asked("suspension_review") == []


def test_an_approved_renewal_ends_the_review_of_the_lapse(company: Company, running: str) -> None:
    clear_until(running, -GRACE - 1)
    sweep()
    request = ref("REQ", asked("renewal")[0].id)
    company.answer_all(request, by="milo")
    company.submit(request)
    company.pass_request(request)
    assert asked("suspension_review")[0].status == "superseded"
    sweep()
    assert len(asked("suspension_review")) == 1
