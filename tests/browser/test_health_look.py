"""The health page in a real browser, with something late, something failing and something unknown on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.performing import perform
from jobs.sweeps import SWEEPS, Sweep
from models.job_lease import JobHeartbeat
from tests.fixtures.visitors import session_token
from workflows.ground import clock, leases
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import transaction


@pytest.fixture
def troubled(house):
    """A clock with one sweep in every state; gives the cookie of an administrator."""
    assert leases.take("clock", "gate-host:1:x")
    for sweep in SWEEPS[:-1]:
        perform(Sweep(sweep.name, sweep.every_seconds, lambda _limit: Swept(3)))
    perform(Sweep("of_next_release", 60, lambda _limit: Swept()))
    with transaction() as tx:
        tx.get_one(JobHeartbeat, "reminders").ok_at = clock.now(tx) - timedelta(hours=5)
        tx.get_one(JobHeartbeat, "digests").error = "OperationalError"
        tx.get_one(JobHeartbeat, "mail").failed = 1
    token = session_token(house, "Nora Brandt", administrator=True)
    signer = house.session_interface.get_signing_serializer(house)
    return {"name": house.config["SESSION_COOKIE_NAME"], "value": signer.dumps({"_user_id": token})}


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 375)], ids=["light wide", "dark narrow"])
def test_the_health_page_is_accessible_and_fits(troubled, new_page, axe, live_server, dark, width):
    page = new_page(dark=dark, width=width)
    page.context.add_cookies([{**troubled, "url": live_server.url}])
    assert page.goto("/settings/health").status == 200
    assert page.get_by_text("Late: no good run for 5 h").is_visible()
    assert page.get_by_text("Never ran").count() == 1
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
