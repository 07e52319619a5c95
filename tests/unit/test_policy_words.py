"""What people sign: one exact sentence per gate and decision, and what things are called."""

from __future__ import annotations

import pytest

from models.enums import Decision, Level, Stage, Tier
from workflows.approvals.policies import statements, words
from workflows.approvals.policies.vocabulary import POLICY_GATES, SUSPENSION, SUSPENSION_REVIEW
from workflows.ground.refused import Refused

DIGEST = "9f2c41ab03de" + "0" * 52
ROUND = "77ab12cd34ef" + "1" * 52


def sentence(gate: str, decision: str, **changes: object) -> str:
    facts: dict[str, object] = {
        "gate": gate,
        "decision": decision,
        "name": "Maria Keller",
        "role": "risk_officer",
        "label": "Credit scoring v12",
        "subject_digest": DIGEST,
        "items": 26,
        "round_number": 2,
        "round_digest": ROUND,
        "policy_tier": "high",
        "policy_number": 3,
    }
    return statements.statement(**{**facts, **changes})


def test_an_approval_of_a_deployment_says_who_what_which_content_and_which_policy():
    assert sentence("deployment", "approve") == (
        "I, Maria Keller, as AI risk officer, approve the deployment of Credit scoring v12 (9f2c41ab03de). "
        "It covers 26 items of round 2 (77ab12cd34ef) under policy deployment/high 3."
    )


@pytest.mark.parametrize("decision", list(Decision))
@pytest.mark.parametrize("gate", POLICY_GATES)
def test_every_gate_and_decision_has_a_sentence_of_its_own(gate, decision):
    said = sentence(gate, decision)
    assert "Maria Keller" in said
    assert "Credit scoring v12 (9f2c41ab03de)" in said
    assert said.endswith(f"under policy {gate}/high 3.")
    assert "{" not in said
    assert words.meaning(decision)


def test_no_two_sentences_are_alike():
    every = {sentence(gate, decision) for gate in POLICY_GATES for decision in Decision}
    assert len(every) == len(POLICY_GATES) * len(Decision)


def test_rejecting_a_confirmation_says_that_the_suspension_stands():
    said = sentence(SUSPENSION, "reject")
    assert "do not confirm the suspension" in said
    assert "it stands until" in said


def test_a_suspension_review_says_that_approving_stops_and_rejecting_lets_go_on():
    assert "stop Credit scoring v12" in sentence(SUSPENSION_REVIEW, "approve")
    assert "go on until the date" in sentence(SUSPENSION_REVIEW, "reject")


def test_advice_says_that_it_does_not_decide():
    assert "I do not decide" in sentence("deployment", "advise_against")


@pytest.mark.parametrize(
    ("gate", "decision"), [("deployment", "shout"), ("moon", "approve"), ("moon", "shout")]
)
def test_a_signature_without_a_sentence_is_refused(gate, decision):
    with pytest.raises(Refused):
        sentence(gate, decision)


def test_a_decision_without_a_meaning_is_refused():
    with pytest.raises(Refused):
        words.meaning("shout")


@pytest.mark.parametrize("trick", ["{name.__class__}", "{0}", "{{ 7*7 }}", "%(x)s", "{", "}"])
def test_s76_braces_in_names_and_labels_stay_what_they_are(trick):
    assert f"I, {trick}, as" in sentence("deployment", "approve", name=trick)
    assert f"of {trick} (" in sentence("deployment", "approve", label=trick)


def test_a_version_without_artefacts_is_named_without_a_digest():
    assert "of Credit scoring v12. It covers 1 item of" in sentence(
        "deployment", "approve", subject_digest="", items=1
    )


def test_a_vendors_release_is_shown_whole():
    assert "(2026.11-lts build 7)" in sentence("deployment", "approve", subject_digest="2026.11-lts build 7")


def test_a_stop_has_a_sentence_for_roles_and_for_team_members():
    who = {"name": "Jo", "label": "Chat v1", "subject_digest": ""}
    assert statements.suspending_statement(role="security_ciso", **who).startswith(
        "I, Jo, as Information security (CISO), stop Chat v1 at once"
    )
    assert "as member of its team" in statements.suspending_statement(role="", **who)


def test_everything_has_a_label():
    assert set(words.GATES) == set(POLICY_GATES) == set(statements.ACTS)
    assert set(words.STAGES) == {*Stage, "suspended"}
    assert set(words.TIERS) == set(Tier)
    assert set(words.LEVELS) == set(Level)
    assert set(words.DECISIONS) == set(words.DONE) == set(statements.STATEMENTS) == set(Decision)
    assert words.gate_label("deployment") == "Deployment gate"
    assert words.tier_label(None) == "Not classified"
    assert words.role_label("unheard_of") == "unheard_of"
