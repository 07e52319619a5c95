"""Votes, closings and other acts at the same instant: one motion closes once, and no vote is applied twice or lost."""

from __future__ import annotations

import os
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.record_entry import RecordEntry
from models.signature import Signature
from models.stage_move import StageMove
from models.vote import Vote
from models.vote_use import VoteUse
from tests.fixtures.committee import (
    circulation,
    items,
    let_end,
    motion_of,
    move,
    opened,
    proved_vote,
    vote,
    vote_all,
)
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.racing import losers, race, winners
from workflows.approvals.committee.closing import CloseMotion, close_motion
from workflows.approvals.committee.sweep import sweep
from workflows.approvals.committee.voting import cast_vote
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = [pytest.mark.both_databases]

ROUNDS = int(os.environ.get("COUNTERSIGN_TEST_RACES", "4"))
LOST = (Conflict, Refused)


def in_review(company: Company, number: int) -> str:
    version = company.system(f"System number {number}")
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo", files=False)
    company.submit(request)
    return request


def counted(model: type, *where: object) -> int:
    session = reading()
    session.rollback()
    return session.scalars(select(func.count()).select_from(model).where(*where)).one()


def closing(company: Company, ref: str, item: int, by: str = "carla") -> partial:
    return partial(close_motion, company[by], CloseMotion(ref, item, motion_of(item).uuid))


def test_two_closers_close_a_motion_once(house: Flask, company: Company) -> None:
    for number in range(ROUNDS):
        request = in_review(company, number)
        ref = opened(company, request, here=("carla", "maria", "jide", "tom"))
        item = items(ref)[0].id
        move(company, ref, item)
        vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
        results = race(house, [closing(company, ref, item), closing(company, ref, item, "tom")] * 2)
        assert len(winners(results)) == 1, results
        assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
        assert company.request(request).status == "approved"
        key = company.request(request).id
        assert counted(Signature, Signature.request_id == key) == 2
        assert counted(StageMove, StageMove.request_id == key) == 1
    assert counted(VoteUse) == 2 * ROUNDS
    assert counted(RecordEntry, RecordEntry.action == "committee:motion:closed") == ROUNDS
    assert verify().verdict == "consistent"


def test_a_vote_at_the_instant_of_the_closing_is_counted_whole_or_refused(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        request = in_review(company, number)
        ref = opened(company, request, here=("carla", "maria", "jide", "ben", "tom"))
        item = items(ref)[0].id
        move(company, ref, item)
        vote_all(company, ref, item, ("carla", "maria", "ben", "tom"))
        late = partial(cast_vote, company["jide"], proved_vote(company, ref, item, "jide"))
        voted, closed = race(house, [late, closing(company, ref, item)])
        motion = motion_of(item)
        stored = counted(Vote, Vote.motion_id == motion.id, Vote.person_id == company["jide"].person_id)
        assert stored == (0 if isinstance(voted, BaseException) else 1)
        assert not isinstance(voted, BaseException) or isinstance(voted, LOST), voted
        if isinstance(closed, BaseException):
            assert isinstance(closed, LOST), closed
            assert motion.result is None
        else:
            live = company.seats(request)["legal_counsel"].status
            assert live == ("filled" if stored else "open")


def test_a_signature_elsewhere_at_the_instant_of_the_closing_has_one_winner(
    house: Flask, company: Company
) -> None:
    for number in range(ROUNDS):
        request = in_review(company, number)
        ref = opened(company, request, here=("carla", "maria", "jide", "tom"))
        item = items(ref)[0].id
        move(company, ref, item)
        vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
        command = Sign(request, "legal_counsel", "reject", company.request(request).digest, reason="No")
        proof = prove(company["jide"], PASSWORD, purpose(command))
        own = partial(sign_seat, company["jide"], Sign(**{**vars(command), "proof": proof}))
        results = race(house, [own, closing(company, ref, item)])
        assert len(winners(results)) == 1, results
        assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
        assert company.request(request).status in ("approved", "rejected")
        seats = company.seats(request).values()
        assert len({seat.holder_id for seat in seats if seat.holder_id}) == len(
            [seat for seat in seats if seat.holder_id]
        )


def test_two_processes_at_the_deadline_end_a_circulation_once(house: Flask, company: Company) -> None:
    for number in range(ROUNDS):
        request = in_review(company, number)
        ref = circulation(company, request)
        item = items(ref)[0].id
        move(company, ref, item)
        vote_all(company, ref, item, ("carla", "maria", "tom"))
        vote(company, ref, item, "jide")
        let_end(ref)
        results = race(house, [sweep, sweep, closing(company, ref, item)])
        assert all(isinstance(error, LOST) for error in losers(results)), losers(results)
        sweep()
        assert company.request(request).status == "approved"
        assert counted(StageMove, StageMove.request_id == company.request(request).id) == 1
    assert counted(RecordEntry, RecordEntry.action == "committee:motion:closed") == ROUNDS
    assert counted(RecordEntry, RecordEntry.action == "committee:session:closed") == ROUNDS
