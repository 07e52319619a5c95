"""Reads what the lifecycle part of a system's page needs beyond its open requests, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Select, String, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.base import BigKey, UtcDateTime
from models.condition import Condition
from models.enums import Gate
from models.organisation import Organisation
from models.person import Person
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.stage_move import StageMove
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.queries import policy_tier
from workflows.ground.ids import ref
from workflows.ground.refused import Refused


@dataclass(frozen=True)
class Move:
    """A passed gate: the request that passed it, and from where to where it led."""

    request_ref: str
    gate: str
    from_stage: str
    to_stage: str
    at: datetime


@dataclass(frozen=True)
class Stop:
    """The suspension in force."""

    ref: str
    by: str
    reason: str
    at: datetime
    confirmation_ref: str


@dataclass(frozen=True)
class OpenCondition:
    """What an approval of this version left open."""

    ref: str
    request_ref: str
    text: str
    owner: str
    due_on: date
    overdue: bool
    consequence: str


@dataclass(frozen=True)
class Beyond:
    """All of it, by the key of the version."""

    moves: dict[int, list[Move]]
    stops: dict[int, Stop]
    conditions: dict[int, list[OpenCondition]]
    policy: PolicyBody | None
    zone: str | None


def beyond(tx: Session, system_id: int, tier: str | None, now: datetime) -> Beyond:
    """Stage moves, stops, open conditions, the deployment policy in force and the organisation's zone."""
    parts = [_moves(system_id), _stops(system_id), _conditions(system_id), _zone(), *_policy(tier, now)]
    found = Beyond({}, {}, {}, None, None)
    policy, zone = None, None
    for row in tx.execute(union_all(*(select(part.subquery()) for part in parts))):
        if row.what == "move":
            move = Move(ref("REQ", row.b), row.t1, row.t2, row.t3, row.at)
            found.moves.setdefault(row.a, []).append(move)
        elif row.what == "stop":
            stop = Stop(ref("SUS", row.b), row.t1, row.t2, row.at, f"REQ-{row.t3}" if row.t3 else "")
            found.stops[row.a] = stop
        elif row.what == "condition":
            late = row.at <= now if row.at else row.day < now.date()
            line = OpenCondition(ref("COND", row.b), f"REQ-{row.t3}", row.t1, row.t2, row.day, late, row.t4)
            found.conditions.setdefault(row.a, []).append(line)
        elif row.what == "policy":
            policy = load(row.t1)
        else:
            zone = row.t1
    for moves in found.moves.values():
        moves.sort(key=lambda move: move.at)
    return Beyond(found.moves, found.stops, found.conditions, policy, zone)


def _part(
    what: str, a: Any, b: Any, t1: Any, t2: Any, t3: Any, at: Any = None, day: Any = None, t4: Any = None
) -> Select[Any]:
    return select(
        literal(what).label("what"),
        cast(a, BigKey).label("a"),
        cast(b, BigKey).label("b"),
        cast(t1, String).label("t1"),
        cast(t2, String).label("t2"),
        cast(t3, String).label("t3"),
        cast(null() if t4 is None else t4, String).label("t4"),
        (cast(null(), UtcDateTime) if at is None else at).label("at"),
        (cast(null(), Date) if day is None else day).label("day"),
    )


def _moves(system_id: int) -> Select[Any]:
    return (
        _part(
            "move",
            StageMove.version_id,
            StageMove.request_id,
            StageMove.gate,
            StageMove.from_stage,
            StageMove.to_stage,
            StageMove.at,
        )
        .join(SystemVersion, SystemVersion.id == StageMove.version_id)
        .where(SystemVersion.system_id == system_id)
    )


def _stops(system_id: int) -> Select[Any]:
    return (
        _part(
            "stop",
            Suspension.version_id,
            Suspension.id,
            Suspension.printed_name,
            Suspension.reason,
            Suspension.confirmation_request_id,
            Suspension.suspended_at,
        )
        .join(SystemVersion, SystemVersion.suspension_id == Suspension.id)
        .where(SystemVersion.system_id == system_id)
    )


def _conditions(system_id: int) -> Select[Any]:
    return (
        _part(
            "condition",
            SystemVersion.id,
            Condition.id,
            Condition.text,
            Person.name,
            ApprovalRequest.id,
            Condition.due_at,
            Condition.due_on,
            Condition.consequence,
        )
        .select_from(Condition)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(SystemVersion, SystemVersion.subject_id == ApprovalRequest.subject_id)
        .join(Person, Person.id == Condition.owner_id)
        .where(ApprovalRequest.system_id == system_id, Condition.status == "open")
    )


def _zone() -> Select[Any]:
    return _part("zone", null(), null(), Organisation.zone, null(), null()).select_from(Organisation)


def _policy(tier: str | None, now: datetime) -> list[Select[Any]]:
    """The deployment policy as the deploy check finds it; none where no policy holds."""
    try:
        needed = policy_tier(Gate.DEPLOYMENT.value, tier)
    except Refused:
        return []
    return [
        _part("policy", null(), null(), PolicyVersion.body, null(), null())
        .select_from(PolicyVersion)
        .join(Policy, Policy.id == PolicyVersion.policy_id)
        .where(
            PolicyVersion.in_force_from <= now, Policy.gate == Gate.DEPLOYMENT.value, Policy.tier == needed
        )
        .order_by(PolicyVersion.number.desc())
        .limit(1)
    ]
