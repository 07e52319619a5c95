"""A condition is shown as met by its side, judged by the seat that set it, and bites when it is overdue."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.approval_request import ApprovalRequest
from models.person import Person
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.conditions import (
    condition,
    facts,
    judge,
    let_fall_due,
    offer,
    production,
    with_condition,
)
from workflows.approvals.conditions import changing
from workflows.approvals.conditions.changing import (
    ChangeOwner,
    ExtendCondition,
    change_owner,
    extend_condition,
)
from workflows.approvals.conditions.offering import OfferFulfilment, TakeBack, offer_fulfilment, take_back
from workflows.approvals.conditions.sweep import sweep
from workflows.approvals.evidence.staging import stage_upload
from workflows.ground import clock
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading, transaction
from workflows.lifecycle.deploy import answer_for
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases


@pytest.fixture
def version(company: Company) -> str:
    made = company.system()
    company.classify(made, "limited")
    return made


@pytest.fixture
def open_one(company: Company, version: str) -> str:
    return with_condition(company, version)


def extend(company: Company, ref: str, by: str, days: int, reason: str = "The supplier is late") -> None:
    due = datetime.now(UTC).date() + timedelta(days=days)
    proof = prove(company[by], PASSWORD, changing.purpose(ref, due))
    extend_condition(company[by], ExtendCondition(ref, due, reason, proof=proof))


def test_a_condition_in_force_has_an_instant_a_consequence_and_an_owner_who_is_told(
    company: Company, open_one: str
) -> None:
    row = condition(open_one)
    assert row.due_at is not None
    assert row.due_at > datetime.now(UTC) + timedelta(days=19)
    assert row.consequence == "suspension_review"
    (fact,) = facts("condition:set")
    assert json.loads(fact.person_ids) == [company["milo"].person_id]


def test_the_owner_offers_with_evidence_and_whoever_set_it_accepts_with_the_own_password(
    company: Company, open_one: str
) -> None:
    staged = stage_upload(io.BytesIO(b"Drift below the limit"), "drift.txt")
    offer(company, open_one, staged=(staged,))
    (told,) = facts("condition:offered")
    assert company["jide"].person_id in json.loads(told.person_ids)
    assert judge(company, open_one, "jide").status == "met"
    assert condition(open_one).met_at is not None
    assert facts("condition:met")[0].cause == told.cause


def test_owner_offerer_team_and_strangers_do_not_judge_and_nothing_changes(
    company: Company, open_one: str
) -> None:
    offer(company, open_one, by="ana")
    for name, code in (
        ("milo", "condition_own"),
        ("ana", "condition_offered_by_you"),
        ("maria", "bar_no_role_you"),
    ):
        with pytest.raises(Refused, match=code):
            judge(company, open_one, name)
    assert condition(open_one).status == "open"


def test_another_holder_of_the_role_may_judge_even_with_a_later_grant(
    company: Company, open_one: str
) -> None:
    company.hire("lena", "legal_counsel", days_ago=-1)
    company.hire("lars", "legal_counsel", days_ago=0)
    offer(company, open_one)
    assert judge(company, open_one, "lars").status == "met"


def test_a_refusal_needs_a_reason_leaves_it_open_and_allows_a_better_offer(
    company: Company, open_one: str
) -> None:
    offer(company, open_one)
    with pytest.raises(Refused, match="condition_refuse_reason"):
        judge(company, open_one, "jide", "refuse")
    assert judge(company, open_one, "jide", "refuse", "March is missing").status == "open"
    offer(company, open_one)
    assert judge(company, open_one, "jide").status == "met"


def test_an_offer_can_be_taken_back_by_its_side_and_only_one_waits_at_a_time(
    company: Company, open_one: str
) -> None:
    offer(company, open_one, by="ana")
    with pytest.raises(Conflict, match="condition_offered_already"):
        offer(company, open_one)
    with pytest.raises(Refused, match="condition_not_your_offer"):
        take_back(company["jide"], TakeBack(open_one))
    take_back(company["milo"], TakeBack(open_one))
    with pytest.raises(Conflict, match="condition_nothing_offered"):
        judge(company, open_one, "jide")


def test_only_owner_and_team_offer_and_only_evidence_of_the_system_counts(
    company: Company, open_one: str
) -> None:
    with pytest.raises(Refused, match="condition_not_yours"):
        offer(company, open_one, by="jide")
    with pytest.raises(Refused, match="evidence_not_yours"):
        offer_fulfilment(company["milo"], OfferFulfilment(open_one, "See there", ("EV-9999",)))


def test_the_lead_or_the_signer_names_another_owner_with_a_reason(company: Company, open_one: str) -> None:
    olu = company["olu"].person_id or 0
    with pytest.raises(Refused, match="condition_not_yours_to_give"):
        change_owner(company["milo"], ChangeOwner(open_one, olu, "Not me"))
    with pytest.raises(Refused, match="condition_change_reason"):
        change_owner(company["tom"], ChangeOwner(open_one, olu, " "))
    change_owner(company["tom"], ChangeOwner(open_one, olu, "Milo left the project"))
    assert condition(open_one).owner_id == olu
    assert json.loads(facts("condition:set")[-1].person_ids) == [olu]


def test_more_time_is_a_signed_decision_of_the_seat_within_the_maximum(
    company: Company, open_one: str
) -> None:
    with pytest.raises(Refused, match="condition_own"):
        extend(company, open_one, "milo", 40)
    with pytest.raises(Refused, match="condition_extend_due"):
        extend(company, open_one, "jide", 61)
    with pytest.raises(Refused, match="condition_extend_due"):
        extend(company, open_one, "jide", 5)
    let_fall_due(open_one)
    sweep()
    assert condition(open_one).overdue_at is not None
    extend(company, open_one, "jide", 40)
    row = condition(open_one)
    assert row.overdue_at is None
    assert row.due_at is not None
    assert row.due_at > datetime.now(UTC)


def test_an_overdue_condition_shuts_the_next_gate_before_any_sweep_and_names_itself(
    company: Company, version: str, open_one: str
) -> None:
    request = company.open(version, "data_review")
    company.answer_all(request, by="milo")
    company.submit(request)
    let_fall_due(open_one)
    with pytest.raises(Refused, match="condition_overdue") as refused:
        company.pass_request(request)
    assert refused.value.params == {"conditions": open_one}
    assert company.version(version).stage == "design"
    offer(company, open_one)
    judge(company, open_one, "jide")
    last = next(s for s in company.seats(request).values() if s.status == "open" and s.turn_since)
    company.sign(request, company.signer_of(last.role, set()), last.key)
    assert company.version(version).stage == "data_review"


def test_an_overdue_condition_refuses_opening_and_handing_in_but_not_retirement(
    company: Company, version: str, open_one: str
) -> None:
    request = company.open(version, "data_review")
    company.answer_all(request, by="milo")
    let_fall_due(open_one)
    with pytest.raises(Refused, match="condition_overdue"):
        company.submit(request)
    with pytest.raises(Refused, match="gate_open_already"):
        company.open(version, "data_review")
    assert company.open(version, "retirement").startswith("REQ-")


def test_where_the_policy_says_so_the_deploy_check_denies_at_the_instant_and_not_a_moment_before(
    company: Company, version: str
) -> None:
    company.bring_to(version, "testing")
    ref = with_condition(company, version, "deployment")
    assert answer(company, version).allowed
    let_fall_due(ref, "suspension_review")
    assert answer(company, version).allowed
    let_fall_due(ref, "denies_deploy")
    found = answer(company, version)
    assert (found.allowed, found.code) == (False, "run_condition_overdue")
    assert ref in found.sentence


def answer(company: Company, version: str):
    return answer_for(reading(), clock.glance(), company.version(version), None)


def test_the_sweep_reminds_once_and_tells_once_owner_and_lead(company: Company, open_one: str) -> None:
    assert sweep().handled == 0
    with transaction() as tx:
        row = tx.merge(condition(open_one))
        row.due_at = datetime.now(UTC) + timedelta(hours=30)
    assert [sweep().handled, sweep().handled] == [1, 0]
    assert json.loads(facts("condition:due_soon")[0].person_ids) == [company["milo"].person_id]
    let_fall_due(open_one)
    assert [sweep().handled, sweep().handled] == [1, 0]
    (fact,) = facts("condition:overdue")
    assert set(json.loads(fact.person_ids)) == {company["milo"].person_id, company["tom"].person_id}


def test_when_the_owner_has_left_only_the_lead_is_told(company: Company, open_one: str) -> None:
    with transaction() as tx:
        tx.get_one(Person, company["milo"].person_id).active = False
    let_fall_due(open_one)
    sweep()
    (fact,) = facts("condition:overdue")
    assert json.loads(fact.person_ids) == [company["tom"].person_id]


def test_a_stranger_is_told_that_there_is_no_such_condition(company: Company, open_one: str) -> None:
    production(company)
    with pytest.raises(Refused, match="not_found"):
        offer(company, open_one, by="nils")


def test_an_overdue_condition_of_a_running_version_asks_once_whether_it_is_suspended(
    company: Company, version: str
) -> None:
    for gate in ("design", "data_review", "testing"):
        company.pass_gate(version, gate)
    ref = with_condition(company, version, "deployment")
    let_fall_due(ref)
    assert [sweep().handled, sweep().handled] == [2, 0]
    reviews = reading().scalars(select(ApprovalRequest).where(ApprovalRequest.kind == "suspension_review"))
    (review,) = reviews
    assert review.status == "in_review"
    assert ref in review.detail
    assert company.version(version).suspension_id is None
