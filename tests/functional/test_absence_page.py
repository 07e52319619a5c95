"""The page of being away and standing in: dates, warnings before asking, answers, and bad input."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.absence import Absence
from models.delegation import Delegation
from tests.fixtures.company import Company
from tests.fixtures.review import browse, submitted
from tests.fixtures.visitors import csrf_of
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading

DAY = datetime.now(UTC).date() + timedelta(days=10)


def send(client, address: str = "/absence", **fields):
    text = client.get("/absence").text
    sent = {"csrf_token": csrf_of(text), "submit_id": uuid7()} | fields
    return client.post(address, data=sent)


def days(**more: str) -> dict[str, str]:
    return {"starts_on": DAY.isoformat(), "ends_on": (DAY + timedelta(days=4)).isoformat()} | more


def rows(model: type) -> list:
    session = reading()
    session.rollback()
    return list(session.scalars(select(model)))


def ask(company: Company, by: str = "jide", to: str = "nils", **more: str) -> None:
    client = browse(company, by)
    shown = send(client, **days(delegate=f"{to}@halm.example", **more))
    assert shown.status_code == 200
    seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', shown.text).group(1))
    answer = send(client, **days(delegate=f"{to}@halm.example", seen=seen, **more))
    assert (answer.status_code, answer.location) == (303, "/absence")


def test_dates_alone_are_kept_and_called_off(company: Company) -> None:
    nils = browse(company, "nils")
    assert "No absence ahead" in nils.get("/absence").text
    assert send(nils, **days()).status_code == 303
    (row,) = rows(Absence)
    assert f"/absence/{row.uuid}/cancel" in nils.get("/absence").text
    assert send(nils, f"/absence/{row.uuid}/cancel").status_code == 303
    assert "No absence ahead" in nils.get("/absence").text


def test_warnings_stand_before_the_question_is_asked(company: Company) -> None:
    request = submitted(company)
    shown = send(browse(company, "jide"), **days(delegate="Milo"))
    text = html.unescape(shown.text)
    assert shown.status_code == 200
    assert "Before you ask Milo" in text
    assert f"{request}, Credit scoring" in text
    assert "Milo answered or attached" in text
    assert rows(Delegation) == []
    assert rows(Absence) == []


def test_another_choice_than_the_one_that_was_warned_about_is_warned_about_again(company: Company) -> None:
    jide = browse(company, "jide")
    shown = send(jide, **days(delegate="Milo", seen="1|2026-01-01/2026-01-02||"))
    assert "Before you ask Milo" in shown.text
    assert rows(Delegation) == []


def test_s66_the_delegate_reads_the_question_at_home_and_agrees(company: Company) -> None:
    ask(company)
    nils = browse(company, "nils")
    assert "Jide asks you to stand in" in html.unescape(nils.get("/").text)
    (row,) = rows(Delegation)
    assert send(nils, f"/absence/standing-in/{row.uuid}/agree").status_code == 303
    assert rows(Delegation)[0].accepted_at is not None
    assert "asks you to stand in" not in nils.get("/").text
    assert send(nils, f"/absence/standing-in/{row.uuid}/decline").status_code == 409
    assert send(nils, f"/absence/standing-in/{row.uuid}/end").status_code == 303
    assert "ended early" in browse(company, "jide").get("/absence").text


def test_a_stranger_finds_no_delegation_to_answer(company: Company) -> None:
    ask(company)
    (row,) = rows(Delegation)
    for act in ("agree", "decline", "end"):
        assert send(browse(company, "tom"), f"/absence/standing-in/{row.uuid}/{act}").status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_on": "", "ends_on": ""}, "Choose the first day."),
        ({"starts_on": "31.12.2026", "ends_on": "soon"}, "Not a valid date value"),
        ({"starts_on": "2020-01-01", "ends_on": "2020-01-02"}, "The first day lies in the past."),
        (days(ends_on=(DAY - timedelta(days=1)).isoformat()), "The last day lies before the first."),
        (days(ends_on="9999-12-31"), "Choose a last day within"),
        (days(delegate="Nobody at all"), "Nobody"),
        (days(delegate="jide@halm.example"), "nobody stands in for themselves"),
        (days(delegate="Nils", roles="top_management"), "only roles that you hold"),
        (days(delegate="Nils", gates="back_door"), "Choose from the gates"),
        (days(delegate="x" * 301), "at most 300 characters"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_kept(
    company: Company, fields: dict[str, str], said: str
) -> None:
    answer = send(browse(company, "jide"), **fields)
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert rows(Absence) == []


def test_whoever_holds_no_role_sets_dates_and_is_asked_for_no_delegate(company: Company) -> None:
    nils = browse(company, "nils")
    assert 'name="delegate"' not in nils.get("/absence").text
    assert send(nils, **days(delegate="Jide")).status_code == 422


def test_administrators_and_the_lead_see_who_is_away_and_others_do_not(company: Company) -> None:
    send(browse(company, "jide"), **days())
    for name in ("admin", "tom"):
        text = browse(company, name).get("/absence").text
        assert "Who is away" in text
        assert "Jide" in text
    assert "Who is away" not in browse(company, "nils").get("/absence").text


def test_the_number_beside_home_counts_a_question_to_stand_in(company: Company) -> None:
    ask(company)
    home = html.unescape(browse(company, "nils").get("/").text)
    assert "One thing needs you, Nils" in home
    assert "Jide asks you to stand in" in home
    assert "Nothing needs you" not in home
