"""Dry runs over many stored histories, and which of several policy versions a gate listens to."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from models.policy import Policy
from models.policy_version import PolicyVersion
from models.subject import Subject
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.dry_runs import content, tried
from tests.fixtures.histories import History, history, store
from workflows.approvals.policies.body import load, to_body
from workflows.approvals.policies.queries import policy_in_force
from workflows.ground import clock
from workflows.ground.canonical import sha256
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading, transaction

PAIRS = (("deployment", "limited"), ("deployment", "high"), ("retirement", "limited"))


def stored(company: Company, many: int) -> dict[tuple[str, str], list[History]]:
    """So many decided requests under each of the policies, as if people had lived through them."""
    company.system()
    random, made = Random(7), dict[tuple[str, str], list[History]]()
    with transaction() as tx:
        versions = {}
        for gate, tier in PAIRS:
            found = tx.scalars(
                select(PolicyVersion).join(Policy).where(Policy.gate == gate, Policy.tier == tier)
            ).one()
            versions[f"{gate}/{tier}"] = found.id
            body, made[gate, tier] = load(found.body), []
            while len(made[gate, tier]) < many:
                one = history(random, body)
                if one.outcome.value in ("approved", "rejected"):
                    made[gate, tier].append(one)
        subject = tx.scalars(select(Subject).order_by(Subject.id)).first()
        assert subject is not None
        every = [one for several in made.values() for one in several]
        store(tx, every, subject.id, subject.system_id, versions, clock.now(tx))
    return made


@pytest.mark.both_databases
@pytest.mark.parametrize("many", [20, pytest.param(400, marks=pytest.mark.trust)])
def test_s45_stored_histories_are_judged_as_they_were_decided(company: Company, many: int) -> None:
    made = stored(company, many)
    for gate, tier in PAIRS:
        result = tried(company, content(gate, tier))
        assert (result["lines"], result["decided"]) == ([], many), (gate, tier)
    raw: dict[str, Any] = content("deployment", "high")
    stricter = {**raw, "seats": [*raw["seats"], {"role": "concerns_officer", "step": 1}]}
    lines = tried(company, stricter)["lines"]
    approved = sum(one.outcome.value == "approved" for one in made["deployment", "high"])
    assert sum(line["turn"] == "stopped" for line in lines) == approved
    assert len(lines) == many


def test_s46_of_several_versions_the_newest_in_force_counts_whenever_it_was_made_and_the_page_names_it(
    company: Company,
) -> None:
    raw = content("design", "limited")
    body = to_body({**raw, "sla_days": 9})
    with transaction() as tx:
        later = clock.now(tx) + timedelta(days=3)
        policy = tx.scalars(select(Policy).where(Policy.gate == "design", Policy.tier == "limited")).one()
        digest = sha256(body.encode())
        tx.add(
            PolicyVersion(
                uuid=uuid7(), policy_id=policy.id, number=2, body=body, digest=digest, in_force_from=later
            )
        )
    now = clock.glance()
    assert policy_in_force(reading(), "design", "limited", now).number == 1
    assert policy_in_force(reading(), "design", "limited", now + timedelta(days=4)).number == 2
    text = words(Door(company, "nils").get("/policies/design/limited"))
    assert "Version 1, in force since" in text
    assert load(policy_in_force(reading(), "design", "limited", now).body).sla_days == raw["sla_days"]


def test_s46_the_policy_of_a_tier_wins_over_the_one_that_stands_in_for_unknown_tiers(
    company: Company,
) -> None:
    now = clock.glance()
    own = policy_in_force(reading(), "retirement", "limited", now)
    fallback = policy_in_force(reading(), "retirement", None, now)
    assert (load(own.body).tier, load(fallback.body).tier) == ("limited", "high")
