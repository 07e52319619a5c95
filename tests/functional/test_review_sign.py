"""Signing through the door: each decision, each refusal beside its field, nothing typed is lost."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.change_point import ChangePoint
from models.condition import Condition
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.review import browse, post, signatures, submitted
from tests.fixtures.visitors import csrf_of
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.discussing import Tick, tick_evidence
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading


def test_the_statement_on_the_page_is_the_statement_that_is_stored(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    shown = html.unescape(jide.get(f"/requests/{request}").text)
    answer = post(jide, request, decision="approve")
    assert (answer.status_code, answer.location) == (303, f"/requests/{request}?signed=1")
    stored = signatures(company, request)[0]
    assert stored.statement in shown
    after = html.unescape(jide.get(answer.location).text)
    assert stored.statement in after
    assert "You signed: Approved." in after


def test_every_decision_shows_its_own_exact_statement_before_anything_is_chosen(company: Company) -> None:
    request = submitted(company)
    text = browse(company, "jide").get(f"/requests/{request}").text
    for decision in ("approve", "approve_with_conditions", "request_changes", "reject"):
        assert f'id="st-{decision}"' in text
    assert 'type="radio"' in text
    assert not re.search(r'type="radio"[^>]* checked', text)


def test_a_rejection_needs_a_reason_beside_its_field(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    answer = post(jide, request, decision="reject", reason="")
    assert answer.status_code == 422
    assert "Write a reason for your decision." in answer.text
    assert 'id="reason-error"' in answer.text
    assert post(jide, request, decision="reject", reason="Too early").status_code == 303
    assert company.request(request).status == "rejected"


def test_a_wrong_password_keeps_everything_but_the_password(company: Company) -> None:
    request = submitted(company)
    answer = post(
        browse(company, "jide"), request, decision="reject", reason="Too early", password="wrong horse"
    )
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert "Too early" in answer.text
    assert "wrong horse" not in answer.text
    assert signatures(company, request) == []


def test_asking_for_changes_makes_numbered_points(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    empty = post(jide, request, decision="request_changes", reason="Unclear")
    assert empty.status_code == 422
    assert "Write at least one point" in empty.text
    owner = str(company["milo"].person_id)
    answer = post(
        jide,
        request,
        decision="request_changes",
        reason="Unclear",
        **{
            "points-0-text": "",
            "points-1-text": "Name the law",
            "points-1-owner": owner,
            "points-1-item": "IN-3",
        },
    )
    assert answer.status_code == 303
    point = reading().scalars(select(ChangePoint)).one()
    assert (point.number, point.text, point.item_key) == (1, "Name the law", "IN-3")
    assert company.request(request).status == "changes_requested"


def test_a_condition_needs_an_owner_and_a_day_beside_the_row_that_lacks_them(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    chosen = {
        "decision": "approve_with_conditions",
        "reason": "Fine so far",
        "conditions-1-text": "Ask again",
    }
    answer = post(jide, request, **chosen)
    assert answer.status_code == 422
    assert "Choose a person." in answer.text
    assert "Choose a day." in answer.text
    assert "Ask again" in answer.text
    day = (date.today() + timedelta(days=20)).isoformat()
    more = {"conditions-1-owner": str(company["milo"].person_id), "conditions-1-due_on": day}
    assert post(jide, request, **chosen, **more).status_code == 303
    assert reading().scalars(select(Condition)).one().text == "Ask again"


def test_one_more_row_keeps_what_was_typed_and_signs_nothing(company: Company) -> None:
    request = submitted(company)
    typed = {"reason": "So far so good", "points-0-text": "First point", "decision": "request_changes"}
    answer = post(browse(company, "jide"), request, add="point", **typed)
    assert answer.status_code == 200
    assert 'name="points-1-text"' in answer.text
    assert "First point" in answer.text
    assert "So far so good" in answer.text
    assert signatures(company, request) == []


def test_recusing_has_its_own_form(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    panel = jide.get(f"/requests/{request}").text
    fields = {"seat": "legal_counsel", "digest": re.search(r'name="digest" value="(\w+)"', panel).group(1)}
    fields |= {"recuse_reason": "My brother works there", "recuse_password": PASSWORD}
    assert post(jide, request, "recuse", **fields).status_code == 303
    assert signatures(company, request)[0].decision == "recuse"
    assert "You stepped back from this request" in jide.get(f"/requests/{request}").text


def test_unchecked_files_block_an_approval_in_the_high_tier(company: Company) -> None:
    request = submitted(company, tier="high")
    jide = browse(company, "jide")
    answer = post(jide, request, decision="approve")
    assert answer.status_code == 422
    assert "report.txt" in answer.text
    evidence = re.search(r'name="evidence" value="(EV-\d+)"', jide.get(f"/requests/{request}?item=IN-2").text)
    assert post(jide, request, "ticks", evidence=evidence.group(1), checked="1").status_code == 303
    assert post(jide, request, decision="approve").status_code == 303


def test_unchecked_files_ask_for_a_confirmation_in_lower_tiers(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    answer = post(jide, request, decision="approve", unchecked_is_fine="")
    assert answer.status_code == 422
    assert "Not checked by you yet: report.txt" in answer.text
    assert 'name="unchecked_is_fine"' in answer.text
    assert signatures(company, request) == []
    assert post(jide, request, decision="approve").status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "x" * 500},
        {"digest": "\x00"},
        {"seat": "\x00"},
        {"conditions-²-text": "odd"},
        {"conditions-99999999999999999999-text": "odd"},
        {"points-0-owner": "9" * 40, "points-0-text": "x", "decision": "request_changes", "reason": "y"},
        {
            "conditions-0-due_on": "31.02.2026",
            "conditions-0-text": "x",
            "decision": "approve_with_conditions",
        },
    ],
)
def test_s53_hostile_fields_change_nothing_and_break_nothing(company: Company, fields) -> None:
    request = submitted(company)
    answer = post(browse(company, "jide"), request, **fields)
    assert answer.status_code in (409, 422)
    assert signatures(company, request) == []


def test_s53_extra_fields_are_not_written(company: Company) -> None:
    request = submitted(company)
    post(browse(company, "jide"), request, decision="approve", status="approved", role="dpo", person_id="1")
    stored = signatures(company, request)[0]
    assert (stored.role, stored.person_id) == ("legal_counsel", company["jide"].person_id)
    assert company.request(request).status == "in_review"


def test_s54_an_expired_form_key_keeps_the_text_and_signs_nothing(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    sent = {"submit_id": uuid7(), "csrf_token": "old", "decision": "reject", "reason": "Typed for 90 minutes"}
    answer = jide.post(
        f"/requests/{request}/sign",
        data=sent | {"password": PASSWORD},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code in (401, 403)
    assert "Typed for 90 minutes" in answer.text
    assert PASSWORD not in answer.text
    assert signatures(company, request) == []


def test_the_same_form_sent_twice_signs_once(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    text = jide.get(f"/requests/{request}").text
    sent = {"csrf_token": csrf_of(text), "submit_id": uuid7(), "seat": "legal_counsel", "decision": "approve"}
    sent |= {"digest": company.request(request).digest, "password": PASSWORD, "unchecked_is_fine": "y"}
    first, second = (jide.post(f"/requests/{request}/sign", data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(signatures(company, request)) == 1


def test_s14_a_change_of_content_is_a_stale_page_with_the_difference_and_the_typed_text(
    company: Company,
) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    text = jide.get(f"/requests/{request}").text
    old = company.request(request).digest
    save_answer(company["milo"], SaveAnswer(request, "IN-6", "Doing it by hand was too slow.", "done"))
    sent = {"csrf_token": csrf_of(text), "submit_id": uuid7(), "seat": "legal_counsel", "digest": old}
    sent |= {"decision": "reject", "reason": "I wrote this long", "password": PASSWORD}
    answer = jide.post(f"/requests/{request}/sign", data=sent)
    assert answer.status_code == 409
    assert "This request changed while you read it" in answer.text
    assert "Doing it by hand was too slow." in answer.text
    assert "I wrote this long" in answer.text
    assert not re.search(r'type="radio"[^>]* checked', answer.text)
    assert company.request(request).digest in answer.text
    assert signatures(company, request) == []


def test_s16_saving_without_a_change_keeps_the_signature(company: Company) -> None:
    request = submitted(company)
    post(browse(company, "jide"), request, decision="approve")
    save_answer(company["milo"], SaveAnswer(request, "IN-6", "Done and described for IN-6.", "done"))
    assert "1 of 2 signed" in browse(company, "tom").get(f"/requests/{request}").text


def test_s17_other_bytes_under_the_same_name_clear_the_signature_and_say_why(company: Company) -> None:
    request = submitted(company)
    jide = browse(company, "jide")
    post(jide, request, decision="approve")
    company.attach(request, "IN-2", data=b"Other bytes under the same name", by="milo")
    text = jide.get(f"/requests/{request}").text
    assert "cleared: evidence was replaced in IN-2" in html.unescape(text)
    assert "Your turn as Legal counsel" in text
    assert "No longer counts." in text
    assert "report.txt" in text


def test_a_seat_that_somebody_took_names_who_and_when(company: Company) -> None:
    company.hire("joan", "legal_counsel")
    request = submitted(company)
    joan = browse(company, "joan")
    text = joan.get(f"/requests/{request}").text
    post(browse(company, "jide"), request, decision="approve")
    sent = {
        "csrf_token": csrf_of(text),
        "submit_id": uuid7(),
        "seat": "legal_counsel",
        "reason": "My own view",
    }
    sent |= {"digest": company.request(request).digest, "decision": "reject", "password": PASSWORD}
    answer = joan.post(f"/requests/{request}/sign", data=sent)
    assert answer.status_code == 409
    assert "Jide signed as Legal counsel" in answer.text
    assert "My own view" in answer.text


def test_ticks_move_on_to_the_next_file(company: Company) -> None:
    request = submitted(company)
    company.attach(request, "IN-5", "second.txt", by="milo")
    jide = browse(company, "jide")
    answer = post(jide, request, "ticks", evidence="EV-1", following="EV-2", checked="1")
    assert answer.location == f"/requests/{request}?evidence=EV-2#item"
    assert "1 of 2 checked by you" in jide.get(f"/requests/{request}").text
    tick_evidence(company["jide"], Tick(request, "EV-1", checked=False))
    assert "0 of 2 checked by you" in jide.get(f"/requests/{request}").text
