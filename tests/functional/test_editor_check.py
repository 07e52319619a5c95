"""The check before sending, the submission through its door, and what the sender is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.approval_round import ApprovalRound
from models.role_grant import RoleGrant
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.terms import PointTerm
from workflows.ground import clock
from workflows.ground.transaction import reading, transaction


def draft(company: Company, tier: str = "limited", answered: bool = True) -> str:
    version = company.system("CV screening")
    company.classify(version, tier)
    request = company.open(version, "design")
    if answered:
        company.answer_all(request, by="milo")
    return request


def test_the_check_shows_every_answer_who_is_asked_and_that_nothing_is_sent(company: Company) -> None:
    text = words(Door(company, "ana").get(f"/requests/{draft(company)}/check"))
    assert "7 items: 7 done, 0 open" in text
    assert "This is the first round: reviewers see everything as new." in text
    assert "Legal counsel Can sign: Jide" in text
    assert "Nothing is sent until you submit." in text
    assert "5 working days" in text
    assert "Submit REQ-1 for design review" in text
    assert "Still in the way" not in text


@pytest.mark.both_databases
def test_submitting_freezes_the_round_and_the_confirmation_says_whose_turn_it_is(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    sent = ana.send(f"/requests/{request}/check", {"said": "Look at IN-2 first"})
    assert (sent.status_code, sent.location) == (303, f"/requests/{request}/sent")
    text = words(ana.get(sent.location))
    assert f"{request} is sent as round 1." in text
    assert "Legal counsel (Jide)" in text
    assert "AI governance lead (AIMS manager) (Tom)" in text
    assert "Due by" in text
    assert "Look at IN-2 first" in text
    assert company.request(request).status == "in_review"


def test_what_is_missing_is_said_with_a_link_to_each_and_the_button_stays(company: Company) -> None:
    request, ana = draft(company, answered=False), Door(company, "ana")
    page = ana.get(f"/requests/{request}/check")
    assert "IN-2 must be answered" in words(page)
    assert "IN-6 has no answer: answer it, or write why it stays open." in words(page)
    assert "IN-7 may stay open; then every approval carries a condition for it." in words(page)
    assert "disabled" not in page.text
    answer = ana.send(f"/requests/{request}/check", {"said": "Typed"})
    assert answer.status_code == 422
    assert 'href="#line-IN-2"' in answer.text
    assert 'id="line-IN-2"' in answer.text
    assert "Typed" in answer.text
    assert company.request(request).status == "draft"


def test_s04_a_submission_that_is_sent_twice_opens_one_round(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    fields = ana.hidden(f"/requests/{request}/check") | {"said": ""}
    answers = [ana.client.post(f"/requests/{request}/check", data=fields) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/requests/{request}/sent"] * 2
    assert company.request(request).round_number == 1
    late = ana.send(f"/requests/{request}/check", {"said": "Again"})
    assert late.status_code == 409
    assert "This request is not with the team now." in words(late)


def test_s53_other_fields_of_a_submission_change_nothing(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    forged = {"tier": "minimal", "policy_version_id": "1", "seats": "", "status": "approved", "round": "7"}
    assert ana.send(f"/requests/{request}/check", forged).status_code == 303
    row = company.request(request)
    assert (row.tier, row.status, row.round_number) == ("limited", "in_review", 1)
    assert len(company.seats(request)) == 2


def test_only_the_roles_of_the_policy_hand_it_in_and_the_page_says_which(company: Company) -> None:
    request = draft(company)
    text = words(Door(company, "milo").get(f"/requests/{request}/check"))
    assert "Only AI system / product owner of this system can hand this in." in text
    answer = Door(company, "milo").send(f"/requests/{request}/check", {"said": ""})
    assert answer.status_code == 422
    assert "can hand this in" in words(answer)


def test_a_seat_that_nobody_can_fill_is_named_with_the_reason(company: Company) -> None:
    request = draft(company)
    save_answer(company["jide"], SaveAnswer(request, "IN-2", "Screened by me", "done"))
    text = words(Door(company, "ana").get(f"/requests/{request}/check"))
    assert "Nobody who holds the role Legal counsel may sign." in text
    assert "Jide answered or attached IN-2 here; whoever builds does not sign." in text
    refused = Door(company, "ana").send(f"/requests/{request}/check", {"said": ""})
    assert refused.status_code == 422
    assert "Nobody who may sign is left for the seat Legal counsel" in words(refused)


def test_a_role_that_nobody_holds_is_named(company: Company) -> None:
    request = draft(company)
    with transaction() as tx:
        for grant in tx.scalars(select(RoleGrant).where(RoleGrant.role == "legal_counsel")):
            grant.revoked_at = clock.now(tx) - timedelta(days=1)
            grant.revoked_by_id = company["admin"].person_id
            grant.revoked_reason = "Left"
    text = words(Door(company, "ana").get(f"/requests/{request}/check"))
    assert "Nobody holds the role Legal counsel for this system." in text


def test_seats_that_compete_for_one_person_are_named(company: Company) -> None:
    with transaction() as tx:
        for grant in tx.scalars(select(RoleGrant).where(RoleGrant.role == "ai_governance_lead")):
            grant.person_id = company["jide"].person_id or 0
    request = draft_without_lead(company)
    text = words(Door(company, "ana").get(f"/requests/{request}/check"))
    assert "would have to be signed by different people, and only Jide could sign." in text


def draft_without_lead(company: Company) -> str:
    version = company.system("CV screening")
    company.classify(version, "limited", by="ana")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    return request


def test_before_sending_again_the_team_sees_the_difference_and_which_signatures_stay(
    company: Company,
) -> None:
    request, ana = draft(company), Door(company, "ana")
    company.submit(request)
    company.sign(request, "tom", "ai_governance_lead")
    points = (PointTerm("Show the list", company["ana"].person_id or 0, "IN-2"),)
    company.sign(request, "jide", "legal_counsel", "request_changes", points=points)
    assert "Point 1 has no answer yet." in words(ana.get(f"/requests/{request}/check"))
    blocked = ana.send(f"/requests/{request}/check", {"said": ""})
    assert 'href="#line-point-1"' in blocked.text
    save_answer(company["milo"], SaveAnswer(request, "IN-2", "The list is attached", "done"))
    answer_point(company["ana"], AnswerPoint(request, 1, "Attached"))
    text = words(ana.get(f"/requests/{request}/check"))
    assert "removed: Done and described for IN-2." in text
    assert "added: The list is attached" in text
    assert "Tom, AI governance lead (AIMS manager) is cleared" in text
    assert ana.send(f"/requests/{request}/check", {"said": ""}).status_code == 303
    rounds = reading().scalars(select(ApprovalRound.number).order_by(ApprovalRound.number))
    assert list(rounds) == [1, 2]


def test_the_confirmation_of_a_draft_leads_back_to_the_editor(company: Company) -> None:
    request = draft(company)
    answer = Door(company, "ana").get(f"/requests/{request}/sent")
    assert (answer.status_code, answer.location) == (303, f"/requests/{request}/edit")


def test_a_request_is_withdrawn_with_a_reason(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    address = f"/requests/{request}/withdraw"
    assert "Nothing it asks for happens" in words(ana.get(address))
    assert ana.send(address, {"withdraw_reason": " "}).status_code == 422
    assert ana.send(address, {"withdraw_reason": "The plan changed"}).status_code == 303
    assert company.request(request).status == "withdrawn"


def test_the_check_reads_in_a_bounded_number_of_statements(company: Company) -> None:
    request, ana = draft(company), Door(company, "ana")
    with counted_statements(company.app) as sent:
        assert ana.get(f"/requests/{request}/check").status_code == 200
    assert len(sent) <= 36
