"""Revoking an approval is a new act, never an edit of the old one."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.approval_request import ApprovalRequest
from models.record_entry import RecordEntry
from models.seat import Seat
from models.signature import Signature
from models.stage_move import StageMove
from tests.fixtures.company import PASSWORD, Company
from workflows.approvals.policies.body import load
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.retracting import Retract, retract_signature
from workflows.approvals.sealing import seal_of
from workflows.approvals.starter import starter_bodies
from workflows.ground.ids import key_of
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.lifecycle.suspending import Suspend, purpose, suspend_version
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = pytest.mark.both_databases


def as_it_stands(request: str) -> tuple[object, ...]:
    """Everything of the old approval that must stay: the request, its seats, its sealed signatures, its move."""
    reading().rollback()
    reading().expire_all()
    key = key_of("REQ", request)
    row = reading().get_one(ApprovalRequest, key)
    signatures = reading().scalars(
        select(Signature).where(Signature.request_id == key).order_by(Signature.id)
    )
    seats = reading().scalars(select(Seat).where(Seat.request_id == key).order_by(Seat.id))
    moves = reading().scalars(select(StageMove).where(StageMove.request_id == key))
    sealed = [(one.uuid, one.decision, one.seal, one.seal == seal_of(one)) for one in signatures]
    return (
        (row.status, row.decided_at, row.ended_code, row.digest, row.round_number),
        tuple((seat.key, seat.status, seat.decision, seat.signature_id) for seat in seats),
        tuple(sealed),
        tuple((move.from_stage, move.to_stage, move.at) for move in moves),
    )


def actions() -> list[str]:
    reading().rollback()
    return list(reading().scalars(select(RecordEntry.action).order_by(RecordEntry.id)))


def change_to(stage: str) -> str:
    """A row of the starter's routing table that leads to the stage."""
    routing = load(starter_bodies()["rework", "limited"]).routing
    return next(row.key for row in routing if row.to_stage == stage)


@pytest.fixture
def version(company: Company) -> str:
    found = company.system()
    company.classify(found, "limited")
    return found


def test_s73_a_running_version_is_revoked_by_a_stop_and_its_approval_stays_as_signed(
    company: Company, version: str
) -> None:
    company.bring_to(version, "deployment")
    approval = "REQ-4"
    assert company.request(approval).gate == "deployment"
    before = as_it_stands(approval)
    proof = prove(company["olu"], PASSWORD, purpose(version))
    suspend_version(company["olu"], Suspend(version, "It should not have been approved", proof=proof))
    assert as_it_stands(approval) == before
    assert company.version(version).suspension_id is not None
    assert company.version(version).stage == "deployment"
    assert actions()[-1] == "version:suspended"
    assert verify().verdict == "consistent"


def test_s73_a_version_that_never_ran_is_sent_back_by_a_rework_of_its_own(
    company: Company, version: str
) -> None:
    company.bring_to(version, "testing")
    approval = "REQ-3"
    before = as_it_stands(approval)
    rework = company.open(
        version, "rework", change=change_to("design"), change_text="The data review was wrong"
    )
    company.answer_all(rework, by="milo")
    company.submit(rework)
    company.pass_request(rework)
    assert company.version(version).stage == "design"
    assert as_it_stands(approval) == before
    moves = reading().scalars(select(StageMove).order_by(StageMove.id)).all()
    assert (moves[-1].gate, moves[-1].from_stage, moves[-1].to_stage) == ("rework", "testing", "design")
    assert verify().verdict == "consistent"


def test_s73_neither_a_signature_nor_the_request_can_be_taken_back_afterwards(
    company: Company, version: str
) -> None:
    approval = company.pass_gate(version, "design")
    before = as_it_stands(approval)
    with pytest.raises(Refused):
        retract_signature(company["tom"], Retract(approval, "ai_governance_lead", "I was wrong"))
    with pytest.raises(Refused):
        withdraw_request(company["ana"], Withdraw(approval, "We were wrong"))
    assert as_it_stands(approval) == before
