"""The administrator's pages about who outside is told, and the doors that are not there for chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.receiver import Receiver, allow, deliveries, endpoint, tell
from workflows.ground import clock
from workflows.notices.hooks.endpoints import OnEndpoint, try_endpoint
from workflows.notices.hooks.sweep import sweep

PAGE = "/admin/webhooks"


def test_an_administrator_adds_an_endpoint_and_sees_its_secret_once(
    company: Company, receiver: Receiver
) -> None:
    allow(company.app, receiver.port)
    admin = Door(company, "admin")
    fields = {"name": "Pipeline", "kind": "standard", "url": receiver.url, "events": ["request.decided"]}
    assert admin.send(PAGE, fields).status_code == 303
    page = admin.text(f"{PAGE}/1")
    assert "whsec_" in page
    assert receiver.url not in page
    assert f"127.0.0.1:{receiver.port}" in page
    assert "whsec_" not in admin.text(f"{PAGE}/1")
    assert "request.decided" in page


def test_an_address_that_leads_inside_is_refused_beside_its_field(company: Company) -> None:
    fields = {"name": "Inside", "kind": "slack", "url": "https://169.254.169.254/x"}
    answer = Door(company, "admin").send(PAGE, fields)
    assert answer.status_code == 422
    assert "inner network" in words(answer)
    assert 'value="https://169.254.169.254/x"' in answer.get_data(as_text=True)


def test_buttons_test_rotate_retire_switch_off_and_on(company: Company, receiver: Receiver) -> None:
    endpoint(company, receiver)
    admin = Door(company, "admin")
    for act, seen in (
        ("test", "test message is on its way"),
        ("rotate", "whsec_"),
        ("retire", "Only the newest secret"),
        ("off", "Switched off"),
        ("on", "Messages go there again"),
    ):
        answer = admin.send(f"{PAGE}/1/{act}", {}, form_at=f"{PAGE}/1")
        assert answer.status_code == 303, act
        assert seen in admin.text(f"{PAGE}/1"), act


def test_the_log_says_what_came_of_a_message_and_sends_it_again(company: Company, receiver: Receiver) -> None:
    endpoint(company, receiver)
    receiver.answers = [500]
    try_endpoint(company["admin"], OnEndpoint(1))
    sweep()
    admin = Door(company, "admin")
    assert "The other side answered. 500" in admin.text(f"{PAGE}/1")
    with clock.set_back(timedelta(minutes=1)):
        assert sweep().handled == 1
    answer = admin.send(f"{PAGE}/1/messages/{deliveries()[0].id}/replay", {}, form_at=f"{PAGE}/1")
    assert answer.status_code == 303
    sweep()
    assert len(receiver.taken) == 3


@pytest.mark.parametrize("who", ["tom", "carla", "nils"])
def test_others_are_told_who_can_give_them_the_privilege(company: Company, who: str) -> None:
    assert Door(company, who).get(PAGE).status_code == 403


@pytest.mark.parametrize("kind", ["slack", "teams", "mattermost"])
def test_a_chat_message_carries_system_gate_risk_due_change_and_one_link(
    company: Company, receiver: Receiver, kind: str
) -> None:
    version = company.system("Credit <scoring> & @channel")
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    endpoint(company, receiver, kind)
    tell("request:submitted")
    sweep()
    (message,) = receiver.taken
    said = message.body.decode()
    for part in ("Credit", "Design", "limited", "Due", "Round 1", "Waits for", request):
        assert part in said, part
    assert said.count("http://127.0.0.1:5000") == 1
    assert f"/requests/{request}" in said
    assert "@channel" not in said
    assert "<scoring>" not in said if kind == "slack" else True
    assert "webhook-signature" not in message.headers
    for word in (
        "Action.Submit",
        "Action.Http",
        '"actions": [{"name"',
        "integration",
        "callback_id",
        "button",
    ):
        assert word not in said, word


SHAPES = [
    {"payload": '{"type":"block_actions","actions":[{"action_id":"approve","value":"REQ-1"}]}'},
    {"text": "approve REQ-1", "user_name": "jide", "token": "x", "command": "/approve"},
    {"context": {"action": "approve", "request": "REQ-1"}, "user_id": "jide"},
    {"type": "message", "from": {"name": "Jide"}, "text": "@Countersign approve REQ-1"},
]
CHAT_DOORS = [
    "/chat",
    "/slack",
    "/slack/actions",
    "/slack/commands",
    "/teams",
    "/mattermost",
    "/hooks",
    "/webhooks",
    "/api/chat",
    "/api/v1/chat",
    "/admin/webhooks/1",
    "/feeds/x.ics",
    "/requests/REQ-1",
]


@pytest.mark.parametrize("door", CHAT_DOORS)
def test_s50_s23_s18_nothing_that_comes_from_a_chat_room_is_taken(
    company: Company, receiver: Receiver, door: str
) -> None:
    """A member of the channel, an unlinked account, a replayed payload, the submitter: none finds a door."""
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    endpoint(company, receiver, "slack")
    before = company.request(request).revision
    for client in (company.app.test_client(), Door(company, "ana").client, Door(company, "jide").client):
        for shape in SHAPES * 2:
            for answer in (client.post(door, json=shape), client.post(door, data={"payload": str(shape)})):
                assert answer.status_code in (404, 405), (door, answer.status_code)
    after = company.request(request)
    assert (after.status, after.revision) == ("in_review", before)
    assert all(seat.status != "filled" for seat in company.seats(request).values())


def test_s50_the_only_routes_near_chat_are_the_administrators_own_forms(company: Company) -> None:
    near = {
        rule.rule
        for rule in company.app.url_map.iter_rules()
        if any(word in rule.rule for word in ("hook", "chat", "slack", "teams", "mattermost"))
    }
    assert near
    assert all(rule.startswith(PAGE) for rule in near)


def test_s10_s50_a_chat_service_that_is_down_changes_nothing_and_gets_it_later(
    company: Company, receiver: Receiver
) -> None:
    endpoint(company, receiver, "teams")
    receiver.status = 503
    try_endpoint(company["admin"], OnEndpoint(1))
    sweep()
    assert [one.status for one in deliveries()] == ["waiting"]
