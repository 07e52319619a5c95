"""The starter policies are proven in three sizes, each for its crew, and whose leaving would close what is named."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest

from models.enums import SeatMode
from tests.fixtures.proofs import proof_with, spoiled, starter
from workflows.approvals.policies.check import problems
from workflows.approvals.policies.merging import people_asked
from workflows.approvals.policies.proof.finding import Proof, from_text
from workflows.approvals.policies.proof.proving import prove
from workflows.approvals.policies.proof.reference import read_crew, reference_crew
from workflows.approvals.policies.vocabulary import POLICY_PAIRS
from workflows.approvals.policies.when import Situation
from workflows.approvals.starter import starter_bodies, starter_sizes
from workflows.ground.refused import Refused
from workflows.lifecycle.catching_up import caught_up
from workflows.lifecycle.provable import Doors

SIZES = ("small", "standard", "strict")


def proof_of(size: str, crew: str | None = None) -> Proof:
    return prove(starter(size), reference_crew(crew or size), Doors())


def test_there_are_three_sizes_and_each_names_a_crew_of_its_own() -> None:
    assert tuple(starter_sizes()) == SIZES
    assert [size.crew for size in starter_sizes().values()] == list(SIZES)


@pytest.mark.parametrize("size", SIZES)
def test_each_size_is_proven_for_its_crew(size: str) -> None:
    proof = proof_of(size)
    assert [fault.said for fault in proof.faults] == []
    assert proof.explored.policies == len(POLICY_PAIRS)
    assert proof.explored.states > proof.explored.situations > len(POLICY_PAIRS)
    assert proof.explored.places == 60


def test_the_reference_crew_has_fifteen_people_and_the_small_one_seven() -> None:
    assert len(reference_crew("standard").people) == 15
    assert len(reference_crew("small").people) == 7


def test_the_standard_size_is_too_large_for_the_small_crew() -> None:
    codes = {fault.told.code for fault in proof_of("standard", "small").faults}
    assert codes == {"proof_too_few"}


def test_it_is_named_which_pairs_close_when_one_of_the_fifteen_leaves() -> None:
    closes = {closing.key: set(closing.pairs) for closing in proof_of("standard").closes}
    # A renewal asks the member too when the tier was raised after the deployment.
    assert closes["member"] == {("deployment", "high"), ("renewal", "high")}
    assert closes["operations"] == {("monitoring", tier) for tier in ("minimal", "limited", "high")}
    assert ("design", "minimal") in closes["lead"]
    # There are two risk officers, and nobody decides on the data protection officer's or the auditor's seat.
    assert not {"risk", "risk_deputy", "privacy", "auditor", "builder"} & set(closes)


@pytest.mark.parametrize("key", ["member", "operations", "validator"])
def test_whoever_is_named_closes_exactly_these_pairs_when_they_really_leave(key: str) -> None:
    named = next(closing for closing in proof_of("standard").closes if closing.key == key)
    left = prove(starter(), reference_crew("standard").without(key), Doors())
    shut = {(fault.gate, fault.tier) for fault in left.faults if fault.gate}
    assert shut == set(named.pairs)


@pytest.mark.parametrize("size", SIZES)
def test_merged_seats_of_a_size_never_hold_who_submits_builds_or_validates(size: str) -> None:
    for body in starter(size).values():
        assert list(problems(body)) == []
        merged = {role for seat in body.seats if seat.also for role in (seat.role, *seat.also)}
        assert not merged & {"product_owner", "ml_lead", "model_validator", *body.submit_by}


def test_only_the_small_size_merges_seats_and_each_such_request_takes_enough_people() -> None:
    for size in SIZES:
        merged = {pair: b for pair, b in starter(size).items() if any(seat.also for seat in b.seats)}
        assert bool(merged) is (size == "small")
        assert all(
            people_asked(body) >= {"limited": 3, "high": 4}[tier] for (_, tier), body in merged.items()
        )


def test_the_strict_size_asks_for_more_signatures_than_the_standard_one_and_never_for_fewer() -> None:
    more = 0
    for pair, body in starter("strict").items():
        standard = people_asked(starter()[pair])
        assert people_asked(body) >= standard
        more += people_asked(body) > standard
        assert people_asked(body) >= 3 or pair[0] == "fast_lane"
    assert more > 20
    assert not any(body.contractor_seats for body in starter("strict").values())


@pytest.mark.parametrize(("small", "large"), list(combinations(SIZES, 2)))
def test_items_and_days_are_the_same_in_every_size(small: str, large: str) -> None:
    for pair, body in starter(small).items():
        other = starter(large)[pair]
        assert (body.items, body.sla_days, body.validity_days) == (
            other.items,
            other.sla_days,
            other.validity_days,
        )


def test_an_unknown_size_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        starter_bodies(size="huge")
    assert refused.value.code == "size_unknown"


def test_merged_seats_with_too_few_people_are_refused() -> None:
    two = [{"role": "risk_officer", "also": ["legal_counsel"], "step": 1}]
    for tier, enough in (("minimal", True), ("limited", False), ("high", False)):
        codes = [refused.code for refused in problems(spoiled("design", tier, seats=two))]
        assert codes == ([] if enough else ["policy_merged_people"])


def test_merging_a_role_that_may_hand_in_under_the_policy_is_refused() -> None:
    seats = [
        {"role": "operations_lead", "also": ["risk_officer"], "step": 1},
        {"role": "legal_counsel", "step": 1},
    ]
    merged = spoiled("renewal", "limited", seats=seats)
    assert [refused.code for refused in problems(merged)] == ["policy_merged_role"]


def test_a_group_counts_with_its_threshold_among_the_people_asked() -> None:
    seats = [
        {"role": "committee_member", "needs": 2, "seats": 3, "step": 1},
        {"role": "risk_officer", "step": 1},
    ]
    body = spoiled("design", "high", seats=seats)
    assert sum(seat.mode is SeatMode.DECIDES for seat in body.seats) == 4
    assert people_asked(body) == 4


def test_a_role_that_a_merged_seat_stands_for_is_not_asked_a_second_time_when_the_tier_was_raised() -> None:
    both = {"role": "ai_governance_lead", "also": ["risk_officer"], "step": 1}
    merged = spoiled("renewal", "limited", seats=[both, {"role": "security_ciso", "step": 1}])
    gates = [(starter()["data_review", "limited"], starter()["data_review", "minimal"])]
    more = caught_up(merged, Situation(), gates)
    assert [seat.role for seat in more.seats] == ["legal_counsel"]


def test_a_result_comes_back_from_its_column_as_it_was() -> None:
    proof = proof_with(spoiled("design", "limited", seats=[{"role": "external_auditor", "step": 1}]))
    names = {closing.key: closing.name for closing in proof.closes}
    back = from_text(proof.as_text(), names)
    assert back == proof
    assert back is not None
    assert [fault.said for fault in back.faults] == [fault.said for fault in proof.faults]


def test_a_stored_result_names_people_by_their_key_alone() -> None:
    proof = proof_of("standard")
    assert "Committee member" not in json.dumps(proof.as_plain()["closes"])
    back = from_text(proof.as_text())
    assert back is not None
    assert {closing.name for closing in back.closes} == {closing.key for closing in proof.closes}
    assert from_text("{}") is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([], "crew_shape"),
        ({"people": []}, "crew_shape"),
        ({"people": [{"name": "A"}]}, "crew_shape"),
        ({"people": [{"name": "A", "roles": ["wizard"]}]}, "crew_role"),
        ({"people": [{"name": "A", "roles": [], "age": 3}]}, "crew_shape"),
    ],
)
def test_a_crew_that_cannot_be_read_is_refused(raw: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_crew(raw)
    assert refused.value.code == code


def test_a_team_member_signs_nothing_and_only_the_team_hands_in() -> None:
    crew = reference_crew("standard")
    people = tuple(replace(mate, builds=mate.builds or mate.key == "legal") for mate in crew.people)
    proof = prove(starter(), replace(crew, people=people), Doors())
    assert ("design", "limited") in {(fault.gate, fault.tier) for fault in proof.faults}
    assert "Legal counsel belongs to the team of this system" in proof.faults[0].path[-1].said
