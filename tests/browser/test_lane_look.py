"""The pages of the fast lane in a real browser: for everybody, narrow, dark and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.lane import in_review, last_month, open_one, plug_in
from tests.fixtures.server import LiveServer
from workflows.lifecycle.fast_lane.sweep import sweep


@pytest.fixture
def lane(company: Company) -> Company:
    """Two that went through and were drawn, a draft, one in review, and one that is offered the lane."""
    last_month(company, 2)
    sweep()
    open_one(company, plug_in(company, name="Meeting notes"))
    in_review(company, plug_in(company, name="Glossary"))
    plug_in(company, name="Spelling")
    plug_in(company, name="Rota", flags=("inform_workers",))
    return company


def sign_in(page: Page, name: str) -> Page:
    page.goto("/login")
    page.get_by_label("E-mail").fill(f"{name}@halm.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/")
    return page


LOOKS = [(False, 1280, True), (True, 375, True), (False, 375, False)]
PAGES = {
    "/versions/VER-5/start": "Start a request",
    "/versions/VER-6/start": "Start a request",
    "/requests/REQ-3/lane": "Fast lane of Meeting notes v1",
    "/requests/REQ-4": "Glossary v1",
    "/versions/VER-1": "Plug-in 0",
    "/fast-lane": "Fast lane",
    "/fast-lane/reviews/1": "Second look at",
}


@pytest.mark.parametrize(("dark", "width", "script"), LOOKS, ids=["wide", "dark narrow", "no script"])
def test_the_pages_of_the_lane_are_for_everybody(
    lane: Company,
    new_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    live_server: LiveServer,
    dark: bool,
    width: int,
    script: bool,
) -> None:
    page = sign_in(new_page(dark=dark, width=width, javascript=script), "rosa")
    for address, heading in PAGES.items():
        page.goto(address)
        assert heading in page.locator("h1").inner_text()
        assert page.locator("main .btn-primary:visible").count() <= 2
        assert page.evaluate("document.documentElement.scrollWidth") <= width if script else True
        if script:
            assert axe(page) == []


def test_the_lane_is_taken_and_half_filled_in_by_keyboard_without_script(
    lane: Company, new_page: Callable[..., Page], live_server: LiveServer
) -> None:
    page = sign_in(new_page(javascript=False), "ana")
    page.goto("/versions/VER-5/start")
    page.get_by_role("button", name="Start: fast lane for Spelling v1").press("Enter")
    assert "Fast lane of Spelling v1" in page.locator("h1").inner_text()
    page.get_by_label("How often would that happen?").select_option("5")
    page.get_by_label("How bad would it be for us?").select_option("5")
    page.get_by_role("button", name="Save").press("Enter")
    assert "25 of 25" in page.locator("main").inner_text()
    assert "It takes the full path." in page.locator("main").inner_text()
