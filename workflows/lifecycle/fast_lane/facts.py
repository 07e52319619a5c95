"""Reads what the rules of the fast lane ask about a version, and whether the lane is open at all."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.lane_stop import LaneStop
from models.person import Person
from models.suspension import Suspension
from models.system_version import SystemVersion
from models.version_builder import VersionBuilder
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.ground import words
from workflows.ground.ids import ref
from workflows.ground.refused import Conflict, Refused
from workflows.inventory.frozen import present_classification
from workflows.lifecycle.fast_lane import words as own_words  # noqa: F401
from workflows.lifecycle.fast_lane.detail import screens_of
from workflows.lifecycle.fast_lane.rules import Held, Judged, LaneFacts, Screens, judge
from workflows.people.days import today

QUIET = timedelta(days=365)
"""How long nothing bad may have happened."""


def standing_stop(tx: Session) -> LaneStop | None:
    """What keeps the lane closed now; None while it is open."""
    return tx.scalars(select(LaneStop).where(LaneStop.reopened_at.is_(None)).limit(1)).first()


def lane_facts(
    tx: Session, now: datetime, version: SystemVersion, system: AiSystem, screens: Screens
) -> LaneFacts:
    """The facts of one version now, with what was answered in the form."""
    present = present_classification(tx, system.id)
    return LaneFacts(
        legal_tier=system.legal_tier,
        internal_tier=system.internal_tier,
        answers=json.loads(present.answers) if present else {},
        origin=system.origin,
        autonomy=system.autonomy,
        supplier=system.supplier,
        uses_supplier=system.uses_supplier,
        today=today(tx, now),
        screens=screens,
        builders=_builders(tx, version.id),
        stops=_stops(tx, now, system.id),
        sent_back=_sent_back(tx, version.subject_id),
    )


def judged(tx: Session, now: datetime, version: SystemVersion, system: AiSystem) -> tuple[Judged, ...]:
    """The rules about a version nobody has asked for yet: what only the form asks stands open."""
    return judge(lane_facts(tx, now, version, system, Screens()))


def judged_request(
    tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion, system: AiSystem
) -> tuple[Judged, ...]:
    """The rules about a request, with what its form says."""
    return judge(lane_facts(tx, now, version, system, screens_of(request)))


def require_lane(
    tx: Session, now: datetime, request: ApprovalRequest, version: SystemVersion, system: AiSystem
) -> tuple[Judged, ...]:
    """The rules, which all hold; raises Conflict while the lane is closed, Refused naming one that does not."""
    if standing_stop(tx) is not None:
        raise Conflict("lane_closed")
    found = judged_request(tx, now, request, version, system)
    for one in sorted(found, key=lambda rule: rule.held is not Held.FAILS):
        if one.held is not Held.HOLDS:
            code = "lane_rule_fails" if one.held is Held.FAILS else "lane_rule_open"
            raise Refused(code, rule=one.rule, fact=say_rule(one))
    return found


def say_rule(one: Judged) -> str:
    """The fact of a rule as a sentence for the record and for refusals."""
    return words.text(one.code, dict(one.params))


def _builders(tx: Session, version_id: int) -> frozenset[str]:
    return frozenset(
        tx.scalars(
            select(Person.uuid)
            .join(VersionBuilder, VersionBuilder.person_id == Person.id)
            .where(VersionBuilder.version_id == version_id)
        )
    )


def _stops(tx: Session, now: datetime, system_id: int) -> tuple[str, ...]:
    """Suspensions of any version of the system that stood in the last twelve months."""
    rows = tx.scalars(
        select(Suspension.id)
        .join(SystemVersion, SystemVersion.id == Suspension.version_id)
        .where(
            SystemVersion.system_id == system_id,
            Suspension.ended_at.is_(None) | (Suspension.ended_at > now - QUIET),
        )
        .order_by(Suspension.id)
    )
    return tuple(ref("SUS", key) for key in rows)


def _sent_back(tx: Session, subject_id: int) -> tuple[str, ...]:
    rows = tx.scalars(
        select(ApprovalRequest.id)
        .where(
            ApprovalRequest.subject_id == subject_id,
            ApprovalRequest.gate == FAST_LANE,
            ApprovalRequest.status == RequestStatus.REJECTED.value,
        )
        .order_by(ApprovalRequest.id)
    )
    return tuple(ref("REQ", key) for key in rows)
