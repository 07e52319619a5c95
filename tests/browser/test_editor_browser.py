"""The team's side in a real browser: from the start to the confirmation, with files dropped and pasted, and without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from tests.fixtures.server import LiveServer
from workflows.approvals.terms import PointTerm

pytestmark = pytest.mark.main_path

Opened = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def as_person(company: Company, live_server: LiveServer, new_page: Opened) -> Opened:
    """Opens a page as somebody of the company."""

    def make(name: str, **how: object) -> Page:
        page = new_page(**how)
        cookie = Door(company, name).client.get_cookie("countersign")
        assert cookie
        page.context.add_cookies([{"name": "countersign", "value": cookie.value, "url": live_server.url}])
        return page

    return make


def classified(company: Company) -> str:
    version = company.system("CV screening")
    company.classify(version, "limited")
    return version


def returned(company: Company) -> str:
    """A request that came back with a point."""
    request = company.open(classified(company), "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    points = (PointTerm("Show the list", company["ana"].person_id or 0, "IN-2"),)
    company.sign(request, "jide", "legal_counsel", "request_changes", points=points)
    return request


def walk(page: Page, version: str, report: Path) -> None:
    """From the version to the confirmation, answering every item that is open."""
    page.goto(f"/versions/{version}/start")
    page.get_by_role("button", name="Start: Design gate for CV screening v1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Design gate, CV screening v1")
    page.locator("#files").set_input_files(report)
    page.get_by_label("Answer to IN-2").fill("All eight practices were screened.")
    page.get_by_role("button", name="Save IN-2 and go to IN-4").click()
    for key, following in (("IN-4", "go to IN-5"), ("IN-5", "go to IN-6"), ("IN-6", "go to IN-7")):
        page.get_by_label(f"Answer to {key}").fill(f"Done for {key}.")
        page.get_by_role("button", name=f"Save {key} and {following}").click()
        expect(page.get_by_role("status").first).to_contain_text(f"{key} is saved.")
    page.get_by_label("Answer to IN-7").fill("Built by us.")
    page.get_by_role("button", name="Save IN-7 and check answers").click()
    page.get_by_label("A word to the reviewers").fill("Look at IN-2 first.")
    page.get_by_role("button", name="Submit REQ-1 for design review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("REQ-1 is sent")
    expect(page.locator(".answer")).to_contain_text("Legal counsel (Jide)")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_team_starts_answers_checks_and_sends(
    company: Company, as_person: Opened, tmp_path: Path, script: bool
) -> None:
    report = tmp_path / "screening.txt"
    report.write_text("Screened: none of the practices applies.")
    walk(as_person("ana", javascript=script), classified(company), report)
    assert company.request("REQ-1").status == "in_review"


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 375)], ids=["light wide", "dark narrow"])
def test_the_pages_are_accessible_and_fit(
    company: Company, as_person: Opened, axe: Axe, dark: bool, width: int
) -> None:
    request = returned(company)
    page = as_person("ana", dark=dark, width=width)
    addresses = ["edit?item=IN-2", "edit?item=IN-6", "edit?item=IN-1", "check", "sent", "withdraw"]
    for address in [f"/requests/{request}/{part}" for part in addresses] + [
        "/requests",
        "/requests?q=nothing",
        "/versions/VER-1/start",
        "/versions/VER-1/start?gate=retirement",
    ]:
        answer = page.goto(address)
        assert answer
        assert answer.status == 200
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_an_error_takes_the_focus_and_leads_to_its_field(
    company: Company, as_person: Opened, axe: Axe, tmp_path: Path
) -> None:
    request = company.open(classified(company), "design")
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    page = as_person("ana")
    page.goto(f"/requests/{request}/edit?item=IN-2")
    page.get_by_label("Answer to IN-2").fill("Typed for an hour")
    page.locator("#files").set_input_files(empty)
    page.get_by_role("button", name="Save IN-2 and go to IN-4").click()
    expect(page.locator("#errors")).to_be_focused()
    assert page.title().startswith("Error:")
    page.get_by_role("link", name="empty.txt is empty").click()
    expect(page.locator("#files")).to_be_focused()
    expect(page.get_by_label("Answer to IN-2")).to_have_value("Typed for an hour")
    assert axe(page) == []


def test_a_file_is_pasted_anywhere_and_evidence_is_used_again_in_two_clicks(
    company: Company, as_person: Opened
) -> None:
    request = company.open(classified(company), "design")
    page = as_person("ana")
    page.goto(f"/requests/{request}/edit?item=IN-2")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["pasted"], "pasted.txt", {type: "text/plain"}));
          document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    expect(page.locator(".picked")).to_contain_text("pasted.txt")
    page.get_by_role("button", name="Save IN-2 and go to IN-4").click()
    page.get_by_text("Use evidence that is there already").click()
    page.get_by_role("button", name="Use it pasted.txt").click()
    expect(page.get_by_role("row", name="pasted.txt")).to_be_visible()
    page.get_by_role("button", name="Remove pasted.txt").click()
    expect(page.get_by_role("row", name="pasted.txt")).to_have_count(0)


def test_points_are_answered_and_the_request_is_sent_again_from_the_keyboard(
    company: Company, as_person: Opened
) -> None:
    request = returned(company)
    page = as_person("ana", javascript=False)
    page.goto(f"/requests/{request}/edit")
    field = page.get_by_label("What was done about point 1")
    field.focus()
    page.keyboard.type("It is attached")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Point 1 is answered.")
    page.get_by_role("link", name=f"Check answers of {request}").press("Enter")
    page.get_by_role("button", name=f"Submit {request} for design review").press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"{request} is sent as round 2.")
    assert company.request(request).round_number == 2
