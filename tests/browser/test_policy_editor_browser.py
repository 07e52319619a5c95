"""The policy editor in a real browser, without script and by keyboard: from a draft to its publication."""

from __future__ import annotations

import pytest

from models.person import Person
from workflows.ground import clock
from workflows.ground.transaction import transaction
from workflows.people.sessions import NOWHERE, open_session


@pytest.fixture
def tom(company, live_server):
    """The session cookie of the governance lead."""
    with transaction() as tx:
        person = tx.get_one(Person, company["tom"].person_id)
        token = open_session(tx, person, clock.now(tx), NOWHERE)
    signer = company.app.session_interface.get_signing_serializer(company.app)
    name = company.app.config["SESSION_COOKIE_NAME"]
    return {"name": name, "value": signer.dumps({"_user_id": token}), "url": live_server.url}


def test_s26_a_draft_is_edited_compared_checked_and_proposed_without_script(new_page, tom, company):
    page = new_page(javascript=False)
    page.context.add_cookies([tom])
    page.goto("/policies/deployment/limited")
    page.get_by_role("button", name="Start a draft").click()
    draft = page.url
    page.get_by_role("link", name="Edit time and consequences").click()
    page.get_by_label("Working days to decide").fill("4")
    page.get_by_role("button", name="Save in DRAFT-1").click()
    page.get_by_role("link", name="Add an item").click()
    page.get_by_label("Key").fill("TE-90")
    page.get_by_label("What is asked").fill("Who is told when it is wrong")
    page.get_by_label("Owner").select_option("product_owner")
    page.get_by_label("Register whose records answer it").select_option("communication")
    page.get_by_role("button", name="Save in DRAFT-1").click()
    assert page.get_by_text("It differs in 2 parts.").is_visible()
    page.get_by_role("button", name="Up TE-90").click()
    page.get_by_role("link", name="Compare", exact=True).click()
    assert page.get_by_text("Who is told when it is wrong").first.is_visible()
    page.get_by_role("link", name="Check", exact=True).click()
    assert page.get_by_text("Nothing was found").is_visible()
    page.goto(f"{draft}/publish")
    page.get_by_label("Why does it change?").fill("People were told too late")
    page.get_by_role("button", name="Propose DRAFT-1").click()
    assert page.get_by_text("nobody edits it meanwhile").is_visible()
    assert company.request("REQ-1").status == "in_review"


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 375)], ids=["light wide", "dark narrow"])
def test_the_pages_of_a_draft_are_accessible_and_fit(new_page, axe, tom, dark, width):
    page = new_page(dark=dark, width=width)
    page.context.add_cookies([tom])
    page.goto("/policies/testing/high")
    page.get_by_role("button", name="Start a draft").press("Enter")
    draft = page.url
    for part in ("", "/items/0", "/seats/new", "/rules", "/yaml", "/compare", "/check", "/publish"):
        assert page.goto(draft + part).status == 200
        assert axe(page) == [], part
        assert page.evaluate("document.documentElement.scrollWidth") <= width, part
