"""A request that is signed and put under a newer policy at the same instant: one order of things, never half of it."""

from __future__ import annotations

import json
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.dry_run import DryRun
from models.policy_transfer import PolicyTransfer
from models.policy_version import PolicyVersion
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.dry_runs import content
from tests.fixtures.policies import new_policy, ready
from tests.fixtures.racing import losers, race, winners
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.approvals.simulating.asking import AskDryRun, ask_dry_run
from workflows.approvals.simulating.sweep import go_on
from workflows.approvals.transfers.act import TransferRequests, transfer_requests
from workflows.approvals.transfers.act import purpose as of_transfer
from workflows.ground.refused import Conflict
from workflows.ground.transaction import reading
from workflows.people.proof import prove

pytestmark = [pytest.mark.both_databases]


def moving(company: Company, by: str, request: str) -> partial:
    command = TransferRequests("design", "limited", 2, (request,), "The audit asked for it")
    proof = prove(company[by], PASSWORD, of_transfer(command))
    return partial(transfer_requests, company[by], TransferRequests(**{**vars(command), "proof": proof}))


def last_signature(company: Company, request: str) -> partial:
    company.sign(request, "tom", "ai_governance_lead")
    command = Sign(
        request, "legal_counsel", "approve", company.request(request).digest, unchecked_is_fine=True
    )
    proof = prove(company["jide"], PASSWORD, purpose(command))
    return partial(sign_seat, company["jide"], Sign(**{**vars(command), "proof": proof}))


def stricter() -> dict[str, object]:
    """One seat more than the policy in force."""
    return {"seats": [*content("design", "limited")["seats"], {"role": "security_ciso", "step": 1}]}


def test_the_last_signature_and_a_transfer_at_the_same_instant_have_one_order(
    house: Flask, company: Company
) -> None:
    request = ready(company, "design")
    new_policy(company, "design", "limited", **stricter())
    results = race(house, [last_signature(company, request), moving(company, "carla", request)])
    assert len(winners(results)) == 1, results
    assert all(isinstance(error, Conflict) for error in losers(results))
    now = company.request(request)
    number = reading().get_one(PolicyVersion, now.policy_version_id).number
    assert (now.status, number) in {("approved", 1), ("changes_requested", 2)}


def test_two_who_move_the_same_request_at_the_same_instant_move_it_once(
    house: Flask, company: Company
) -> None:
    request = ready(company, "design")
    new_policy(company, "design", "limited", **stricter())
    results = race(house, [moving(company, who, request) for who in ("carla", "tom")])
    assert len(winners(results)) == 1
    assert all(isinstance(error, Conflict) for error in losers(results))
    reading().rollback()
    assert reading().scalars(select(func.count()).select_from(PolicyTransfer)).one() == 1


def test_two_processes_at_the_same_dry_run_count_every_request_once(house: Flask, company: Company) -> None:
    for _ in range(4):
        ready(company, "design")
    ask_dry_run(company["tom"], AskDryRun(gate="design", tier="limited"))
    results: list[object] = []
    while True:
        step = race(house, [partial(go_on, 1, 1), partial(go_on, 1, 1)])
        results += losers(step)
        if not any(swept.handled for swept in winners(step)):
            break
    assert all(isinstance(error, Conflict) for error in results)
    reading().rollback()
    run = reading().get_one(DryRun, 1, populate_existing=True)
    assert (run.done, run.total, run.status) == (4, 4, "done")
    assert json.loads(run.result)["open"] == 4
