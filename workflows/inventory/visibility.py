"""Who sees which AI system; everything that belongs to a system is seen by exactly the same people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.role_grant import ORG
from models.team_member import TeamMember
from models.unit import Unit
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.refused import NotFound
from workflows.inventory.lent_sight import lent_systems
from workflows.people.standing import standing_of


class _Grant(Protocol):
    @property
    def scope_key(self) -> str:
        """Where the grant reaches."""


class _Account(Protocol):
    @property
    def grants(self) -> Sequence[_Grant]:
        """The role grants in force."""


@dataclass(frozen=True)
class Reader:
    """What the rule asks about a person."""

    person_id: int
    scopes: frozenset[str]
    active: bool = True


def as_reader(account: Reader | _Account | None) -> Reader | None:
    """A `Standing`, or whoever is signed in, as a reader; None for nobody."""
    if account is None or isinstance(account, Reader):
        return account
    key = getattr(account, "person_id", None) or getattr(account, "id", None)
    if not isinstance(key, int):
        return None
    active = bool(getattr(account, "active", True))
    return Reader(key, frozenset(grant.scope_key for grant in account.grants), active)


def visible_system_ids_clause(account: Reader | _Account | None) -> ColumnElement[bool]:
    """The condition on `AiSystem` rows that a person may see; for statements that select or join it.

    Seen are the systems of one's teams, those one registered or owns, and those a role grant covers, and
    those about which somebody lets them sign. Being an administrator shows none.
    """
    reader = as_reader(account)
    if reader is None or not reader.active:
        return false()
    if ORG in reader.scopes:
        return true()
    teams = select(TeamMember.system_id).where(
        TeamMember.person_id == reader.person_id, TeamMember.ended_at.is_(None)
    )
    ways: list[ColumnElement[bool]] = [
        AiSystem.id.in_(teams),
        AiSystem.owner_id == reader.person_id,
        AiSystem.registered_by_id == reader.person_id,
        AiSystem.id.in_(lent_systems(reader.person_id, clock.glance())),
    ]
    systems = _keys(reader.scopes, "system")
    if systems:
        ways.append(AiSystem.id.in_(systems))
    units = _keys(reader.scopes, "unit")
    if units:
        below = select(Unit.id).where(Unit.id.in_(units)).cte("covered", recursive=True)
        below = below.union(select(Unit.id).where(Unit.parent_id == below.c.id))
        ways.append(AiSystem.unit_id.in_(select(below.c.id)))
    return or_(*ways)


def visible_requests_clause(account: Reader | _Account | None) -> ColumnElement[bool]:
    """The condition on requests that a person may see, for statements that join `AiSystem` from outside.

    A request about the organisation itself has no system: everybody sees it who holds any role.
    """
    reader = as_reader(account)
    seen = visible_system_ids_clause(reader)
    if reader is None or not reader.active or not reader.scopes:
        return seen
    return or_(seen, ApprovalRequest.system_id == ORGANISATION)


def sees(tx: Session, account: Reader | _Account | None, system_id: int) -> bool:
    """Whether this person may know of the system, or of what is the organisation's own: at most one statement."""
    if system_id == ORGANISATION:
        reader = as_reader(account)
        return reader is not None and reader.active and bool(reader.scopes)
    found = select(AiSystem.id).where(AiSystem.id == system_id, visible_system_ids_clause(account))
    return tx.scalars(found).first() is not None


def may_see(tx: Session, actor: Actor, system_id: int) -> bool:
    """Whether the actor may know of the system, by the grants that are in force now."""
    return sees(tx, reader_of(tx, actor), system_id)


def require_sight(tx: Session, account: Reader | _Account | None, system_id: int) -> None:
    """Raises NotFound when there is no such system or the person may not know of it: both answer alike."""
    if not sees(tx, account, system_id):
        raise NotFound("not_found")


def reader_of(tx: Session, actor: Actor, at: datetime | None = None) -> Reader | None:
    """The actor as a reader now; None for the clock and the system itself."""
    if actor.person_id is None:
        return None
    return as_reader(standing_of(tx, actor.person_id, at or clock.glance()))


def _keys(scopes: Iterable[str], kind: str) -> list[int]:
    return sorted(int(scope.partition(":")[2]) for scope in scopes if scope.startswith(f"{kind}:"))
