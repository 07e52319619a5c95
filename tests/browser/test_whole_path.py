"""The main job in a real browser: systems go through all their gates, and everything is done on pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walk import Walk
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.review import signatures, submitted
from workflows.record.verify import verify

pytestmark = pytest.mark.main_path

GATES = ("design", "data_review", "testing", "deployment", "monitoring", "retirement")


@pytest.fixture
def walk(company: Company, new_page: Callable[..., Page]) -> Walk:
    return Walk(company, new_page)


def test_a_built_system_goes_from_registration_to_retirement_on_pages_alone(walk: Walk) -> None:
    version = walk.register("Credit scoring")
    walk.classify(version)
    for gate in GATES:
        request = walk.pass_gate(version, gate)
        assert walk.company.request(request).status == "approved"
        assert walk.company.version(version).stage == gate
    page = walk.browser_of("ana")
    page.goto(f"/versions/{version}")
    expect(page.locator("main")).to_contain_text("Retired")
    assert verify().verdict == "consistent"


def test_a_bought_system_that_runs_already_comes_in_by_adoption(walk: Walk) -> None:
    version = walk.register(
        "Chat assistant", origin="bought", supplier="Parla GmbH", in_use_since="2025-03-01"
    )
    walk.classify(version)
    request = walk.pass_gate(version, "adoption")
    assert walk.company.request(request).status == "approved"
    assert walk.company.version(version).stage == "monitoring"
    page = walk.browser_of("ana")
    page.goto(f"/versions/{version}")
    expect(page.locator("main")).to_contain_text("adopted, not gated")


def test_one_gate_is_passed_without_script_from_start_to_decision(
    company: Company, new_page: Callable[..., Page]
) -> None:
    version = company.system()
    company.classify(version, "limited")
    request = Walk(company, new_page, javascript=False).pass_gate(version, "design")
    assert company.request(request).status == "approved"
    assert company.version(version).stage == "design"


def test_a_signature_on_a_page_that_the_team_overtook_is_refused_with_the_difference(walk: Walk) -> None:
    request = submitted(walk.company)
    reviewer, builder = walk.browser_of("jide"), walk.browser_of("milo")
    reviewer.goto(f"/requests/{request}")
    builder.goto(f"/requests/{request}/edit?item=IN-6")
    builder.locator("#text").fill("By hand it took nine days.")
    builder.locator("#answer-form .btn-primary").click()
    expect(builder.get_by_role("status")).to_contain_text("IN-6 is saved.")
    reviewer.get_by_label("Reject").check()
    reviewer.locator("#reason").fill("Nobody asked the works council")
    reviewer.locator("#password").fill(PASSWORD)
    reviewer.get_by_role("button", name=f"Sign: reject {request}").click()
    expect(reviewer.locator("#errors")).to_contain_text("This request changed while you read it")
    expect(reviewer.locator("main")).to_contain_text("By hand it took nine days.")
    expect(reviewer.locator("#reason")).to_have_value("Nobody asked the works council")
    assert signatures(walk.company, request) == []


def test_a_wrong_password_signs_nothing_and_keeps_what_was_typed(walk: Walk) -> None:
    request = submitted(walk.company)
    page = walk.browser_of("jide")
    page.goto(f"/requests/{request}")
    page.get_by_label("Reject").check()
    page.locator("#reason").fill("The law of 2024 is not named")
    page.locator("#password").fill("not my password at all")
    page.get_by_role("button", name=f"Sign: reject {request}").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#reason")).to_have_value("The law of 2024 is not named")
    expect(page.get_by_label("Reject")).to_be_checked()
    expect(page.locator("#password")).to_have_value("")
    assert signatures(walk.company, request) == []
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=f"Sign: reject {request}").click()
    expect(page.get_by_role("status")).to_contain_text("You signed: Rejected.")
    assert [one.reason for one in signatures(walk.company, request)] == ["The law of 2024 is not named"]


def test_somebody_signs_in_finds_the_request_on_home_and_signs_by_keyboard_alone(
    company: Company, page: Page
) -> None:
    request = submitted(company)
    page.goto("/login")
    tab_to(page, "document.activeElement.name === 'email'")
    page.keyboard.type("jide@halm.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("needs you")
    tab_to(page, f"document.activeElement.pathname === '/requests/{request}'")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(request))
    tab_to(page, "document.activeElement.search?.includes('item=IN-2')")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("item=IN-2"))
    tab_to(page, "document.activeElement.textContent.includes('I have checked this file')")
    page.keyboard.press("Space")
    expect(page.locator("#sign .tally")).to_contain_text("1 of 1 checked by you")
    tab_to(page, "document.activeElement.name === 'decision'")
    page.keyboard.press("Space")
    expect(page.locator("#sign [name=decision][value=approve]")).to_be_checked()
    tab_to(page, "document.activeElement.id === 'password'")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You signed: Approved.")
    assert [one.decision for one in signatures(company, request)] == ["approve"]


def tab_to(page: Page, found: str, most: int = 80) -> None:
    """Presses Tab until the script expression holds of what has the focus, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(found):
            return
    pytest.fail(f"{page.url}: no {most} Tab presses lead to {found}")
