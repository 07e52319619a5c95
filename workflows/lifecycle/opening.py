"""Opens gate requests: the team asks for a door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import OPEN_STATUSES, Gate
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.access import PREPARING_ROLES, may_see, require_standing, roles_in
from workflows.approvals.deciding import expire
from workflows.approvals.expiry import is_over
from workflows.approvals.locking import lock_open_requests, lock_subject
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import Change, load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.requests import new_request
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.births import free_label
from workflows.inventory.frozen import team_facts
from workflows.lifecycle.doors import params_of, targets, why_not
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.pinned import pinned
from workflows.lifecycle.successors import inherit
from workflows.lifecycle.versions import of_subject, state_now, version_key
from workflows.outbox import put
from workflows.people.days import today
from workflows.people.standing import Standing
from workflows.record import append

OLD_VERSION = ("keep", "rollback", "retire")
PASSED_OVER = [Gate.DESIGN, Gate.DATA_REVIEW, Gate.TESTING, Gate.DEPLOYMENT, Gate.MONITORING]
MEANWHILE = ("keep", "limits", "off")


@dataclass(frozen=True)
class OpenGate:
    """Asks for a gate of a version; `change` names a row of the routing table and only rework has it."""

    version_ref: str
    gate: str
    change: str = ""
    change_text: str = ""
    next_label: str = ""
    old_version: str = "keep"
    limits: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Opened:
    """A new draft."""

    ref: str
    inherited: int = 0


def open_gate(actor: Actor, command: OpenGate) -> Opened:
    """Opens a draft for a gate of a version, with the predecessor's answers where there is one.

    Raises Refused saying why the gate cannot be asked for now, Conflict when one is open already.
    """
    if command.gate not in {gate.value for gate in Gate}:
        raise Refused("gate_unknown", field="gate")
    with transaction() as tx:
        once = claim(tx, actor, command)
        found = tx.get(SystemVersion, version_key(command.version_ref))
        if found is None:
            raise NotFound("not_found")
        subject = lock_subject(tx, found.subject_id)
        version = of_subject(tx, subject.id, lock=True)
        system = tx.get_one(AiSystem, version.system_id)
        now = clock.now(tx)
        require_team(tx, actor, subject, version, now)
        opened = put_gate(tx, now, actor, subject, version, system, command)
        once.settle(opened.ref)
        return opened


def put_gate(
    tx: Session,
    now: datetime,
    actor: Actor,
    subject: Subject,
    version: SystemVersion,
    system: AiSystem,
    command: OpenGate,
    tier: str | None = None,
) -> Opened:
    """Opens a draft inside an act that holds the locks; `tier` stands in while the system has none."""
    require_none_open(tx, subject, command.gate, now)
    target, detail = _aim(tx, now, version, system, command)
    _require_open_door(tx, now, version, system, command.gate, target)
    request = new_request(
        tx,
        now,
        actor.person_id,
        subject,
        kind="gate",
        gate=command.gate,
        tier=system.tier or tier,
        from_stage=version.stage,
        target_stage=target,
        detail=detail,
    )
    inherited = inherit(tx, now, request, version)
    changes = {"gate": [None, command.gate], "target": [None, target], "inherited": [None, inherited]}
    here = about(request, subject)
    append(tx, now, actor, "request:opened", about=here, changes=changes, **place(request, subject))
    put(tx, now, "request:opened", ("request", request.uuid), "open", [])
    return Opened(ref("REQ", request.id), inherited)


def _require_open_door(
    tx: Session, now: datetime, version: SystemVersion, system: AiSystem, gate: str, target: str
) -> None:
    """Raises Refused saying why the gate does not open from where the version stands now."""
    state = state_now(tx, now, version, system)
    code = why_not(state, gate, target, today(tx, now))
    if code:
        raise Refused(code, field="gate", **params_of(state, code))


def _aim(
    tx: Session, now: datetime, version: SystemVersion, system: AiSystem, command: OpenGate
) -> tuple[str, dict[str, Any]]:
    """The stage it opens and what the request says beyond its gate."""
    target, detail = _aim_at(tx, now, version, system, command)
    return target, detail | pinned(tx, now, version.subject_id, command.gate)


def _aim_at(
    tx: Session, now: datetime, version: SystemVersion, system: AiSystem, command: OpenGate
) -> tuple[str, dict[str, Any]]:
    if command.gate == Gate.REWORK:
        return _aim_rework(tx, now, version, system, command)
    detail: dict[str, Any] = {}
    if command.gate == Gate.MONITORING:
        if command.old_version not in OLD_VERSION:
            raise Refused("old_version_unknown", field="old_version")
        detail = {"old_version": command.old_version}
    if command.gate == Gate.RENEWAL and version.adopted:
        # An adopted version passed no gate: its renewal asks for all that the ordinary gates would have asked.
        detail = {"catch_up": PASSED_OVER}
    return targets(version.stage, command.gate)[0], detail


def _aim_rework(
    tx: Session, now: datetime, version: SystemVersion, system: AiSystem, command: OpenGate
) -> tuple[str, dict[str, Any]]:
    body = load(policy_in_force(tx, Gate.REWORK.value, system.tier, now).body)
    change: Change | None = body.change(command.change)
    if change is None:
        raise Refused("change_unknown", field="change")
    if change.to_stage is None:
        raise Refused("change_needs_no_request", field="change")
    if not command.change_text.strip():
        raise Refused("change_text_missing", field="change_text")
    detail: dict[str, Any] = {
        "change": change.key,
        "change_text": command.change_text.strip(),
        "to": change.to_stage,
    }
    if version.stage in LIVE:
        if command.old_version not in MEANWHILE:
            raise Refused("old_version_unknown", field="old_version")
        if command.old_version == "limits" and not command.limits.strip():
            raise Refused("limits_missing", field="limits")
        if not command.next_label.strip() or len(command.next_label.strip()) > 80:
            raise Refused("next_label_missing", field="next_label")
        _free_label(tx, system, command.next_label)
        detail |= {
            "next_label": command.next_label.strip(),
            "old_version": command.old_version,
            "limits": command.limits.strip(),
        }
    return change.to_stage, detail


def require_team(
    tx: Session, actor: Actor, subject: Subject, version: SystemVersion, now: datetime
) -> Standing:
    """The standing of somebody who may ask for a gate; raises NotFound for strangers, Refused for readers."""
    standing = require_standing(tx, actor, now)
    if not may_see(tx, actor, version.system_id):
        raise NotFound("not_found")
    facts = team_facts(tx, version.system_id, version.id, now)
    if standing.person_id in facts.team or roles_in(standing, subject) & PREPARING_ROLES:
        return standing
    raise Refused("not_in_team")


def require_none_open(tx: Session, subject: Subject, gate: str, now: datetime) -> None:
    """Raises Conflict naming the open request of this gate; one whose time is over ends here, as the clock."""
    for request in lock_open_requests(tx, subject.id, OPEN_STATUSES):
        if request.gate != gate:
            continue
        if not is_over(request, now):
            raise Conflict("gate_open_already", ref=ref("REQ", request.id))
        expire(tx, now, subject, request)
        tx.flush()


def _free_label(tx: Session, system: AiSystem, label: str) -> None:
    try:
        free_label(tx, system, label)
    except Refused as refused:
        raise Refused(refused.code, field="next_label", **refused.params) from None
