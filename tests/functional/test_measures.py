"""Measures come out of the record: kept up by a sweep, the same when they are counted anew, deaf to new policies."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models.approval_request import ApprovalRequest
from models.clock_span import ClockSpan
from models.gate_pace import GatePace
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.request_measure import RequestMeasure
from tests.fixtures.company import Company
from tests.fixtures.deadlines import in_review
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.pool.claiming import ClaimSeat, claim_seat
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.terms import PointTerm
from workflows.ground import clock
from workflows.ground.ids import key_of, uuid7
from workflows.ground.refused import Conflict
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.metrics import measuring
from workflows.lifecycle.metrics.measuring import rebuild, sweep

pytestmark = pytest.mark.both_databases


def measures() -> dict[int, dict[str, Any]]:
    """Every measure as it is stored, without when that was."""
    reading().rollback()
    reading().expire_all()
    columns = [column.name for column in RequestMeasure.__table__.columns if column.name != "measured_at"]
    return {
        row.request_id: {name: getattr(row, name) for name in columns}
        for row in reading().scalars(select(RequestMeasure))
    }


def of(request: str) -> dict[str, Any]:
    return measures()[key_of("REQ", request) or 0]


def back(request: str, days: int) -> None:
    """Lets a request have been handed in so many days earlier than it was."""
    with transaction() as tx:
        row = tx.get_one(ApprovalRequest, key_of("REQ", request))
        at = row.first_submitted_at - timedelta(days=days)
        tx.execute(update(ApprovalRequest).where(ApprovalRequest.id == row.id).values(first_submitted_at=at))
        tx.execute(
            update(ClockSpan)
            .where(ClockSpan.request_id == row.id, ClockSpan.number == 1)
            .values(started_at=at)
        )


def sent_back(company: Company) -> str:
    """A request that went back once, was handed in again and approved."""
    request = in_review(company)
    seat = next(seat for seat in company.seats(request).values() if seat.turn_since)
    name = company.signer_of(seat.role, set())
    owner = company["ana"].person_id or 0
    company.sign(request, name, seat.key, "request_changes", points=(PointTerm("Say more", owner),))
    answer_point(company["ana"], AnswerPoint(request, 1, "Said more."))
    company.submit(request)
    company.pass_request(request)
    return request


def test_a_draft_has_no_measure(company: Company) -> None:
    version = company.system()
    company.classify(version)
    company.open(version, "design")
    sweep()
    assert measures() == {}


def test_a_request_is_measured_while_it_is_open_and_a_last_time_when_it_ends(company: Company) -> None:
    request = in_review(company)
    back(request, 9)
    sweep()
    assert (of(request)["outcome"], of(request)["on_time"]) == ("", None)
    assert of(request)["unclaimed_s"] >= 9 * 86400
    company.pass_request(request)
    assert sweep().handled == 2
    done = of(request)
    assert (done["outcome"], done["rounds"], done["gate"], done["tier"]) == (
        "approved",
        1,
        "design",
        "limited",
    )
    assert 9 * 86400 <= done["unclaimed_s"] + done["reviewer_s"] < 9 * 86400 + 600


def test_a_claim_is_news_about_an_open_request_and_nothing_new_is_not_measured_again(
    company: Company,
) -> None:
    request = in_review(company)
    sweep()
    assert sweep().handled == 0
    seat = next(seat for seat in company.seats(request).values() if seat.turn_since)
    claim_seat(company[company.signer_of(seat.role, set())], ClaimSeat(request, seat.key))
    before = of(request)["last_entry"]
    assert sweep().handled == 2
    assert of(request)["last_entry"] > before


def test_rounds_and_the_teams_time_are_counted(company: Company) -> None:
    request = sent_back(company)
    sweep()
    assert of(request)["rounds"] == 2
    assert of(request)["on_time"] is True


def test_a_withdrawn_request_is_measured_but_decides_no_pace(company: Company) -> None:
    request = in_review(company)
    withdraw_request(company["ana"], Withdraw(request, "Not needed any more"))
    sweep()
    assert of(request)["outcome"] == "withdrawn"
    assert reading().scalars(select(GatePace)).all() == []


def test_counting_anew_from_the_record_gives_the_same(company: Company) -> None:
    sent_back(company)
    version = company.system("Chat assistant")
    company.classify(version, "minimal")
    company.bring_to(version, "testing")
    sweep()
    before = measures()
    with transaction() as tx:
        tx.execute(update(RequestMeasure).values(unclaimed_s=1, reviewer_s=2, team_s=3, rounds=44))
    assert rebuild().requests == len(before) == 4
    assert measures() == before


def test_history_stays_as_it_was_when_a_policy_changes(company: Company) -> None:
    request = sent_back(company)
    sweep()
    before = of(request)
    with transaction() as tx:
        policy = tx.scalars(select(Policy).where(Policy.gate == "design", Policy.tier == "limited")).one()
        old = tx.scalars(select(PolicyVersion).where(PolicyVersion.policy_id == policy.id)).one()
        body = old.body.replace('"sla_days":', '"sla_days":1')
        assert body != old.body
        tx.add(
            PolicyVersion(
                uuid=uuid7(),
                policy_id=policy.id,
                number=2,
                body=body,
                digest="f" * 64,
                in_force_from=clock.now(tx),
            )
        )
    rebuild()
    assert of(request) == before
    assert of(request)["policy_digest"] != "f" * 64


def test_the_pace_of_a_gate_follows_its_decisions(company: Company) -> None:
    for number, days in enumerate((1, 4, 20)):
        request = in_review(company, f"System {number}")
        back(request, days)
        company.pass_request(request)
    sweep()
    rows = {(row.gate, row.tier): row for row in reading().scalars(select(GatePace))}
    assert set(rows) == {("design", "limited"), ("design", "")}
    pace = rows["design", ""]
    assert (pace.count, pace.decided_30) == (3, 3)
    assert (pace.median_s or 0) // 86400 == 4
    assert (pace.p85_s or 0) // 86400 == 20


def test_rebuild_is_a_command_that_says_what_it_did(company: Company, house: Any) -> None:
    sent_back(company)
    answer = house.test_cli_runner().invoke(args=["metrics", "rebuild"])
    assert (answer.exit_code, answer.output) == (0, "Requests measured: 1.\n")


def test_monitoring_reads_the_pace_of_every_gate(company: Company, house: Any) -> None:
    request = in_review(company)
    back(request, 2)
    company.pass_request(request)
    sweep()
    text = house.test_client().get("/metrics").get_data(as_text=True)
    half = re.search(r'countersign_decision_time_seconds\{gate="design",quantile="0.5"\} (\S+)', text)
    assert half is not None
    assert 2 * 86400 <= float(half[1]) < 2 * 86400 + 600
    assert 'countersign_decisions_recent{gate="design"} 1.0' in text
    assert 'countersign_decisions_recent_on_time{gate="design"} 1.0' in text


def test_counting_anew_tries_again_when_the_sweep_is_at_the_same_request(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_back(company)
    real, calls = measuring.measure, []

    def once_late(tx: Any, ids: Any) -> int:
        calls.append(list(ids))
        if len(calls) == 1:
            raise Conflict("somebody_was_first")
        return real(tx, ids)

    monkeypatch.setattr(measuring, "measure", once_late)
    assert rebuild().requests == 1
    assert calls[0] == calls[1]
    assert len(measures()) == 1
