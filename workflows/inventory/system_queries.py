"""Reads one system as its pages show it: facts, versions, team and classifications."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from models.ai_system import AiSystem
from models.deployment import Deployment
from models.environment import Environment
from models.person import Person
from models.system_version import SystemVersion
from models.team_member import TeamMember
from models.unit import Unit
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.facts import FACT_FIELDS
from workflows.inventory.rights import Rights, membership, rights_of
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.record.queries import Page, entries_about

HISTORY = 40


@dataclass(frozen=True)
class SystemHead:
    """What every page of a system shows at its top, and the facts for its forms."""

    id: int
    uuid: str
    ref: str
    facts: Mapping[str, Any]
    tier: str | None
    legal_tier: str | None
    internal_tier: str | None
    flags: tuple[str, ...]
    operator_roles: tuple[str, ...]
    owner: str
    owner_email: str
    owner_active: bool
    unit_id: int | None
    unit: str
    registered_by: str
    registered_at: datetime
    in_use_since: date | None
    archived_at: datetime | None
    archived_reason: str
    revision: int
    rights: Rights

    @property
    def name(self) -> str:
        """The system's name."""
        return str(self.facts["name"])


@dataclass(frozen=True)
class VersionLine:
    """A version in the list of its system; `runs_in` names the environments where it runs now."""

    ref: str
    label: str
    description: str
    stage: str
    stage_since: datetime
    suspended: bool
    outdated: bool
    adopted: bool
    cleared_until: date | None
    archived_at: datetime | None
    runs_in: tuple[str, ...]
    id: int = 0
    number: int = 1
    born_stage: str = "intake"
    rollback_until: date | None = None
    suspension_id: int | None = None
    changed: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    created_at: datetime | None = None


@dataclass(frozen=True)
class MemberLine:
    """One membership; `is_owner` cannot be ended."""

    id: int
    name: str
    email: str
    duty: str
    starts_on: date
    ended_at: datetime | None
    is_owner: bool


def system_head(account: Any, system_id: int, tx: Session | None = None) -> SystemHead:
    """The head of a system's pages, in at most two statements; NotFound for whoever may not see it."""
    tx = tx or reading()
    registrar = aliased(Person)
    found = tx.execute(
        select(
            AiSystem,
            Person.name,
            Person.email,
            Person.active,
            Unit.name.label("unit"),
            registrar.name.label("by"),
            membership(account).label("in_team"),
        )
        .join(Person, Person.id == AiSystem.owner_id)
        .join(registrar, registrar.id == AiSystem.registered_by_id)
        .outerjoin(Unit, Unit.id == AiSystem.unit_id)
        .where(AiSystem.id == system_id, visible_system_ids_clause(account))
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return _head(found, rights_of(tx, account, found[0], found.in_team))


def version_lines(account: Any, system_id: int) -> tuple[SystemHead, tuple[VersionLine, ...]]:
    """The head and all versions, the newest first; two statements more than the head."""
    tx = reading()
    head = system_head(account, system_id, tx)
    return head, versions_of(tx, system_id)


def versions_of(tx: Session, system_id: int) -> tuple[VersionLine, ...]:
    """All versions of a system with where they run; the caller has checked that they may be seen."""
    runs = and_(Deployment.version_id == SystemVersion.id, Deployment.ended_at.is_(None))
    rows: dict[int, SystemVersion] = {}
    running: dict[int, list[str]] = {}
    for version, name in tx.execute(
        select(SystemVersion, Environment.name)
        .outerjoin(Deployment, runs)
        .outerjoin(Environment, Environment.id == Deployment.environment_id)
        .where(SystemVersion.system_id == system_id)
        .order_by(SystemVersion.number.desc(), func.lower(Environment.name))
    ):
        rows[version.id] = version
        if name is not None:
            running.setdefault(version.id, []).append(name)
    return tuple(
        VersionLine(
            ref=ref("VER", row.id),
            label=row.label,
            description=row.description,
            stage=row.stage,
            stage_since=row.stage_since,
            suspended=row.suspension_id is not None,
            outdated=row.outdated_since is not None,
            adopted=row.adopted,
            cleared_until=row.cleared_until,
            archived_at=row.archived_at,
            runs_in=tuple(running.get(row.id, ())),
            id=row.id,
            number=row.number,
            born_stage=row.born_stage,
            rollback_until=row.rollback_until,
            suspension_id=row.suspension_id,
            changed=tuple((str(one["code"]), one.get("params", {})) for one in json.loads(row.outdated)),
            created_at=row.created_at,
        )
        for row in rows.values()
    )


def team_lines(account: Any, system_id: int) -> tuple[SystemHead, tuple[MemberLine, ...]]:
    """The head and all memberships, those in force first; one statement more than the head."""
    tx = reading()
    head = system_head(account, system_id, tx)
    rows = tx.execute(
        select(
            TeamMember,
            Person.name,
            Person.email,
            (AiSystem.owner_id == TeamMember.person_id).label("is_owner"),
        )
        .join(Person, Person.id == TeamMember.person_id)
        .join(AiSystem, AiSystem.id == TeamMember.system_id)
        .where(TeamMember.system_id == system_id)
        .order_by(TeamMember.ended_at.is_not(None), func.lower(Person.name), TeamMember.id)
    )
    return head, tuple(
        MemberLine(
            id=member.id,
            name=name,
            email=email,
            duty=member.duty,
            starts_on=member.starts_on,
            ended_at=member.ended_at,
            is_owner=bool(is_owner) and member.ended_at is None,
        )
        for member, name, email, is_owner in rows
    )


def system_history(account: Any, system_id: int, before: int | None = None) -> tuple[SystemHead, Page]:
    """The head and what the record says about the system, the newest first."""
    head = system_head(account, system_id)
    return head, entries_about(system_uuid=head.uuid, before=before, limit=HISTORY)


def _head(found: Any, rights: Rights) -> SystemHead:
    system: AiSystem = found[0]
    return SystemHead(
        id=system.id,
        uuid=system.uuid,
        ref=ref("SYS", system.id),
        facts={name: getattr(system, name) for name in FACT_FIELDS},
        tier=system.tier,
        legal_tier=system.legal_tier,
        internal_tier=system.internal_tier,
        flags=tuple(json.loads(system.flags)),
        operator_roles=tuple(json.loads(system.operator_roles)),
        owner=found.name,
        owner_email=found.email,
        owner_active=found.active,
        unit_id=system.unit_id,
        unit=found.unit or "",
        registered_by=found.by,
        registered_at=system.registered_at,
        in_use_since=system.in_use_since,
        archived_at=system.archived_at,
        archived_reason=system.archived_reason,
        revision=system.revision,
        rights=rights,
    )
