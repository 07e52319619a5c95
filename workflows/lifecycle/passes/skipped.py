"""Who is passed over by an emergency pass: the holders of the seats of every gate that was not waited for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import Gate, Stage
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.when import seats_for
from workflows.ground.refused import Refused
from workflows.lifecycle.machine import LIVE, ORDER
from workflows.lifecycle.versions import situation_of
from workflows.people.standing import holders

COMMITTEE = frozenset({"committee_chair", "committee_member"})
ALWAYS = frozenset({"ai_governance_lead"})


@dataclass(frozen=True)
class Skipped:
    """The gates, the roles of their seats, and the persons who hold these or sit in the committee."""

    gates: tuple[str, ...]
    roles: tuple[str, ...]
    person_ids: tuple[int, ...]


def gates_between(stage: str, needed: str | None) -> tuple[str, ...]:
    """The gates between a stage and the stage that an environment needs; a version that runs skips its renewal."""
    if stage in LIVE:
        return (Gate.RENEWAL.value,)
    last = needed or Stage.DEPLOYMENT.value
    return tuple(one for one in ORDER[ORDER.index(stage) + 1 : ORDER.index(last) + 1])


def skipped(
    tx: Session,
    now: datetime,
    version: SystemVersion,
    system: AiSystem,
    subject: Subject,
    needed: str | None,
) -> Skipped:
    """Everybody who would have had a word before the version ran there."""
    gates, roles = gates_between(version.stage, needed), set[str]()
    for gate in gates:
        roles |= _roles(tx, now, gate, version, system)
    told = holders(tx, roles | COMMITTEE | ALWAYS, json.loads(subject.scope_keys), now)
    return Skipped(gates, tuple(sorted(roles)), _keys(one.person_id for one in told))


def _roles(tx: Session, now: datetime, gate: str, version: SystemVersion, system: AiSystem) -> set[str]:
    try:
        body = load(policy_in_force(tx, gate, system.tier, now).body)
    except Refused:
        return set()
    return {seat.role for seat in seats_for(body, situation_of(version, system))}


def _keys(found: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(found)))
