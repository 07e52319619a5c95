"""A delegate and their delegator at the same instant: one signature, one outcome, never two seats of one person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.delegation import Delegation
from models.outbox import OutboxFact
from models.signature import Signature
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.lending import lend
from tests.fixtures.racing import losers, race, winners
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading
from workflows.people.delegating.absences import SetAway, set_away
from workflows.people.delegating.agreeing import EndDelegation, end_delegation
from workflows.people.delegating.sweep import sweep
from workflows.people.proof import prove

pytestmark = [pytest.mark.both_databases]
ROUNDS = 3


def in_review(company: Company, number: int) -> str:
    version = company.system(f"System number {number}")
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo", files=False)
    company.submit(request)
    return request


def signing(company: Company, request: str, by: str, seat: str, whose: str = "") -> partial:
    key = company[whose].person_id if whose else None
    command = Sign(request, seat, "approve", company.request(request).digest, for_person_id=key)
    proof = prove(company[by], PASSWORD, purpose(command))
    return partial(sign_seat, company[by], Sign(**{**vars(command), "proof": proof}))


def counted(model: type, *where: object) -> int:
    session = reading()
    session.rollback()
    return session.scalars(select(func.count()).select_from(model).where(*where)).one()


def test_s37_both_sign_the_same_seat_and_one_signature_counts(house: Flask, company: Company) -> None:
    lend(company, "jide", "nils")
    for number in range(ROUNDS):
        request = in_review(company, number)
        acts = [
            signing(company, request, "jide", "legal_counsel"),
            signing(company, request, "nils", "legal_counsel", "jide"),
        ]
        results = race(house, acts)
        assert len(winners(results)) == 1
        assert all(isinstance(error, Conflict | Refused) for error in losers(results))
        assert counted(Signature) == number + 1


def test_s37_two_seats_of_one_person_are_never_filled_by_signing_at_once(
    house: Flask, company: Company
) -> None:
    company.hire("lars", "legal_counsel", "ai_governance_lead")
    lend(company, "lars", "nils")
    for number in range(ROUNDS):
        request = in_review(company, number)
        acts = [
            signing(company, request, "lars", "ai_governance_lead"),
            signing(company, request, "nils", "legal_counsel", "lars"),
        ]
        results = race(house, acts)
        assert len(winners(results)) == 1
        assert counted(Signature) == number + 1


def test_an_end_at_the_same_instant_comes_before_or_after_and_nothing_else(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        lend(company, "jide", "nils")
        request = in_review(company, number)
        running = select(Delegation.uuid).where(Delegation.ended_at.is_(None))
        uuid = reading().scalars(running).one()
        before = counted(Signature)
        acts = [
            signing(company, request, "nils", "legal_counsel", "jide"),
            partial(end_delegation, company["nils"], EndDelegation(uuid)),
        ]
        results = race(house, acts)
        signed = counted(Signature) - before
        assert counted(Delegation, Delegation.ended_at.is_(None)) == 0
        assert len(winners(results)) == 1 + signed


def test_two_who_ask_each_other_at_once_never_stand_in_for_each_other(house: Flask, company: Company) -> None:
    day = datetime.now(UTC).date() + timedelta(days=9)
    for number in range(ROUNDS):
        first = day + timedelta(days=number * 7)
        acts = [
            partial(set_away, company[by], SetAway(first, first, company[to].person_id))
            for by, to in (("jide", "maria"), ("maria", "jide"))
        ]
        assert len(winners(race(house, acts))) == 1


def test_s66_sweeps_at_the_same_instant_tell_a_begin_once(house: Flask, company: Company) -> None:
    lend(company, "jide", "nils")
    race(house, [partial(sweep, 10) for _ in range(4)])
    assert counted(OutboxFact, OutboxFact.event == "delegation:began") == 1
