"""Webhooks reach a real receiver: signed, once per fact, again after a failure, never before the commit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from models.delivery import DeliveryAttempt
from models.endpoint import Endpoint
from models.outbox import OutboxFact
from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from tests.fixtures.receiver import Receiver, deliveries, endpoint, tell
from workflows.ground import clock
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import reading, transaction
from workflows.notices.hooks.endpoints import (
    OnEndpoint,
    Replay,
    replay,
    retire_secret,
    rotate_secret,
    switch,
    try_endpoint,
)
from workflows.notices.hooks.sweep import sweep
from workflows.outbox import put


@pytest.fixture
def asked(company: Company) -> str:
    """A request that was handed in."""
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def later(**length: int):
    """The clock moved forward by so much."""
    return clock.set_back(timedelta(**length))


@pytest.mark.both_databases
def test_a_fact_arrives_signed_and_says_how_the_request_stands(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver, events=("request.submitted",))
    assert tell() == 1
    assert sweep().handled == 1
    (message,) = receiver.taken
    said = Webhook(made.secret).verify(message.body, message.headers)
    assert said["type"] == "request.submitted"
    assert said["data"]["ref"] == asked
    assert said["data"]["status"] == "in_review"
    assert said["data"]["url"].endswith(f"/requests/{asked}")
    assert "Credit" not in message.body.decode()
    assert len(message.body) < 20_000
    assert [one.status for one in deliveries()] == ["sent"]


def test_a_changed_body_or_an_old_message_is_refused_by_the_library(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    tell("request:submitted")
    with later(minutes=-10):
        assert tell("request:opened") == 0
    sweep()
    (message,) = receiver.taken
    with pytest.raises(WebhookVerificationError):
        Webhook(made.secret).verify(message.body + b" ", message.headers)
    old = message.headers | {"webhook-timestamp": str(int(message.headers["webhook-timestamp"]) - 600)}
    with pytest.raises(WebhookVerificationError):
        Webhook(made.secret).verify(message.body, old)


def test_a_fact_that_is_told_twice_arrives_once(company: Company, asked: str, receiver: Receiver) -> None:
    endpoint(company, receiver)
    assert tell("request:submitted") == 1
    assert tell("request:submitted") == 0
    assert sweep().handled == 1
    assert sweep().handled == 0
    assert len(receiver.taken) == 1


def test_s10_a_receiver_that_is_down_gets_everything_later_and_the_approval_stands(
    company: Company, asked: str, receiver: Receiver
) -> None:
    endpoint(company, receiver)
    receiver.stop()
    tell("request:submitted")
    company.pass_request(asked)
    assert sweep().failed == 1
    assert company.request(asked).status == "approved"
    (waiting,) = deliveries()
    assert (waiting.status, waiting.error) == ("waiting", "endpoint_no_answer")
    assert sweep() == type(sweep())(0, 0), "not before its time"
    receiver.start()
    with later(hours=1):
        assert sweep().handled == 1
        assert sweep().handled == 0
    (message,) = receiver.taken
    assert message.json["data"]["status"] == "approved", "it says what is so now"
    tries = reading().scalars(select(DeliveryAttempt).order_by(DeliveryAttempt.id)).all()
    assert [one.outcome for one in tries] == ["unreachable", "sent"]


def test_the_id_of_a_message_stays_through_retries_and_replay(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    receiver.answers = [500]
    tell("request:submitted")
    sweep()
    with later(minutes=1):
        sweep()
        (sent,) = deliveries()
        replay(company["admin"], Replay(made.endpoint_id, sent.id))
        sweep()
    assert len(receiver.taken) == 3
    assert len({message.id for message in receiver.taken}) == 1
    assert len({message.headers["webhook-signature"] for message in receiver.taken}) > 1


def test_a_message_on_its_way_is_not_sent_again_by_hand(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    tell("request:submitted")
    with pytest.raises(Refused, match="delivery_on_its_way"):
        replay(company["admin"], Replay(made.endpoint_id, deliveries()[0].id))


def test_a_receiver_can_ask_for_more_time(company: Company, asked: str, receiver: Receiver) -> None:
    endpoint(company, receiver)
    receiver.status, receiver.headers = 429, {"Retry-After": "7200"}
    tell("request:submitted")
    sweep()
    (waiting,) = deliveries()
    assert waiting.next_try_at - waiting.made_at >= timedelta(hours=2)


def test_a_redirect_is_not_followed(company: Company, asked: str, receiver: Receiver) -> None:
    endpoint(company, receiver)
    other = Receiver()
    other.start()
    receiver.status, receiver.headers = 302, {"Location": other.url}
    tell("request:submitted")
    assert sweep().failed == 1
    assert other.taken == []
    assert deliveries()[0].error == "endpoint_redirects 302"
    other.stop()


def test_an_endpoint_that_takes_nothing_for_days_is_switched_off_with_a_notice(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    receiver.status = 500
    tell("request:submitted")
    for hours in (0, 1, 2, 8, 20, 40, 60, 80, 100, 125):
        with later(hours=hours):
            sweep()
    found = reading().get_one(Endpoint, made.endpoint_id)
    assert (found.active, found.disabled_code) == (False, "endpoint_failing")
    facts = reading().scalars(select(OutboxFact).where(OutboxFact.event == "endpoint:disabled")).all()
    assert [fact.person_ids for fact in facts] == [f"[{company['admin'].person_id}]"]
    assert reading().scalars(select(RecordEntry).where(RecordEntry.action == "endpoint:disabled")).one()
    assert tell() == 0, "nothing more is queued for it"


def test_an_address_that_is_gone_is_switched_off_at_once(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    receiver.status = 410
    tell("request:submitted")
    sweep()
    assert reading().get_one(Endpoint, made.endpoint_id).disabled_code == "endpoint_gone"


def test_two_secrets_are_valid_while_a_receiver_changes_over(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    new = rotate_secret(company["admin"], OnEndpoint(made.endpoint_id))
    tell("request:submitted")
    sweep()
    for secret in (made.secret, new.secret):
        assert Webhook(secret).verify(receiver.taken[0].body, receiver.taken[0].headers)
    retire_secret(company["admin"], OnEndpoint(made.endpoint_id))
    try_endpoint(company["admin"], OnEndpoint(made.endpoint_id))
    sweep()
    message = receiver.taken[1]
    assert Webhook(new.secret).verify(message.body, message.headers)["type"] == "endpoint.tested"
    with pytest.raises(WebhookVerificationError):
        Webhook(made.secret).verify(message.body, message.headers)


def test_secret_and_address_are_stored_sealed(company: Company, receiver: Receiver) -> None:
    made = endpoint(company, receiver)
    found = reading().get_one(Endpoint, made.endpoint_id)
    assert made.secret not in (found.secret, found.url)
    assert "127.0.0.1" not in found.url
    entries = reading().scalars(select(RecordEntry.body)).all()
    assert not any(made.secret in body or receiver.url in body for body in entries)


def test_messages_may_arrive_in_another_order_and_carry_when_it_happened(
    company: Company, asked: str, receiver: Receiver
) -> None:
    endpoint(company, receiver)
    receiver.answers = [500]
    tell("request:submitted")
    sweep()
    company.pass_request(asked)
    with transaction() as tx:
        put(tx, clock.now(tx), "request:withdrawn", ("request", company.request(asked).uuid), "test", [])
    tell("request:withdrawn")
    sweep()
    with later(minutes=1):
        sweep()
    first, late, retried = receiver.taken
    assert first.id == retried.id != late.id
    assert retried.json["timestamp"] < late.json["timestamp"]


def test_what_waits_is_dropped_when_somebody_switches_off(
    company: Company, asked: str, receiver: Receiver
) -> None:
    made = endpoint(company, receiver)
    tell("request:submitted")
    switch(company["admin"], OnEndpoint(made.endpoint_id, "off"))
    sweep()
    assert receiver.taken == []
    assert deliveries()[0].status == "dropped"


def test_only_an_administrator_decides_who_outside_is_told(company: Company, receiver: Receiver) -> None:
    made = endpoint(company, receiver)
    for act in (rotate_secret, retire_secret, switch, try_endpoint):
        with pytest.raises(NotAllowed):
            act(company["tom"], OnEndpoint(made.endpoint_id, "off"))
