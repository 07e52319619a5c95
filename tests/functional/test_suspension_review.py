"""The clock asks and never decides: a signed review stops the version now, or lets it go on until a named day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from models.approval_request import ApprovalRequest
from models.record_entry import RecordEntry
from models.signature import Signature
from models.suspension import Suspension
from models.system_version import SystemVersion
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.deadlines import facts, names, use_up
from tests.fixtures.review import browse, post
from workflows.approvals.reminding.sweep import sweep as remind
from workflows.ground import clock
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.renewing import sweep
from workflows.lifecycle.suspending import Suspend, purpose, suspend_version
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases

SEAT = "ai_governance_lead"


@pytest.fixture
def running(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "monitoring")
    with transaction() as tx:
        tx.execute(
            update(SystemVersion)
            .where(SystemVersion.id == key_of("VER", version))
            .values(cleared_until=today() - timedelta(days=31))
        )
    return version


@pytest.fixture
def review(running: str) -> str:
    sweep()
    return reviews()[-1]


def today() -> date:
    return clock.glance().date()


def reviews() -> list[str]:
    reading().rollback()
    query = select(ApprovalRequest.id).where(ApprovalRequest.kind == "suspension_review")
    return [ref("REQ", key) for key in reading().scalars(query.order_by(ApprovalRequest.id))]


def test_approving_suspends_in_the_same_act_in_the_name_of_the_signer(
    company: Company, running: str, review: str
) -> None:
    company.sign(review, "tom", SEAT)
    version = company.version(running)
    stop = reading().get_one(Suspension, version.suspension_id)
    signature = (
        reading().scalars(select(Signature).where(Signature.request_id == key_of("REQ", review))).one()
    )
    assert (stop.person_id, stop.printed_name, stop.role) == (company["tom"].person_id, "Tom", SEAT)
    assert stop.statement == signature.statement
    assert "stop Credit scoring" in stop.statement
    assert stop.reason
    confirmation = company.request(ref("REQ", stop.confirmation_request_id))
    assert (confirmation.kind, confirmation.status) == ("suspension_confirmation", "in_review")
    entry = (
        reading()
        .scalars(
            select(RecordEntry)
            .where(RecordEntry.action == "seat:approve:signed")
            .order_by(RecordEntry.id.desc())
        )
        .first()
    )
    assert entry is not None
    assert json.loads(entry.body)["changes"]["suspension"] == [None, ref("SUS", stop.id)]
    assert reading().scalars(select(RecordEntry).where(RecordEntry.action == "version:suspended")).all() == []
    assert company.request(review).status == "approved"


def test_rejecting_lets_it_go_on_until_the_day_and_then_the_clock_asks_again(
    company: Company, running: str, review: str
) -> None:
    until = today() + timedelta(days=20)
    company.sign(review, "tom", SEAT, "reject", go_on_until=until)
    request = company.request(review)
    assert (request.status, request.ended_code) == ("rejected", "ended_goes_on")
    assert json.loads(request.ended_params) == {"until": until.isoformat()}
    signature = (
        reading().scalars(select(Signature).where(Signature.request_id == key_of("REQ", review))).one()
    )
    assert json.loads(signature.terms)["go_on_until"] == until.isoformat()
    assert company.version(running).suspension_id is None
    sweep()
    assert reviews() == [review]
    with clock.set_back(timedelta(days=21)):
        sweep()
        sweep()
    assert len(reviews()) == 2


@pytest.mark.parametrize("days", [None, 0, -1, 91])
def test_letting_it_go_on_needs_a_day_within_three_months(
    company: Company, running: str, review: str, days: int | None
) -> None:
    until = None if days is None else today() + timedelta(days=days)
    with pytest.raises(Refused, match="until_missing") as caught:
        company.sign(review, "tom", SEAT, "reject", go_on_until=until)
    assert caught.value.field == "go_on_until"
    assert company.request(review).status == "in_review"


@pytest.mark.parametrize("decision", ["approve_with_conditions", "request_changes", "advise_for"])
def test_a_review_knows_no_other_decision(company: Company, running: str, review: str, decision: str) -> None:
    with pytest.raises(Refused, match="decision_does_not_fit"):
        company.sign(review, "tom", SEAT, decision)


def test_a_day_to_go_on_until_belongs_to_no_gate_and_to_no_stop(
    company: Company, running: str, review: str
) -> None:
    with pytest.raises(Refused, match="until_does_not_fit"):
        company.sign(review, "tom", SEAT, go_on_until=today() + timedelta(days=3))


def test_an_overdue_review_escalates_and_the_version_stays_as_it_is(
    company: Company, running: str, review: str
) -> None:
    for share in (50, 100, 150, 200):
        use_up(review, share)
        remind()
    told = [(fact.event, names(company, fact)) for fact in facts()]
    assert told == [
        ("clock:reminder", {"tom"}),
        ("clock:due", {"tom"}),
        ("clock:late", {"carla"}),
        ("clock:very_late", {"greta"}),
    ]
    assert company.request(review).status == "in_review"
    assert company.version(running).suspension_id is None


def test_somebody_who_stops_the_version_by_hand_answers_the_review(
    company: Company, running: str, review: str
) -> None:
    proof = prove(company["olu"], PASSWORD, purpose(running))
    stopped = suspend_version(company["olu"], Suspend(running, "It refuses everybody", proof=proof))
    request = company.request(review)
    assert (request.status, json.loads(request.ended_params)) == ("superseded", {"by": stopped.ref})
    with pytest.raises(Conflict):
        company.sign(review, "tom", SEAT)


def test_a_lead_who_belongs_to_the_team_cannot_decide_the_review(company: Company) -> None:
    version = company.system("Chat", owner="tom@halm.example")
    company.classify(version, "limited")
    with transaction() as tx:
        tx.execute(
            update(SystemVersion)
            .where(SystemVersion.id == key_of("VER", version))
            .values(stage="monitoring", cleared_until=today() - timedelta(days=40))
        )
    sweep()
    with pytest.raises(Refused, match="bar_team"):
        company.sign(reviews()[-1], "tom", SEAT)
    remind()
    assert len(facts("seat:unreachable")) == 1


def test_the_page_of_a_review_says_why_it_came_and_offers_a_stop_or_a_day(
    company: Company, running: str, review: str
) -> None:

    page = browse(company, "tom").get(f"/requests/{review}").text
    for words in (
        "Suspend now",
        "Let it go on until a date",
        "Goes on until",
        "it opened by itself, because the approval lapsed",
    ):
        assert words in page, words
    assert "Ask for changes" not in page


def test_through_the_door_a_missing_day_is_said_beside_its_field_and_a_good_one_lets_it_go_on(
    company: Company, running: str, review: str
) -> None:
    client = browse(company, "tom")
    answer = post(client, review, decision="reject", reason="The renewal is under way")
    assert answer.status_code == 422
    assert 'id="go_on_until-error"' in answer.text
    assert "The renewal is under way" in answer.text
    until = today() + timedelta(days=14)
    answer = post(
        client, review, decision="reject", reason="The renewal is under way", go_on_until=until.isoformat()
    )
    assert answer.status_code == 303
    assert company.request(review).ended_code == "ended_goes_on"
    assert "the version goes on until" in client.get(f"/requests/{review}").text


def test_home_the_list_and_the_editor_say_that_a_renewal_opened_by_itself(
    company: Company, running: str, review: str
) -> None:
    renewal = next(
        ref("REQ", one.id)
        for one in reading().scalars(select(ApprovalRequest).where(ApprovalRequest.gate == "renewal"))
    )
    client = browse(company, "ana")
    said = "it opened by itself, because the approval lapses on"
    for page in ("/", "/requests", f"/requests/{renewal}/edit", f"/requests/{renewal}"):
        assert said in client.get(page).text, page
