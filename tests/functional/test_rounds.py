"""Rounds freeze what is signed; a change voids exactly the signatures that covered it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.ai_system import AiSystem
from models.approval_round import ApprovalRound
from models.change_point import ChangePoint
from models.signature import Signature
from tests.fixtures.company import Company
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.points import AnswerPoint, answer_point
from workflows.approvals.requests import Withdraw, withdraw_request
from workflows.approvals.retracting import Retract, retract_signature
from workflows.approvals.terms import PointTerm
from workflows.ground.refused import Conflict, NotFound, Refused, Several, Stale
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.both_databases


@pytest.fixture
def version(company: Company) -> str:
    made = company.system()
    company.classify(made, "limited")
    return made


@pytest.fixture
def request_ref(company: Company, version: str) -> str:
    """A design request in review; its seats are the governance lead and legal counsel."""
    ref = company.open(version, "design")
    company.answer_all(ref, by="milo")
    company.submit(ref)
    return ref


def point(company: Company, text: str = "Say which alternatives were looked at") -> tuple[PointTerm, ...]:
    return (PointTerm(text, company["milo"].person_id or 0, "IN-5"),)


def test_s14_an_edit_after_the_first_approval_voids_it_and_asks_that_person_again(
    company: Company, request_ref: str
) -> None:
    company.sign(request_ref, "jide", "legal_counsel")
    save_answer(company["milo"], SaveAnswer(request_ref, "IN-5", "Now with three thresholds", "done"))
    seat = company.seats(request_ref)["legal_counsel"]
    assert (seat.status, seat.holder_id, seat.note_code) == ("open", None, "cleared_answer_edited")
    assert "IN-5" in seat.note_params
    assert company.request(request_ref).round_number == 2
    assert len(list(reading().scalars(select(Signature)))) == 1


def test_s16_saving_without_a_change_keeps_approvals_and_opens_no_round(
    company: Company, request_ref: str
) -> None:
    company.sign(request_ref, "jide", "legal_counsel")
    again = save_answer(
        company["milo"], SaveAnswer(request_ref, "IN-4", "Done and described for IN-4.", "done")
    )
    assert not again.changed
    assert company.seats(request_ref)["legal_counsel"].status == "filled"
    assert company.request(request_ref).round_number == 1


def test_s17_a_file_of_the_same_name_with_other_bytes_voids_approvals(
    company: Company, request_ref: str
) -> None:
    company.attach(request_ref, "IN-4", "model_card.pdf", b"first")
    company.sign(request_ref, "jide", "legal_counsel")
    company.attach(request_ref, "IN-4", "model_card.pdf", b"second")
    seat = company.seats(request_ref)["legal_counsel"]
    assert (seat.status, seat.note_code) == ("open", "cleared_evidence_replaced")


def test_a_signature_on_an_old_round_is_refused_by_its_digest(company: Company, request_ref: str) -> None:
    read = company.request(request_ref).digest
    save_answer(company["milo"], SaveAnswer(request_ref, "IN-5", "Changed meanwhile", "done"))
    with pytest.raises(Stale) as refused:
        company.sign(request_ref, "jide", "legal_counsel", digest=read)
    assert refused.value.params["round"] == 2
    assert company.seats(request_ref)["legal_counsel"].status == "open"


def test_a_request_for_changes_returns_at_once_and_each_point_wants_an_answer(
    company: Company, request_ref: str
) -> None:
    company.sign(request_ref, "tom", "ai_governance_lead")
    company.sign(request_ref, "jide", "legal_counsel", "request_changes", points=point(company))
    assert company.request(request_ref).status == "changes_requested"
    with pytest.raises(Several) as missing:
        company.submit(request_ref)
    assert [reason.code for reason in missing.value.reasons] == ["point_open"]
    answer_point(company["milo"], AnswerPoint(request_ref, 1, "Two alternatives added"))
    save_answer(company["milo"], SaveAnswer(request_ref, "IN-6", "Rules only; no system at all", "done"))
    assert company.submit(request_ref) == 2
    seats = company.seats(request_ref)
    assert {seat.status for seat in seats.values()} == {"open"}
    assert seats["ai_governance_lead"].note_code == "cleared_resubmitted"


def test_a_resubmission_without_a_change_keeps_approvals_and_clears_the_request_for_changes(
    company: Company, request_ref: str
) -> None:
    company.sign(request_ref, "tom", "ai_governance_lead")
    company.sign(request_ref, "jide", "legal_counsel", "request_changes", points=point(company))
    answer_point(company["milo"], AnswerPoint(request_ref, 1, "It stands in IN-1 already"))
    company.submit(request_ref)
    seats = company.seats(request_ref)
    assert seats["ai_governance_lead"].status == "filled"
    assert seats["legal_counsel"].status == "open"
    company.sign(request_ref, "jide", "legal_counsel")
    assert company.request(request_ref).status == "approved"


def test_others_may_add_points_until_it_is_resubmitted(company: Company, request_ref: str) -> None:
    company.sign(request_ref, "jide", "legal_counsel", "request_changes", points=point(company))
    company.sign(
        request_ref, "tom", "ai_governance_lead", "request_changes", points=point(company, "And the budget")
    )
    assert [p.number for p in reading().scalars(select(ChangePoint).order_by(ChangePoint.number))] == [1, 2]
    with pytest.raises(Conflict, match="not_in_review_now"):
        company.sign(request_ref, "tom", "ai_governance_lead", "reject")


def test_a_retracted_signature_opens_the_seat_and_the_same_person_may_sign_again_once(
    company: Company, request_ref: str
) -> None:
    company.sign(request_ref, "jide", "legal_counsel")
    with pytest.raises(NotFound):
        retract_signature(company["tom"], Retract(request_ref, "legal_counsel", "Not mine"))
    retract_signature(company["jide"], Retract(request_ref, "legal_counsel", "Read it again"))
    assert company.seats(request_ref)["legal_counsel"].status == "open"
    company.sign(request_ref, "jide", "legal_counsel")
    assert sum(1 for s in company.seats(request_ref).values() if s.holder_id) == 1
    assert len(list(reading().scalars(select(Signature)))) == 2


def test_a_decided_request_is_neither_retracted_nor_withdrawn_nor_answered(
    company: Company, request_ref: str
) -> None:
    company.pass_request(request_ref)
    with pytest.raises(Conflict):
        retract_signature(company["jide"], Retract(request_ref, "legal_counsel", "Too late"))
    with pytest.raises(Conflict):
        withdraw_request(company["ana"], Withdraw(request_ref, "Too late"))
    with pytest.raises(Conflict):
        save_answer(company["milo"], SaveAnswer(request_ref, "IN-5", "Too late", "done"))


def test_s13_a_decision_after_the_expiry_is_refused_by_the_clock_and_the_request_ends_as_expired(
    company: Company, request_ref: str
) -> None:
    row = company.request(request_ref)
    with transaction() as tx:
        found = tx.get_one(type(row), row.id)
        found.expires_at = found.submitted_at + timedelta(microseconds=1)
    with pytest.raises(Conflict, match="request_expired"):
        company.sign(request_ref, "jide", "legal_counsel")
    assert company.request(request_ref).status == "expired"
    assert not list(reading().scalars(select(Signature)))


def test_s22_a_raised_tier_sends_a_request_back_and_the_stricter_policy_holds_when_it_comes_again(
    company: Company, version: str, request_ref: str
) -> None:
    company.sign(request_ref, "tom", "ai_governance_lead")
    company.classify(version, "high", by="rosa")
    assert company.request(request_ref).status == "changes_requested"
    with pytest.raises(Conflict):
        company.sign(request_ref, "jide", "legal_counsel")
    company.answer_all(request_ref, by="milo")
    company.submit(request_ref)
    assert company.request(request_ref).tier == "high"
    open_seats = {key for key, seat in company.seats(request_ref).items() if seat.status == "open"}
    assert open_seats == {"committee_chair", "legal_counsel", "risk_officer"}


def test_s11_editing_the_system_while_it_is_reviewed_opens_a_round_and_voids_what_was_signed(
    company: Company, version: str, request_ref: str
) -> None:
    from workflows.inventory.commands import EditSystem
    from workflows.inventory.editing import edit_system

    company.sign(request_ref, "jide", "legal_counsel")
    system = reading().get_one(AiSystem, company.version(version).system_id)
    facts = {
        name: getattr(system, name)
        for name in (
            "name",
            "business_reason",
            "users",
            "affected_persons",
            "decisions_influenced",
            "data_categories",
            "autonomy",
            "who_may_stop",
            "origin",
        )
    }
    edit_system(
        company["ana"],
        EditSystem(
            system_id=system.id,
            revision=system.revision,
            purpose="It decides alone now",
            owner="ana@halm.example",
            **facts,
        ),
    )
    assert company.seats(request_ref)["legal_counsel"].note_code == "cleared_record_moved"
    last = reading().scalars(select(ApprovalRound).order_by(ApprovalRound.id.desc())).first()
    assert last is not None
    assert (last.cause, last.submitter_id) == ("record_moved", None)


def test_an_edit_in_review_that_would_leave_a_must_open_is_refused(
    company: Company, request_ref: str
) -> None:
    with pytest.raises(Refused, match="would_open_must"):
        save_answer(company["milo"], SaveAnswer(request_ref, "IN-5", "", "in_progress"))
    assert company.request(request_ref).round_number == 1


def test_s21_a_rejected_request_is_over_and_a_new_one_starts_from_the_first_seat(
    company: Company, version: str, request_ref: str
) -> None:
    company.sign(request_ref, "tom", "ai_governance_lead")
    company.sign(request_ref, "jide", "legal_counsel", "reject", reason="The purpose is not lawful")
    assert company.request(request_ref).status == "rejected"
    assert company.version(version).stage == "intake"
    again = company.open(version, "design")
    assert again != request_ref
    company.answer_all(again, by="milo")
    company.submit(again)
    assert {seat.status for seat in company.seats(again).values()} == {"open"}
