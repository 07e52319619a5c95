"""The review page in a real browser: by keyboard, without script, when the content moved, and for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.review import browse, signatures, submitted
from tests.fixtures.server import LiveServer
from workflows.approvals.answering import SaveAnswer, save_answer

pytestmark = pytest.mark.main_path

Opened = Callable[..., Page]


@pytest.fixture
def as_person(company: Company, live_server: LiveServer, new_page: Opened) -> Opened:
    """Opens a page as somebody of the company."""

    def make(name: str, **how: object) -> Page:
        page = new_page(**how)
        cookie = browse(company, name).get_cookie("countersign")
        assert cookie
        page.context.add_cookies([{"name": "countersign", "value": cookie.value, "url": live_server.url}])
        return page

    return make


def test_the_page_has_no_accessibility_faults_before_and_after_signing(
    company: Company, as_person: Opened, axe: Callable[[Page], list[str]]
) -> None:
    request = submitted(company)
    page = as_person("jide", height=800)
    page.goto(f"/requests/{request}?item=IN-2")
    assert axe(page) == []
    for part in (".chg .here", "#h-file", "#sign [type=password]", "#sign button.btn-primary"):
        expect(page.locator(part).first).to_be_in_viewport()
    page.get_by_label("Approve with conditions").check()
    assert axe(page) == []
    page.get_by_role("button", name="I have checked this file").click()
    page.get_by_label("Approve", exact=True).check()
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=f"Sign: approve {request}").click()
    expect(page.get_by_role("status")).to_contain_text("You signed: Approved.")
    assert axe(page) == []


def test_a_decision_is_signed_by_keyboard_alone(company: Company, as_person: Opened) -> None:
    request = submitted(company)
    page = as_person("jide", height=800)
    page.goto(f"/requests/{request}?item=IN-2")
    page.keyboard.press("v")
    expect(page.get_by_text("1 of 1 checked by you")).to_be_visible()
    page.locator("#decision-0").focus()
    page.keyboard.press("Space")
    expect(page.locator("#st-approve")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "password":
            break
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You signed: Approved.")
    assert signatures(company, request)[0].decision == "approve"


def test_a_decision_with_points_is_signed_without_script_on_a_phone(
    company: Company, as_person: Opened
) -> None:
    request = submitted(company)
    page = as_person("jide", width=375, height=812, javascript=False)
    page.goto(f"/requests/{request}?item=IN-2")
    page.get_by_role("button", name="I have checked this file").click()
    page.get_by_role("link", name=f"Decide on {request}").click()
    page.get_by_label("Ask for changes").check()
    page.get_by_label("Reason").fill("Two things are missing")
    page.get_by_label("What is to be changed").fill("Name the law")
    page.get_by_role("button", name="Add another point").click()
    page.locator("[name='points-1-text']").fill("Name the owner")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=f"Sign: ask for changes {request}").click()
    expect(page.get_by_text("You signed: Asked for changes.")).to_be_visible()
    assert company.request(request).status == "changes_requested"
    assert page.locator("html").evaluate("node => node.scrollWidth") <= 375


def test_a_page_that_grew_stale_shows_the_difference_and_keeps_the_words(
    company: Company, as_person: Opened, axe: Callable[[Page], list[str]]
) -> None:
    request = submitted(company)
    page = as_person("jide", height=800)
    page.goto(f"/requests/{request}")
    save_answer(company["milo"], SaveAnswer(request, "IN-6", "By hand it was too slow.", "done"))
    page.get_by_label("Reject").check()
    page.locator("#reason").fill("A long and careful reason")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=f"Sign: reject {request}").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors")).to_contain_text("This request changed while you read it")
    expect(page.get_by_role("cell", name="By hand it was too slow.")).to_be_visible()
    expect(page.locator("#reason")).to_have_value("A long and careful reason")
    assert page.locator("[name=decision]:checked").count() == 0
    assert axe(page) == []
    assert signatures(company, request) == []
