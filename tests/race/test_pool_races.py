"""Seats that two want at the same instant: one has it, whatever the order."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.nudge import Nudge
from models.outbox import OutboxFact
from models.record_entry import RecordEntry
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.policies import new_policy
from tests.fixtures.racing import losers, race, winners
from tests.fixtures.review import submitted
from workflows.approvals.pool.assigning import AssignSeat, assign_seat
from workflows.approvals.pool.claiming import ClaimSeat, claim_seat
from workflows.approvals.pool.nudging import NudgeThem, nudge
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading
from workflows.people.proof import prove

pytestmark = [pytest.mark.both_databases]

ROUNDS = 3
SEAT = "legal_counsel"


def counted(model: type, *where: object) -> int:
    session = reading()
    session.rollback()
    return session.scalars(select(func.count()).select_from(model).where(*where)).one()


def signing(company: Company, request: str, by: str, seat: str, decision: str = "approve") -> partial:
    reason = "" if decision == "approve" else "I know them well"
    command = Sign(request, seat, decision, company.request(request).digest, reason, unchecked_is_fine=True)
    proof = prove(company[by], PASSWORD, purpose(command))
    return partial(sign_seat, company[by], Sign(**{**vars(command), "proof": proof}))


def test_two_take_the_same_seat_at_the_same_instant_and_one_has_it(house: Flask, company: Company) -> None:
    company.hire("lars", "legal_counsel")
    for number in range(ROUNDS):
        request = submitted(company, name=f"System {number}")
        acts = [partial(claim_seat, company[who], ClaimSeat(request, SEAT)) for who in ("jide", "lars")]
        results = race(house, acts)
        assert len(winners(results)) == 1
        assert all(isinstance(error, Conflict) for error in losers(results))
        assert counted(RecordEntry, RecordEntry.action == "seat:claimed") == number + 1


def test_a_claim_and_an_assignment_at_the_same_instant_leave_one_holder(
    house: Flask, company: Company
) -> None:
    company.hire("lars", "legal_counsel")
    lars = company["lars"].person_id or 0
    for number in range(ROUNDS):
        request = submitted(company, name=f"System {number}")
        results = race(
            house,
            [
                partial(claim_seat, company["jide"], ClaimSeat(request, SEAT)),
                partial(assign_seat, company["carla"], AssignSeat(request, SEAT, lars)),
            ],
        )
        seat = company.seats(request)[SEAT]
        assert all(isinstance(error, Refused) for error in losers(results))
        assert seat.assigned_to_id in (None, lars)
        assert seat.status == "open"


def test_a_recusal_and_the_last_vote_at_the_same_instant_never_open_a_gate_short_of_its_quorum(
    house: Flask, company: Company
) -> None:
    for name in ("kim", "lea"):
        company.hire(name, "committee_member")
    board = {"key": "board", "role": "committee_member", "step": 1, "mode": "decides", "needs": 2, "seats": 3}
    new_policy(company, "design", "limited", seats=[board])
    for number in range(ROUNDS):
        request = submitted(company, name=f"System {number}")
        company.sign(request, "ben", "board.1", "recuse", reason="My sister works there")
        results = race(
            house,
            [
                signing(company, request, "kim", "board.2"),
                signing(company, request, "lea", "board.3", "recuse"),
            ],
        )
        assert len(winners(results)) == 2
        assert company.request(request).status == "in_review"
        told = counted(OutboxFact, OutboxFact.event == "seat:unreachable")
        assert told == number + 1


def test_two_nudges_at_the_same_instant_are_one(house: Flask, company: Company) -> None:
    for number in range(ROUNDS):
        request = submitted(company, name=f"System {number}")
        results = race(house, [partial(nudge, company[who], NudgeThem(request)) for who in ("ana", "tom")])
        assert len(winners(results)) == 1
        assert counted(Nudge) == number + 1
