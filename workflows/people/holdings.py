"""What somebody holds and held: their grants as lines of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.ai_system import AiSystem
from models.person import Person
from models.role import Role
from models.role_grant import RoleGrant
from models.unit import Unit
from workflows.people.queries import scope_words


@dataclass(frozen=True)
class GrantRow:
    """A grant as a line; `state` is in_force, planned, ended or revoked."""

    id: int
    role: str
    label: str
    scope: str
    starts_on: date
    ends_on: date | None
    granted_at: datetime
    granted_by: str
    reason: str
    revoked_at: datetime | None
    revoked_by: str
    revoked_reason: str
    state: str
    revision: int


def grants_of(tx: Session, person_id: int, day: date) -> tuple[GrantRow, ...]:
    """All grants a person ever had, the newest first; `day` tells which are in force."""
    giver, taker = aliased(Person), aliased(Person)
    rows = tx.execute(
        select(RoleGrant, Role.label, Unit.name, AiSystem.id, giver.name, taker.name)
        .outerjoin(Role, Role.key == RoleGrant.role)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .outerjoin(AiSystem, AiSystem.id == RoleGrant.system_id)
        .outerjoin(giver, giver.id == RoleGrant.granted_by_id)
        .outerjoin(taker, taker.id == RoleGrant.revoked_by_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.starts_on.desc(), RoleGrant.id.desc())
    )
    return tuple(_grant(row, day) for row in rows)


def _grant(row: Any, day: date) -> GrantRow:
    grant: RoleGrant = row[0]
    return GrantRow(
        id=grant.id,
        role=grant.role,
        label=row[1] or grant.role,
        scope=scope_words(grant.scope_key, row[2]),
        starts_on=grant.starts_on,
        ends_on=grant.ends_on,
        granted_at=grant.granted_at,
        granted_by=row[4] or "",
        reason=grant.reason,
        revoked_at=grant.revoked_at,
        revoked_by=row[5] or "",
        revoked_reason=grant.revoked_reason,
        state=_grant_state(grant, day),
        revision=grant.revision,
    )


def _grant_state(grant: RoleGrant, day: date) -> str:
    if grant.revoked_at is not None:
        return "revoked"
    if grant.ends_on is not None and grant.ends_on < day:
        return "ended"
    return "planned" if grant.starts_on > day else "in_force"
