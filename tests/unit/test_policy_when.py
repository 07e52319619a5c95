"""Conditions: what is asked of which version, and that whatever cannot be told counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums import Level
from workflows.approvals.policies.body import load
from workflows.approvals.policies.parts import When
from workflows.approvals.policies.phrases import why_not_asked
from workflows.approvals.policies.vocabulary import (
    FLAGS,
    LEGAL_TIERS,
    OPERATOR_ROLES,
    ORIGINS,
    STAGES,
    WHEN_VALUES,
    YES_KEYS,
)
from workflows.approvals.policies.when import Situation, failing, items_for, left_out, seats_for
from workflows.approvals.starter import starter_bodies

BODIES = {key: load(text) for key, text in starter_bodies().items()}
PLAIN = Situation("testing", "built", frozenset(), frozenset({"provider"}), "minimal")


def level(gate: str, tier: str, key: str, situation: Situation) -> Level | None:
    return next((a.level for a in items_for(BODIES[gate, tier], situation) if a.item.key == key), None)


def seat_keys(gate: str, tier: str, situation: Situation) -> set[str]:
    return {seat.key for seat in seats_for(BODIES[gate, tier], situation)}


@pytest.mark.parametrize(
    ("origin", "asked", "spared"),
    [
        ("built", {"DE-2", "DE-13"}, {"DE-15"}),
        ("adapted", {"DE-2", "DE-13"}, {"DE-15"}),
        ("bought", {"DE-15"}, {"DE-2", "DE-5", "DE-13"}),
        ("embedded", {"DE-15"}, {"DE-2", "DE-5", "DE-13"}),
    ],
)
def test_a_bought_system_is_not_asked_the_questions_of_a_developer(origin, asked, spared):
    keys = {a.item.key for a in items_for(BODIES["data_review", "high"], replace(PLAIN, origin=origin))}
    assert asked <= keys
    assert not spared & keys


def test_transparency_is_a_must_with_a_transparency_flag_and_not_asked_without():
    assert level("data_review", "limited", "DE-12", PLAIN) is None
    chat = replace(PLAIN, flags=frozenset({"t_interaction"}))
    assert level("data_review", "limited", "DE-12", chat) is Level.MUST
    assert level("data_review", "minimal", "DE-12", chat) is None


def test_an_unsure_answer_counts_as_set():
    unsure = replace(PLAIN, unsure=frozenset({"t_synthetic", "uses_supplier"}))
    assert level("data_review", "limited", "DE-12", unsure) is Level.MUST
    assert level("data_review", "limited", "DE-11", unsure) is Level.MUST
    assert "dpo" in seat_keys("deployment", "high", replace(PLAIN, unsure=frozenset({"dpia_check"})))


@pytest.mark.parametrize("tier", ["minimal", "limited", "high"])
def test_registration_is_a_must_in_every_tier_for_an_article_6_3_system(tier):
    exempt = replace(PLAIN, flags=frozenset({"art_6_3_exempt"}))
    assert level("deployment", tier, "TE-18", exempt) is Level.MUST
    annex = replace(PLAIN, flags=frozenset({"high_annex_iii"}))
    assert level("deployment", tier, "TE-18", annex) is (Level.MUST if tier == "high" else None)
    assert level("deployment", tier, "TE-18", PLAIN) is None


def test_every_key_of_a_condition_must_hold():
    provider_of_high = replace(PLAIN, legal_tier="high")
    assert level("deployment", "high", "TE-17", provider_of_high) is Level.MUST
    assert level("deployment", "high", "TE-17", PLAIN) is None
    assert (
        level("deployment", "high", "TE-17", replace(provider_of_high, roles=frozenset({"deployer"}))) is None
    )


def test_general_purpose_models_add_their_items():
    gpai = replace(PLAIN, flags=frozenset({"gpai"}))
    assert level("data_review", "high", "DE-14", gpai) is Level.SHOULD
    assert level("data_review", "high", "DE-14", PLAIN) is None


def test_the_retirement_list_shrinks_before_deployment():
    live = {a.item.key for a in items_for(BODIES["retirement", "high"], replace(PLAIN, stage="monitoring"))}
    idea = {a.item.key for a in items_for(BODIES["retirement", "high"], replace(PLAIN, stage="intake"))}
    assert idea == {"RT-1", "RT-9"}
    assert len(live) == 9


def test_top_management_signs_only_while_a_critical_risk_remains():
    assert "top_management" not in seat_keys("deployment", "minimal", PLAIN)
    critical = replace(PLAIN, flags=frozenset({"critical_residual_risk"}))
    assert "top_management" in seat_keys("deployment", "minimal", critical)


def test_the_data_protection_officer_advises_only_on_personal_data():
    assert "dpo" not in seat_keys("data_review", "high", PLAIN)
    assert "dpo" in seat_keys("data_review", "high", replace(PLAIN, flags=frozenset({"dpia_check"})))


@pytest.mark.parametrize(
    "unknown",
    [
        replace(PLAIN, origin=None),
        replace(PLAIN, origin="found"),
    ],
)
def test_an_unknown_origin_asks_everything_that_depends_on_it(unknown):
    keys = {a.item.key for a in items_for(BODIES["data_review", "high"], unknown)}
    assert {"DE-2", "DE-13", "DE-15"} <= keys


def test_a_system_that_nobody_classified_is_asked_everything():
    body = BODIES["deployment", "high"]
    nobody_knows = Situation(stage=None)
    left = {one.item.key for one in left_out(body, nobody_knows)}
    # Yes-or-no questions are answered on the registration, so only they can be known here.
    assert left == {"TE-16"}
    assert set(seats_for(body, nobody_knows)) == set(body.seats)


@pytest.mark.parametrize(
    "when",
    [
        When((("moon_phase", ("full",)),)),
        When((("any_flag", ("no_such_flag",)),)),
        When((("any_flag", ()),)),
        When((("origin", ("__import__('os')",)),)),
        When((("uses_supplier", ("perhaps",)),)),
        When((("stage", ("{{ 7*7 }}",)),)),
    ],
)
def test_s76_a_name_that_nobody_knows_counts_and_is_never_run(when):
    assert failing(when, PLAIN) == ()


def test_what_is_not_asked_says_why():
    said = {
        one.item.key: why_not_asked(one, "limited")
        for one in left_out(BODIES["deployment", "limited"], PLAIN)
    }
    assert said["TE-17"] == "Not asked in the limited tier."
    assert (
        said["TE-24"] == "Asked only for systems bought or embedded in other software; that is not so here."
    )
    assert said["TE-19"] == "Asked only if it is used at the workplace on our workers; that is not so here."
    assert said["TE-23"] == "Asked only where our role is deployer; that is not so here."
    assert (
        said["TE-16"]
        == "Asked only where suppliers, partners or customers are involved; that is not so here."
    )


SITUATIONS = st.builds(
    Situation,
    stage=st.none() | st.sampled_from(sorted(STAGES)),
    origin=st.none() | st.sampled_from(sorted(ORIGINS)),
    flags=st.none() | st.frozensets(st.sampled_from(sorted(FLAGS))),
    roles=st.none() | st.frozensets(st.sampled_from(sorted(OPERATOR_ROLES)), max_size=3),
    legal_tier=st.none() | st.sampled_from(sorted(LEGAL_TIERS)),
    yes=st.frozensets(st.sampled_from(sorted(YES_KEYS))),
)
POLICIES = st.sampled_from(sorted(BODIES))


@given(POLICIES, SITUATIONS)
def test_every_item_is_either_asked_or_left_out_with_a_reason(key, situation):
    body = BODIES[key]
    asked, left = items_for(body, situation), left_out(body, situation)
    assert sorted([a.item.key for a in asked] + [n.item.key for n in left]) == sorted(
        i.key for i in body.items
    )
    assert all(one.why and why_not_asked(one, body.tier).endswith(".") for one in left)
    assert all(one.level is not Level.NA for one in asked)


@given(POLICIES, SITUATIONS)
def test_no_situation_leaves_a_gate_without_a_blocking_must_or_a_deciding_seat(key, situation):
    body = BODIES[key]
    assert any(a.level is Level.MUST and a.item.blocking for a in items_for(body, situation))
    assert any(seat.mode == "decides" for seat in seats_for(body, situation))


@given(POLICIES, SITUATIONS, st.sampled_from(sorted(FLAGS)))
def test_one_more_flag_or_doubt_never_takes_an_item_or_seat_away(key, situation, flag):
    body = BODIES[key]
    more = replace(situation, unsure=situation.unsure | {flag})
    before = {a.item.key: a.level for a in items_for(body, situation)}
    after = {a.item.key: a.level for a in items_for(body, more)}
    assert before.keys() <= after.keys()
    assert all(after[item] is Level.MUST for item, had in before.items() if had is Level.MUST)
    assert set(seats_for(body, situation)) <= set(seats_for(body, more))


@given(POLICIES, SITUATIONS)
def test_knowing_less_never_asks_less(key, situation):
    body = BODIES[key]
    for fact in ("stage", "origin", "flags", "roles", "legal_tier"):
        less = {a.item.key for a in items_for(body, replace(situation, **{fact: None}))}
        assert {a.item.key for a in items_for(body, situation)} <= less


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3), SITUATIONS)
def test_s40_a_condition_of_any_text_is_only_compared_and_counts_when_unknown(key, values, situation):
    answer = failing(When(((key, tuple(values)),)), situation)
    assert answer in ((), (key,))
    if key not in WHEN_VALUES or not values or not WHEN_VALUES[key].issuperset(values):
        assert answer == ()
