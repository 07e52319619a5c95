"""Evidence in a real browser: previews draw inside their sandbox, and downloads keep their names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from models.ai_system import AiSystem
from tests.fixtures.evidence import SYSTEM, Shelf
from tests.fixtures.hostile import pdf, png, workbook
from tests.fixtures.server import LiveServer
from workflows.ground import clock
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction

SHEET = workbook(
    "".join(f'<row><c t="str"><v>Group {at}</v></c><c><v>{at * 0.5}</v></c></row>' for at in range(1, 300))
)
FILES = {
    "model card.md": b"# Model card\n\nLimits: **none** yet.\n\n| group | gap |\n|--|--|\n| 65+ | -1.4 |\n",
    "bias.csv": b"group;n;gap\n18-24;1316;-3.1\n65+;1904;-1.4\n",
    "metrics.json": b'{"auc": 0.910, "groups": ["18-24", "65+"]}',
    "results.xlsx": SHEET,
    "plot.png": png(40, 30),
    "report.pdf": pdf("Approval rate by group", "Limits"),
    "page.html": b"<!doctype html><script>alert(1)</script>",
}


@pytest.fixture
def ana(shelf: Shelf) -> Shelf:
    """Ana, who owns the system whose evidence lies on the shelf."""
    assert shelf.actor.person_id is not None
    with transaction() as tx:
        tx.add(
            AiSystem(
                id=SYSTEM,
                uuid=uuid7(),
                name="Credit scoring",
                name_key="credit scoring",
                purpose="Scores applications",
                autonomy="advice",
                origin="built",
                owner_id=shelf.actor.person_id,
                registered_by_id=shelf.actor.person_id,
                registered_at=clock.now(tx),
            )
        )
    return shelf


def signed_in(page: Page, shelf: Shelf, server: LiveServer) -> Page:
    cookie = shelf.client.get_cookie(shelf.client.application.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_pictures_and_pages_draw_inside_the_sandbox(
    ana: Shelf, new_page: Callable[..., Page], live_server: LiveServer, javascript: bool
) -> None:
    page = signed_in(new_page(javascript=javascript), ana, live_server)
    for name, number in (("plot.png", 1), ("report.pdf", 2)):
        page.goto(f"/evidence/{ana.put(name, FILES[name])}", wait_until="networkidle")
        pictures = page.frame_locator("iframe[name=preview]").locator("img")
        assert pictures.count() == number
        for at in range(number):
            pictures.nth(at).scroll_into_view_if_needed()
            assert (pictures.nth(at).bounding_box() or {}).get("width", 0) > 30


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 375)], ids=["light wide", "dark narrow"])
def test_every_kind_of_preview_can_be_read_by_everybody(
    ana: Shelf,
    new_page: Callable[..., Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    dark: bool,
    width: int,
) -> None:
    page = signed_in(new_page(dark=dark, width=width), ana, live_server)
    for name, data in FILES.items():
        for part in ("", "/preview"):
            page.goto(f"/evidence/{ana.put(name, data)}{part}", wait_until="networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if not part:
                assert axe(page) == []


def test_a_file_is_saved_under_its_own_name(
    ana: Shelf, new_page: Callable[..., Page], live_server: LiveServer, tmp_path: Path
) -> None:
    page = signed_in(new_page(), ana, live_server)
    for name in ("تقرير التحيز.txt", 'naïve 🧪 "quoted"; 100%.txt'):
        page.goto(f"/evidence/{ana.put(name, b'text')}")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Download, 4 B").click()
        saved = waiting.value
        assert saved.suggested_filename == name.replace('"', "_")
        saved.save_as(tmp_path / "saved")
        assert (tmp_path / "saved").read_bytes() == b"text"
