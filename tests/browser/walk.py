"""People of the company at their browsers: each signs in through the door and does everything by pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from models.person import Person
from tests.fixtures.company import PASSWORD, Company
from workflows.approvals.tally import Outcome
from workflows.ground.transaction import reading

FACTS = {
    "purpose": "Proposes a limit for each application; a clerk decides.",
    "business_reason": "Faster answers",
    "users": "Twelve clerks in lending",
    "affected_persons": "About 41,000 applicants a year",
    "decisions_influenced": "Credit limit",
    "data_categories": "Income and payment history",
    "who_may_stop": "Head of lending",
}


class Walk:
    """What people do in their browsers, one browser each."""

    def __init__(self, company: Company, new_page: Callable[..., Page], **how: object) -> None:
        self.company = company
        self._new_page = new_page
        self._how = how
        self._pages: dict[str, Page] = {}

    def browser_of(self, name: str) -> Page:
        """The browser of a person, who signs in the first time."""
        if name not in self._pages:
            page = self._pages[name] = self._new_page(**self._how)
            person = reading().get_one(Person, self.company[name].person_id)
            page.goto("/login")
            page.get_by_label("E-mail").fill(person.email)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
        return self._pages[name]

    def register(self, name: str, by: str = "ana", origin: str = "built", **more: str) -> str:
        """Registers a system and returns the ref of its first version."""
        page = self.browser_of(by)
        page.goto("/systems/new")
        for field, text in {"name": name, **FACTS, **more}.items():
            page.locator(f"#{field}").fill(text)
        page.locator("[name=autonomy][value=advice]").check()
        page.locator(f"[name=origin][value={origin}]").check()
        main_button(page).click()
        expect(page.get_by_role("status")).to_contain_text("is registered")
        href = page.locator("main a[href^='/versions/VER-']").first.get_attribute("href")
        return re.findall(r"VER-\d+", href or "")[0]

    def classify(self, version_ref: str, tier: str = "limited", by: str = "tom") -> None:
        """Answers the questions so that nothing of the law applies, and sets the internal tier."""
        page = self.browser_of(by)
        page.goto(f"/systems/SYS-{self.company.version(version_ref).system_id}/classify")
        for question in ("Q_AI", "Q_EU"):
            page.locator(f"[name={question}][value=yes]").check()
        page.locator("[name=Q_ROLE][value=provider]").check()
        page.locator("#none_applies").check()
        page.locator(f"[name=internal_tier][value={tier}]").check()
        page.locator("#common_reason").fill("It proposes, a person decides.")
        main_button(page).click()
        expect(page.get_by_role("status")).to_contain_text("Classified.")

    def start(self, version_ref: str, gate: str, by: str = "ana") -> str:
        """Asks for a gate and returns the ref of the draft."""
        page = self.browser_of(by)
        page.goto(f"/versions/{version_ref}/start?gate={gate}")
        page.get_by_role("button", name=re.compile("^Start: ")).click()
        expect(page).to_have_url(re.compile(r"/requests/REQ-\d+/edit"))
        return re.findall(r"REQ-\d+", page.url)[0]

    def answer(self, request_ref: str, by: str = "milo") -> int:
        """Answers item after item until the page leads to the check; the first with a file. Returns how many."""
        page, answered = self.browser_of(by), 0
        page.goto(f"/requests/{request_ref}/edit")
        while "/edit" in page.url:
            key = re.findall(r"Answer to (\S+)", page.locator("label[for=text]").inner_text())[0]
            page.locator("#text").fill(f"{key}: done, see the report.")
            if not answered:
                page.locator("#files").set_input_files(
                    {"name": f"{key} report.txt", "mimeType": "text/plain", "buffer": b"Results: as asked."}
                )
            page.locator("#answer-form .btn-primary").click()
            expect(page.get_by_role("status")).to_contain_text(f"{key} is saved.")
            answered += 1
            assert answered < 60, f"{request_ref} asks for ever"
        return answered

    def submit(self, request_ref: str, by: str = "ana") -> None:
        """Looks at the answers once more and sends them."""
        page = self.browser_of(by)
        page.goto(f"/requests/{request_ref}/check")
        main_button(page).click()
        expect(page).to_have_url(re.compile("/sent$"))
        expect(page.get_by_role("status")).to_contain_text(f"{request_ref} is sent")

    def tick(self, page: Page) -> None:
        """Opens the first file and says of each that it was checked, as the page leads from one to the next."""
        tally = page.locator("#sign .tally")
        many = re.findall(r"0 of (\d+) checked by you", tally.inner_text())
        if many:
            with_files = page.locator(".review-l .chg li").filter(has_text=re.compile(r"\d+ files?"))
            with_files.first.get_by_role("link").click()
        for done in range(int(many[0]) if many else 0):
            page.get_by_role("button", name="I have checked this file").click()
            expect(tally).to_contain_text(f"{done + 1} of {many[0]} checked by you")

    def sign(self, request_ref: str, by: str, seat_key: str, decision: str = "approve") -> None:
        """Reads, ticks and signs one seat with the password."""
        page = self.browser_of(by)
        page.goto(f"/requests/{request_ref}?seat={seat_key}")
        self.tick(page)
        page.locator(f"#sign [name=decision][value={decision}]").check()
        page.locator("#password").fill(PASSWORD)
        page.locator("#sign .btn-primary").click()
        expect(page.get_by_role("status")).to_contain_text("You signed: ")

    def decide(self, request_ref: str) -> set[str]:
        """Lets everybody whose turn it is sign until the request is decided; returns who signed."""
        taken: set[str] = set()
        while self.company.request(request_ref).status == "in_review":
            turn = [
                s for s in self.company.seats(request_ref).values() if s.status == "open" and s.turn_since
            ]
            assert turn, f"{request_ref} waits for nobody: {Outcome.UNREACHABLE}"
            for seat in turn:
                name = self.company.signer_of(seat.role, taken)
                taken.add(name)
                self.sign(request_ref, name, seat.key, "advise_for" if seat.mode == "advises" else "approve")
        return taken

    def pass_gate(self, version_ref: str, gate: str) -> str:
        """Starts, answers, checks, sends and signs one gate; returns the ref of the request."""
        request_ref = self.start(version_ref, gate)
        assert self.answer(request_ref) > 2
        self.submit(request_ref)
        assert len(self.decide(request_ref)) > 1
        return request_ref


def main_button(page: Page) -> Locator:
    """The one primary button of a page's form."""
    return page.locator("main form button.btn-primary")
