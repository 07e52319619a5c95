"""Who has how much: open seats by role, and who of its holders is away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.absence import Absence
from models.person import Person
from models.role_grant import RoleGrant
from workflows.approvals.policies.words import role_label
from workflows.lifecycle.queue.figures import RoleLoad


@dataclass(frozen=True)
class AwayLine:
    """A holder of a role who is away, and until when, exclusive."""

    name: str
    until: datetime


@dataclass(frozen=True)
class LoadLine:
    """A role with its open seats, those due soon among them, and who of its holders is away."""

    role: str
    label: str
    open: int
    soon: int
    away: tuple[AwayLine, ...]


def load_lines(tx: Session, loads: Iterable[RoleLoad], now: datetime) -> tuple[LoadLine, ...]:
    """The roles with open seats, the fullest first; one statement for who is away."""
    gone = _away(tx, now)
    return tuple(
        LoadLine(one.role, role_label(one.role), one.open, one.soon, gone.get(one.role, ())) for one in loads
    )


def _away(tx: Session, now: datetime) -> dict[str, tuple[AwayLine, ...]]:
    rows = tx.execute(
        select(RoleGrant.role, Person.name, func.max(Absence.ends_at))
        .join(Person, Person.id == RoleGrant.person_id)
        .join(Absence, Absence.person_id == Person.id)
        .where(
            RoleGrant.revoked_at.is_(None),
            Person.active,
            Absence.cancelled_at.is_(None),
            Absence.starts_at <= now,
            Absence.ends_at > now,
        )
        .group_by(RoleGrant.role, Person.id, Person.name)
        .order_by(RoleGrant.role, Person.name)
    )
    found: dict[str, list[AwayLine]] = {}
    for role, name, until in rows:
        found.setdefault(role, []).append(AwayLine(name, until))
    return {role: tuple(lines) for role, lines in found.items()}
