"""A policy is proven against the people who are here, and what was not proven still never lets anything through."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from models.involvement import InvolvementFact
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door
from tests.fixtures.policies import new_policy, ready
from tests.fixtures.proofs import spoiled, told
from tests.fixtures.review import post, submitted
from workflows.approvals import signing
from workflows.approvals.policies.body import load
from workflows.approvals.policies.proof.proving import prove_here
from workflows.approvals.starter import starter_bodies
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction

BOARD = {"key": "board", "role": "committee_member", "step": 1, "needs": 3, "seats": 3}
NOBODY = [{"role": "external_auditor", "step": 1}]


@pytest.mark.both_databases
def test_the_policies_in_force_are_proven_for_the_people_who_are_here(company: Company) -> None:
    with transaction() as tx:
        proof = prove_here(tx, clock.now(tx), load(starter_bodies()["deployment", "high"]))
    assert proof.ok
    assert proof.elsewhere == ()
    names = {closing.name: closing.pairs for closing in proof.closes}
    assert ("deployment", "high") in names["Ben"]


def test_s40_a_version_that_nobody_could_satisfy_is_refused_by_name(company: Company) -> None:
    with transaction() as tx:
        proof = prove_here(tx, clock.now(tx), spoiled("deployment", "high", seats=NOBODY))
    assert not proof.ok
    # A renewal asks what the deployment gate asks when the tier was raised.
    assert [(fault.gate, fault.tier) for fault in proof.faults] == [
        ("deployment", "high"),
        ("renewal", "high"),
    ]
    assert "Nobody holds the role of the seat External auditor" in told(proof.faults[0])


def test_a_gate_that_is_shut_already_does_not_hold_up_another_policy(company: Company) -> None:
    new_policy(company, "monitoring", "high", seats=NOBODY)
    with transaction() as tx:
        proof = prove_here(tx, clock.now(tx), load(starter_bodies()["design", "limited"]))
    assert proof.ok
    assert [(fault.gate, fault.tier) for fault in proof.elsewhere] == [
        ("monitoring", "high"),
        ("renewal", "high"),
    ]


def test_a_policy_that_shuts_the_last_way_out_of_a_stage_answers_for_it(company: Company) -> None:
    with transaction() as tx:
        proof = prove_here(tx, clock.now(tx), spoiled("retirement", "high", seats=NOBODY))
    assert "A version cannot leave Intake (Prohibited)" in " ".join(fault.said for fault in proof.faults)


@pytest.mark.both_databases
def test_s39_an_unreachable_quorum_is_refused_when_the_request_is_handed_in(company: Company) -> None:
    company.hire("kim", "committee_member")
    new_policy(company, "design", "limited", seats=[BOARD])
    with pytest.raises(Refused) as refused:
        ready(company, "design")
    assert refused.value.code == "seat_cannot_be_filled"
    assert company.request("REQ-1").status == "draft"
    with transaction() as tx:
        proof = prove_here(tx, clock.now(tx), spoiled("design", "limited", seats=[BOARD]))
    assert "needs 3 approvals, and only 2 could give one" in proof.faults[0].said


@pytest.mark.both_databases
def test_s47_when_people_cannot_be_looked_up_nobody_signs_and_one_is_asked_to_try_again(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = submitted(company)
    door = Door(company, "jide")

    def away(*_args: object, **_more: object) -> None:
        raise OperationalError("select", {}, Exception("timed out"))

    with monkeypatch.context() as then:
        then.setattr(signing, "load_facts", away)
        answer = post(door.client, request, decision="approve")
    assert answer.status_code == 422
    assert "The database does not answer. Nothing was changed; try again in a moment." in answer.text
    assert {seat.status for seat in company.seats(request).values()} == {"open"}
    assert post(door.client, request, decision="approve").status_code == 303


@pytest.mark.both_databases
def test_authors_do_not_decide_alone_past_a_seat_that_their_group_does_not_need(company: Company) -> None:
    for name in ("kim", "lea"):
        company.hire(name, "committee_member")
    board = {**BOARD, "needs": 2}
    new_policy(company, "design", "limited", independent_seat=True, seats=[board])
    request = ready(company, "design")
    key = company.request(request).id
    with transaction() as tx:
        for name in ("ben", "kim"):
            tx.add(
                InvolvementFact(
                    request_id=key,
                    person_id=company[name].person_id,
                    what="wrote_record",
                    about="RISK-1",
                    role="committee_member",
                    at=clock.now(tx),
                )
            )
    company.sign(request, "ben", "board.1")
    with pytest.raises(Refused) as refused:
        company.sign(request, "kim", "board.2")
    assert refused.value.code == "independent_seat_missing"
    company.sign(request, "lea", "board.3")
    assert company.request(request).status == "approved"


def test_the_page_names_who_is_missed_most_and_what_would_close(company: Company) -> None:
    page = Door(company, "maria").text("/policies/crew")
    assert "Every gate can be decided in every tier." in page
    assert "Tom is missed most" in page
    assert "Deployment gate: high" in page


def test_the_page_shows_how_it_comes_to_that_when_nobody_could_decide(company: Company) -> None:
    new_policy(company, "monitoring", "high", seats=NOBODY)
    page = Door(company, "admin").text("/policies/crew")
    assert "2 things cannot be decided as things are." in page
    assert "Monitoring gate, high" in page
    assert "hands the request in." in page


def test_the_page_takes_two_statements_beyond_its_frame_and_is_for_those_who_oversee(
    company: Company,
) -> None:
    maria = Door(company, "maria")
    maria.get("/policies/crew")
    with counted_statements(company.app) as sent:
        assert maria.get("/policies/crew").status_code == 200
    assert len(sent) <= 7, sent
    assert Door(company, "nils").get("/policies/crew").status_code == 403
