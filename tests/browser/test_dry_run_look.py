"""Dry runs and transfers in a real browser: progress by itself, results by name, a signed move without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from models.person import Person
from tests.fixtures.company import PASSWORD
from tests.fixtures.dry_runs import content
from tests.fixtures.policies import new_policy, ready
from workflows.approvals.simulating.asking import AskDryRun, ask_dry_run
from workflows.approvals.simulating.sweep import sweep
from workflows.ground import clock
from workflows.ground.transaction import transaction
from workflows.people.sessions import NOWHERE, open_session


@pytest.fixture
def cookie(company):
    """The session cookie of the committee's chair."""
    with transaction() as tx:
        person = tx.get_one(Person, company["carla"].person_id)
        token = open_session(tx, person, clock.now(tx), NOWHERE)
    signer = company.app.session_interface.get_signing_serializer(company.app)
    return {"name": company.app.config["SESSION_COOKIE_NAME"], "value": signer.dumps({"_user_id": token})}


@pytest.fixture
def request_ref(company):
    """A request that was approved under version 1, and one that is open; version 2 asks one seat more."""
    company.pass_request(ready(company, "design"))
    opened = ready(company, "design")
    seats = [*content("design", "limited")["seats"], {"role": "security_ciso", "step": 1}]
    new_policy(company, "design", "limited", seats=seats)
    return opened


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 375)], ids=["light wide", "dark narrow"])
def test_a_dry_run_goes_on_by_itself_and_names_what_it_found(
    company, cookie, request_ref, new_page, axe, live_server, dark, width
):
    ask_dry_run(company["carla"], AskDryRun(gate="design", tier="limited"))
    page = new_page(dark=dark, width=width)
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    assert page.goto("/policies/dry-runs/DRY-1").status == 200
    expect(page.get_by_text("0 of 2 requests looked at")).to_be_visible()
    assert axe(page) == []
    sweep()
    expect(page.get_by_text("would have been stopped")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Priya")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_open_request_is_put_under_the_newer_version_by_keyboard(
    company, cookie, request_ref, new_page, axe, live_server
):
    page = new_page(width=375)
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto("/policies/design/limited/transfer")
    assert axe(page) == []
    page.get_by_label(request_ref).focus()
    page.keyboard.press("Space")
    page.get_by_label("Why", exact=True).fill("The audit asked for it")
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{request_ref}: under version 2 now.")).to_be_visible()
    assert axe(page) == []
    assert company.request(request_ref).status == "changes_requested"
