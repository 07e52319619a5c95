"""The starter becomes policy versions in set-up's one act, and a gate without a policy is shut."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from models.base import db
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.record_entry import RecordEntry
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_PAIRS, POLICY_TIERS
from workflows.approvals.starter import adopt
from workflows.ground import clock
from workflows.ground.actor import SYSTEM
from workflows.ground.canonical import sha256
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.people.setup import SetUp, establish

pytestmark = pytest.mark.both_databases

ALWAYS = {"retirement", "rework", "suspension", "suspension_review"}


@pytest.fixture
def office(house: Flask) -> Flask:
    """A house whose organisation was set up."""
    command = SetUp("", "Admin Istrator", "admin@halm.example", "Halm Group", "Europe/Berlin")
    with transaction() as tx:
        establish(tx, clock.now(tx), command, "no password opens this")
    return house


def test_set_up_adopts_every_policy_in_version_1_and_its_one_entry_lists_the_digests(office):
    session = reading()
    rows = session.execute(
        select(Policy.gate, Policy.tier, PolicyVersion).join(
            PolicyVersion, PolicyVersion.policy_id == Policy.id
        )
    ).all()
    assert sorted((gate, tier) for gate, tier, _ in rows) == sorted(POLICY_PAIRS)
    assert all(v.number == 1 and v.digest == sha256(v.body.encode()) for _, _, v in rows)
    entries = session.scalars(select(RecordEntry)).all()
    assert len(entries) == 1
    adopted = json.loads(entries[0].body)["changes"]["adopted"][1]
    assert {f"{gate}/{tier}": version.digest for gate, tier, version in rows}.items() <= adopted.items()


def test_adopting_again_changes_nothing(office):
    with transaction() as tx:
        assert adopt(tx, clock.now(tx), SYSTEM) == {}
    assert reading().scalar(select(func.count()).select_from(PolicyVersion)) == len(POLICY_PAIRS)


@pytest.mark.parametrize("tier", POLICY_TIERS)
def test_every_gate_finds_its_policy_in_one_statement(office, tier):
    session = reading()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    gates = [gate for gate, one in POLICY_PAIRS if one == tier]
    for gate in gates:
        version = policy_in_force(session, gate, tier, clock.glance())
        assert (json.loads(version.body)["gate"], json.loads(version.body)["tier"]) == (gate, tier)
    assert sum(statement.startswith("SELECT") for statement in asked) == len(gates)


@pytest.mark.parametrize(("tier", "code"), [("prohibited", "prohibited_tier"), (None, "not_classified")])
def test_prohibited_and_unclassified_pass_only_where_it_leads_out_and_then_as_high(office, tier, code):
    for gate in POLICY_GATES:
        if gate in ALWAYS:
            version = policy_in_force(reading(), gate, tier, clock.glance())
            assert json.loads(version.body)["tier"] == "high"
        else:
            with pytest.raises(Refused) as caught:
                policy_in_force(reading(), gate, tier, clock.glance())
            assert caught.value.code == code


@pytest.mark.parametrize(("gate", "tier"), [("moon", "high"), ("design", "extreme"), ("design", "")])
def test_a_gate_or_tier_without_a_policy_is_shut(office, gate, tier):
    with pytest.raises(Refused):
        policy_in_force(reading(), gate, tier, clock.glance())


def test_s40_before_set_up_every_gate_is_shut(house):
    with pytest.raises(Refused) as caught:
        policy_in_force(reading(), "design", "minimal", clock.glance())
    assert caught.value.code == "no_policy"


def test_a_policy_does_not_hold_before_it_was_in_force(office):
    with pytest.raises(Refused):
        policy_in_force(reading(), "design", "minimal", clock.glance() - timedelta(days=1))


def test_the_newest_version_in_force_holds_and_a_future_one_does_not_yet(office):
    now = clock.glance()
    with transaction() as tx:
        first = policy_in_force(tx, "design", "minimal", now)
        for number, begins in ((2, now), (3, now + timedelta(days=2))):
            tx.add(
                PolicyVersion(
                    uuid=f"00000000-0000-7000-8000-00000000000{number}",
                    policy_id=first.policy_id,
                    number=number,
                    body=first.body,
                    digest=first.digest,
                    in_force_from=begins,
                )
            )
    assert policy_in_force(reading(), "design", "minimal", now + timedelta(hours=1)).number == 2
    assert policy_in_force(reading(), "design", "minimal", now + timedelta(days=3)).number == 3
