"""Seats of a role that several hold: taken, given back, assigned by the lead, asked for again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.outbox import OutboxFact
from models.person import Person
from models.seat import Seat
from tests.fixtures.company import Company
from workflows.approvals.pool.assigning import AssignSeat, assign_seat
from workflows.approvals.pool.claiming import ClaimSeat, ReleaseSeat, claim_seat, release_seat
from workflows.approvals.pool.claims import LASTS
from workflows.approvals.pool.nudging import NudgeThem, nudge
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.both_databases
SEAT = "risk_officer"


@pytest.fixture
def request_ref(company: Company) -> str:
    """A request at data review; maria and rosa are the risk officers."""
    version = company.system()
    company.classify(version, "limited")
    company.pass_gate(version, "design")
    request = company.open(version, "data_review")
    company.answer_all(request, by="milo")
    company.submit(request)
    assert company.seats(request)[SEAT].turn_since is not None
    return request


def facts(event: str) -> list[OutboxFact]:
    session = reading()
    session.rollback()
    return list(session.scalars(select(OutboxFact).where(OutboxFact.event == event)))


def test_a_taken_seat_is_the_takers_until_it_is_given_back(company: Company, request_ref: str) -> None:
    claim_seat(company["maria"], ClaimSeat(request_ref, SEAT))
    with pytest.raises(Conflict, match="seat_claimed"):
        claim_seat(company["rosa"], ClaimSeat(request_ref, SEAT))
    with pytest.raises(Conflict, match="seat_claimed"):
        company.sign(request_ref, "rosa", SEAT)
    with pytest.raises(Conflict, match="seat_not_claimed"):
        release_seat(company["rosa"], ReleaseSeat(request_ref, SEAT))
    release_seat(company["maria"], ReleaseSeat(request_ref, SEAT))
    company.sign(request_ref, "rosa", SEAT)
    seat = company.seats(request_ref)[SEAT]
    assert (seat.status, seat.claimed_by_id, seat.claimed_at) == ("filled", None, None)


def test_whoever_may_not_sign_a_seat_does_not_take_it(company: Company, request_ref: str) -> None:
    with pytest.raises(Refused, match="bar_answered_you"):
        claim_seat(company["milo"], ClaimSeat(request_ref, SEAT))
    with pytest.raises(Refused, match="bar_no_role_you"):
        claim_seat(company["jide"], ClaimSeat(request_ref, SEAT))


def test_a_claim_ends_by_itself_after_three_days(company: Company, request_ref: str) -> None:
    claim_seat(company["maria"], ClaimSeat(request_ref, SEAT))
    taken = company.seats(request_ref)[SEAT]
    with transaction() as tx:
        tx.execute(update(Seat).where(Seat.id == taken.id).values(claimed_at=taken.claimed_at - LASTS))
    company.sign(request_ref, "rosa", SEAT)
    assert company.seats(request_ref)[SEAT].holder_id == company["rosa"].person_id


def test_s33_a_seat_that_a_leaver_took_is_free_for_the_others(company: Company, request_ref: str) -> None:
    claim_seat(company["maria"], ClaimSeat(request_ref, SEAT))
    with transaction() as tx:
        tx.execute(update(Person).where(Person.id == company["maria"].person_id).values(active=False))
    claim_seat(company["rosa"], ClaimSeat(request_ref, SEAT))
    company.sign(request_ref, "rosa", SEAT)
    assert company.seats(request_ref)[SEAT].holder_id == company["rosa"].person_id


def test_the_lead_assigns_a_seat_over_a_claim_and_others_may_still_sign(
    company: Company, request_ref: str
) -> None:
    rosa, maria = company["rosa"].person_id or 0, company["maria"].person_id or 0
    claim_seat(company["maria"], ClaimSeat(request_ref, SEAT))
    with pytest.raises(NotAllowed, match="not_an_assigner"):
        assign_seat(company["maria"], AssignSeat(request_ref, SEAT, rosa))
    assign_seat(company["tom"], AssignSeat(request_ref, SEAT, rosa, "Maria is busy"))
    seat = company.seats(request_ref)[SEAT]
    assert (seat.assigned_to_id, seat.claimed_by_id) == (rosa, None)
    told = [*facts("seat:assigned"), *facts("seat:handed-on")]
    assert [json.loads(one.person_ids) for one in told] == [[rosa], [maria]]
    with pytest.raises(Conflict, match="assigned_already"):
        assign_seat(company["tom"], AssignSeat(request_ref, SEAT, rosa))
    company.sign(request_ref, "maria", SEAT)
    assert company.seats(request_ref)[SEAT].assigned_to_id is None


def test_nobody_is_assigned_whom_section_4_bars(company: Company, request_ref: str) -> None:
    with pytest.raises(Refused, match="bar_answered"):
        assign_seat(company["tom"], AssignSeat(request_ref, SEAT, company["milo"].person_id or 0))


def test_whoever_waits_nudges_once_on_a_working_day(company: Company, request_ref: str) -> None:
    with pytest.raises(Refused, match="nudge_not_yours"):
        nudge(company["jide"], NudgeThem(request_ref))
    assert nudge(company["ana"], NudgeThem(request_ref, "The pilot starts on Monday")).told >= 2
    with pytest.raises(Conflict, match="nudged_already"):
        nudge(company["tom"], NudgeThem(request_ref))
    assert len(facts("seat:nudged")) == 1


def test_a_nudge_reaches_only_the_person_who_took_the_seat(company: Company, request_ref: str) -> None:
    claim_seat(company["maria"], ClaimSeat(request_ref, SEAT))
    nudge(company["ana"], NudgeThem(request_ref))
    told = json.loads(facts("seat:nudged")[0].person_ids)
    assert company["maria"].person_id in told
    assert company["rosa"].person_id not in told


def test_a_claim_lasts_over_a_weekend() -> None:
    assert timedelta(days=2) < LASTS < timedelta(days=5)
