"""Classifying AI systems through the web door."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.ai_system import AiSystem
from models.classification import Classification
from models.classification_review import ClassificationReview
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.doors import Door, words
from tests.fixtures.wizard import sheet
from workflows.ground.transaction import reading
from workflows.inventory import hooks
from workflows.inventory.frozen import classification_record

ADDRESS = "/systems/SYS-1/classify"
NO = sheet(internal_tier="limited")


def system() -> AiSystem:
    """The system as it stands."""
    session = reading()
    session.rollback()
    session.expire_all()
    return session.get_one(AiSystem, 1)


@pytest.fixture
def jide(company: Company) -> Door:
    """The legal counsel, with a registered system in sight."""
    company.system()
    return Door(company, "jide")


def test_the_stricter_tier_counts_and_the_author_is_named_with_their_roles(
    company: Company, jide: Door
) -> None:
    answer = jide.send(
        ADDRESS,
        NO | {"Q_DATA": "yes", "Q_PUBLIC": "yes", "Q_SPECIAL": "unsure", "Q_SPECIAL_why": "Nobody asked yet"},
    )

    assert (answer.status_code, answer.location) == (303, "/systems/SYS-1/classification")
    assert (system().tier, system().legal_tier, system().internal_tier) == ("limited", "minimal", "limited")
    assert json.loads(system().flags) == ["dpia_check", "special_category_data"]
    kept = reading().scalars(select(Classification)).one()
    assert (kept.author_id, json.loads(kept.author_roles)) == (company["jide"].person_id, ["legal_counsel"])
    page = jide.text("/systems/SYS-1/classification")
    assert "Unsure, counts as yes" in page


def test_nothing_is_chosen_beforehand_and_every_question_asked_wants_an_answer(jide: Door) -> None:
    assert jide.text(ADDRESS).count(" checked") == 1, "only that the answers decide the legal tier"
    answer = jide.send(ADDRESS, {})

    assert answer.status_code == 422
    assert "Answer this: Does it infer from input" in words(answer)
    assert "Answer this: Does it predict individual offending purely from a profile?" in words(answer)
    assert "Choose a tier." in words(answer)
    assert "Answer this: Was cumulative training compute above" not in words(answer)


@pytest.mark.parametrize("question", ["Q_AI", "Q_EU"])
def test_no_tick_for_all_leads_out_of_the_law(jide: Door, question: str) -> None:
    assert jide.send(ADDRESS, NO | {question: ""}).status_code == 422
    refused = jide.send(ADDRESS, NO | {question: "no"})
    assert "Give the reason for this answer" in words(refused)
    assert jide.send(ADDRESS, NO | {question: "no", f"{question}_why": "Fixed rules only"}).status_code == 303
    assert (
        "may still cover it" in jide.text("/systems/SYS-1/classification") or system().legal_tier == "minimal"
    )


def test_another_tier_than_the_answers_lead_to_is_signed_with_a_reason(jide: Door) -> None:
    milder = NO | {"Q_ANNEX3": ["5(b)"], "Q_PROFILE": "yes", "legal_tier": "limited"}
    assert "The answers lead to the high tier" in words(jide.send(ADDRESS, milder))
    reasoned = milder | {"override_reason": "A court said so"}
    assert jide.send(ADDRESS, reasoned).status_code == 422, "no password"
    assert jide.send(ADDRESS, reasoned | {"password": "wrong wrong wrong"}).status_code == 422
    assert system().legal_tier is None

    assert jide.send(ADDRESS, reasoned | {"password": PASSWORD}).status_code == 303
    assert system().legal_tier == "limited"
    kept = reading().scalars(select(Classification)).one()
    assert (kept.legal_tier, kept.override_reason, kept.authenticated_by) == (
        "limited",
        "A court said so",
        "password",
    )
    assert "although the answers lead to high" in kept.statement
    assert kept.statement in jide.text("/systems/SYS-1/classification")


def test_the_team_cannot_set_another_tier_than_its_answers_lead_to(company: Company, jide: Door) -> None:
    milder = NO | {"legal_tier": "high", "override_reason": "To be sure", "password": PASSWORD}
    assert Door(company, "ana").send(ADDRESS, milder).status_code == 422
    assert system().tier is None


def test_a_look_shows_what_follows_and_keeps_nothing(jide: Door) -> None:
    answer = jide.send(
        ADDRESS, NO | {"Q_ANNEX3": ["5(b)"], "Q_PROFILE": "unsure", "Q_PROFILE_why": "Ask", "look": "1"}
    )
    assert answer.status_code == 200
    assert "Not kept yet. The answers lead to: High tier High risk" in words(answer)
    assert "Fundamental rights impact assessment" not in words(answer)
    assert "Assign human oversight" in words(answer)
    assert system().tier is None


def test_who_looked_and_found_it_still_right_is_kept_beside_it(jide: Door) -> None:
    jide.send(ADDRESS, NO)
    here = "/systems/SYS-1/classification"
    assert jide.send(here, {"reason": " "}).status_code == 422
    assert jide.send(here, {"reason": "Purpose and supplier are the same"}).status_code == 303
    assert reading().scalars(select(ClassificationReview.reason)).one() == "Purpose and supplier are the same"
    assert "Number 1 found still right" in words(jide.get(here))
    assert len(list(reading().scalars(select(Classification.id)))) == 1


BAD: list[tuple[str, Any]] = [
    ("legal_tier", "out_of_scope"),
    ("internal_tier", "prohibited"),
    ("Q_AI", "maybe"),
    ("Q_ROLE", ["king"]),
    ("Q_ROLE", []),
    ("common_reason", "  "),
    ("internal_reason", "x" * 4001),
    ("Q_GPAI_why", "x" * 2001),
    ("critical", "unsure\x00"),
    ("Q_DATA", "unsure"),
]


def test_bad_input_is_told_and_nothing_is_classified(jide: Door) -> None:
    for field, value in BAD:
        assert jide.send(ADDRESS, NO | {field: value}).status_code == 422, field
    assert system().tier is None


def test_a_new_classification_never_changes_the_old_one(jide: Door) -> None:
    jide.send(ADDRESS, NO)
    first = classification_record(reading(), 1)
    jide.send(ADDRESS, NO | {"internal_tier": "high"})
    assert system().tier == "high"
    kept = list(reading().scalars(select(Classification).order_by(Classification.number)))

    assert [(one.number, one.internal_tier) for one in kept] == [(1, "limited"), (2, "high")]
    assert first is not None
    assert kept[0].digest == first["digest"]
    assert classification_record(reading(), 1) != first


def test_s16_saying_the_same_again_adds_nothing(jide: Door) -> None:
    jide.send(ADDRESS, NO)
    again = jide.send(ADDRESS, NO)

    assert again.status_code == 303
    assert len(list(reading().scalars(select(Classification.id)))) == 1


def test_somebody_classified_meanwhile_and_the_newer_one_is_shown(company: Company, jide: Door) -> None:
    seen = jide.hidden(ADDRESS)
    Door(company, "maria").send(ADDRESS, NO | {"common_reason": "Maria's reason"})
    late = jide.client.post(ADDRESS, data=seen | NO | {"common_reason": "Jide's reason"})

    assert late.status_code == 409
    assert "Maria's reason" in words(late)
    assert "Jide's reason" in words(late)
    assert len(list(reading().scalars(select(Classification.id)))) == 1


@pytest.mark.parametrize(
    ("name", "may"), [("ana", True), ("maria", True), ("tom", True), ("priya", False), ("ruth", False)]
)
def test_who_may_classify(company: Company, jide: Door, name: str, may: bool) -> None:
    door = Door(company, name)
    assert door.get(ADDRESS).status_code == (200 if may else 403)
    sent = door.client.post(ADDRESS, data=jide.hidden(ADDRESS) | door.hidden("/preferences") | NO)
    assert sent.status_code == (303 if may else 403)


def test_a_team_member_without_a_role_classifies_without_one(company: Company, jide: Door) -> None:
    company.system("Chat", owner="nils@halm.example")
    Door(company, "nils").send("/systems/SYS-2/classify", NO)

    assert reading().scalars(select(Classification.author_roles)).one() == "[]"


def test_what_listens_is_told_in_the_same_act_and_can_stop_it(
    jide: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[object, ...]] = []
    monkeypatch.setattr(hooks, "_classified", [lambda *told: heard.append(told[4:6])])
    jide.send(ADDRESS, NO)
    jide.send(ADDRESS, NO | {"internal_tier": "high"})
    assert heard == [(None, "limited"), ("limited", "high")]

    def broken(*_: object) -> None:
        raise RuntimeError("listener fails")

    monkeypatch.setattr(hooks, "_classified", [broken])
    assert jide.send(ADDRESS, NO).status_code == 500
    assert system().tier == "high"
