"""A session of the committee in a real browser: motion, votes and closing, without script and on a telephone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.committee import items, move, opened, vote_all
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.review import browse, submitted
from tests.fixtures.server import LiveServer

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


def wide(page: Page) -> int:
    """How far the page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_a_motion_is_put_voted_on_and_closed_and_every_step_is_accessible(
    company: Company, as_person: Opened, axe: Callable[[Page], list[str]]
) -> None:
    request = submitted(company)
    for name in ("jide", "tom"):
        company.tick_all(request, name)
    ref = opened(company, request, here=("carla", "maria", "jide", "tom"))
    chair = as_person("carla")
    chair.goto(f"/committee/{ref}/items/{items(ref)[0].id}/motion")
    assert axe(chair) == []
    chair.get_by_label("Approve", exact=True).check()
    chair.get_by_label("The motion in words").fill("That the design may begin")
    chair.get_by_role("button", name="Put the motion to the vote").click()
    expect(chair.get_by_role("status")).to_contain_text("The motion is open to vote.")
    assert axe(chair) == []
    legal = as_person("jide", dark=True)
    legal.goto(f"/committee/{ref}")
    assert axe(legal) == []
    legal.get_by_role("link", name="Vote").click()
    expect(legal.get_by_text("I, Jide, as Legal counsel, approve")).to_be_visible()
    assert axe(legal) == []
    legal.get_by_label("For the motion").check()
    legal.get_by_label("Your password").fill(PASSWORD)
    legal.get_by_role("button", name="Sign my vote").click()
    expect(legal.get_by_role("status")).to_contain_text("Your vote is cast")
    vote_all(company, ref, items(ref)[0].id, ("carla", "maria", "tom"))
    chair.goto(f"/committee/{ref}/items/{items(ref)[0].id}/close")
    assert axe(chair) == []
    chair.get_by_role("button", name="Close the motion").click()
    expect(chair.get_by_role("status")).to_contain_text("The motion is closed: carried.")
    assert company.request(request).status == "approved"
    assert axe(chair) == []


def test_a_vote_is_cast_on_a_telephone_without_script(company: Company, as_person: Opened) -> None:
    ref = opened(company, submitted(company), here=("carla", "maria", "jide", "tom"))
    item = items(ref)[0].id
    move(company, ref, item)
    page = as_person("carla", width=375, javascript=False)
    page.goto("/committee")
    page.get_by_role("link", name="Design gate").click()
    page.get_by_label("Abstain").check()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign my vote").click()
    expect(page.get_by_text("Abstained", exact=True)).to_be_visible()


def test_no_page_of_a_session_scrolls_sideways_on_a_telephone(company: Company, as_person: Opened) -> None:
    ref = opened(company, submitted(company), here=("carla", "maria", "jide", "tom"))
    item = items(ref)[0].id
    move(company, ref, item)
    page = as_person("carla", width=375)
    for path in (
        "",
        "/agenda",
        "/attendance",
        "/officers",
        *(f"/items/{item}{end}" for end in ("", "/vote", "/close", "/conflict")),
    ):
        page.goto(f"/committee/{ref}{path}")
        assert wide(page) <= 0, path
