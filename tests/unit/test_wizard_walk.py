"""The walk through the questions of the law: what is asked, what follows, and that unsure never loosens."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.enums import Tier
from tests.fixtures.wizard import answers
from workflows.inventory.flags import KEYS
from workflows.inventory.law.catalogue import EU_AI_ACT, starter
from workflows.inventory.law.parsing import parse_scheme
from workflows.inventory.law.scheme import YES_NO
from workflows.inventory.wizard.answering import judged
from workflows.inventory.wizard.flagging import flag_answers, gate_tier
from workflows.inventory.wizard.hints import conditions
from workflows.inventory.wizard.walk import Answer, walk

LAW = parse_scheme(EU_AI_ACT, starter())
REPLIES = ("yes", "no", "unsure")


def said(question: str, reply: str) -> Answer:
    """One reply; a question with choices gets its first one with a yes."""
    asked = LAW.questions[question]
    if asked.kind == YES_NO:
        return Answer(reply)
    first = (asked.options[0].key,)
    return Answer(reply, first if reply == "yes" else (), first if reply == "unsure" else ())


def end(**given: str | tuple[str, ...]) -> tuple[str, str, frozenset[str]]:
    """Outcome, tier and flags, where everything else is answered no."""
    walked, _ = judged(LAW, answers(**given), "", none_applies=True)
    assert walked.outcome is not None
    return walked.outcome.key, walked.tier, walked.set_flags()


def test_the_law_asks_24_questions() -> None:
    assert len(LAW.questions) == 24


@pytest.mark.parametrize(
    ("given", "outcome", "tier", "flag"),
    [
        ({"Q_AI": "no"}, "OUT_NOT_AI", "out_of_scope", None),
        ({"Q_EXCL": "yes"}, "OUT_EXCLUDED", "out_of_scope", None),
        ({"Q_EU": "no"}, "OUT_NO_NEXUS", "out_of_scope", None),
        ({"Q_PROH": ("5(1)(f)",)}, "OUT_PROHIBITED", "prohibited", None),
        ({}, "OUT_RESULT", "minimal", None),
        ({"Q_T_INTERACT": "yes"}, "OUT_RESULT", "limited", "t_interaction"),
        ({"Q_T_FAKE": "unsure"}, "OUT_RESULT", "limited", "t_deepfake_text"),
        ({"Q_ANNEX3": ("4(a)",), "Q_PROFILE": "yes"}, "OUT_RESULT", "high", "high_annex_iii"),
        ({"Q_ANNEX3": ("4(a)",), "Q_FILTER": "no"}, "OUT_RESULT", "high", "high_annex_iii"),
        ({"Q_ANNEX3": ("4(a)",), "Q_FILTER": "yes"}, "OUT_RESULT", "minimal", "art_6_3_exempt"),
        ({"Q_ANNEX3": ("4(a)",), "Q_FILTER": "unsure"}, "OUT_RESULT", "high", "high_annex_iii"),
        ({"Q_ANNEX1": "yes", "Q_ANNEX1_TP": "yes"}, "OUT_RESULT", "high", "high_annex_i"),
        ({"Q_ANNEX1": "yes", "Q_ANNEX1_TP": "no"}, "OUT_RESULT", "minimal", None),
        ({"Q_GPAI": "yes"}, "OUT_RESULT", "minimal", "gpai"),
        ({"Q_DATA": "yes"}, "OUT_RESULT", "minimal", "dpia_check"),
    ],
)
def test_answers_lead_to_their_end(given: dict, outcome: str, tier: str, flag: str | None) -> None:
    found = end(**given)
    assert found[:2] == (outcome, tier)
    assert flag is None or flag in found[2]


def test_unsure_about_an_exclusion_does_not_leave_the_law() -> None:
    assert end(Q_EXCL="unsure")[0] == "OUT_RESULT"


def test_an_unsure_screen_counts_as_a_forbidden_practice() -> None:
    given = answers() | {"Q_PROH": Answer("unsure", (), ("5(1)(a)",))}
    walked, _ = judged(LAW, given, "", none_applies=True)
    assert walked.tier == "prohibited"
    assert gate_tier(LAW, walked.tier) is Tier.PROHIBITED


@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries({key: st.sampled_from(REPLIES) for key in LAW.questions}),
    st.sampled_from(sorted(LAW.questions)),
)
def test_finding_out_never_makes_a_system_stricter_than_being_unsure(replies: dict, key: str) -> None:
    """Both answers that may come out are at most as strict as the unsure one, unless they leave an exclusion."""
    if key == "Q_ROLE" or LAW.questions[key].kind != YES_NO:
        return
    given = {name: said(name, reply) for name, reply in replies.items()} | {
        "Q_ROLE": Answer("yes", ("provider",))
    }
    unsure = walk(LAW, given | {key: said(key, "unsure")})
    for reply in ("yes", "no"):
        found = walk(LAW, given | {key: said(key, reply)})
        assert LAW.rank(found.tier) <= LAW.rank(unsure.tier)


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({key: st.sampled_from(REPLIES) for key in LAW.questions}))
def test_every_walk_ends_and_gives_every_flag_of_the_policies_an_answer(replies: dict) -> None:
    given = {name: said(name, reply) for name, reply in replies.items()} | {
        "Q_ROLE": Answer("yes", ("provider",))
    }
    walked = walk(LAW, given)
    assert walked.outcome is not None
    assert set(flag_answers(walked, "no")) == set(KEYS)
    assert len({step.question.key for step in walked.steps}) == len(walked.steps)


def test_a_missing_answer_is_named_and_nothing_follows() -> None:
    walked = walk(LAW, {})
    assert walked.outcome is None
    assert "Q_AI" in walked.missing
    assert "Q_SYS" not in walked.missing


def test_a_screen_with_a_gap_is_no_answer() -> None:
    given = answers() | {"Q_PROH": Answer("", ("5(1)(a)",))}
    walked, bad = judged(LAW, given, "why", none_applies=False)
    assert "Q_PROH" in walked.missing
    assert any(one.field == "Q_PROH" for one in bad)


def test_whoever_leaves_the_rules_or_is_unsure_says_why_beside_that_answer() -> None:
    for one in ({"Q_AI": "no"}, {"Q_ANNEX3": ("4(a)",), "Q_FILTER": "yes"}, {"Q_DATA": "unsure"}):
        key = list(one)[-1]
        _, bad = judged(LAW, answers(**one), "In short", none_applies=True)
        assert [lack.field for lack in bad] == [f"{key}_why"]


def test_a_question_says_when_it_is_asked() -> None:
    found = conditions(LAW)
    place = {key: number for number, key in enumerate(LAW.questions, 1)}
    assert found["Q_T_INTERACT"] == ()
    assert [(one.number, one.yes) for one in found["Q_SYS"]] == [(place["Q_GPAI"], True)]
    assert {(one.number, one.yes) for one in found["Q_WORK"]} == {
        (place["Q_PROFILE"], True),
        (place["Q_FILTER"], False),
    }


def test_no_combination_of_early_answers_skips_the_screen_inside_the_law() -> None:
    for ai, excluded, union in product(REPLIES, repeat=3):
        walked, _ = judged(LAW, answers(Q_AI=ai, Q_EXCL=excluded, Q_EU=union), "", none_applies=True)
        screened = any(step.question.key == "Q_PROH" for step in walked.steps)
        assert screened or LAW.rank(walked.tier) == 0
