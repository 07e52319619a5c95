"""The door: signing in, signing out, sessions and what ends them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import session
from flask.testing import FlaskClient

from tests.fixtures.people import PASSWORD, Staff, fill
from views.proving import proved

HOSTILE = [
    "",
    " ",
    "\x00",
    "a" * 5000,
    "' OR 1=1 --",
    "%",
    "<script>",
    "\u202e\u0301",
    "ana@halm.example\r\nX: y",
    "💥" * 300,
]


def token_cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("countersign")
    assert cookie is not None
    return cookie.value


def test_signing_in_leads_to_where_one_wanted_to_be(staff: Staff):
    ana = staff.add()
    client = staff.app.test_client()
    wanted = client.get("/account")
    assert (wanted.status_code, wanted.location) == (303, "/login?next=/account")
    page = client.get("/login?next=/requests/REQ-142/review")
    assert "You will return to:" in page.text
    assert "review REQ-142" in page.text
    answer = fill(client, "/login?next=/account", "/login", email=" ANA@halm.example ", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert staff.person(ana.person_id).name in client.get("/account").text


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_never_leads_to_another_site(staff: Staff, foreign: str):
    staff.add()
    client = staff.app.test_client()
    answer = fill(
        client, f"/login?next={foreign}", "/login", email="ana@halm.example", password=PASSWORD, next=foreign
    )
    assert answer.location == "/"


def test_a_wrong_password_and_an_unknown_e_mail_are_answered_alike(staff: Staff):
    staff.add()
    client = staff.app.test_client()
    wrong = fill(client, "/login", email="ana@halm.example", password="not the password")
    unknown = fill(client, "/login", email="nobody@halm.example", password="not the password")
    assert wrong.status_code == unknown.status_code == 422
    sentence = "E-mail and password do not fit together"
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert 'value="ana@halm.example"' in wrong.text
    assert "not the password" not in wrong.text
    assert staff.events().count("sign_in_failed") == 2


def test_a_closed_account_and_one_past_its_last_day_are_answered_like_a_wrong_password(staff: Staff):
    staff.add("Ben Closed", active=False)
    staff.add("Eva Over", ends_on=staff.person(staff.admin.person_id).created_at.date() - timedelta(days=2))
    client = staff.app.test_client()
    for email in ("ben@halm.example", "eva@halm.example"):
        answer = fill(client, "/login", email=email, password=PASSWORD)
        assert answer.status_code == 422
        assert "E-mail and password do not fit together" in answer.text


def test_an_account_is_locked_after_too_many_tries_and_the_page_says_how_long(staff: Staff):
    ana = staff.add()
    inside = staff.sign_in(ana)
    client = staff.app.test_client()
    for _ in range(8):
        assert fill(client, "/login", email="ana@halm.example", password="wrong").status_code == 422
    locked = fill(client, "/login", email="ana@halm.example", password=PASSWORD)
    assert locked.status_code == 429
    assert "Try again in 15 min" in locked.text
    assert inside.get("/account").status_code == 200, "an attacker must not lock an open session out"
    assert "locked_out" in staff.events()


def test_a_copied_cookie_is_worth_nothing_after_sign_out(staff: Staff):
    client = staff.sign_in(staff.add())
    stolen = staff.app.test_client()
    stolen.set_cookie("countersign", token_cookie(client))
    assert stolen.get("/account").status_code == 200
    assert fill(client, "/account", "/logout").location == "/login"
    assert client.get("/account").status_code == 303
    assert stolen.get("/account").location == "/login?next=/account"


def test_a_planted_session_is_not_taken_over_by_the_sign_in(staff: Staff):
    attacker = staff.sign_in(staff.add("Mallory Mean"))
    planted = token_cookie(attacker)
    staff.add()
    victim = staff.app.test_client()
    victim.set_cookie("countersign", planted)
    fill(victim, "/account", "/logout")
    victim.set_cookie("countersign", planted)
    assert fill(victim, "/login", email="ana@halm.example", password=PASSWORD).status_code == 303
    assert token_cookie(victim) != planted
    attacker.set_cookie("countersign", planted)
    assert attacker.get("/account").status_code == 303


def test_s33_closing_an_account_ends_its_open_session_at_the_next_request(staff: Staff):
    ana = staff.add()
    client, admin = staff.sign_in(ana), staff.sign_in(staff.admin)
    assert client.get("/account").status_code == 200
    answer = fill(admin, f"/people/{ana.person_id}/close", reason="Left the company")
    assert answer.status_code == 303
    assert client.get("/account").location == "/login?next=/account"
    assert staff.actions()[-1] == "person:deactivated"


@pytest.mark.parametrize(("wait", "status"), [(59, 200), (60, 303)])
def test_a_session_that_nobody_uses_ends_by_itself(staff: Staff, later, wait: int, status: int):
    client = staff.sign_in(staff.add())
    with later(timedelta(minutes=wait)):
        assert client.get("/account").status_code == status


def test_a_session_ends_after_twelve_hours_however_busy_it_was(staff: Staff, later):
    client = staff.sign_in(staff.add())
    for minutes in range(50, 12 * 60, 50):
        with later(timedelta(minutes=minutes)):
            assert client.get("/account").status_code == 200
    with later(timedelta(hours=12)):
        assert client.get("/account").status_code == 303


def test_one_can_end_the_own_session_on_another_device_and_nobody_elses(staff: Staff):
    ana = staff.add()
    here, there, other = staff.sign_in(ana), staff.sign_in(ana), staff.sign_in(staff.add("Ben Brand"))
    uuid = here.get("/account").text.partition("/account/sessions/")[2].partition("/end")[0]
    assert fill(other, "/account", f"/account/sessions/{uuid}/end").status_code == 404
    assert there.get("/account").status_code == 200
    assert fill(here, "/account", f"/account/sessions/{uuid}/end").status_code == 303
    assert there.get("/account").status_code == 303
    assert here.get("/account").status_code == 200


def test_a_changed_password_ends_every_other_session_and_gives_this_one_a_new_id(staff: Staff):
    ana = staff.add()
    here, there = staff.sign_in(ana), staff.sign_in(ana)
    before = token_cookie(here)
    new = "another river, in spring"
    wrong = fill(here, "/account/password", old="not mine", new=new, new_again=new)
    assert wrong.status_code == 422
    assert "This is not your password" in wrong.text
    assert fill(here, "/account/password", old=PASSWORD, new=new, new_again="different").status_code == 422
    assert fill(here, "/account/password", old=PASSWORD, new=new, new_again=new).status_code == 303
    assert token_cookie(here) != before
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    staff.sign_in(ana, new)
    assert staff.actions()[-1] == "person:password:changed"


def test_signing_out_needs_a_post_with_its_key(staff: Staff):
    client = staff.sign_in(staff.add())
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").status_code in {401, 403}
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("field", ["email", "password", "next", "submit_id"])
def test_no_input_breaks_the_door(staff: Staff, field: str):
    client = staff.app.test_client()
    for text in HOSTILE:
        typed = {"email": "ana@halm.example", "password": "wrong wrong wrong", field: text}
        assert fill(client, "/login", **typed).status_code in {422, 429}
        client.get("/login", query_string={"next": text})


def test_proving_the_password_again_gives_the_session_a_new_id(staff: Staff, later):
    ana = staff.add()
    client = staff.sign_in(ana)
    before = token_cookie(client)
    stolen = staff.app.test_client()
    stolen.set_cookie("countersign", before)
    cookie = {"Cookie": f"countersign={before}"}
    with staff.app.app_context(), staff.app.test_request_context(headers=cookie):
        shown = proved(PASSWORD, "sign:REQ-1")
        renewed = staff.app.session_interface.get_signing_serializer(staff.app).dumps(dict(session))
    assert shown
    client.set_cookie("countersign", renewed)
    assert stolen.get("/account").status_code == 200, "the second click of a double click"
    with later(timedelta(seconds=30)):
        assert stolen.get("/account").status_code == 303
        assert client.get("/account").status_code == 200
