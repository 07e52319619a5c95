"""The wizard and the law data in a real browser: nothing axe finds, light and dark, on a phone, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.company import Company
from tests.fixtures.review import browse
from tests.fixtures.server import LiveServer
from tests.fixtures.wizard import keep_scheme, run
from workflows.inventory.wizard.running import run_wizard

pytestmark = pytest.mark.trust
Opened = Callable[..., Page]
PAGES = (
    "/systems/SYS-1/classify",
    "/systems/SYS-1/classification",
    "/systems/SYS-1/schemes/scoring",
    "/law",
    "/law/duty/O-RMS",
    "/law/question/Q_PROH",
    "/law/schemes/new",
    "/law/schemes/scoring",
)


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


def test_the_pages_of_the_law_are_accessible_and_fit_a_phone(
    company: Company, as_person: Opened, axe: Callable[[Page], list[str]]
) -> None:
    company.system()
    keep_scheme(company["jide"])
    run_wizard(company["jide"], run(1, Q_ANNEX3=("5(b)",), Q_PROFILE="yes"))
    page = as_person("jide")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in PAGES:
            page.goto(address)
            assert axe(page) == [], f"{scheme} {address}"
    page.set_viewport_size({"width": 375, "height": 812})
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, address


def test_somebody_classifies_with_a_look_first(company: Company, as_person: Opened) -> None:
    company.system()
    page = as_person("jide")
    page.goto("/systems/SYS-1/classify")
    for question in ("Q_AI", "Q_EU", "Q_T_INTERACT"):
        page.locator(f"[name={question}][value=yes]").check()
    page.locator("[name=Q_ROLE][value=deployer]").check()
    page.locator("#none_applies").check()
    page.locator("#common_reason").fill("It answers customers; a person reads along.")
    page.locator("[name=internal_tier][value=limited]").check()
    page.get_by_role("button", name="Show what follows").click()
    expect(page.locator("main")).to_contain_text("Not kept yet.")
    expect(page.locator("[name=Q_T_INTERACT][value=yes]")).to_be_checked()
    page.get_by_role("button", name="Classify SYS-1").click()
    expect(page.get_by_role("status")).to_contain_text("Classified.")
    expect(page.locator("main")).to_contain_text("AI literacy")
