"""The record in a browser: light, dark, on a phone and without script; axe with every rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.fixtures.company import Company
from tests.fixtures.server import LiveServer
from tests.fixtures.visitors import Visitor

LOOKS = {"light": {}, "dark": {"dark": True}, "phone": {"width": 375}, "no script": {"javascript": False}}


@pytest.fixture
def auditor(company: Company, visitor: Visitor, live_server: LiveServer, new_page) -> Callable[..., Page]:
    """Opens pages of an auditor, in a company where one gate was passed."""
    version = company.system()
    company.classify(version, "minimal")
    company.pass_gate(version, "design")
    cookie = visitor("Ruth Amsel", roles=("internal_auditor",)).get_cookie("countersign")

    def open_page(**look: object) -> Page:
        page: Page = new_page(**look)
        page.context.add_cookies([{"name": "countersign", "value": cookie.value, "url": live_server.url}])
        return page

    return open_page


def sideways(page: Page) -> int:
    """How many pixels stand beside the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_an_auditor_reads_checks_and_verifies_in_every_look(
    app: Flask, auditor: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    for name, look in LOOKS.items():
        page = auditor(**look)
        page.goto("/record")
        assert page.get_by_text("I, Tom, as AI governance lead").is_visible(), name
        for path in ("/record", "/record?object=nothing", "/record/entries/3", "/record/verify"):
            page.goto(path)
            assert sideways(page) == 0, (name, path)
            assert name == "no script" or axe(page) == [], (name, path)
        page.get_by_role("button", name="Verify every entry now").click()
        assert page.get_by_text("Consistent; not witnessed outside yet").first.is_visible(), name
        assert sideways(page) == 0, name
        assert name == "no script" or axe(page) == [], name
