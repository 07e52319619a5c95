"""The rules of the fast lane, each at its edge, and a thousand systems with random flags."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from workflows.inventory.flags import KEYS
from workflows.lifecycle.fast_lane.rules import (
    EXCLUDED,
    RULES,
    Held,
    LaneFacts,
    Screens,
    bars,
    judge,
    passes,
)
from workflows.lifecycle.fast_lane.words import RULE_WORDS

TODAY = date(2026, 11, 24)
ANSWERED = Screens(2, 2, 1, False, False, False, date(2027, 1, 31), "", "")
PLUG_IN = LaneFacts(
    "minimal", "minimal", dict.fromkeys(KEYS, "no"), "bought", "advice", "Lingua", True, TODAY, ANSWERED
)


def screened(**more: object) -> LaneFacts:
    return replace(PLUG_IN, screens=replace(ANSWERED, **more))


def failing(facts: LaneFacts) -> list[str]:
    return [one.rule for one in bars(judge(facts))]


def test_a_translation_plug_in_keeps_every_rule():
    assert passes(judge(PLUG_IN))


def test_the_rules_are_those_of_the_catalogue():
    block = yaml.safe_load((Path(__file__).parents[2] / "catalogue/gates.yaml").read_text())["fast_lane"]
    assert [rule["id"] for rule in block["entry_rules"]] == list(RULES) == list(RULE_WORDS)


@pytest.mark.parametrize("flag", sorted(EXCLUDED))
@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_no_excluded_flag_passes(flag: str, answer: str):
    facts = replace(PLUG_IN, answers={**PLUG_IN.answers, flag: answer})
    assert "FL-2" in failing(facts)
    assert not passes(judge(facts))


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (replace(PLUG_IN, legal_tier="limited"), "FL-1"),
        (replace(PLUG_IN, internal_tier="limited"), "FL-1"),
        (replace(PLUG_IN, legal_tier=None), "FL-1"),
        (replace(PLUG_IN, answers={**PLUG_IN.answers, "public_deployer": "unsure"}), "FL-1"),
        (screened(likelihood=1, severity=5), "FL-3"),
        (screened(likelihood=0, severity=2), "FL-3"),
        (screened(impact=3), "FL-3"),
        (screened(vulnerable=True), "FL-3"),
        (replace(PLUG_IN, autonomy="human_confirms"), "FL-4"),
        (screened(acts=True), "FL-4"),
        (screened(supplier_until=date(2026, 11, 23)), "FL-6"),
        (
            replace(
                PLUG_IN,
                origin="built",
                uses_supplier=False,
                builders=("u",),
                screens=replace(ANSWERED, tested_by="u"),
            ),
            "FL-6",
        ),
        (replace(PLUG_IN, stops=("SUS-1",)), "FL-7"),
        (replace(PLUG_IN, sent_back=("REQ-9",)), "FL-7"),
        (screened(incident=True), "FL-7"),
    ],
)
def test_one_fact_is_enough_for_the_full_path(facts: LaneFacts, rule: str):
    assert failing(facts) == [rule]


@pytest.mark.parametrize(
    "missing",
    [
        screened(likelihood=None),
        screened(impact=None),
        screened(vulnerable=None),
        screened(acts=None),
        screened(incident=None),
        screened(supplier_until=None),
        replace(PLUG_IN, supplier=" "),
        replace(PLUG_IN, origin="built"),
        replace(PLUG_IN, origin="built", builders=("u",)),
        replace(PLUG_IN, origin="built", screens=replace(ANSWERED, tested_by="t")),
        replace(PLUG_IN, answers={**PLUG_IN.answers, "dpia_check": "yes"}),
    ],
)
def test_what_nobody_answered_bars_nothing_yet_and_passes_never(missing: LaneFacts):
    assert failing(missing) == []
    assert not passes(judge(missing))
    assert sum(one.held is Held.ASKED for one in judge(missing)) == 1


def test_personal_data_pass_with_the_word_of_somebody_entitled():
    answers = {**PLUG_IN.answers, "dpia_check": "yes"}
    assert passes(judge(replace(PLUG_IN, answers=answers, screens=replace(ANSWERED, no_dpia="dpo"))))


def test_a_built_system_passes_when_somebody_beside_its_builders_tested_it():
    made = replace(PLUG_IN, origin="built", uses_supplier=False, builders=("u",))
    assert passes(judge(replace(made, screens=replace(ANSWERED, tested_by="t", supplier_until=None))))


def test_the_last_day_of_a_supplier_still_counts():
    assert passes(judge(screened(supplier_until=TODAY)))


def test_of_a_thousand_random_systems_none_with_an_excluded_flag_passes():
    dice, passed = random.Random(20261124), 0
    for _ in range(1_000):
        few = dice.random() < 0.5
        answers = {
            key: dice.choices(["no", "yes", "unsure"], (98, 1, 1) if few else (6, 3, 1))[0] for key in KEYS
        }
        facts = LaneFacts(
            dice.choice(["minimal"] * 3 + ["limited", "high"]),
            dice.choice(["minimal"] * 3 + ["limited"]),
            answers,
            dice.choice(["built", "adapted", "bought", "embedded"]),
            dice.choice(["advice"] * 3 + ["acts_alone"]),
            dice.choice(["Lingua", ""]),
            dice.random() < 0.5,
            TODAY,
            replace(ANSWERED, tested_by="somebody", likelihood=dice.randint(1, 2), no_dpia="dpo"),
            builders=("who built it",),
        )
        if passes(judge(facts)):
            passed += 1
            assert not {key for key, said in answers.items() if said != "no"} & EXCLUDED
    assert passed > 20
