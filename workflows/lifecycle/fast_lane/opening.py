"""Opens a request of the fast lane; the rules choose it, and a person only takes what they offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, Gate, Stage
from models.system_version import SystemVersion
from workflows.approvals.locking import lock_subject
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.approvals.requests import new_request
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.lifecycle.doors import params_of, why_not
from workflows.lifecycle.fast_lane.detail import new_detail
from workflows.lifecycle.fast_lane.facts import judged, say_rule, standing_stop
from workflows.lifecycle.fast_lane.rules import Judged, bars
from workflows.lifecycle.opening import Opened, require_none_open, require_team
from workflows.lifecycle.versions import of_subject, state_now, version_key
from workflows.outbox import put
from workflows.people.days import today
from workflows.record import append


@dataclass(frozen=True)
class OpenLane:
    """Takes the lane that the rules offer to a version."""

    version_ref: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Offer:
    """What the rules say about a version: whether the lane is offered, and the fact behind every rule.

    `shut` is the code of a reason that is no rule: the version stands elsewhere, the lane is closed, no policy.
    """

    rules: tuple[Judged, ...]
    shut: str | None
    open_ref: str | None

    @property
    def offered(self) -> bool:
        """Whether the lane can be taken now."""
        return self.shut is None and not self.open_ref and not bars(self.rules)


def offer_of(tx: Session, now: datetime, version: SystemVersion, system: AiSystem) -> Offer:
    """What the rules say about a version now."""
    open_key = tx.scalars(
        select(ApprovalRequest.id).where(
            ApprovalRequest.subject_id == version.subject_id,
            ApprovalRequest.gate == FAST_LANE,
            ApprovalRequest.status.in_([status.value for status in OPEN_STATUSES]),
        )
    ).first()
    shut = _why_shut(tx, now, version, system)
    return Offer(
        judged(tx, now, version, system),
        shut[0] if shut else None,
        ref("REQ", open_key) if open_key is not None else None,
    )


def open_lane(actor: Actor, command: OpenLane) -> Opened:
    """Opens the draft of a lane request.

    Raises Refused naming the rule that fails, Conflict while the lane is closed or a request of it is open already.
    """
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
        require_none_open(tx, subject, FAST_LANE, now)
        _require_offer(tx, now, version, system)
        policy = policy_in_force(tx, FAST_LANE, system.tier, now)
        body = load(policy.body)
        request = new_request(
            tx,
            now,
            actor.person_id,
            subject,
            kind=FAST_LANE,
            gate=FAST_LANE,
            tier=system.tier,
            from_stage=version.stage,
            target_stage=body.to_stages[-1],
            detail=new_detail(body),
        )
        changes = {"gate": [None, FAST_LANE], "gates": [None, list(body.to_stages)]}
        here = about(request, subject)
        append(tx, now, actor, "request:opened", about=here, changes=changes, **place(request, subject))
        put(tx, now, "request:opened", ("request", request.uuid), "open", [])
        once.settle(ref("REQ", request.id))
        return Opened(ref("REQ", request.id))


def _require_offer(tx: Session, now: datetime, version: SystemVersion, system: AiSystem) -> None:
    shut = _why_shut(tx, now, version, system)
    if shut is not None:
        raise Conflict(shut[0], **shut[1])
    for one in bars(judged(tx, now, version, system)):
        raise Refused("lane_rule_fails", rule=one.rule, fact=say_rule(one))


def _why_shut(
    tx: Session, now: datetime, version: SystemVersion, system: AiSystem
) -> tuple[str, dict[str, str]] | None:
    """Why no rule needs to be asked: the code and the parameters of the reason."""
    state = state_now(tx, now, version, system)
    code = why_not(state, Gate.DESIGN.value, Stage.DESIGN.value, today(tx, now))
    if code:
        return code, params_of(state, code)
    if standing_stop(tx) is not None:
        return "lane_closed", {}
    try:
        policy_in_force(tx, FAST_LANE, system.tier, now)
    except Refused as refused:
        return refused.code, {name: str(value) for name, value in refused.params.items()}
    return None
