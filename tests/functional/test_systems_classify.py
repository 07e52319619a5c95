"""Classifying AI systems through the web door."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.ai_system import AiSystem
from models.classification import Classification
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.ground.transaction import reading
from workflows.inventory import hooks
from workflows.inventory.flags import KEYS
from workflows.inventory.frozen import classification_record

ADDRESS = "/systems/SYS-1/classify"
NO: dict[str, Any] = {
    **dict.fromkeys(KEYS, "no"),
    "legal_tier": "minimal",
    "legal_reason": "No duty fits",
    "internal_tier": "limited",
    "internal_reason": "Small sums",
    "operator_roles": ["deployer"],
}


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
    answer = jide.send(ADDRESS, NO | {"dpia_check": "yes", "gpai": "unsure"})

    assert (answer.status_code, answer.location) == (303, "/systems/SYS-1/classification")
    assert (system().tier, system().legal_tier, system().internal_tier) == ("limited", "minimal", "limited")
    assert json.loads(system().flags) == ["dpia_check", "gpai"]
    kept = reading().scalars(select(Classification)).one()
    assert (kept.author_id, json.loads(kept.author_roles)) == (company["jide"].person_id, ["legal_counsel"])
    page = jide.text("/systems/SYS-1/classification")
    assert "Unsure, counts as yes" in page


def test_nothing_is_chosen_beforehand_and_every_question_wants_an_answer(jide: Door) -> None:
    assert "checked" not in jide.text(ADDRESS)
    answer = jide.send(ADDRESS, {})

    assert answer.status_code == 422
    assert words(answer).count("Answer yes, no or unsure:") == 2 * len(KEYS)
    assert "Choose a legal tier" in words(answer)


def test_a_milder_legal_tier_than_the_answers_suggest_needs_a_reason(jide: Door) -> None:
    milder = NO | {"high_annex_iii": "yes"}
    refused = jide.send(ADDRESS, milder)
    assert refused.status_code == 422
    assert "The answers point to the high tier" in words(refused)

    assert jide.send(ADDRESS, milder | {"override_reason": "Article 6(3) holds"}).status_code == 303
    assert reading().scalars(select(Classification.override_reason)).one() == "Article 6(3) holds"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("legal_tier", "out_of_scope"),
        ("internal_tier", "prohibited"),
        ("gpai", "maybe"),
        ("operator_roles", ["king"]),
        ("operator_roles", []),
        ("legal_reason", "  "),
        ("internal_reason", "x" * 4001),
    ],
)
def test_bad_input_is_told_and_nothing_is_classified(jide: Door, field: str, value: Any) -> None:
    assert jide.send(ADDRESS, NO | {field: value}).status_code == 422
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
    Door(company, "maria").send(ADDRESS, NO | {"legal_reason": "Maria's reason"})
    late = jide.client.post(ADDRESS, data=seen | NO | {"legal_reason": "Jide's reason"})

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
