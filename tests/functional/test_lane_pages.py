"""The pages of the fast lane, without script: from empty to deployment with few inputs and one signature."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from sqlalchemy import func, select

from models.approval_request import ApprovalRequest
from models.classification import Classification
from models.signature import Signature
from models.system_version import SystemVersion
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door, words
from tests.fixtures.lane import TEXTS, fill, in_review, last_month, open_one, plug_in
from tests.fixtures.pdfs import look
from workflows.approvals.terms import PointTerm
from workflows.ground.transaction import reading
from workflows.lifecycle.fast_lane.sweep import sweep

FILLED = {
    **TEXTS,
    "no_practice": "y",
    "likelihood": "2",
    "severity": "2",
    "impact": "1",
    "vulnerable": "no",
    "acts": "no",
    "incident": "no",
    "supplier_until": "2099-01-31",
}
MOST_INPUTS = 30


class Typist(Door):
    """A person whose typing and choosing is counted."""

    def __init__(self, company: Company, name: str) -> None:
        super().__init__(company, name)
        self.inputs = 0

    def enter(self, address: str, fields: dict[str, str], at: str | None = None) -> str:
        """Fills fields in and sends the form; every field with a value counts, and it must be on the page."""
        shown = self.get(at or address).get_data(as_text=True)
        form = re.search(rf'<form[^>]*action="{address}"[^>]*>(.*?)</form>', shown, re.S)
        assert form, f"{at or address} has no form for {address}"
        missing = [name for name in fields if f'name="{name}"' not in form.group(1)]
        assert not missing, f"{at or address} has no {missing}"
        self.inputs += sum(bool(value) for value in fields.values())
        hidden = dict(re.findall(r'type="hidden" name="([^"]*)"[^>]*value="([^"]*)"', form.group(1)))
        answer = self.client.post(
            address, data={name: unescape(said) for name, said in hidden.items()} | fields
        )
        assert answer.status_code == 303, words(answer)
        return str(answer.headers["Location"])


def test_a_translation_plug_in_takes_at_most_thirty_inputs_and_exactly_one_signature(
    company: Company,
) -> None:
    ana, tom = Typist(company, "ana"), Typist(company, "tom")
    system = ana.enter(
        "/systems/new",
        {
            "name": "Translation plug-in",
            "purpose": "Translates drafts of mails",
            "business_reason": "Fewer hours for mails abroad",
            "users": "Sales",
            "affected_persons": "Nobody",
            "autonomy": "advice",
            "origin": "bought",
            "supplier": "Lingua",
        },
    )
    key = re.search(r"SYS-\d+", system)
    assert key
    version = f"VER-{reading().scalars(select(SystemVersion.id)).one()}"
    ana.enter(
        f"/systems/{key.group()}/classify",
        {
            "none_applies": "y",
            "Q_AI": "yes",
            "Q_EU": "yes",
            "Q_ROLE": "deployer",
            "common_reason": "It translates what a person then reads and sends",
            "internal_tier": "minimal",
        },
    )
    lane = ana.enter(f"/versions/{version}/lane", {}, at=f"/versions/{version}/start")
    request = lane.split("/")[-2]
    assert ana.enter(f"/requests/{request}/lane", FILLED).endswith(f"/requests/{request}/check")
    ana.enter(f"/requests/{request}/check", {})
    tom.enter(
        f"/requests/{request}/sign", {"decision": "approve", "password": PASSWORD}, at=f"/requests/{request}"
    )
    assert company.version(version).stage == "deployment"
    signed = reading().scalars(select(Signature)).all()
    assert [one.person_id for one in signed] == [company["tom"].person_id]
    assert ana.inputs + tom.inputs <= MOST_INPUTS
    assert reading().scalar(select(func.count()).select_from(ApprovalRequest)) == 1


def test_the_start_page_offers_the_lane_with_every_rule_and_its_fact(company: Company) -> None:
    version = plug_in(company)
    text = Door(company, "ana").text(f"/versions/{version}/start")
    assert "The rules offer the fast lane." in text
    assert "It processes no personal data." in text
    assert text.index("Start: fast lane") < text.index("Start: Design gate")
    readers = Door(company, "ruth").text(f"/versions/{version}/start")
    assert "Start: fast lane" not in readers


def test_a_system_with_an_excluded_flag_is_told_why_and_cannot_take_the_lane(company: Company) -> None:
    version, ana = plug_in(company, flags=("inform_workers",)), Door(company, "ana")
    page = ana.text(f"/versions/{version}/start")
    assert "Start: fast lane" not in page
    assert "it is used at the workplace on our workers" in page
    answer = ana.send(f"/versions/{version}/lane", {}, form_at=f"/versions/{version}/start")
    assert answer.status_code == 422
    assert "FL-2 does not hold" in words(answer)
    assert company.version(version).stage == "intake"


def test_half_of_the_page_can_be_saved_and_what_fails_is_named(company: Company) -> None:
    request, ana = open_one(company, plug_in(company)), Door(company, "ana")
    here = f"/requests/{request}/lane"
    answer = ana.send(here, {"data": "Our own mails", "likelihood": "3", "severity": "3"})
    assert answer.headers["Location"].endswith(here)
    text = ana.text(here)
    assert "Our own mails" in text
    assert "The risk screen says 9 of 25; at most 4 goes through the lane." in text
    assert "Start with the design gate" in text


@pytest.mark.parametrize(
    ("name", "value"), [("likelihood", "0"), ("severity", "6"), ("impact", "x"), ("impact", "¹")]
)
def test_a_number_outside_the_scale_is_refused_beside_its_field(
    company: Company, name: str, value: str
) -> None:
    request, ana = open_one(company, plug_in(company)), Door(company, "ana")
    answer = ana.send(f"/requests/{request}/lane", {name: value, "data": "Kept"})
    assert answer.status_code == 422
    assert "Choose one of the numbers from 1 to 5." in words(answer)
    assert "Kept" in words(answer)


def test_the_editor_leads_to_the_page_of_the_lane_and_readers_only_read(company: Company) -> None:
    request = open_one(company, plug_in(company))
    assert Door(company, "ana").get(f"/requests/{request}/edit").headers["Location"].endswith("/lane")
    text = Door(company, "ruth").text(f"/requests/{request}/lane")
    assert "You are reading only." in text
    assert f"Save {request}" not in text
    assert Door(company, "nils").get(f"/requests/{request}/lane").status_code == 404


def test_the_data_protection_officer_gives_the_word_on_the_page(company: Company) -> None:
    request = open_one(company, plug_in(company, flags=("dpia_check",)))
    fill(company, request)
    here = f"/requests/{request}/lane"
    assert "Record: no DPIA is due" not in Door(company, "ana").text(here)
    dora = Door(company, "dora")
    assert dora.send(f"/requests/{request}/no-dpia", {}, form_at=here).status_code == 303
    assert "Dora, Data protection officer, recorded that no DPIA is due." in Door(company, "ana").text(here)


def test_the_lane_is_shown_on_request_version_and_decision_record(company: Company) -> None:
    version = plug_in(company)
    request = in_review(company, version)
    shown = Door(company, "tom").text(f"/requests/{request}")
    assert "Chosen by the rules; one signature opens these gates:" in shown
    assert "Risk 4 of 25, severity of impact 1 of 5, no vulnerable group." in shown
    company.sign(request, "tom", "lane.1")
    page = Door(company, "ana").text(f"/versions/{version}")
    assert "Chosen by the rules; one signature opened these gates:" in page
    assert request in page
    paper = Door(company, "ana").get(f"/requests/{request}/decision.pdf").data
    assert paper == Door(company, "tom").get(f"/requests/{request}/decision.pdf").data
    for words_of_paper in ("FL-7", "Risk 4 of 25", "Rules of the fast lane"):
        assert words_of_paper in look(paper).text


def test_points_of_the_signer_are_answered_on_the_page_of_the_lane(company: Company) -> None:
    request = in_review(company)
    company.sign(
        request,
        "tom",
        "lane.1",
        "request_changes",
        points=(PointTerm("Say who is told", company["ana"].person_id),),
    )
    ana, here = Door(company, "ana"), f"/requests/{request}/lane"
    assert "Say who is told" in ana.text(here)
    answer = ana.send(f"/requests/{request}/points/1", {"answer": "The team lead", "item": ""}, form_at=here)
    assert answer.status_code == 303
    company.submit(request)
    company.sign(request, "rosa", "lane.2")
    assert company.request(request).status == "approved"


def test_the_second_look_and_the_reopening_are_signed_on_their_pages(company: Company) -> None:
    last_month(company, 2)
    sweep()
    assert "waits for a second look" in Door(company, "rosa").text("/fast-lane")
    assert "You signed REQ-" in Door(company, "tom").text("/fast-lane/reviews/1")
    rosa = Door(company, "rosa")
    assert rosa.send("/fast-lane/reviews/1", {"verdict": "right"}).status_code == 422
    filled = {"verdict": "misclassified", "reason": "It sends by itself", "password": PASSWORD}
    assert rosa.send("/fast-lane/reviews/1", filled | {"password": "wrong one"}).status_code == 422
    assert rosa.send("/fast-lane/reviews/1", filled).status_code == 303
    assert rosa.send("/fast-lane/reviews/2", filled).status_code == 303
    assert "It is closed" in rosa.text("/fast-lane")
    assert "Sign: open the fast lane" not in rosa.text("/fast-lane")
    carla = Door(company, "carla")
    signed = {"reason": "The form asks more plainly", "password": PASSWORD}
    assert rosa.send("/fast-lane/reopen", signed, form_at="/fast-lane/reviews/1").status_code == 403
    assert carla.send("/fast-lane/reopen", {"reason": ""}, form_at="/fast-lane").status_code == 422
    assert carla.send("/fast-lane/reopen", signed, form_at="/fast-lane").status_code == 303
    assert "It is open." in carla.text("/fast-lane")


def test_one_tick_answers_no_where_nothing_is_marked_and_a_marked_answer_stands(company: Company) -> None:
    company.system()
    typed = {
        "none_applies": "y",
        "Q_AI": "yes",
        "Q_EU": "yes",
        "Q_DATA": "yes",
        "Q_ROLE": "deployer",
        "common_reason": "It only advises",
        "internal_tier": "minimal",
        "internal_reason": "Nobody is harmed",
    }
    here = "/systems/SYS-1/classify"
    assert Door(company, "tom").send(here, typed | {"none_applies": ""}).status_code == 422
    assert Door(company, "tom").send(here, typed).status_code == 303
    stored = reading().scalars(select(Classification)).one()
    said = json.loads(stored.answers)
    assert said.pop("dpia_check") == "yes"
    assert set(said.values()) == {"no"}
    assert json.loads(stored.flags) == ["dpia_check"]
