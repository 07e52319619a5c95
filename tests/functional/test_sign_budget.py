"""Signing costs a fixed number of statements, whatever the database holds."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.counting import counted_statements
from workflows.approvals.discussing import Say, comment_on
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.ids import uuid7
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases

SEAL_ON_SQLITE = 2
CLOCK = 2
"""A decision that ends the request reads the calendar and closes the running span."""

CREDENTIAL = 1
"""The proof of the password is used up; session and credential have a budget of their own of four."""


def cost(company: Company, house: Flask, request: str, by: str, seat: str) -> list[str]:
    """The statements of one signature, the credential proved before."""
    command = Sign(
        request,
        seat,
        "approve",
        company.request(request).digest,
        unchecked_is_fine=True,
        submit_id=uuid7(),
    )
    proof = prove(company[by], PASSWORD, purpose(command))
    with counted_statements(house) as statements:
        sign_seat(company[by], Sign(**{**vars(command), "proof": proof}))
    return statements


def in_review(company: Company, number: int) -> str:
    version = company.system(f"System {number}")
    company.classify(version, "limited")
    request = company.open(version, "design")
    for name in ("jide", "tom"):
        # Whoever acts for the first time is given a key for the personal part of entries; that is not signing.
        comment_on(company[name], Say(request, "I am looking at it"))
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def test_a_signature_stays_within_its_statements_and_costs_the_same_among_more_requests(
    company: Company, house: Flask, database_kind: str
) -> None:
    seal = SEAL_ON_SQLITE if database_kind == "sqlite" else 0
    first = in_review(company, 0)
    undecided = cost(company, house, first, "jide", "legal_counsel")
    deciding = cost(company, house, first, "tom", "ai_governance_lead")
    assert len(undecided) <= 13 + CREDENTIAL + seal, "\n".join(undecided)
    assert len(deciding) <= 18 + CLOCK + CREDENTIAL + seal, "\n".join(deciding)
    for number in range(1, 9):
        later = in_review(company, number)
    assert len(cost(company, house, later, "jide", "legal_counsel")) <= len(undecided)
