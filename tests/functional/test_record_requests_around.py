"""A request about a record stands in every list and on every page that requests have."""

from __future__ import annotations

from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.risks import save_risk
from workflows.assurance.approving.asking import AskApproval, ask_approval


def asked(company: Company, **more) -> str:
    risk = save_risk(company, by="tom", **more)
    return ask_approval(company["tom"], AskApproval("risk", risk.id)).request_ref


def test_everybody_finds_a_request_about_a_record_where_requests_are(company: Company):
    version = company.system()
    requests = [asked(company, system=version), asked(company, system="", title="Skills leave")]
    door = Door(company, "maria")
    for address in ("/", "/requests", "/queue", "/search?q=Skills"):
        assert "Skills leave" in words(door.get(address)), address
    for request in requests:
        for part in ("", "/explain"):
            answer = door.get(f"/requests/{request}{part}")
            assert answer.status_code == 200, (request, part)
    home = company.version(version).system_id
    assert door.get(f"/systems/SYS-{home}").status_code == 200


def test_a_decided_request_about_a_record_has_its_decision_record(company: Company):
    request = asked(company, system="", title="Skills leave")
    company.sign(request, "maria", "risk_officer")
    door = Door(company, "maria")
    page = door.get(f"/requests/{request}")
    assert "Approved" in words(page)
    paper = door.get(f"/requests/{request}/decision.pdf")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
