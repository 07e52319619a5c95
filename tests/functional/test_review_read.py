"""The review page as different people see it: whose turn, what changed, who may sign and why not."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, insert, select

from models.approval_request import ApprovalRequest
from models.base import db
from models.enums import RequestStatus
from models.person import Person
from models.seat import Seat
from models.subject import Subject
from tests.fixtures.company import Company
from tests.fixtures.review import browse, post, signatures, submitted
from tests.fixtures.visitors import csrf_of
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.sealing import seal_of
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading, transaction
from workflows.people.proof import prove

BUDGET = 14


def page(company: Company, name: str, request: str, query: str = "") -> str:
    answer = browse(company, name).get(f"/requests/{request}{query}")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_the_first_look_says_so_and_lists_every_item(company: Company) -> None:
    text = page(company, "jide", submitted(company))
    assert "Items: your first look" in text
    assert text.count('class="chg"') >= 1
    assert "Your turn as Legal counsel" in text


def test_after_a_decision_only_what_changed_since_is_listed(company: Company) -> None:
    request = submitted(company)
    post(browse(company, "jide"), request, decision="approve")
    save_answer(company["milo"], SaveAnswer(request, "IN-6", "By hand it was too slow.", "done"))
    text = page(company, "jide", request)
    assert "Changed since" in text
    assert "Same as before" in text
    assert "changed: 1 answer" in text
    assert 'removed: </span><span class="kept">Done and described for IN-6.' in text


def test_the_page_names_who_can_sign_and_why_others_of_the_role_cannot(company: Company) -> None:
    company.hire("joan", "legal_counsel")
    version = company.system()
    company.classify(version)
    request = company.open(version, "design")
    company.answer_all(request, by="joan")
    company.submit(request)
    text = page(company, "maria", request)
    assert "Can sign: Jide" in text
    assert "Joan answered or attached" in text
    assert "You answered or attached" in page(company, "joan", request)


def test_a_reader_without_a_seat_is_told_whose_seats_they_are(company: Company) -> None:
    text = page(company, "maria", submitted(company))
    assert "The open seats belong to other roles" in text
    assert 'name="password"' not in text


def test_s23_the_requester_cannot_sign_although_administrator_and_reviewer(company: Company) -> None:
    with transaction() as tx:
        company.grant_row(
            tx, company["ana"].person_id, "legal_counsel", datetime.now(UTC) - timedelta(days=9)
        )
        tx.get_one(Person, company["ana"].person_id).is_administrator = True
    request = submitted(company)
    text = page(company, "ana", request)
    assert "You handed this request in (round 1), so you do not sign it." in text
    assert "You belong to the team of this system" in text
    assert 'name="decision"' not in text
    digest = company.request(request).digest
    answer = post(browse(company, "ana"), request, seat="legal_counsel", digest=digest, decision="approve")
    assert answer.status_code == 422
    assert signatures(company, request) == []


def test_s25_of_two_seats_none_is_chosen_and_only_one_can_be_signed(company: Company) -> None:
    company.hire("twin", "legal_counsel", "ai_governance_lead")
    request = submitted(company)
    text = page(company, "twin", request)
    assert "In which seat do you sign?" in text
    assert 'name="decision"' not in text
    twin = browse(company, "twin")
    digest = company.request(request).digest
    assert "Sign as Legal counsel" in text
    assert post(twin, request, seat="legal_counsel", digest=digest, decision="approve").status_code == 303
    again = post(twin, request, seat="ai_governance_lead", digest=digest, decision="approve")
    assert again.status_code == 422
    assert "You already signed in another seat" in again.text


def test_s05_approving_again_after_taking_it_back_counts_once(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    post(jide, request, decision="approve")
    assert (
        post(jide, request, "retract", seat="legal_counsel", retract_reason="Read it again").status_code
        == 303
    )
    assert "taken back by its signer" in page(company, "jide", request)
    post(jide, request, decision="approve")
    assert [seat.status for seat in company.seats(request).values()].count("filled") == 1
    assert company.request(request).status == RequestStatus.IN_REVIEW


def test_taking_back_needs_a_reason_beside_its_field(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    post(jide, request, decision="approve")
    answer = post(jide, request, "retract", seat="legal_counsel", retract_reason="")
    assert answer.status_code == 422
    assert 'id="retract_reason-error"' in answer.text


def test_s21_after_a_resubmission_an_earlier_approval_is_asked_again(company: Company) -> None:
    request = submitted(company)
    post(browse(company, "jide"), request, decision="approve")
    more = {"points-0-text": "Say why", "points-0-owner": str(company["milo"].person_id)}
    post(browse(company, "tom"), request, decision="request_changes", reason="Unclear", **more)
    assert "points still to be answered: 1 of 1" in page(company, "jide", request)
    save_answer(company["milo"], SaveAnswer(request, "IN-6", "Another answer", "done"))
    from workflows.approvals.points import AnswerPoint, answer_point

    answer_point(company["milo"], AnswerPoint(request, 1, "Said now"))
    company.submit(request)
    assert "cleared: the new round changed IN-6" in page(company, "jide", request)
    assert "answered by Milo" in page(company, "tom", request)


@pytest.mark.parametrize("act", ["", "sign", "recuse", "retract", "comments", "ticks", "admit", "withdraw"])
def test_s49_a_stranger_gets_the_page_of_what_does_not_exist(company: Company, act: str) -> None:
    request = submitted(company)
    nils = browse(company, "nils")
    if not act:
        bodies = [
            re.sub(r"REQ-\d+|value=\"[^\"]*\"", "", nils.get(f"/requests/{one}").text)
            for one in (request, "REQ-99")
        ]
        assert nils.get(f"/requests/{request}").status_code == 404
        assert bodies[0] == bodies[1]
        return
    sent = {"csrf_token": csrf_of(nils.get("/requests/REQ-99").text), "submit_id": uuid7()}
    sent |= {"decision": "approve", "password": "correct horse battery staple", "seat": "legal_counsel"}
    sent |= {"digest": company.request(request).digest, "recuse_password": "correct horse battery staple"}
    sent |= {"recuse_reason": "r", "retract_reason": "r", "text": "r", "evidence": "EV-1", "checked": "1"}
    sent |= {
        "choice": f"legal_counsel:{company['nils'].person_id}",
        "admit_reason": "r",
        "withdraw_reason": "r",
    }
    assert nils.post(f"/requests/{request}/{act}", data=sent).status_code == 404


def test_s74_a_signature_keeps_the_printed_name_and_cannot_be_moved(company: Company) -> None:
    request = submitted(company)
    post(browse(company, "jide"), request, decision="approve")
    with transaction() as tx:
        tx.get_one(Person, company["jide"].person_id).name = "Somebody Else"
    text = page(company, "tom", request)
    assert "I, Jide, as Legal counsel, approve" in text
    assert re.search(r"\d\d:\d\d:\d\d CES?T", text)
    signature = signatures(company, request)[0]
    assert seal_of(signature) == signature.seal
    signature.request_id += 1
    assert seal_of(signature) != signature.seal
    reading().rollback()


def test_a_request_whose_time_is_over_is_shown_as_expired_before_any_sweep(company: Company) -> None:
    request = submitted(company)
    with transaction() as tx:
        row = tx.get_one(ApprovalRequest, company.request(request).id)
        row.expires_at = datetime.now(UTC) - timedelta(minutes=1)
    text = page(company, "jide", request)
    assert "Expired" in text
    assert "its time is over" in text
    assert 'name="decision"' not in text


def test_a_draft_leads_the_team_to_the_editor_and_tells_others_to_wait(company: Company) -> None:
    version = company.system()
    company.classify(version)
    request = company.open(version, "design")
    assert f'href="/requests/{request}/edit"' in page(company, "ana", request)
    assert "Nothing to decide yet" in page(company, "jide", request)
    assert f'href="/requests/{request}/edit"' not in page(company, "jide", request)


def test_a_final_request_is_read_only_and_shows_every_exact_sentence(company: Company) -> None:
    request = submitted(company)
    company.pass_request(request)
    text = page(company, "ruth", request)
    for signature in signatures(company, request):
        assert signature.statement in text
    assert 'name="decision"' not in text
    assert "Nothing about this request changes any more" in text


def test_a_later_grant_is_admitted_by_the_uninvolved_chair_on_the_page(company: Company) -> None:
    request = submitted(company)
    company.hire("joan", "legal_counsel", days_ago=0)
    assert "may admit them" in page(company, "carla", request)
    choice = f"legal_counsel:{company['joan'].person_id}"
    assert choice in page(company, "carla", request)
    assert choice not in page(company, "maria", request)
    carla = browse(company, "carla")
    assert post(carla, request, "admit", choice=choice, admit_reason="").status_code == 422
    answer = post(carla, request, "admit", choice=choice, admit_reason="Jide leaves")
    assert answer.status_code == 303
    assert "Your turn as Legal counsel" in page(company, "joan", request)


def test_comments_and_withdrawal_answer_beside_their_fields(company: Company) -> None:
    request = submitted(company)
    ana = browse(company, "ana")
    assert 'id="text-error"' in post(ana, request, "comments", text=" ").text
    assert post(ana, request, "comments", text="Ready when you are").status_code == 303
    assert "Ready when you are" in page(company, "jide", request)
    assert "Withdraw this request" not in page(company, "jide", request)
    assert 'id="withdraw_reason-error"' in post(ana, request, "withdraw", withdraw_reason="").text
    assert post(ana, request, "withdraw", withdraw_reason="Another way").status_code == 303
    assert "the team withdrew it" in page(company, "jide", request)


def counted(company: Company, name: str, request: str) -> int:
    seen: list[str] = []
    client = browse(company, name)

    def note(_conn, _cursor, statement, *_more) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    answer = client.get(f"/requests/{request}?item=IN-2")
    event.remove(db.engine, "before_cursor_execute", note)
    assert answer.status_code == 200
    assert len(answer.data) <= 60_000
    return len(seen)


def multiply(request: str, company: Company, times: int) -> None:
    """Copies a request with its seats, straight into the tables: only their number matters here."""
    with transaction() as tx:
        known = tx.get_one(ApprovalRequest, company.request(request).id)
        subject = tx.get_one(Subject, known.subject_id)
        seats = list(tx.scalars(select(Seat).where(Seat.request_id == known.id)))
        for _ in range(times):
            copies = {}
            for row, extra in ((subject, {}), (known, {"round_id": None})):
                table = type(row).__table__
                values = {c.name: getattr(row, c.key) for c in table.columns if c.name != "id"} | extra
                values |= {
                    "uuid": uuid7(),
                    **({"subject_id": copies["subject"]} if "subject" in copies else {}),
                }
                copies[table.name] = tx.execute(insert(table).values(values)).inserted_primary_key[0]
            for seat in seats:
                values = {c.name: getattr(seat, c.key) for c in Seat.__table__.columns if c.name != "id"}
                values |= {"uuid": uuid7(), "request_id": copies["approval_request"]}
                tx.execute(insert(Seat).values(values))


@pytest.mark.both_databases
def test_the_page_costs_the_same_with_ten_and_with_three_hundred_requests(company: Company) -> None:
    request = submitted(company)
    post(browse(company, "jide"), request, decision="approve")
    save_answer(company["milo"], SaveAnswer(request, "IN-6", "Another answer", "done"))
    multiply(request, company, 9)
    few = counted(company, "jide", request)
    multiply(request, company, 290)
    assert counted(company, "jide", request) == few
    assert few <= BUDGET


def test_a_password_proved_for_one_decision_signs_no_other(company: Company) -> None:
    request = submitted(company)
    assert prove(company["jide"], "correct horse battery staple", f"sign:{request}:legal_counsel:approve:x")
    assert (
        post(browse(company, "jide"), request, decision="reject", reason="No", password="").status_code == 422
    )
    assert signatures(company, request) == []
