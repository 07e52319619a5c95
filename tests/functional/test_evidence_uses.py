"""Where evidence is used is told to those who may see the requests, real rules and all."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from workflows.approvals.attaching import RemoveEvidence, remove_evidence
from workflows.approvals.content import evidence_of
from workflows.approvals.evidence.queries import evidence_page
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading

ITEM = "IN-4"


@pytest.fixture
def request_ref(company: Company) -> str:
    version = company.system()
    company.classify(version)
    return company.open(version, "design")


def test_the_page_names_each_request_and_item_that_uses_the_evidence(
    company: Company, request_ref: str
) -> None:
    company.attach(request_ref, ITEM)
    (piece,) = evidence_of(reading(), company.request(request_ref).id)[ITEM]

    (use,) = evidence_page(company["ana"], piece["ref"]).uses
    assert (use.request_ref, use.gate, use.item_key, use.version, use.removed) == (
        request_ref,
        "design",
        ITEM,
        1,
        False,
    )
    remove_evidence(company["ana"], RemoveEvidence(request_ref, ITEM, piece["ref"]))
    (use,) = evidence_page(company["ana"], piece["ref"]).uses
    assert use.removed


def test_a_stranger_is_told_neither_of_the_evidence_nor_of_its_use(
    company: Company, request_ref: str
) -> None:
    company.attach(request_ref, ITEM)
    (piece,) = evidence_of(reading(), company.request(request_ref).id)[ITEM]

    with pytest.raises(NotFound):
        evidence_page(company["nils"], piece["ref"])
