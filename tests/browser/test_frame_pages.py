"""The frame in a real browser: light, dark, narrow, without script, by keyboard; axe with every rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.fixtures.server import LiveServer
from tests.fixtures.visitors import session_token

PATHS = (
    "/help/states",
    "/preferences",
    "/help",
    "/help/keyboard",
    "/help/accessibility",
    "/help/signed-in",
    "/nothing",
)


@pytest.fixture
def signed_in(app: Flask, new_page: Callable[..., Page], live_server: LiveServer) -> Callable[..., Page]:
    """Opens a page of somebody who is signed in, with the options of `new_page`."""
    token = session_token(app, "Maria Keller", roles=("risk_officer",), administrator=True)
    cookie = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token})  # type: ignore[attr-defined]

    def make(**how: object) -> Page:
        page = new_page(**how)
        page.context.add_cookies([{"name": "countersign", "value": cookie, "url": live_server.url}])
        return page

    return make


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("how", [{}, {"dark": True}, {"width": 375}, {"width": 320, "dark": True}])
def test_pages_of_the_frame_are_accessible_and_fit(
    signed_in: Callable[..., Page], axe: Callable[[Page], list[str]], how: dict[str, object]
) -> None:
    page = signed_in(**how)
    for path in PATHS:
        page.goto(path)
        assert axe(page) == [], path
        assert not sideways(page), path


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(
    signed_in: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = signed_in(width=375)
    page.goto("/help")
    page.get_by_text("Menu", exact=True).press("Enter")
    assert page.get_by_role("button", name="Sign out").is_visible()
    assert axe(page) == []
    assert not sideways(page)
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Sign out").is_visible()


def test_everything_is_there_without_script(signed_in: Callable[..., Page]) -> None:
    page = signed_in(javascript=False)
    page.goto("/help")
    page.locator(".me-menu summary").click()
    assert page.get_by_role("link", name="Look and keyboard", exact=True).is_visible()
    page.get_by_role("button", name="Theme: same as device").click()
    page.get_by_role("button", name="Theme: light").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.url.endswith("/help")


def test_letters_move_and_can_be_switched_off(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.goto("/help/states")
    page.locator("main").focus()
    page.keyboard.press("j")
    assert "Credit scoring" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("j?")
    assert page.locator("#q").input_value() == "j?"
    page.goto("/help/keyboard")
    page.get_by_role("button", name="Switch single letters off").click()
    page.goto("/help/states")
    page.locator("main").focus()
    page.keyboard.press("?")
    assert page.url.endswith("/help/states")


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.goto("/preferences")
    page.get_by_label("Time zone").fill("Mars/Olympus")
    page.get_by_role("button", name="Save how pages look").click()
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.id") == "errors"
    page.get_by_role("link", name="Choose a time zone").click()
    assert page.evaluate("document.activeElement.id") == "zone"
    assert page.get_by_label("Time zone").input_value() == "Mars/Olympus"


def test_files_can_be_dropped_on_a_picker(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.goto("/help/states")
    page.evaluate("""() => {
        const bag = new DataTransfer();
        bag.items.add(new File(["abc"], "fairness.txt"));
        document.querySelector("[data-drop]").dispatchEvent(
            new DragEvent("drop", {dataTransfer: bag, bubbles: true, cancelable: true}));
    }""")
    assert page.evaluate("document.querySelector('[data-drop] input').files[0].name") == "fairness.txt"
    assert "fairness.txt" in page.locator(".picked").inner_text()
