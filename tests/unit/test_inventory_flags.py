"""The classification questions, and what follows from their answers."""

from __future__ import annotations

import pytest

from models.enums import Tier
from workflows.approvals.policies import vocabulary
from workflows.inventory.flags import (
    FLAGS,
    GROUPS,
    KEYS,
    is_milder,
    set_flags,
    stricter,
    suggested_legal_tier,
)

NO = dict.fromkeys(KEYS, "no")


def test_every_flag_a_policy_may_ask_about_has_a_question() -> None:
    # Section B of Annex I changes no gate: it only names another law.
    assert set(KEYS) == vocabulary.FLAGS - {"annex_i_section_b"}


def test_every_question_is_a_question_in_a_group_and_says_what_follows() -> None:
    assert len(set(KEYS)) == len(FLAGS)
    for flag in FLAGS:
        assert flag.question.endswith("?")
        assert flag.leads_to.endswith(".")
        assert flag.group in GROUPS


def test_unsure_and_unanswered_count_as_set() -> None:
    assert set_flags(NO | {"gpai": "unsure", "dpia_check": "yes"}) == ("dpia_check", "gpai")
    assert set_flags({}) == tuple(sorted(KEYS))


@pytest.mark.parametrize(
    ("answers", "tier"),
    [
        ({}, Tier.MINIMAL),
        ({"dpia_check": "yes"}, Tier.MINIMAL),
        ({"t_interaction": "yes"}, Tier.LIMITED),
        ({"t_synthetic": "unsure"}, Tier.LIMITED),
        ({"high_annex_iii": "yes", "t_interaction": "yes"}, Tier.HIGH),
        ({"high_annex_i": "unsure"}, Tier.HIGH),
        ({"art_6_3_exempt": "yes"}, Tier.MINIMAL),
    ],
)
def test_the_answers_suggest_the_mildest_legal_tier_that_fits(answers: dict[str, str], tier: Tier) -> None:
    assert suggested_legal_tier(NO | answers) == tier


def test_the_stricter_of_two_tiers_counts() -> None:
    order = ["minimal", "limited", "high", "prohibited"]
    for mild, one in enumerate(order):
        for strict, other in enumerate(order):
            assert stricter(one, other) == order[max(mild, strict)]
            assert is_milder(one, other) == (mild < strict)


def test_an_unknown_tier_is_no_tier() -> None:
    with pytest.raises(ValueError):
        stricter("minimal", "none")
