"""The health page and the metrics: what is late or stuck is seen, and only by those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from jobs.performing import perform
from jobs.sweeps import SWEEPS, Sweep
from models.delivery import Delivery, DeliveryAttempt
from models.endpoint import Endpoint
from models.job_lease import JobHeartbeat
from models.person import Person
from tests.fixtures.company import Company
from tests.fixtures.visitors import Visitor
from workflows.ground import clock, leases
from workflows.ground.ids import uuid7
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import transaction

pytestmark = pytest.mark.both_databases


def run_all() -> None:
    """One good and empty run of every sweep."""
    for sweep in SWEEPS:
        perform(Sweep(sweep.name, sweep.every_seconds, lambda _limit: Swept()))


@pytest.fixture
def shown(house: Flask, visitor: Visitor) -> Callable[[], str]:
    """The health page as an administrator sees it now."""
    client = visitor("Nora Brandt", administrator=True)

    def read() -> str:
        answer = client.get("/settings/health")
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return read


def add_message(status: str, channel: str = "mail", outcome: str = "") -> None:
    """A message in that state to the first person, or to a webhook of theirs, with a try when there is an outcome."""
    with transaction() as tx:
        now = clock.now(tx)
        person = tx.scalars(select(Person).order_by(Person.id)).first()
        assert person is not None
        message = Delivery(
            uuid=uuid7(), channel=channel, key=uuid7(), status=status, next_try_at=now, made_at=now
        )
        if channel == "mail":
            message.person_id = person.id
        else:
            end = Endpoint(
                uuid=uuid7(), name="CI", kind="standard", url="https://x", made_by_id=person.id, made_at=now
            )
            tx.add(end)
            tx.flush()
            message.endpoint_id = end.id
        tx.add(message)
        tx.flush()
        if outcome:
            tx.add(DeliveryAttempt(delivery_id=message.id, at=now, outcome=outcome))


def test_a_clock_that_never_ran_is_said_plainly(shown: Callable[[], str]) -> None:
    text = shown()
    assert "Nobody leads" in text
    assert text.count("Never ran") == len(SWEEPS)


def test_s58_a_sweep_that_lags_two_intervals_turns_red_and_the_others_do_not(
    shown: Callable[[], str],
) -> None:
    assert leases.take("clock", "gate-host:1:x")
    run_all()
    text = shown()
    assert "A clock process on gate-host leads." in text
    assert text.count("On time") == len(SWEEPS)
    assert "Late:" not in text
    with transaction() as tx:
        row = tx.get_one(JobHeartbeat, "tidying")
        row.ok_at = clock.now(tx) - timedelta(hours=2, seconds=1)
    text = shown()
    assert "Late: no good run for 2 h" in text
    assert text.count("On time") == len(SWEEPS) - 1


def test_a_failed_sweep_and_a_name_of_another_release_are_shown_as_what_they_are(
    shown: Callable[[], str],
) -> None:
    run_all()

    def broken(_limit: int) -> Swept:
        raise RuntimeError

    perform(Sweep("expiry", 60, broken))
    perform(Sweep("of_next_release", 60, lambda _limit: Swept()))
    text = shown()
    assert "Failed: RuntimeError" in text
    assert "of_next_release" in text
    assert "Of another release" in text


def test_messages_that_wait_or_failed_are_counted(shown: Callable[[], str]) -> None:
    for status in ("waiting", "failed", "failed", "sent"):
        add_message(status)
    assert "1 waiting, 2 failed" in shown()


def test_only_administrators_open_the_health_page(house: Flask, visitor: Visitor) -> None:
    assert visitor("Maria Keller", roles=("ai_governance_lead",)).get("/settings/health").status_code == 403


def test_metrics_have_the_promised_names_and_true_numbers(house: Flask, company: Company) -> None:
    version = company.system()
    company.classify(version, "limited")
    company.open(version, "design")
    run_all()
    add_message("sent", "webhook", "sent")
    text = house.test_client().get("/metrics").get_data(as_text=True)
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["countersign_requests_open", "design", "draft"] == 1
    assert found["countersign_request_age_seconds_count",] == 1
    assert found["countersign_webhook_deliveries_total", "sent"] == 1
    assert found["countersign_sla_breaches_total", "design"] == 0
    assert found["countersign_deliveries", "sent", "webhook"] == 1
    assert found["countersign_outbox_waiting",] >= 1
    for sweep in SWEEPS:
        assert found["countersign_sweep_last_success_timestamp_seconds", sweep.name] > 0
    assert found["countersign_audit_last_verified_timestamp_seconds",] == 0
    assert company["milo"].name not in text


def test_metrics_are_for_this_machine_or_for_who_holds_the_token(house: Flask) -> None:
    client = house.test_client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    house.config["COUNTERSIGN_BASE_URL"] = "https://gates.example.org"
    assert client.get("/metrics").status_code == 404
    house.config["COUNTERSIGN_METRICS_TOKEN"] = "a long token for monitoring"
    assert client.get("/metrics").status_code == 404
    for given, status in (("a long token for monitoring", 200), ("another", 404), ("ä", 404)):
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {given}"})
        assert answer.status_code == status
