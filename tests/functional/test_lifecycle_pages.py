"""A system's page says whether it may run, where each version stands, and lets authorised people stop it."""

from __future__ import annotations

import pytest

from models.ai_system import AiSystem
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.lifecycle.deploy import answer_for

pytestmark = pytest.mark.both_databases


@pytest.fixture
def running(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "deployment")
    return version


def answer(company: Company, version: str) -> str:
    """The deploy check's own sentence for production."""
    return answer_for(reading(), clock.glance(), company.version(version), None).sentence


def test_the_page_gives_the_deploy_checks_own_sentence_in_every_stage(company: Company) -> None:
    version = company.system()
    door = Door(company, "ana")
    assert answer(company, version) in door.text("/systems/SYS-1")
    company.classify(version, "limited")
    assert answer(company, version) in door.text("/systems/SYS-1")
    company.bring_to(version, "deployment")
    assert "Yes: v1 is cleared until" in answer(company, version)
    for address in ("/systems/SYS-1", f"/versions/{version}"):
        text = door.text(address)
        assert "May v1 run in production?" in text
        assert answer(company, version) in text


def test_the_track_links_passed_gates_and_the_open_request_says_whose_turn_and_seats(
    company: Company, running: str
) -> None:
    request = company.open(running, "monitoring")
    company.answer_all(request, by="milo")
    company.submit(request)
    text = Door(company, "ana").text("/systems/SYS-1")
    track = text.partition('class="track">')[2].partition("</ol>")[0]
    assert track.count("<em>Approved</em>") == 3
    assert 'aria-current="step"' in track
    assert f"/requests/{request}" in track
    assert "In review" in track
    assert "handed in by Ana, round 1" in text
    assert "0 of " in text


def test_the_next_gate_is_offered_to_the_team_only_while_nobody_asks_for_it(
    company: Company, running: str
) -> None:
    link = f"/versions/{running}/start?gate=monitoring"
    door = Door(company, "ana")
    assert link in door.text("/systems/SYS-1")
    company.open(running, "monitoring")
    assert link not in door.text("/systems/SYS-1")


def test_a_system_page_takes_eight_statements_however_many_requests_there_are(
    company: Company, running: str
) -> None:
    def counts() -> list[int]:
        found = []
        for name in ("ana", "milo", "tom", "maria"):
            door = Door(company, name)
            with counted_statements(company.app) as sent:
                assert door.get("/systems/SYS-1").status_code == 200
            found.append(len(sent))
        return found

    before = counts()
    company.submit(_answered(company, running))
    company.open(running, "retirement")
    assert counts() == before
    assert max(before) <= 8, before


def _answered(company: Company, version: str) -> str:
    request = company.open(version, "monitoring")
    company.answer_all(request, by="milo")
    return request


def test_a_version_is_stopped_with_the_sentence_shown_before_and_the_page_says_so(
    company: Company, running: str
) -> None:
    door, address = Door(company, "olu"), f"/versions/{running}/suspend"
    shown = door.text(address)
    assert "I, Olu, as" in shown
    sent = door.send(address, {"reason": "It refuses everybody", "password": PASSWORD})
    assert sent.status_code == 303
    assert sent.headers["Location"] == f"/versions/{running}"
    text = door.text("/systems/SYS-1")
    assert "v1 is suspended" in text
    assert "It refuses everybody" in text
    assert "No: v1 is suspended." in text
    stop = door.text("/suspensions/SUS-1")
    assert "not confirmed" in stop
    assert "I, Olu, as" in stop
    assert "It is suspended already" in door.text(address)


def test_a_wrong_password_stops_nothing_and_keeps_the_reason(company: Company, running: str) -> None:
    door, address = Door(company, "olu"), f"/versions/{running}/suspend"
    for fields in ({"reason": "It drifts", "password": "wrong"}, {"reason": "It drifts", "password": ""}):
        sent = door.send(address, fields)
        assert sent.status_code == 422
        assert "It drifts" in words(sent)
    assert door.send(address, {"reason": " ", "password": PASSWORD}).status_code == 422
    assert company.version(running).suspension_id is None


def test_whoever_may_not_stop_is_told_who_can_and_strangers_find_nothing(
    company: Company, running: str
) -> None:
    address = f"/versions/{running}/suspend"
    refused = Door(company, "jide").get(address)
    assert refused.status_code == 403
    assert "AI governance lead" in words(refused)
    assert Door(company, "jide").client.get("/suspensions/SUS-1").status_code == 404
    Door(company, "olu").send(address, {"reason": "It drifts", "password": PASSWORD})
    for stranger in ("nils", "admin"):
        for path in (address, "/suspensions/SUS-1", "/systems/SYS-1", f"/versions/{running}"):
            assert Door(company, stranger).get(path).status_code == 404


def test_s73_an_approval_is_not_edited_but_followed_by_a_stop(company: Company, running: str) -> None:
    door = Door(company, "ana")
    door.send(f"/versions/{running}/suspend", {"reason": "Wrongly approved", "password": PASSWORD})
    text = door.text("/systems/SYS-1")
    assert text.partition('class="track">')[2].partition("</ol>")[0].count("<em>Approved</em>") == 3
    assert [company.request(f"REQ-{n}").status for n in (1, 2, 3, 4)] == ["approved"] * 4


def test_s75_retired_and_archived_systems_do_not_break_lists(company: Company, running: str) -> None:
    company.pass_gate(running, "retirement")
    door = Door(company, "ana")
    assert "No: v1 is retired or archived." in door.text("/systems/SYS-1")
    system = reading().get_one(AiSystem, 1)
    assert system.archived_at is None
    sent = door.send("/systems/SYS-1/archive", {"reason": "Retired for good"})
    assert sent.status_code == 303
    for address in ("/", "/systems", "/systems/SYS-1", f"/versions/{running}", "/search?q=credit"):
        assert door.get(address).status_code == 200
