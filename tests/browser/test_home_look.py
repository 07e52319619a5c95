"""Home, the system page and the stop in a real browser: for everybody, narrow, dark and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.server import LiveServer


@pytest.fixture
def busy(company: Company) -> Company:
    """One version that runs, with a request in review, and a draft of another system."""
    version = company.system()
    company.classify(version, "limited")
    company.bring_to(version, "deployment")
    request = company.open(version, "monitoring")
    company.answer_all(request, by="milo")
    company.submit(request)
    company.open(company.system("Fraud detection"), "retirement")
    return company


def sign_in(page: Page, name: str) -> Page:
    page.goto("/login")
    page.get_by_label("E-mail").fill(f"{name}@halm.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/")
    return page


LOOKS = [(False, 1280, True), (True, 375, True), (False, 375, False)]


@pytest.mark.parametrize(("dark", "width", "script"), LOOKS, ids=["wide", "dark narrow", "no script"])
def test_home_system_and_stop_are_for_everybody(
    busy: Company,
    new_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    live_server: LiveServer,
    dark: bool,
    width: int,
    script: bool,
) -> None:
    page = sign_in(new_page(dark=dark, width=width, javascript=script), "ana")
    for address, heading in {
        "/": "needs you",
        "/systems/SYS-1": "Credit scoring",
        "/versions/VER-1": "Credit scoring",
        "/versions/VER-1/suspend": "at once",
        "/search?q=credit": "Search",
    }.items():
        page.goto(address)
        assert heading in page.locator("h1").inner_text()
        assert page.locator(".btn-primary:visible").count() <= 1
        if script:
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_row_leads_to_the_request_and_a_stop_is_signed_without_script(
    busy: Company, new_page: Callable[..., Page], live_server: LiveServer
) -> None:
    page = sign_in(new_page(javascript=False), "ana")
    page.get_by_role("link", name="Review next").click()
    assert "/requests/REQ-" in page.url
    page.goto("/versions/VER-1/suspend")
    page.get_by_label("Why it has to stop").fill("It refuses everybody")
    page.locator("main input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="stop VER-1 now").click()
    assert "is suspended" in page.locator("main").inner_text()
