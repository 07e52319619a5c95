"""Acts on several requests of the queue: each for itself, with its own entry, its own credential and its own outcome."""

from __future__ import annotations

import re
from html import unescape

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models.nudge import Nudge
from models.record_entry import RecordEntry
from models.sign_proof import SignProof
from models.signature import Signature
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door, words
from tests.fixtures.queue import draft, in_review
from workflows.ground.transaction import reading

FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


def form_of(door: Door, decision: str, refs: list[str]) -> dict[str, str]:
    """The hidden fields of the page that lays the chosen requests open."""
    page = door.text(f"/queue/sign?decision={decision}&" + "&".join(f"r={ref}" for ref in refs))
    form = page.partition('action="/queue/sign"')[2]
    return {name: unescape(value) for name, value in FIELD.findall(form)}


def with_passwords(form: dict[str, str], password: str = PASSWORD) -> dict[str, str]:
    """The form with the password and the confirmation for every request that can be signed."""
    rows = [name.removesuffix("-seat") for name, seat in form.items() if name.endswith("-seat") and seat]
    given = {f"{row}-password": password for row in rows}
    return form | given | {f"{row}-unchecked_is_fine": "y" for row in rows}


def outcomes(answer: TestResponse) -> dict[str, tuple[bool, str]]:
    """What the page of results says of each request."""
    rows = re.findall(r'<tr><th scope="row">.*?>(REQ-\d+)</a>(.*?)</tr>', answer.get_data(as_text=True), re.S)
    return {
        ref: ("Not done" not in rest, re.sub(r"<[^>]+>", " ", unescape(rest)).strip()) for ref, rest in rows
    }


def signatures() -> int:
    session = reading()
    session.rollback()
    return session.scalar(select(func.count()).select_from(Signature)) or 0


def test_s55_each_of_twelve_is_decided_for_itself_or_listed_with_its_reason(company: Company) -> None:
    company.hire("joan", "legal_counsel")
    refs = [in_review(company, f"System {number}") for number in range(8)]
    built = draft(company, "Answered by the reader")
    company.answer_all(built, by="jide")
    company.submit(built)
    prepared = draft(company, "Not handed in")
    stepped, moved = in_review(company, "Stepped back"), in_review(company, "Changes meanwhile")
    company.sign(stepped, "jide", "legal_counsel", "recuse")
    before, jide = signatures(), Door(company, "jide")
    form = with_passwords(form_of(jide, "approve", [*refs, built, prepared, stepped, moved]))
    company.attach(moved, next(iter(_items(company, moved))), name="later.txt", by="milo")
    answer = jide.client.post("/queue/sign", data=form)
    found = outcomes(answer)
    assert "8 of 12 done" in words(answer)
    assert {ref for ref, (done, _) in found.items() if done} == set(refs)
    assert "whoever builds" in found[built][1] or "you do not sign it" in found[built][1]
    assert "handed in" in found[prepared][1]
    assert "stepped back" in found[stepped][1]
    assert not found[moved][0]
    assert signatures() == before + 8
    session = reading()
    acts = session.scalars(select(RecordEntry.action).order_by(RecordEntry.id.desc()).limit(8)).all()
    assert len(acts) == 8
    assert {act.rpartition(":")[0] for act in acts} == {acts[0].rpartition(":")[0]}
    assert (
        session.scalar(select(func.count()).select_from(SignProof).where(SignProof.used_at.is_not(None))) == 9
    )
    assert jide.client.post("/queue/sign", data=form).status_code == 200
    assert signatures() == before + 8


def _items(company: Company, request: str) -> list[str]:
    import json

    return list(json.loads(company.round(request).bundle)["items"])


def test_every_request_shows_its_own_sentence_and_asks_for_its_own_password(company: Company) -> None:
    refs = [in_review(company, "Voice bot"), in_review(company, "Fraud detection")]
    page = words(Door(company, "jide").get(f"/queue/sign?decision=approve&r={refs[0]}&r={refs[1]}"))
    for ref, name in zip(refs, ("Voice bot v1", "Fraud detection v1"), strict=True):
        assert f"I, Jide, as Legal counsel, approve the start of the design of {name}." in page
        assert f"Your password for {ref}" in page
    assert "Files checked by you: 0 of 1" in page


def test_what_has_no_password_is_left_and_a_wrong_one_ends_the_trying(company: Company) -> None:
    refs = [in_review(company, f"System {number}") for number in range(3)]
    jide = Door(company, "jide")
    form = with_passwords(form_of(jide, "approve", refs))
    none = {name: value for name, value in form.items() if not name.endswith("-password")}
    answer = jide.client.post("/queue/sign", data=none)
    assert answer.status_code == 422
    assert "none was given" in words(answer)
    wrong = outcomes(jide.client.post("/queue/sign", data=with_passwords(form, "not the password")))
    assert [done for done, _ in wrong.values()] == [False] * 3
    assert "Not tried" in wrong[refs[1]][1]
    form.pop("rows-1-password")
    found = outcomes(jide.client.post("/queue/sign", data=form))
    assert [done for done, _ in found.values()] == [True, False, True]
    assert "no password was given" in found[refs[1]][1]


def test_s55_rejecting_several_needs_a_reason_and_keeps_it_with_each(company: Company) -> None:
    refs = [in_review(company, f"System {number}") for number in range(2)]
    jide = Door(company, "jide")
    form = with_passwords(form_of(jide, "reject", refs))
    answer = jide.client.post("/queue/sign", data=form)
    assert answer.status_code == 422
    assert "Say why" in words(answer)
    assert signatures() == 0
    found = outcomes(jide.client.post("/queue/sign", data=form | {"reason": "The basis is missing"}))
    assert [done for done, _ in found.values()] == [True, True]
    assert {company.request(ref).status for ref in refs} == {"rejected"}
    assert set(reading().scalars(select(Signature.reason))) == {"The basis is missing"}


def test_high_tier_is_not_approved_from_a_list_before_its_files_are_checked(company: Company) -> None:
    request = in_review(company, "Credit scoring", "high")
    jide = Door(company, "jide")
    address = f"/queue/sign?decision=approve&r={request}"
    assert "You sign none of these here" in words(jide.get(address))
    company.tick_all(request, "jide")
    assert "Your password for" in words(jide.get(address))


def test_one_person_is_asked_for_several_with_load_and_what_they_may_not_sign(company: Company) -> None:
    company.hire("joan", "legal_counsel")
    first, second = in_review(company, "Voice bot"), draft(company, "Fraud detection")
    company.answer_all(second, by="joan")
    company.submit(second)
    tom, address = Door(company, "tom"), f"/queue/assign?r={first}&r={second}&r=REQ-999"
    page = words(tom.get(address))
    assert f"may not sign {second}" in page
    assert "open seats wait for them" in page
    answer = tom.send(
        "/queue/assign",
        {"person": str(company["joan"].person_id), "refs": f"{first} {second}"},
        form_at=address,
    )
    found = outcomes(answer)
    assert found[first][0]
    assert "may not sign any seat" in found[second][1]
    assert company.seats(first)["legal_counsel"].assigned_to_id == company["joan"].person_id
    nobody = tom.send("/queue/assign", {"reason": "x", "refs": first}, form_at=address)
    assert nobody.status_code == 422
    assert "Choose a person." in words(nobody)


def test_who_oversees_nothing_assigns_nothing(company: Company) -> None:
    request = in_review(company)
    page = words(Door(company, "jide").get(f"/queue/assign?r={request}"))
    assert "Only the governance lead assigns seats" in page
    assert "Nobody can be asked" in page


def test_several_are_nudged_once_a_day_each(company: Company) -> None:
    refs = [in_review(company, "Voice bot"), in_review(company, "Fraud detection")]
    tom, address = Door(company, "tom"), f"/queue/nudge?r={refs[0]}&r={refs[1]}"
    chosen = {"refs": " ".join(refs)}
    first = outcomes(tom.send("/queue/nudge", chosen, form_at=address))
    assert [done for done, _ in first.values()] == [True, True]
    again = outcomes(tom.send("/queue/nudge", chosen, form_at=address))
    assert all("once a day is enough" in why for _, why in again.values())
    assert reading().scalar(select(func.count()).select_from(Nudge)) == 2


def test_nothing_chosen_is_said_and_strange_choices_are_no_fault(company: Company) -> None:
    tom = Door(company, "tom")
    for act in ("assign", "nudge", "sign?decision=approve"):
        glue = "&" if "?" in act else "?"
        assert "Nothing is chosen" in words(tom.get(f"/queue/{act}"))
        assert tom.get(f"/queue/{act}{glue}r=REQ-99999999999999999999&r=%00&r=x").status_code == 200
    in_review(company)
    for decision in ("%00", "request_changes", "approve_with_conditions", "recuse"):
        page = words(Door(company, "jide").get(f"/queue/sign?decision={decision}&r=REQ-1"))
        assert "Your seat has no such decision in it" in page
    many = "&".join(f"r=REQ-{number}" for number in range(1, 24))
    assert "3 more requests were chosen" in words(tom.get(f"/queue/sign?decision=approve&{many}"))


def test_hostile_text_in_the_forms_of_the_queue_is_answered_in_words(company: Company) -> None:
    request = in_review(company)
    jide, before = Door(company, "jide"), signatures()
    fields = ("refs", "person", "reason", "note", "name", "query", "shared", "decision")
    fields += tuple(f"rows-0-{part}" for part in ("ref", "seat", "digest", "password", "unchecked_is_fine"))
    doors = ("assign", "nudge", "sign", "filters", "filters/01930000-0000-7000-8000-000000000000/remove")
    for bad in (
        b"a\x00b",
        b"a\xed\xa0\x80b",
        b"9223372036854775808",
        b"<script>alert(1)</script>",
        b"=REQ-1\r\n",
    ):
        for door in doors:
            keys = jide.hidden(f"/queue/nudge?r={request}")
            for given in (dict.fromkeys(fields, bad), {**dict.fromkeys(fields, bad), "refs": request}):
                answer = jide.client.post(f"/queue/{door}", data=keys | given)
                assert answer.status_code < 500, (door, bad)
                assert "<script>alert(1)" not in answer.get_data(as_text=True)
    assert signatures() == before
