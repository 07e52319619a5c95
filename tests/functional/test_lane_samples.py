"""A monthly sample of the lane is looked at by somebody else, and two in the wrong lane close it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.approval_request import ApprovalRequest
from models.lane_review import LaneReview
from models.lane_stop import LaneStop
from models.outbox import OutboxFact
from models.record_entry import RecordEntry
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.lane import in_review, last_month, open_one, plug_in, through
from tests.fixtures.racing import losers, race
from workflows.ground import clock
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.fast_lane import judging, reopening
from workflows.lifecycle.fast_lane.judging import JudgedLane, JudgeLane, judge_lane
from workflows.lifecycle.fast_lane.reopening import ReopenLane, reopen_lane
from workflows.lifecycle.fast_lane.sampling import draw, size_of
from workflows.lifecycle.fast_lane.sweep import sweep
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases


def reviews() -> list[LaneReview]:
    session = reading()
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(LaneReview).order_by(LaneReview.id)))


def judge(company: Company, by: str, review: int, verdict: str, reason: str = "Read it all") -> JudgedLane:
    command = JudgeLane(review, verdict, reason)
    proof = prove(company[by], PASSWORD, judging.purpose(command))
    return judge_lane(company[by], JudgeLane(review, verdict, reason, proof))


def reopen(company: Company, by: str, stop: int, reason: str = "The form asks more plainly now") -> None:
    proof = prove(company[by], PASSWORD, reopening.purpose(ReopenLane(stop, reason)))
    reopen_lane(company[by], ReopenLane(stop, reason, proof))


def drawn_by_hand() -> int:
    """The request that the sample left out, drawn as if for another month; the key of its review."""
    with transaction() as tx:
        out = select(ApprovalRequest.id).where(ApprovalRequest.id.not_in(select(LaneReview.request_id)))
        row = LaneReview(uuid=uuid7(), request_id=tx.scalars(out).one(), month="2020-01", seed="s")
        row.drawn_at = clock.now(tx)
        tx.add(row)
        tx.flush()
        return row.id


def stops() -> list[LaneStop]:
    session = reading()
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(LaneStop).order_by(LaneStop.id)))


@pytest.mark.parametrize(("count", "size"), [(0, 0), (1, 1), (2, 2), (3, 2), (20, 2), (21, 3), (100, 10)])
def test_a_tenth_is_drawn_and_two_at_least(count: int, size: int) -> None:
    assert size_of(count) == size


def test_the_same_seed_draws_the_same_sample_whatever_the_order() -> None:
    many = [f"uuid-{number}" for number in range(40)]
    assert draw(many, "seed") == draw(list(reversed(many)), "seed")
    assert draw(many, "seed") != draw(many, "another")


def test_the_sweep_draws_a_month_once_and_prints_its_seed(company: Company) -> None:
    last_month(company, 3)
    assert sweep().handled == 1
    assert sweep().handled == 0
    drawn = reviews()
    assert len(drawn) == 2
    assert len({one.seed for one in drawn}) == 1
    entry = reading().scalars(select(RecordEntry).where(RecordEntry.action == "lane:sample:drawn")).one()
    changes = json.loads(entry.body)["changes"]
    assert changes["seed"][1] == drawn[0].seed
    uuids = list(reading().scalars(select(ApprovalRequest.uuid)))
    keys = [reading().get_one(ApprovalRequest, one.request_id).uuid for one in drawn]
    assert set(draw(uuids, drawn[0].seed)) == set(keys)
    told = reading().scalars(select(OutboxFact).where(OutboxFact.event == "lane:sample-drawn")).one()
    assert company["tom"].person_id not in json.loads(told.person_ids)
    assert company["rosa"].person_id in json.loads(told.person_ids)


def test_the_running_month_is_not_drawn(company: Company) -> None:
    through(company)
    assert sweep().handled == 0
    assert reviews() == []


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("tom", "lane_review_signed"),
        ("carla", "lane_review_who"),
        ("admin", None),
        ("ana", "lane_review_who"),
    ],
)
def test_whoever_signed_or_is_not_second_line_does_not_look_again(company: Company, who: str, code) -> None:
    last_month(company, 2)
    sweep()
    with pytest.raises((NotAllowed, Refused)) as caught:
        judge(company, who, reviews()[0].id, "right")
    assert code is None or caught.value.code == code
    assert reviews()[0].verdict is None


def test_a_second_look_is_signed_and_done_once(company: Company) -> None:
    last_month(company, 2)
    sweep()
    key = reviews()[0].id
    with pytest.raises(Refused) as caught:
        judge(company, "rosa", key, "right", reason=" ")
    assert caught.value.field == "reason"
    assert judge(company, "rosa", key, "right") == JudgedLane("right", False)
    kept = reviews()[0]
    assert kept.statement.startswith("I, Rosa, as AI risk officer, looked at REQ-")
    assert kept.seed in kept.statement
    with pytest.raises(Conflict):
        judge(company, "jide", key, "misclassified")


def test_two_in_the_wrong_lane_close_it_until_the_chair_signs_it_open(company: Company) -> None:
    last_month(company, 2)
    sweep()
    waiting = in_review(company, plug_in(company, name="Waits"))
    version = plug_in(company, name="New")
    first, second = (one.id for one in reviews())
    assert judge(company, "rosa", first, "misclassified").closed is False
    assert judge(company, "jide", second, "misclassified").closed is True
    (stop,) = stops()
    assert json.loads(stop.params) == {"count": 2, "of": 2}
    with pytest.raises(Conflict) as caught:
        open_one(company, version)
    assert caught.value.code == "lane_closed"
    with pytest.raises(Conflict):
        company.sign(waiting, "tom", "lane.1")
    with pytest.raises(NotAllowed):
        reopen(company, "tom", stop.id)
    with pytest.raises(Refused):
        reopen(company, "carla", stop.id, reason=" ")
    reopen(company, "carla", stop.id)
    assert stops()[0].statement.startswith(
        "I, Carla, as AI governance committee chair, open the fast lane again"
    )
    company.sign(waiting, "tom", "lane.1")
    assert company.request(waiting).status == "approved"
    with pytest.raises(Conflict):
        reopen(company, "carla", stop.id)


def test_what_was_judged_before_a_reopening_counts_no_more(company: Company) -> None:
    last_month(company, 3)
    sweep()
    one, two = (review.id for review in reviews())
    judge(company, "rosa", one, "misclassified")
    judge(company, "rosa", two, "misclassified")
    reopen(company, "carla", stops()[0].id)
    three = drawn_by_hand()
    assert judge(company, "rosa", three, "misclassified").closed is False
    assert len(stops()) == 1


def test_two_second_looks_at_one_moment_close_the_lane_once(company: Company) -> None:
    last_month(company, 2)
    sweep()
    commands = [JudgeLane(review.id, "misclassified", "Wrong") for review in reviews()]
    acts = []
    for name, command in zip(("rosa", "jide"), commands, strict=True):
        proof = prove(company[name], PASSWORD, judging.purpose(command))
        whole = JudgeLane(command.review_id, command.verdict, command.reason, proof)
        acts.append(lambda name=name, whole=whole: judge_lane(company[name], whole))
    assert losers(race(company.app, acts)) == []
    assert len(stops()) == 1
