"""Minutes: drafted from what happened, signed by two people, corrected by the next number, as a page and as a paper."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.minutes import Minutes
from models.minutes_signature import MinutesSignature
from models.outbox import OutboxFact
from models.record_entry import RecordEntry
from tests.fixtures.committee import close, declare, items, move, opened, sitting, vote
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.pdfs import look
from workflows.approvals.committee.closing import CloseSession, close_session
from workflows.approvals.committee.minutes import (
    DraftMinutes,
    SignMinutes,
    draft_minutes,
    purpose,
    sign_minutes,
)
from workflows.approvals.committee.planning import PlanSession, plan_session
from workflows.ground.refused import Conflict, NotAllowed, Refused, Several, Stale
from workflows.ground.transaction import reading
from workflows.notices.words import SAYINGS
from workflows.people.proof import prove


@pytest.fixture
def held(company: Company) -> str:
    """A session that approved one request, with ben against it and priya stepping back; closed."""
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    ref = opened(company, request, here=("carla", "maria", "jide", "priya", "ben", "olu"))
    item = items(ref)[0].id
    declare(company, ref, item, "priya")
    move(company, ref, item)
    for name in ("carla", "maria", "jide"):
        vote(company, ref, item, name)
    vote(company, ref, item, "ben", "against", reason="The data are too old")
    close(company, ref, item)
    close_session(company["carla"], CloseSession(ref))
    return ref


def drafted(company: Company, ref: str, by: str = "tom", seen: int = 0, **more) -> int:
    return draft_minutes(company[by], DraftMinutes(ref, seen, **more))


def last(ref: str) -> Minutes:
    tx = reading()
    tx.rollback()
    return tx.scalars(select(Minutes).order_by(Minutes.number.desc())).first()


def signed(company: Company, ref: str, by: str, capacity: str, number: int = 0, digest: str = "") -> None:
    row = last(ref)
    command = SignMinutes(ref, number or row.number, capacity, digest or row.digest)
    proof = prove(company[by], PASSWORD, purpose(command))
    sign_minutes(company[by], SignMinutes(**{**vars(command), "proof": proof}))


def test_minutes_tell_who_was_there_what_was_moved_and_every_vote_by_name(
    company: Company, held: str
) -> None:
    assert drafted(company, held, remarks="Next time in the small room") == 1
    body = json.loads(last(held).body)
    places = {one["member"]: one["person"] for one in body["places"]}
    assert (places["Rosa"], places["Ben"]) == ("", "Ben")
    assert [one["name"] for one in body["guests"]] == ["Olu"]
    item = body["items"][0]
    assert item["conflicts"] == [{"name": "Priya", "reason": "My brother works there"}]
    motion = item["motions"][0]
    votes = {one["name"]: (one["choice"], one["reason"]) for one in motion["votes"]}
    assert votes["Ben"] == ("against", "The data are too old")
    assert (motion["result"], motion["votes_for"], motion["against"]) == ("carried", 3, 1)
    assert [one["name"] for one in motion["votes"] if one["became"]] == ["Jide"]
    assert body["remarks"] == "Next time in the small room"


def test_minutes_are_drafted_by_those_who_preside_and_only_when_the_session_is_closed(
    company: Company, held: str
) -> None:
    with pytest.raises(NotAllowed):
        drafted(company, held, by="maria")
    with pytest.raises(NotAllowed):
        drafted(company, held, by="nils")
    with pytest.raises(Conflict) as refused:
        drafted(company, sitting(company, title="Later"))
    assert refused.value.code == "minutes_not_closed"


def test_chair_and_secretary_sign_each_once_and_nobody_else(company: Company, held: str) -> None:
    drafted(company, held)
    for name, capacity in (("maria", "chair"), ("tom", "chair"), ("carla", "secretary")):
        with pytest.raises(NotAllowed):
            signed(company, held, name, capacity)
    signed(company, held, "carla", "chair")
    with pytest.raises(Conflict) as refused:
        signed(company, held, "carla", "chair")
    assert refused.value.code == "minutes_signed"
    signed(company, held, "tom", "secretary")
    rows = reading().scalars(select(MinutesSignature)).all()
    assert {one.capacity: one.printed_name for one in rows} == {"chair": "Carla", "secretary": "Tom"}
    assert {one.digest for one in rows} == {last(held).digest}
    entries = reading().scalars(select(RecordEntry.action)).all()
    assert (entries.count("minutes:drafted"), entries.count("minutes:signed")) == (1, 2)


def test_chair_and_secretary_are_told_that_minutes_wait_for_them(company: Company, held: str) -> None:
    drafted(company, held)
    told = reading().scalars(select(OutboxFact).where(OutboxFact.event == "minutes:drafted")).one()
    assert json.loads(told.person_ids) == sorted(company[name].person_id for name in ("carla", "tom"))
    assert "Minutes of" in SAYINGS["minutes:drafted"].sentence


def test_whoever_leads_a_session_does_not_write_its_minutes_too(company: Company) -> None:
    carla = company["carla"].person_id or 0
    last_day = datetime.now(UTC).date() + timedelta(days=7)
    with pytest.raises(Several) as refused:
        plan_session(company["tom"], PlanSession("circulation", "Alone", carla, carla, deadline=last_day))
    assert [one.code for one in refused.value.reasons] == ["session_two_officers"]


def test_a_wrong_password_signs_no_minutes(company: Company, held: str) -> None:
    drafted(company, held)
    row = last(held)
    with pytest.raises(Refused) as refused:
        sign_minutes(company["carla"], SignMinutes(held, 1, "chair", row.digest, proof="made up"))
    assert refused.value.code == "proof_missing"
    assert reading().scalars(select(MinutesSignature)).all() == []


def test_a_correction_is_the_next_number_says_why_and_is_signed_anew(company: Company, held: str) -> None:
    drafted(company, held)
    first = last(held).digest
    signed(company, held, "carla", "chair")
    with pytest.raises(Refused) as refused:
        drafted(company, held, seen=1)
    assert (refused.value.code, refused.value.field) == ("minutes_correction", "correction")
    with pytest.raises(Stale):
        drafted(company, held, seen=0, correction="A name was wrong")
    assert drafted(company, held, seen=1, correction="A name was wrong") == 2
    with pytest.raises(Stale):
        signed(company, held, "tom", "secretary", number=1, digest=first)
    signed(company, held, "tom", "secretary")
    page = words(Door(company, "maria").get(f"/committee/{held}/minutes"))
    assert "Number 2 waits for the signature of Carla." in page
    assert "A name was wrong" in page
    old = words(Door(company, "maria").get(f"/committee/{held}/minutes?number=1"))
    assert "Number 1 is corrected." in old
    assert "I, Carla, as chair" in old


def test_the_page_drafts_and_signs_and_keeps_what_was_typed(company: Company, held: str) -> None:
    tom, carla, here = Door(company, "tom"), Door(company, "carla"), f"/committee/{held}/minutes"
    assert "No minutes yet" in tom.text(here)
    sent = tom.send(here, {"seen": "0", "remarks": "Coffee was cold"})
    assert (sent.status_code, sent.location) == (303, here)
    page = carla.text(here)
    for part in ("The data are too old", "My brother works there", "Coffee was cold", "Sign as chair"):
        assert part in page, part
    fields = dict(re.findall(r'name="(number|digest|capacity)" value="([^"]+)"', page))
    wrong = carla.send(f"{here}/sign", fields | {"password": "nothing like it"}, form_at=here)
    assert (wrong.status_code, "password" in words(wrong)) == (422, True)
    assert carla.send(f"{here}/sign", fields | {"password": PASSWORD}, form_at=here).status_code == 303
    assert "waits for the signature of Tom" in words(carla.get(here))
    stale = tom.send(here, {"seen": "0", "remarks": "My own words"})
    assert (stale.status_code, "My own words" in words(stale)) == (409, True)
    assert Door(company, "nils").get(here).status_code == 403


def test_the_paper_of_minutes_is_tagged_and_the_same_bytes_for_everybody(company: Company, held: str) -> None:
    drafted(company, held)
    signed(company, held, "carla", "chair")
    signed(company, held, "tom", "secretary")
    address = f"/committee/{held}/minutes.pdf"
    answer = Door(company, "maria").get(address)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    seen = look(answer.data)
    assert (seen.title, seen.language, seen.tagged) == ("Minutes of Committee of June", "en", True)
    assert {"H1", "H2", "H3", "Table", "TH", "L"} <= set(seen.tags)
    for part in (
        "Dissent",
        "The data are too old",
        "stepped back",
        "I, Tom, as secretary",
        last(held).digest,
    ):
        assert part in seen.text, part
    assert answer.data == Door(company, "tom").get(address).data


def test_there_is_no_paper_of_minutes_that_were_not_drafted(company: Company, held: str) -> None:
    door = Door(company, "maria")
    assert door.get(f"/committee/{held}/minutes.pdf").status_code == 404
    assert door.get("/committee/MTG-99/minutes").status_code == 404
    assert door.get(f"/committee/{held}/minutes?number=9").status_code == 404


def test_the_page_of_minutes_costs_the_same_however_many_voted(company: Company, held: str) -> None:
    drafted(company, held)
    with counted_statements(company.app) as sent:
        assert Door(company, "maria").get(f"/committee/{held}/minutes").status_code == 200
    assert len(sent) <= 14, sent


@pytest.mark.parametrize("bad", ["", "9" * 400, "a\x00b'; --"])
def test_whatever_a_form_sends_is_answered_and_signs_nothing(company: Company, held: str, bad: str) -> None:
    drafted(company, held)
    carla, here = Door(company, "carla"), f"/committee/{held}/minutes"
    sent = {"number": "1", "digest": last(held).digest, "password": PASSWORD}
    for fields in (sent | {"capacity": bad}, sent | {"number": bad, "digest": bad, "capacity": "chair"}):
        assert carla.send(f"{here}/sign", fields, form_at=here).status_code in (403, 409, 422), fields
    assert carla.send(here, {"seen": bad, "remarks": bad}, form_at=here).status_code in (409, 422)
    assert carla.client.get(here, query_string={"number": bad}).status_code in (200, 404)
    assert reading().scalars(select(MinutesSignature)).all() == []
