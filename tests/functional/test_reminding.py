"""A request is never forgotten: its time reminds and escalates, each stage once, and decides nothing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.approval_request import ApprovalRequest
from models.record_entry import RecordEntry
from models.seat import Seat
from models.stage_told import StageTold
from models.subject import Subject
from tests.fixtures.company import Company
from tests.fixtures.deadlines import DAY, facts, in_review, names, use_up
from workflows.approvals.reminding.sweep import sweep
from workflows.approvals.terms import PointTerm
from workflows.ground.ids import key_of, uuid7
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.both_databases


def entries() -> list[RecordEntry]:
    reading().rollback()
    wanted = RecordEntry.action == "request:clock:escalated"
    return list(reading().scalars(select(RecordEntry).where(wanted).order_by(RecordEntry.id)))


def told() -> list[StageTold]:
    reading().rollback()
    return list(reading().scalars(select(StageTold).order_by(StageTold.id)))


def test_half_of_the_time_reminds_those_whose_turn_it_is_and_only_once(company: Company) -> None:
    request = in_review(company)
    use_up(request, 50)
    assert sweep().handled == 1
    (fact,) = facts()
    assert (fact.event, fact.subject_uuid) == ("clock:reminder", company.request(request).uuid)
    assert names(company, fact) == {"tom", "jide"}
    assert entries() == []
    assert sweep().handled == 0
    assert len(facts()) == 1
    assert [row.was_late for row in told()] == [False, False]


@pytest.mark.parametrize(
    ("share", "event", "who", "role"),
    [
        (100, "clock:due", {"tom"}, "ai_governance_lead"),
        (150, "clock:late", {"carla"}, "committee_chair"),
        (200, "clock:very_late", {"greta"}, "top_management"),
    ],
)
def test_a_neglected_request_goes_up_level_by_level_with_an_entry_of_the_clock(
    company: Company, share: int, event: str, who: set[str], role: str
) -> None:
    request = in_review(company)
    use_up(request, share)
    sweep()
    (fact,) = facts()
    assert (fact.event, names(company, fact)) == (event, who)
    (entry,) = entries()
    assert entry.actor_kind == "clock"
    changes = json.loads(entry.body)["changes"]
    assert (changes["share"], changes["level"]) == ([None, share], [None, role])
    assert company.request(request).status == "in_review"


def test_each_stage_is_told_as_it_comes_and_time_decides_nothing(company: Company) -> None:
    request = in_review(company)
    for share in (50, 100, 150, 200):
        use_up(request, share)
        sweep()
        sweep()
    assert [fact.event for fact in facts()] == [
        "clock:reminder",
        "clock:due",
        "clock:late",
        "clock:very_late",
    ]
    assert [json.loads(one.body)["changes"]["share"] for one in entries()] == [
        [50, 100],
        [100, 150],
        [150, 200],
    ]
    assert company.request(request).status == "in_review"
    assert all(seat.status == "open" for seat in company.seats(request).values())


def test_s60_after_a_standstill_only_the_latest_stage_is_told_and_marked_late(company: Company) -> None:
    request = in_review(company)
    use_up(request, 160, ago=timedelta(days=3))
    sweep()
    (fact,) = facts()
    assert fact.event == "clock:late"
    assert fact.cause.endswith(":late")
    assert all(row.was_late and row.stage == 3 for row in told())
    assert json.loads(entries()[0].body)["changes"]["late"] == [None, True]
    sweep()
    assert len(facts()) == 1


def test_s60_a_stage_told_within_the_hour_is_not_late(company: Company) -> None:
    use_up(in_review(company), 100, ago=timedelta(minutes=55))
    sweep()
    assert not facts()[0].cause.endswith(":late")


def copies(company: Company, request: str, number: int) -> None:
    """More requests like this one, each about a subject of its own."""
    source = company.request(request)
    subject = reading().get_one(Subject, source.subject_id)
    seats = list(company.seats(request).values())
    rows = [{c.key: getattr(one, c.key) for c in type(one).__table__.columns} for one in (source, subject)]
    of_seats = [{c.key: getattr(seat, c.key) for c in Seat.__table__.columns} for seat in seats]
    for row in (*rows, *of_seats):
        del row["id"]
    with transaction() as tx:
        for _ in range(number):
            other = Subject(**rows[1] | {"uuid": uuid7()})
            tx.add(other)
            tx.flush()
            again = ApprovalRequest(**rows[0] | {"uuid": uuid7(), "subject_id": other.id})
            tx.add(again)
            tx.flush()
            tx.add_all(Seat(**row | {"uuid": uuid7(), "request_id": again.id}) for row in of_seats)


def test_s62_every_overdue_request_is_reminded_in_one_sweep(company: Company) -> None:
    request = in_review(company)
    use_up(request, 60)
    copies(company, request, 49)
    assert sweep().handled == 50
    found = facts("clock:reminder")
    assert len(found) == len({fact.subject_uuid for fact in found}) == 50
    assert all(names(company, fact) == {"tom", "jide"} for fact in found)
    assert sweep().handled == 0


def test_what_was_decided_returned_or_held_meanwhile_is_left_alone(company: Company) -> None:
    returned = in_review(company)
    company.sign(
        returned,
        "tom",
        "ai_governance_lead",
        "request_changes",
        points=(PointTerm("Say who answers", company["ana"].person_id),),
        reason="See below",
    )
    held = in_review(company, "Fraud detection")
    standing = in_review(company, "Chat")
    over = in_review(company, "Sorting")
    for request in (returned, held, standing, over):
        use_up(request, 200)
    with transaction() as tx:
        for request, values in (
            (held, {"on_hold": True}),
            (standing, {"clock_started_at": None}),
            (over, {"expires_at": company.request(over).opened_at + timedelta(microseconds=1)}),
        ):
            which = ApprovalRequest.id == key_of("REQ", request)
            tx.execute(update(ApprovalRequest).where(which).values(**values))
    assert sweep().handled == 0
    assert facts() == []


def test_a_stage_that_was_told_in_an_earlier_run_is_not_told_again(company: Company) -> None:
    request = in_review(company)
    use_up(request, 50)
    sweep()
    use_up(request, 90, ago=DAY)
    assert sweep().handled == 0
    use_up(request, 100)
    assert sweep().handled == 1
