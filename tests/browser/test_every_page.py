"""Every page of the product in a real browser, on the sample company; the table is `tests/tables/pages.csv`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.pages import Row, Site, rows, sample_site
from tests.fixtures.server import LiveServer

HEAVIEST = 60_000
"""Bytes of one page, uncompressed and without what it loads."""

SHOWN = ("page", "gone")
LOOKS = {"light": {}, "dark": {"dark": True}, "phone": {"width": 375}, "narrow": {"width": 320, "dark": True}}

FOCUS = """() => {
    const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
    const x = Math.max(0, box.left) + Math.min(box.width, innerWidth) / 2, y = box.top + Math.min(box.height, 20) / 2;
    const over = document.elementFromPoint(Math.min(x, innerWidth - 1), y);
    const ring = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
    const seen = over && (it === over || it.contains(over) || over.contains(it));
    const framed = it.tagName === "IFRAME" || it === document.body;
    return framed || (ring && seen) ? "" : `${it.tagName} ${it.id} ${it.textContent.trim().slice(0, 40)}: `
        + `${style.outline}, ${Math.round(box.top)}/${innerHeight}, under ${over && over.tagName} ${over && over.className}`;
}"""


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with sample_site(sqlite_template, tmp_path_factory.mktemp("sample")) as made:
        yield made


@pytest.fixture(scope="module")
def live_server(site: Site) -> LiveServer:
    return site.server


def test_every_route_that_can_be_looked_at_stands_in_the_table(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert routes == {row.endpoint for row in rows()}


def test_one_page_of_every_route_is_accessible_in_light(
    site: Site, new_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page, faults = new_page(), {}
    once = {row.endpoint: row for row in reversed(_rows(*SHOWN))}
    for row in once.values():
        status = site.open(page, row)
        found = axe(page)
        if status != (404 if row.look == "gone" else 200):
            found.append(f"status {status}")
        if found:
            faults[f"{row.address} as {row.who}"] = found
    assert faults == {}


@pytest.mark.trust
@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_accessible_and_fits_in_every_look(
    site: Site, new_page: Callable[..., Page], axe: Callable[[Page], list[str]], look: str
) -> None:
    page, faults = new_page(**LOOKS[look]), {}
    for row in _rows(*SHOWN):
        status = site.open(page, row)
        found = [] if status == (404 if row.look == "gone" else 200) else [f"status {status}"]
        found += axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{wide} px stand beside the window")
        if found:
            faults[f"{row.address} as {row.who}"] = found
    assert faults == {}


@pytest.mark.trust
def test_every_page_is_whole_without_script(site: Site, new_page: Callable[..., Page]) -> None:
    page, faults = new_page(javascript=False), {}
    for row in _rows("page"):
        status = site.open(page, row)
        found = [] if status == 200 else [f"status {status}"]
        if page.get_by_role("heading", level=1).count() != 1:
            found.append("not one h1")
        forms = page.locator("main form")
        for form in forms.all():
            if not form.locator("button, input[type=submit]").count():
                found.append(f"a form without a button: {form.get_attribute('action')}")
        if found:
            faults[f"{row.address} as {row.who}"] = found
    assert faults == {}


@pytest.mark.trust
def test_the_focus_is_seen_after_ten_tabs_on_every_page(site: Site, new_page: Callable[..., Page]) -> None:
    page, faults = new_page(height=800), {}
    for row in _rows(*SHOWN):
        site.open(page, row)
        for _ in range(10):
            page.keyboard.press("Tab")
        hidden = page.evaluate(FOCUS)
        if hidden:
            faults[f"{row.address} as {row.who}"] = hidden
    assert faults == {}


@pytest.mark.trust
def test_no_page_is_heavy(site: Site) -> None:
    client, heavy = site.app.test_client(), {}
    for row in _rows(*SHOWN, "framed"):
        client.set_cookie("countersign", site.cookies.get(row.who, ""), domain="localhost")
        answer = client.get(row.address.format_map(site.gaps))
        assert answer.content_type.startswith("text/html"), row.address
        if len(answer.data) > HEAVIEST:
            heavy[row.address] = len(answer.data)
    assert heavy == {}


def _rows(*looks: str) -> list[Row]:
    """The rows with one of these looks, person by person."""
    return sorted((row for row in rows() if row.look in looks), key=lambda row: row.who)
