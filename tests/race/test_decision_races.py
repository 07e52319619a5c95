"""Decisions at the same instant: one outcome, one entry, one set of notices, whatever the order."""

from __future__ import annotations

import os
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.approval_request import ApprovalRequest
from models.outbox import OutboxFact
from models.record_entry import RecordEntry
from models.seat import Seat
from models.signature import Signature
from models.stage_move import StageMove
from models.system_version import SystemVersion
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.racing import losers, race, winners
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.approvals.submitting import Submit, submit_request
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, Refused, Replayed
from workflows.ground.transaction import reading
from workflows.lifecycle.opening import OpenGate, open_gate
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = [pytest.mark.both_databases]

ROUNDS = int(os.environ.get("COUNTERSIGN_TEST_RACES", "4"))
LOST = (Conflict, Refused, Replayed)


def design_in_review(company: Company, number: int) -> str:
    version = company.system(f"System number {number}")
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo", files=False)
    company.submit(request)
    return request


def signing(
    company: Company, request: str, by: str, seat: str, decision: str = "approve", **more: object
) -> partial:
    """A signature that is proved already and only has to be made."""
    silent = decision == "approve"
    command = Sign(
        request, seat, decision, company.request(request).digest, reason="" if silent else "No", **more
    )
    proof = prove(company[by], PASSWORD, purpose(command))
    return partial(sign_seat, company[by], Sign(**{**vars(command), "proof": proof}))


def counted(model: type, *where: object) -> int:
    session = reading()
    session.rollback()
    return session.scalars(select(func.count()).select_from(model).where(*where)).one()


def entries(action: str) -> int:
    return counted(RecordEntry, RecordEntry.action.like(action))


def test_s01_approve_and_reject_at_the_same_instant_have_one_winner(house: Flask, company: Company) -> None:
    company.hire("lars", "legal_counsel")
    for number in range(ROUNDS):
        request = design_in_review(company, number)
        before = counted(Signature)
        signed_before, told_before = (
            entries("seat:%:signed"),
            counted(OutboxFact, OutboxFact.event == "seat:signed"),
        )
        results = race(
            house,
            [
                signing(company, request, "jide", "legal_counsel"),
                signing(company, request, "lars", "legal_counsel", "reject"),
            ],
        )
        assert len(winners(results)) == 1
        assert all(isinstance(error, LOST) for error in losers(results))
        assert counted(Signature) == before + 1
        assert entries("seat:%:signed") == signed_before + 1
        assert counted(OutboxFact, OutboxFact.event == "seat:signed") == told_before + 1


def test_s06_the_two_last_seats_at_the_same_instant_move_the_version_once(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        request = design_in_review(company, number)
        results = race(
            house,
            [
                signing(company, request, "jide", "legal_counsel"),
                signing(company, request, "tom", "ai_governance_lead"),
            ],
        )
        assert len(winners(results)) == 2
        assert company.request(request).status == "approved"
        key = company.request(request).id
        assert counted(StageMove, StageMove.request_id == key) == 1
    assert counted(SystemVersion, SystemVersion.stage == "design") == ROUNDS


def test_one_person_in_two_tabs_fills_one_seat(house: Flask, company: Company) -> None:
    company.hire("zoe", "legal_counsel", "ai_governance_lead")
    for number in range(ROUNDS):
        request = design_in_review(company, number)
        results = race(
            house,
            [
                signing(company, request, "zoe", "legal_counsel"),
                signing(company, request, "zoe", "ai_governance_lead"),
            ],
        )
        assert len(winners(results)) == 1
        key = company.request(request).id
        assert counted(Seat, Seat.request_id == key, Seat.holder_id.is_not(None)) == 1


def test_twelve_acts_at_once_leave_one_story(house: Flask, company: Company) -> None:
    for name in ("lars", "lena", "luis"):
        company.hire(name, "legal_counsel")
    company.hire("tara", "ai_governance_lead")
    for number in range(ROUNDS):
        request = design_in_review(company, number)
        acts = [
            signing(company, request, "jide", "legal_counsel"),
            signing(company, request, "jide", "legal_counsel"),
            signing(company, request, "lars", "legal_counsel", "reject"),
            signing(company, request, "lena", "legal_counsel"),
            signing(company, request, "luis", "legal_counsel", "recuse"),
            signing(company, request, "tom", "ai_governance_lead"),
            signing(company, request, "tara", "ai_governance_lead", "reject"),
            signing(company, request, "tara", "ai_governance_lead"),
            partial(save_answer, company["milo"], SaveAnswer(request, "IN-5", f"Edit {number}", "done")),
            partial(save_answer, company["ana"], SaveAnswer(request, "IN-4", f"Edit {number}", "done")),
            partial(withdraw_request, company["ana"], Withdraw(request, "Not now")),
            partial(submit_request, company["ana"], Submit(request)),
        ]
        results = race(house, acts)
        assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
        _check_story(company, request)
    report = verify()
    assert report.verdict == "consistent", report


def _check_story(company: Company, request: str) -> None:
    row = company.request(request)
    seats = company.seats(request)
    live = [seat for seat in seats.values() if seat.holder_id is not None]
    assert len({seat.holder_id for seat in live}) == len(live)
    moves = counted(StageMove, StageMove.request_id == row.id)
    assert moves == (1 if row.status == "approved" else 0)
    if row.status == "approved":
        signed = {s.id: s for s in reading().scalars(select(Signature).where(Signature.request_id == row.id))}
        assert all(signed[seat.signature_id].digest == row.digest for seat in live)


def test_s04_the_same_form_twice_opens_one_request_and_two_forms_are_refused_by_the_database(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        version = company.system(f"System number {number}")
        company.classify(version, "limited")
        submit_id = uuid7()
        same = partial(open_gate, company["ana"], OpenGate(version, "design", submit_id=submit_id))
        results = race(house, [same, same, same])
        assert len(winners(results)) == 1
        replayed = [error for error in losers(results) if isinstance(error, Replayed)]
        assert [error.ref for error in replayed] == [winners(results)[0].ref] * 2
        others = [partial(open_gate, company["ana"], OpenGate(version, "retirement")) for _ in range(4)]
        results = race(house, others)
        assert len(winners(results)) == 1
        assert all(isinstance(error, Conflict) for error in losers(results))
    assert counted(ApprovalRequest) == 2 * ROUNDS


def test_s07_whoever_waited_for_the_lock_reads_what_was_decided(house: Flask, company: Company) -> None:
    company.hire("lars", "legal_counsel")
    for number in range(ROUNDS):
        request = design_in_review(company, number)
        reject = signing(company, request, "jide", "legal_counsel", "reject")
        edit = partial(save_answer, company["milo"], SaveAnswer(request, "IN-5", "Late edit", "done"))
        late = signing(company, request, "tom", "ai_governance_lead")
        race(house, [reject, edit, late])
        row = company.request(request)
        assert row.status in ("rejected", "in_review")
        if row.status == "in_review":
            assert row.round_number == 2
