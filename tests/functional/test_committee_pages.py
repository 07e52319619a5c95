"""The pages of the committee, filled in as a browser would: from a plan to a decision, with every refusal in place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.committee import circulation, items, motion_of, move, session_row, sitting
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door, words

pytestmark = pytest.mark.both_databases

HERE = ("carla", "maria", "jide", "priya")


@pytest.fixture
def request_ref(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo", files=False)
    company.submit(request)
    return request


def send(door: Door, address: str, fields: dict[str, str], form_at: str = "") -> TestResponse:
    """Sends a form with the hidden fields of its page, as a browser does."""
    page = door.get(form_at or address).get_data(as_text=True)
    kept = dict(re.findall(r'name="(motion|seat|digest)" value="([^"]*)"', page))
    return door.send(address, kept | fields, form_at=form_at or address)


def here(company: Company, *names: str) -> dict[str, str]:
    """The attendance form with these members in person."""
    return {f"m{company[name].person_id}": str(company[name].person_id) for name in names}


def test_from_plan_to_decision_by_the_pages_alone(company: Company, request_ref: str) -> None:
    lead, chair, legal = Door(company, "tom"), Door(company, "carla"), Door(company, "jide")
    key = {name: str(company[name].person_id) for name in ("carla", "tom")}
    made = lead.send(
        "/calendar/committee",
        {"title": "Sitting", "day": "2031-01-01", "starts": "10:00", "ends": "11:00"},
    )
    assert made.status_code == 422
    ref = sitting(company)
    assert request_ref in lead.text(f"/committee/{ref}/agenda")
    assert lead.send(f"/committee/{ref}/agenda", {"requests": request_ref}).status_code == 303
    few = chair.send(f"/committee/{ref}/attendance", here(company, "carla"))
    assert (few.status_code, "3 of 6 members make the quorum and 1 are here" in words(few)) == (422, True)
    tom = {"guests": key["tom"]}
    assert chair.send(f"/committee/{ref}/attendance", here(company, *HERE) | tom).status_code == 303
    item = f"/committee/{ref}/items/{items(ref)[0].id}"
    empty = chair.send(f"{item}/motion", {"decision": "approve", "text": ""})
    assert (empty.status_code, "Write what is moved." in words(empty)) == (422, True)
    assert chair.send(f"{item}/motion", {"decision": "approve", "text": "It may begin"}).status_code == 303
    page = legal.text(f"{item}/vote")
    assert "I, Jide, as Legal counsel, approve the start of the design" in page
    wrong = send(legal, f"{item}/vote", {"choice": "for", "password": "not mine at all"})
    assert wrong.status_code == 422
    for name in (*HERE, "tom"):
        cast = send(Door(company, name), f"{item}/vote", {"choice": "for", "password": PASSWORD})
        assert cast.status_code == 303, words(cast)
    assert "Signed in its seat" not in legal.text(item)
    assert send(chair, f"{item}/close", {}).status_code == 303
    assert company.request(request_ref).status == "approved"
    assert "Signed in its seat: Approve" in legal.text(item)
    assert chair.send(f"/committee/{ref}/close", {}, form_at=f"/committee/{ref}").status_code == 303
    assert session_row(ref).status == "closed"


def test_planning_asks_for_a_free_date_and_a_chair_who_may_lead(company: Company) -> None:
    lead = Door(company, "tom")
    tom, carla = str(company["tom"].person_id), str(company["carla"].person_id)
    bad = lead.send("/committee/plan", {"kind": "sitting", "title": "", "chair": tom, "secretary": tom})
    text = words(bad)
    assert bad.status_code == 422
    for part in (
        "Give it a title",
        "Choose a date of the committee",
        "Choose somebody who holds the chair's role",
    ):
        assert part in text, part
    fields = {"kind": "circulation", "title": "Urgent", "chair": carla, "secretary": tom}
    late = lead.send("/committee/plan", fields | {"deadline": "2020-01-01"})
    assert (late.status_code, "within three months" in words(late)) == (422, True)
    assert Door(company, "jide").get("/committee/plan").status_code == 403


def test_a_vote_against_asks_for_its_reason_and_keeps_the_choice(company: Company, request_ref: str) -> None:
    chair, ref = Door(company, "carla"), sitting(company, request_ref)
    chair.send(f"/committee/{ref}/attendance", here(company, *HERE))
    item = f"/committee/{ref}/items/{items(ref)[0].id}"
    chair.send(f"{item}/motion", {"decision": "approve", "text": "It may begin"})
    bare = send(Door(company, "maria"), f"{item}/vote", {"choice": "against", "password": PASSWORD})
    assert (bare.status_code, "Say why you vote against it" in words(bare)) == (422, True)
    assert re.search(r'value="against"[^>]* checked', bare.get_data(as_text=True))
    absent = Door(company, "ben").get(f"{item}/vote")
    assert "You are not noted as present" in words(absent)
    forged = {"choice": "for", "password": PASSWORD, "motion": motion_of(items(ref)[0].id).uuid}
    outsider = send(Door(company, "olu"), f"{item}/vote", forged, item)
    assert outsider.status_code == 422
    assert motion_of(items(ref)[0].id).result is None


def test_a_conflict_of_interest_is_signed_where_a_seat_is_left(company: Company, request_ref: str) -> None:
    chair, ref = Door(company, "carla"), sitting(company, request_ref)
    item = f"/committee/{ref}/items/{items(ref)[0].id}"
    legal = Door(company, "jide")
    assert "step back" in legal.text(f"{item}/conflict")
    bare = send(legal, f"{item}/conflict", {"reason": "My brother", "password": "wrong password"})
    assert bare.status_code == 422
    assert send(legal, f"{item}/conflict", {"reason": "My brother", "password": PASSWORD}).status_code == 303
    assert "My brother" in chair.text(item)
    risk = Door(company, "maria")
    assert risk.send(f"{item}/conflict", {"reason": "I advised them"}).status_code == 303


def test_agenda_items_move_leave_and_carry_a_note(company: Company, request_ref: str) -> None:
    lead, ref = Door(company, "tom"), sitting(company, request_ref)
    bad = lead.send(f"/committee/{ref}/agenda/other", {"title": ""}, form_at=f"/committee/{ref}/agenda")
    assert (bad.status_code, "Give the item a title" in words(bad)) == (422, True)
    other = {"title": "Budget of next year", "note": "Greta reports"}
    assert (
        lead.send(f"/committee/{ref}/agenda/other", other, form_at=f"/committee/{ref}/agenda").status_code
        == 303
    )
    second = f"/committee/{ref}/items/{items(ref)[1].id}"
    assert lead.send(f"{second}/change", {"what": "up"}, form_at=second).status_code == 303
    assert [item.kind for item in items(ref)] == ["other", "request"]
    assert (
        lead.send(f"{second}/change", {"what": "note", "note": "Agreed"}, form_at=second).status_code == 303
    )
    assert lead.send(f"{second}/change", {"what": "take_off"}, form_at=second).status_code == 303
    assert items(ref)[0].status == "taken_off"
    assert lead.send(f"{second}/change", {"what": "up", "submit_id": "x"}, form_at=second).status_code == 422


def test_deputies_are_named_by_members_and_leads_only(company: Company) -> None:
    legal = Door(company, "jide")
    key = {name: str(company[name].person_id) for name in ("jide", "maria", "olu")}
    fields = {"member": key["jide"], "deputy": key["olu"], "starts_on": "2020-01-01"}
    assert legal.send("/committee/deputies", fields).status_code == 303
    twice = legal.send("/committee/deputies", fields)
    assert (twice.status_code, "is a deputy of this member already" in words(twice)) == (422, True)
    assert legal.send("/committee/deputies", fields | {"member": key["maria"]}).status_code == 403
    assert "Olu" in legal.text("/committee")
    end = re.search(r'action="(/committee/deputies/[^"]+/end)"', legal.text("/committee/deputies"))
    assert end
    assert legal.send(end[1], {}, form_at="/committee/deputies").status_code == 303
    assert "No deputies" in legal.text("/committee/deputies")


@pytest.mark.parametrize("path", ["", "/agenda", "/attendance", "/officers"])
def test_pages_of_a_session_open_for_its_chair(company: Company, request_ref: str, path: str) -> None:
    ref = sitting(company, request_ref)
    assert Door(company, "carla").get(f"/committee/{ref}{path}").status_code == 200
    assert Door(company, "nils").get(f"/committee/{ref}{path}").status_code == 403


def test_what_waits_for_a_vote_and_the_last_day_of_a_circulation_are_shown(
    company: Company, request_ref: str
) -> None:
    ref = circulation(company, request_ref)
    move(company, ref, items(ref)[0].id)
    vote_at = f"/committee/{ref}/items/{items(ref)[0].id}/vote"
    assert vote_at in Door(company, "ben").text("/committee")
    assert vote_at not in Door(company, "olu").text("/committee")
    last = (session_row(ref).deadline_at - timedelta(hours=2)).strftime("%Y-%m")
    calendar = f"/calendar?m={last}&show=committee&view=agenda"
    assert f"/committee/{ref}" in Door(company, "ben").text(calendar)
    assert "By circulation" not in Door(company, "nils").text(calendar)
    meeting = sitting(company)
    soon = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m")
    assert f"/committee/{meeting}" in Door(company, "ben").text(f"/calendar?m={soon}&view=agenda")
