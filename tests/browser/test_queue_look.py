"""The queue in a real browser: three views for everybody, the board by keyboard and by dragging, acts without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.queue import days_ago, in_review, pace, set_facts
from tests.fixtures.server import LiveServer

LOOKS = [(False, 1280, True), (True, 375, True), (False, 375, False)]
VIEWS = (
    "/queue",
    "/queue?view=board",
    "/queue?view=chart",
    "/queue?gate=testing",
    "/queue/filters/new?tier=high",
)


@pytest.fixture
def stuck(company: Company) -> list[str]:
    """Two requests at the design gate, one of them overdue."""
    refs = [in_review(company, "Voice bot"), in_review(company, "Fraud detection")]
    set_facts(refs[0], first_submitted_at=days_ago(21), turn_since=days_ago(21), due_at=days_ago(16))
    pace("design", 4, 9, decided_30=10, on_time_30=9)
    return refs


def sign_in(page: Page, name: str) -> Page:
    page.goto("/login")
    page.get_by_label("E-mail").fill(f"{name}@halm.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/")
    return page


@pytest.mark.parametrize(("dark", "width", "script"), LOOKS, ids=["wide", "dark narrow", "no script"])
def test_the_queue_is_for_everybody(
    stuck: list[str],
    new_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    live_server: LiveServer,
    dark: bool,
    width: int,
    script: bool,
) -> None:
    page = sign_in(new_page(dark=dark, width=width, javascript=script), "tom")
    chosen = "&".join(f"r={ref}" for ref in stuck)
    acts = (f"/queue/assign?{chosen}", f"/queue/nudge?{chosen}", f"/queue/sign?decision=approve&{chosen}")
    for address in (*VIEWS, *acts):
        page.goto(address)
        assert page.locator("h1").count() == 1
        assert page.locator(".btn-primary:visible").count() <= 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width if script else True
        assert axe(page) == [] if script else True
    page.goto("/queue")
    expect(page.locator(".answer")).to_contain_text("Design gate is the bottleneck.")


def test_the_board_is_worked_by_keyboard_and_asks_somebody(
    stuck: list[str], company: Company, new_page: Callable[..., Page], live_server: LiveServer
) -> None:
    page = sign_in(new_page(), "tom")
    page.goto("/queue?view=board")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Voice bot v1"
    page.keyboard.press("Tab")
    assert "Assign" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/requests/{stuck[0]}/assign")
    page.get_by_label("Jide").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/requests/{stuck[0]}")
    assert company.seats(stuck[0])["legal_counsel"].assigned_to_id == company["jide"].person_id


def test_a_dragged_card_decides_nothing_and_opens_the_same_page_as_its_link(
    stuck: list[str], company: Company, new_page: Callable[..., Page], live_server: LiveServer
) -> None:
    page = sign_in(new_page(), "tom")
    page.goto("/queue?view=board")
    card = page.locator(".card-q", has_text=stuck[0])
    link = card.get_by_role("link", name="Assign").get_attribute("href")
    card.drag_to(page.locator("[data-lane=committee]").first)
    page.wait_for_url(f"**{link}")
    assert company.request(stuck[0]).status == "in_review"
    assert {seat.status for seat in company.seats(stuck[0]).values()} == {"open"}


def test_several_are_signed_without_script_each_with_its_own_password(
    stuck: list[str], company: Company, new_page: Callable[..., Page], live_server: LiveServer
) -> None:
    page = sign_in(new_page(javascript=False), "jide")
    page.goto("/queue")
    for ref in stuck:
        page.get_by_label(ref, exact=True).check()
    page.get_by_role("button", name="Sign: approve").click()
    assert "/queue/sign?" in page.url
    for ref in stuck:
        row = page.locator(f"fieldset#{ref}")
        row.get_by_role("checkbox").check()
        row.locator("input[type=password]").fill(PASSWORD)
    page.locator("main .btn-primary").click()
    expect(page.locator(".answer")).to_contain_text("2 of 2 done.")
    assert all(company.seats(ref)["legal_counsel"].decision == "approve" for ref in stuck)
