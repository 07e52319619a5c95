"""Twelve ways to spoil a policy, and more: the proof finds each and shows how it would go wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.enums import Level
from tests.fixtures.proofs import proof_with, spoiled, starter, told
from workflows.approvals import evaluating
from workflows.approvals.evaluating import Case, Outcome, Verdict
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.proof import policy, walking
from workflows.approvals.policies.proof.finding import FaultKind
from workflows.approvals.policies.proof.proving import prove
from workflows.approvals.policies.proof.reference import reference_crew
from workflows.lifecycle.provable import Doors

FLAGGED = {"any_flag": ["gpai"]}


def seats(*entries: dict[str, object]) -> list[dict[str, object]]:
    return [{"step": 1, **entry} for entry in entries]


def every_item_should(body: PolicyBody) -> PolicyBody:
    return replace(body, items=tuple(replace(item, level=Level.SHOULD) for item in body.items))


def only_author(items: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**i, "author_may_not_sign": i["owner"] == "legal_counsel"} for i in items]


SEEDED = {
    "every seat hangs on a condition": (
        spoiled("design", "limited", seats=seats({"role": "legal_counsel", "when": FLAGGED})),
        FaultKind.UNSIGNED,
        "No seat decides in every case",
    ),
    "nothing has to be done": (
        every_item_should(spoiled("design", "limited")),
        FaultKind.UNSIGNED,
        "The gate opens although nothing at all was answered.",
    ),
    "production asks for no deployment": (
        spoiled("deployment", "high", environments={"production": "testing"}),
        FaultKind.UNSIGNED,
        "A version runs in production in the stage Testing, without the signatures of the Deployment gate.",
    ),
    "a fast lane past a gate": (
        spoiled("fast_lane", "minimal", to=["design", "testing", "deployment"]),
        FaultKind.UNSIGNED,
        "The fast lane leads to Deployment, past the Data review gate, whose signatures it does not stand for.",
    ),
    "a role nobody holds": (
        spoiled("design", "limited", seats=seats({"role": "external_auditor"})),
        FaultKind.UNDECIDABLE,
        "Nobody holds the role of the seat External auditor",
    ),
    "a quorum above the people": (
        spoiled("design", "high", seats=seats({"role": "risk_officer", "needs": 3, "seats": 3})),
        FaultKind.UNDECIDABLE,
        "The group AI risk officer needs 3 approvals, and only 2 could give one.",
    ),
    "everybody barred": (
        spoiled("design", "limited", seats=seats({"role": "product_owner"})),
        FaultKind.UNDECIDABLE,
        "Product owner hands the request in. Product owner handed this request in (round 1); whoever submits does not sign.",
    ),
    "fewer people than seats": (
        spoiled(
            "design", "limited", seats=seats({"role": "legal_counsel"}, {"role": "legal_counsel", "key": "b"})
        ),
        FaultKind.UNDECIDABLE,
        "Fewer people can sign than there are seats",
    ),
    "the only expert wrote the record": (
        spoiled("design", "limited", items=only_author),
        FaultKind.UNDECIDABLE,
        "Legal counsel wrote a record that this policy keeps its author from signing over; its author signs only",
    ),
    "an unknown role": (
        spoiled("design", "limited", seats=lambda old: [*old, {"role": "wizard", "step": 1}]),
        FaultKind.NAME,
        "wizard is not known here as role",
    ),
    "an unknown item": (
        spoiled("design", "limited", seats=seats({"role": "legal_counsel", "scope": ["XX-1"]})),
        FaultKind.NAME,
        "XX-1 is not known here as item",
    ),
    "an unknown function": (
        spoiled(
            "design",
            "limited",
            seats=lambda old: [
                *old,
                {"role": "dpo", "mode": "advises", "step": 1, "when": {"moon": ["full"]}},
            ],
        ),
        FaultKind.NAME,
        "moon is not known here as condition",
    ),
    "a stage without an exit": (
        spoiled("retirement", "high", seats=seats({"role": "external_auditor"})),
        FaultKind.DEAD_END,
        "A version cannot leave Intake (Prohibited): no gate out of it could be decided.",
    ),
    "nobody who could hand it in": (
        spoiled("design", "limited", submit_by=["external_auditor"]),
        FaultKind.UNDECIDABLE,
        "Nobody could hand the request in: it takes External auditor",
    ),
    "an independent seat nobody could fill": (
        spoiled("deployment", "limited", seats=seats({"role": "model_validator"})),
        FaultKind.UNDECIDABLE,
        "No deciding seat could go to somebody who wrote no record of the request.",
    ),
    "a raised tier that asks one person twice": (
        spoiled("renewal", "high", seats=seats({"role": "data_steward"})),
        FaultKind.UNDECIDABLE,
        "Its tier was raised from limited to high after it had passed other gates.",
    ),
    "a move that is none": (
        spoiled("design", "limited", to=["deployment"]),
        FaultKind.NAME,
        "The policy leads from Intake to Deployment; the lifecycle knows no such move for it.",
    ),
    "a merged builder": (
        spoiled(
            "design",
            "limited",
            seats=seats({"role": "legal_counsel", "also": ["ml_lead"]}, {"role": "risk_officer"}),
        ),
        FaultKind.NAME,
        "The seat legal_counsel cannot be merged with ml_lead, who hands in, builds or validates.",
    ),
}


@pytest.mark.parametrize("name", SEEDED)
def test_s40_a_spoiled_policy_is_found_with_a_counter_example(name: str) -> None:
    body, kind, sentence = SEEDED[name]
    proof = proof_with(body)
    assert not proof.ok
    found = [told(fault) for fault in proof.faults if fault.kind is kind]
    assert any(sentence in one for one in found), found


def test_at_least_twelve_faults_are_seeded() -> None:
    assert len(SEEDED) >= 12


def test_s40_a_group_without_a_threshold_never_opens() -> None:
    body = spoiled("design", "high", seats=seats({"role": "risk_officer", "needs": 1, "seats": 2}))
    empty = replace(body, seats=tuple(replace(seat, needs=0) for seat in body.seats))
    assert {fault.told.code for fault in proof_with(empty).faults} >= {"proof_never_opens"}


def test_a_request_that_only_contractors_could_decide_is_found_in_the_high_tier() -> None:
    crew = reference_crew("standard")
    people = tuple(replace(mate, employee=mate.key != "legal") for mate in crew.people)
    proof = prove(starter(), replace(crew, people=people), Doors())
    assert {fault.tier for fault in proof.faults} == {"high", "prohibited"}
    assert "is not an employee" in told(proof.faults[0])


def test_a_policy_that_is_missing_shuts_its_gate() -> None:
    policies = {pair: body for pair, body in starter().items() if pair != ("rework", "limited")}
    proof = prove(policies, reference_crew("standard"), Doors())
    assert [(fault.gate, fault.tier, fault.told.code) for fault in proof.faults] == [
        ("rework", "limited", "proof_no_policy")
    ]


def test_a_dead_end_shows_the_way_into_it_and_what_is_shut() -> None:
    policies = {
        pair: spoiled(*pair, seats=seats({"role": "external_auditor"}))
        if pair in {("retirement", "high"), ("rework", "high"), ("resumption", "high")}
        else body
        for pair, body in starter().items()
    }
    found = [
        f for f in prove(policies, reference_crew("standard"), Doors()).faults if f.kind is FaultKind.DEAD_END
    ]
    stopped = next(told(fault) for fault in found if "Deployment, suspended (High)" in fault.said)
    assert "A version is registered" in stopped
    assert "Somebody stops it at once. It stands in Deployment, suspended (High)." in stopped
    assert "Resumption: nobody could decide it in this tier." in stopped


def test_the_proof_does_not_take_the_evaluators_word_for_a_mandatory_signature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def careless(case: Case) -> Verdict:
        verdict = evaluating.evaluate(case)
        signed = any(seat.decision == "approve" for seat in case.seats)
        return replace(verdict, outcome=Outcome.APPROVED) if signed else verdict

    monkeypatch.setattr(walking, "evaluate", careless)
    monkeypatch.setattr(policy, "evaluate", careless)
    walking.walk.cache_clear()
    proof = proof_with(spoiled("design", "limited"))
    walking.walk.cache_clear()
    first = next(fault for fault in proof.faults if fault.told.code == "proof_opens_unsigned")
    assert "The gate opens although nobody signed as" in first.said
    assert "approved" in told(first)
    assert any(fault.told.code == "proof_opens_without_items" for fault in proof.faults)


def test_a_policy_with_too_many_situations_is_not_proven() -> None:
    flags = ["gpai", "high_annex_i", "high_annex_iii", "t_synthetic", "t_interaction", "inform_persons"]
    flags += ["fria_required", "dpia_check", "public_deployer", "becomes_provider", "art_6_3_exempt"]
    extra = {"any_flag": flags, "origin": ["built"], "legal_tier": ["high"], "stage": ["testing"]}
    body = spoiled(
        "design", "limited", seats=lambda old: [*old, {"role": "risk_officer", "step": 1, "when": extra}]
    )
    assert "proof_too_large" in {fault.told.code for fault in proof_with(body).faults}
