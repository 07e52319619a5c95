"""Why somebody can see a system: the facts that open it, one sentence each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.role import Role
from models.team_member import TeamMember
from models.unit import Unit
from workflows.ground import clock
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.people.scopes import ORG, path_of, system_scope
from workflows.people.standing import Grant, standing_of

RECORD_READERS = ("internal_auditor", "external_auditor")


@dataclass(frozen=True)
class Reason:
    """One fact that opens a system: a code of the words table with its parameters."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Access:
    """What opens a system to a person; without reasons it is closed to them."""

    system_ref: str
    reasons: tuple[Reason, ...]
    has_access: bool


def why(person_id: int, system_ref: str) -> Access:
    """The reasons why a person sees a system; raises Refused beside `system` when there is no such system."""
    tx = reading()
    key = key_of("SYS", system_ref)
    system = tx.get(AiSystem, key) if key else None
    if system is None:
        raise Refused("scope_unknown", field="system")
    person = standing_of(tx, person_id, clock.now(tx))
    if person is None or not person.active:
        return Access(ref("SYS", system.id), (), False)
    reasons = [*_own(tx, person_id, system), *_by_roles(tx, person.grants, system)]
    return Access(ref("SYS", system.id), tuple(reasons), True)


def _own(tx: Session, person_id: int, system: AiSystem) -> list[Reason]:
    found = []
    if system.owner_id == person_id:
        found.append(Reason("sees_as_owner"))
    if system.registered_by_id == person_id:
        found.append(Reason("sees_as_registrar", {"at": system.registered_at}))
    member = tx.scalars(
        select(TeamMember).where(
            TeamMember.system_id == system.id,
            TeamMember.person_id == person_id,
            TeamMember.ended_at.is_(None),
        )
    ).first()
    if member is not None:
        found.append(Reason("sees_as_team", {"starts_on": member.starts_on}))
    return found


def _by_roles(tx: Session, grants: tuple[Grant, ...], system: AiSystem) -> list[Reason]:
    reaching = {ORG, system_scope(system.id), *path_of(tx, system.unit_id)}
    labels = dict(tx.execute(select(Role.key, Role.label)).all())
    found = []
    for grant in grants:
        params = {"role": labels.get(grant.role, grant.role), "starts_on": grant.starts_on}
        if grant.role in RECORD_READERS:
            found.append(Reason("sees_record", params))
        elif grant.scope_key == ORG:
            found.append(Reason("sees_by_org_role", params))
        elif grant.scope_key in reaching:
            unit = _unit_name(tx, grant.scope_key)
            found.append(
                Reason("sees_by_unit_role", params | {"unit": unit})
                if unit
                else Reason("sees_by_role", params)
            )
    return found


def _unit_name(tx: Session, scope_key: str) -> str:
    kind, _, key = scope_key.partition(":")
    return tx.scalars(select(Unit.name).where(Unit.id == int(key))).first() or "" if kind == "unit" else ""
