"""Groups of seats and seats with a scope: policies that the starter does not have but the engine must keep."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.policies import new_policy, ready
from workflows.approvals.answering import SaveAnswer, save_answer

pytestmark = pytest.mark.both_databases


def test_s38_a_group_that_shrinks_below_its_quorum_never_opens(company: Company) -> None:
    for name in ("kim", "lea"):
        company.hire(name, "committee_member")
    new_policy(
        company,
        "design",
        "limited",
        seats=[
            {"key": "legal_counsel", "role": "legal_counsel", "step": 1, "mode": "decides"},
            {
                "key": "board",
                "role": "committee_member",
                "step": 1,
                "mode": "decides",
                "needs": 2,
                "seats": 3,
            },
        ],
    )
    request = ready(company, "design")
    assert {"board.1", "board.2", "board.3"} < set(company.seats(request))
    company.sign(request, "ben", "board.1", "recuse", reason="Conflict")
    company.sign(request, "kim", "board.2", "recuse", reason="Conflict")
    company.sign(request, "lea", "board.3")
    company.sign(request, "jide", "legal_counsel")
    assert company.request(request).status == "in_review"
    assert company.version("VER-1").stage == "intake"


def test_a_group_is_met_at_its_number_and_spares_the_rest(company: Company) -> None:
    for name in ("kim", "lea"):
        company.hire(name, "committee_member")
    new_policy(
        company,
        "design",
        "limited",
        seats=[
            {"key": "legal_counsel", "role": "legal_counsel", "step": 1, "mode": "decides"},
            {
                "key": "board",
                "role": "committee_member",
                "step": 1,
                "mode": "decides",
                "needs": 2,
                "seats": 3,
            },
        ],
    )
    request = ready(company, "design")
    company.sign(request, "ben", "board.1", "reject", reason="I doubt it")
    company.sign(request, "kim", "board.2")
    company.sign(request, "jide", "legal_counsel")
    assert company.request(request).status == "in_review"
    company.sign(request, "lea", "board.3")
    assert company.request(request).status == "approved"


def test_s19_a_change_outside_a_seats_scope_keeps_its_signature(company: Company) -> None:
    new_policy(
        company,
        "design",
        "limited",
        seats=[
            {
                "key": "legal_counsel",
                "role": "legal_counsel",
                "step": 1,
                "mode": "decides",
                "scope": ["IN-2"],
            },
            {"key": "risk_officer", "role": "risk_officer", "step": 1, "mode": "decides", "scope": ["IN-4"]},
            {"key": "ai_governance_lead", "role": "ai_governance_lead", "step": 1, "mode": "decides"},
        ],
    )
    request = ready(company, "design")
    company.sign(request, "jide", "legal_counsel")
    company.sign(request, "maria", "risk_officer")
    save_answer(company["milo"], SaveAnswer(request, "IN-4", "Screened again", "done"))
    seats = company.seats(request)
    assert seats["legal_counsel"].status == "filled"
    assert (seats["risk_officer"].status, "IN-4" in seats["risk_officer"].note_params) == ("open", True)
