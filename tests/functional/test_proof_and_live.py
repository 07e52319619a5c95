"""What the proof says of made-up policies is what happens when somebody really hands a request in under them."""

from __future__ import annotations

import random
from typing import Any

from tests.fixtures.company import Company
from tests.fixtures.policies import new_policy
from tests.fixtures.proofs import spoiled
from workflows.approvals.policies.proof.finding import FaultKind
from workflows.approvals.policies.proof.proving import prove_here
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction

ROLES = (
    "ai_governance_lead",
    "committee_chair",
    "committee_member",
    "data_steward",
    "external_auditor",
    "impact_assessor",
    "legal_counsel",
    "model_validator",
    "risk_officer",
    "security_ciso",
    "top_management",
)
"""Roles that nobody of the team holds; one of them nobody holds at all, and one person holds two."""

CANNOT = {"seat_cannot_be_filled", "no_independent_seat", "no_seats"}


def made_up(seed: int) -> dict[str, Any]:
    """A policy of one to five seats: alone, merged, in groups, or one of several roles."""
    chance = random.Random(seed)
    seats: list[dict[str, Any]] = []
    for number in range(chance.randint(1, 5)):
        kind, step = chance.choice(("alone", "alone", "merged", "group", "any")), chance.randint(1, 2)
        first, second = chance.sample(ROLES, 2)
        seat: dict[str, Any] = {"key": f"s{number}", "step": step}
        if kind == "any":
            seats.append({**seat, "any_role": [first, second], "needs": chance.randint(1, 2)})
        elif kind == "group":
            size = chance.randint(1, 3)
            seats.append({**seat, "role": first, "seats": size, "needs": chance.randint(1, size)})
        else:
            seats.append({**seat, "role": first, "also": [second] if kind == "merged" else []})
    return {"seats": seats, "independent_seat": chance.random() < 0.3}


def hand_in(company: Company, seed: int) -> str:
    """Hands a request in under the policy in force; the code of the refusal, empty when it is in review."""
    version = company.system(f"Credit scoring {seed}")
    company.classify(version, "minimal")
    request = company.open(version, "design")
    company.answer_all(request, by="milo", files=False)
    try:
        company.submit(request)
    except Refused as refused:
        return refused.code
    return ""


def test_the_proof_and_the_live_path_agree_on_whether_a_request_can_be_decided(company: Company) -> None:
    answers = []
    for seed in range(24):
        changes = made_up(seed)
        with transaction() as tx:
            proof = prove_here(tx, clock.now(tx), spoiled("design", "minimal", **changes))
        stuck = [fault.said for fault in proof.faults if fault.kind is FaultKind.UNDECIDABLE]
        new_policy(company, "design", "minimal", **changes)
        refused = hand_in(company, seed)
        assert refused in CANNOT if stuck else refused == "", (seed, changes, stuck)
        answers.append(bool(stuck))
    assert set(answers) == {True, False}
