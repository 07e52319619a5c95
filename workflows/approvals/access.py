"""Who may see a request and who may work on it; strangers are told that there is nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.policy_version import PolicyVersion
from models.subject import Subject
from workflows.approvals.kinds import team_of
from workflows.approvals.policies.body import load
from workflows.ground.actor import Actor
from workflows.ground.refused import NotFound, Refused
from workflows.people.standing import Standing, standing_of

_may_see: list[Callable[[Session, Actor, int], bool]] = []


def register_visibility(fn: Callable[[Session, Actor, int], bool]) -> None:
    """Takes the rule that says who sees a system; until then nobody sees anything."""
    _may_see[:] = [fn]


def may_see(tx: Session, actor: Actor, system_id: int) -> bool:
    """Whether the actor may know of what belongs to this system."""
    return bool(_may_see) and _may_see[0](tx, actor, system_id)


def require_sight(tx: Session, actor: Actor, request: ApprovalRequest) -> None:
    """Raises NotFound when the actor may not know of the request."""
    if not may_see(tx, actor, request.system_id):
        raise NotFound("not_found")


def reaches(standing: Standing, subject: Subject) -> bool:
    """Whether any of the person's roles reaches the subject."""
    scopes = set(json.loads(subject.scope_keys))
    return any(grant.scope_key in scopes for grant in standing.grants)


def require_standing(tx: Session, actor: Actor, now: datetime) -> Standing:
    """The acting person's standing now; raises Refused for anybody who is not an active person."""
    standing = standing_of(tx, actor.person_id, now) if actor.person_id is not None else None
    if standing is None or not standing.active:
        raise Refused("persons_only")
    return standing


def roles_in(standing: Standing, subject: Subject) -> frozenset[str]:
    """The roles the person holds for this subject now."""
    scopes = set(json.loads(subject.scope_keys))
    return frozenset(grant.role for grant in standing.grants if grant.scope_key in scopes)


def require_hand(
    tx: Session, actor: Actor, subject: Subject, request: ApprovalRequest, now: datetime
) -> Standing:
    """The standing of somebody who may prepare this request: the team, builders, and holders of working roles.

    Raises NotFound for whoever may not see it and Refused for whoever may only read it.
    """
    standing = require_standing(tx, actor, now)
    require_sight(tx, actor, request)
    team = team_of(tx, request, now)
    if standing.person_id in team.members or standing.person_id in team.builders:
        return standing
    if roles_in(standing, subject) & PREPARING_ROLES:
        return standing
    raise Refused("not_in_team")


def require_own(tx: Session, actor: Actor, subject: Subject, request: ApprovalRequest, now: datetime) -> None:
    """Lets pass whose request it is: the team, its builders, whoever opened it, and the roles that hand it in.

    Raises NotFound for whoever may not see it and Refused for everybody else; a reviewer ends a request by a veto.
    """
    standing = require_standing(tx, actor, now)
    require_sight(tx, actor, request)
    team = team_of(tx, request, now)
    if standing.person_id in team.members or standing.person_id in team.builders:
        return
    submit_by = load(tx.get_one(PolicyVersion, request.policy_version_id).body).submit_by
    if standing.person_id == request.opened_by_id or roles_in(standing, subject) & set(submit_by):
        return
    raise Refused("not_in_team")


PREPARING_ROLES = frozenset(
    {
        "product_owner",
        "ml_lead",
        "data_steward",
        "operations_lead",
        "supplier_manager",
        "training_lead",
        "document_controller",
        "incident_manager",
        "human_overseer",
        "impact_assessor",
        "model_validator",
        "security_ciso",
        "legal_counsel",
        "risk_officer",
        "ai_governance_lead",
        "concerns_officer",
        "dpo",
    }
)
"""Roles that own checklist items or submit; whoever answers with one of them can no longer sign."""
