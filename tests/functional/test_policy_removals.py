"""What a newer version of a policy no longer has: stages, steps and seats that requests stand in meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door
from tests.fixtures.dry_runs import content, tried
from tests.fixtures.policies import new_policy, ready
from workflows.approvals.policies.body import load, to_body
from workflows.approvals.policies.check import problems
from workflows.approvals.policies.proof.proving import prove_here
from workflows.approvals.transfers.act import TransferRequests, purpose, transfer_requests
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.people.proof import prove

PAGES = ("/requests/{0}", "/requests/{0}/edit", "/policies/design/limited", "/requests", "/systems/SYS-1")


def without(gate: str, **changes: Any) -> str:
    """The policy of that gate with changes, as a draft would hold it."""
    return to_body(content(gate, "limited") | changes)


@pytest.mark.parametrize(
    ("gate", "changes"),
    [
        ("deployment", {"from": ["somewhere"]}),
        ("deployment", {"to": []}),
        ("deployment", {"from": []}),
    ],
)
def test_s43_a_version_that_names_no_stage_or_one_that_is_gone_is_refused(
    company: Company, gate: str, changes: dict[str, Any]
) -> None:
    assert list(problems(load(without(gate, **changes))))


def test_s43_a_version_that_would_lock_systems_into_their_stage_is_refused_with_a_counter_example(
    company: Company,
) -> None:
    body = load(without("deployment", **{"from": ["monitoring"]}))
    assert not prove_here(reading(), clock.glance(), body).ok


def test_s43_requests_go_on_and_their_pages_stand_when_a_step_and_its_seat_are_removed(
    company: Company,
) -> None:
    request = ready(company, "design")
    company.sign(request, "jide", "legal_counsel")
    seats = [seat for seat in content("design", "limited")["seats"] if seat["role"] != "legal_counsel"]
    new_policy(company, "design", "limited", seats=seats)
    for name in ("ana", "tom", "jide"):
        door = Door(company, name)
        assert [door.get(page.format(request)).status_code for page in PAGES] == [200] * len(PAGES)
    assert [line["turn"] for line in tried(company, content("design", "limited"))["lines"]] == ["less"]
    company.sign(request, "tom", "ai_governance_lead")
    assert company.request(request).status == "approved", "it was decided under the version it had"


def test_s43_a_seat_that_the_new_version_does_not_have_falls_away_when_a_request_is_put_under_it(
    company: Company,
) -> None:
    request = ready(company, "design")
    company.sign(request, "jide", "legal_counsel")
    seats = [seat for seat in content("design", "limited")["seats"] if seat["role"] != "legal_counsel"]
    new_policy(company, "design", "limited", seats=seats)
    command = TransferRequests("design", "limited", 2, (request,), "Legal is asked at data review now")
    proof = prove(company["carla"], PASSWORD, purpose(command))
    transfer_requests(company["carla"], TransferRequests(**{**vars(command), "proof": proof}))
    company.submit(request)
    seats_now = company.seats(request)
    assert (seats_now["legal_counsel"].status, seats_now["legal_counsel"].holder_id) == ("fell_away", None)
    for name in ("ana", "tom", "jide"):
        door = Door(company, name)
        assert [door.get(page.format(request)).status_code for page in PAGES] == [200] * len(PAGES)
    company.sign(request, "tom", "ai_governance_lead")
    assert company.request(request).status == "approved"
