"""Which gates a version can be asked for now, what each needs to know, and in a sentence why others are shut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, Gate, Stage
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.access import PREPARING_ROLES, may_see, require_standing, roles_in
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.queries import policy_tier
from workflows.approvals.policies.words import gate_label, role_label, stage_label
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading
from workflows.inventory.frozen import team_facts
from workflows.lifecycle.doors import VersionState, next_gate, params_of, targets, why_not
from workflows.lifecycle.machine import LIVE, is_earlier
from workflows.lifecycle.versions import state_now
from workflows.people.days import today


@dataclass(frozen=True)
class Door:
    """One gate: what it opens, and the code of the reason why it cannot be asked for now."""

    gate: str
    label: str
    title: str
    purpose: str
    target: str
    shut: str | None
    shut_params: Mapping[str, str]
    open_ref: str | None
    submit_by: tuple[str, ...]
    days: int | None


@dataclass(frozen=True)
class ChangeChoice:
    """A row of the routing table: the change, and the stage it leads back to."""

    key: str
    text: str
    target: str
    note: str
    shut: str | None


@dataclass(frozen=True)
class StartPage:
    """Everything the page of asking shows; `hindrance` says why the reader only reads."""

    version_ref: str
    label: str
    system_ref: str
    system: str
    tier: str | None
    stage: str
    suspended: bool
    runs: bool
    doors: tuple[Door, ...]
    primary: str | None
    changes: tuple[ChangeChoice, ...]
    others: tuple[str, ...]
    hindrance: str | None

    def door(self, gate: str) -> Door | None:
        """The door of a gate; None for a name that is none."""
        return next((door for door in self.doors if door.gate == gate), None)

    @property
    def ready(self) -> tuple[Door, ...]:
        """The gates that can be asked for now, the one that leads on first."""
        found = [door for door in self.doors if door.shut is None or door.open_ref]
        return tuple(sorted(found, key=lambda door: door.gate != self.primary))

    @property
    def closed(self) -> tuple[Door, ...]:
        """The gates that cannot be asked for now."""
        return tuple(door for door in self.doors if door.shut is not None and not door.open_ref)


def start_page(actor: Actor, version_ref_key: int) -> StartPage:
    """What can be asked for a version now; raises NotFound for strangers as for what does not exist."""
    tx, now = reading(), clock.glance()
    version = tx.get(SystemVersion, version_ref_key)
    if version is None or not may_see(tx, actor, version.system_id):
        raise NotFound("not_found")
    system, subject = tx.get_one(AiSystem, version.system_id), tx.get_one(Subject, version.subject_id)
    state, day = state_now(tx, now, version, system), today(tx, now)
    bodies, open_refs = _policies(tx, system.tier), _open_refs(tx, subject.id)
    standing = require_standing(tx, actor, now)
    facts = team_facts(tx, version.system_id, version.id, now)
    hand = standing.person_id in facts.team or bool(roles_in(standing, subject) & PREPARING_ROLES)
    return StartPage(
        version_ref=ref("VER", version.id),
        label=version.label,
        system_ref=ref("SYS", system.id),
        system=system.name,
        tier=system.tier,
        stage=stage_label(version.stage),
        suspended=state.suspended,
        runs=version.stage in LIVE,
        doors=tuple(_door(gate.value, state, day, system.tier, bodies, open_refs) for gate in Gate),
        primary=next_gate(state),
        changes=_changes(bodies.get(Gate.REWORK.value), state),
        others=_others(tx, version),
        hindrance=None if hand else "not_in_team",
    )


def _door(
    gate: str,
    state: VersionState,
    day: date,
    tier: str | None,
    bodies: dict[str, PolicyBody],
    open_refs: dict[str, str],
) -> Door:
    reachable = targets(state.stage, gate)
    shut = why_not(state, gate, reachable[0] if reachable else "", day) or _no_rules(gate, tier, bodies)
    body = bodies.get(gate)
    return Door(
        gate=gate,
        label=gate_label(gate),
        title=body.title if body else "",
        purpose=body.purpose if body else "",
        target=stage_label(reachable[0]) if len(reachable) == 1 else "",
        shut=shut,
        shut_params=params_of(state, shut) if shut else {},
        open_ref=open_refs.get(gate),
        submit_by=tuple(role_label(role) for role in body.submit_by) if body else (),
        days=body.sla_days if body else None,
    )


def _no_rules(gate: str, tier: str | None, bodies: dict[str, PolicyBody]) -> str | None:
    try:
        policy_tier(gate, tier)
    except Refused as refused:
        return refused.code
    return None if gate in bodies else "gate_without_policy"


def _policies(tx: Session, tier: str | None) -> dict[str, PolicyBody]:
    """The policies in force for this tier by gate, in one statement."""
    wanted = {}
    for gate in Gate:
        try:
            wanted[gate.value] = policy_tier(gate.value, tier)
        except Refused:
            continue
    rows = tx.execute(
        select(Policy.gate, Policy.tier, PolicyVersion.body)
        .join(PolicyVersion, PolicyVersion.policy_id == Policy.id)
        .where(PolicyVersion.in_force_from <= clock.glance(), Policy.tier.in_(sorted(set(wanted.values()))))
        .order_by(PolicyVersion.number)
    )
    return {gate: load(body) for gate, held, body in rows if wanted.get(gate) == held}


def _open_refs(tx: Session, subject_id: int) -> dict[str, str]:
    rows = tx.execute(
        select(ApprovalRequest.gate, ApprovalRequest.id).where(
            ApprovalRequest.subject_id == subject_id,
            ApprovalRequest.status.in_([status.value for status in OPEN_STATUSES]),
        )
    )
    return {gate: ref("REQ", key) for gate, key in rows}


def _changes(body: PolicyBody | None, state: VersionState) -> tuple[ChangeChoice, ...]:
    """The routing table, each row with what it leads to, or why it leads nowhere from here."""
    found = []
    for row in body.routing if body else ():
        shut = None
        if row.to_stage is None:
            shut = "change_needs_no_request"
        elif row.to_stage not in set(Stage) or not is_earlier(row.to_stage, state.stage):
            shut = "rework_not_earlier"
        target = stage_label(row.to_stage) if row.to_stage else ""
        found.append(ChangeChoice(row.key, row.text, target, row.note, shut))
    return tuple(found)


def _others(tx: Session, version: SystemVersion) -> tuple[str, ...]:
    """The labels of older versions that run: what becomes of them is asked when this one goes into operation."""
    return tuple(
        tx.scalars(
            select(SystemVersion.label)
            .where(
                SystemVersion.system_id == version.system_id,
                SystemVersion.id != version.id,
                SystemVersion.archived_at.is_(None),
                SystemVersion.stage.in_(sorted(LIVE)),
            )
            .order_by(SystemVersion.number)
        )
    )
