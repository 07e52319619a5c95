"""What a person may do with a system, so that pages offer exactly what the acts allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, false
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.role_grant import ORG
from models.team_member import TeamMember
from workflows.inventory.persons import CLASSIFIERS, KEEPERS, OPERATORS
from workflows.inventory.visibility import as_reader
from workflows.people.scopes import path_of, system_scope


@dataclass(frozen=True)
class Rights:
    """What the reader of a page may do."""

    team: bool = False
    edit: bool = False
    classify: bool = False
    name_owner: bool = False
    archive: bool = False
    deploy: bool = False


def rights_of(tx: Session, account: Any, system: AiSystem, in_team: bool) -> Rights:
    """The rights of whoever is signed in, by the same rules as the acts; at most one statement.

    `in_team` is what `membership` said in the statement that read the system.
    """
    reader = as_reader(account)
    if reader is None or system.archived_at is not None:
        return Rights()
    owner = reader.person_id == system.owner_id
    team = owner or in_team
    held = _roles(tx, account, system)
    return Rights(
        team=team,
        edit=team or bool(held & KEEPERS),
        classify=team or bool(held & CLASSIFIERS),
        name_owner=owner or bool(held & KEEPERS),
        archive=owner,
        deploy=team or bool(held & OPERATORS),
    )


def membership(account: Any) -> ColumnElement[bool]:
    """Whether the reader is listed in the team of the system of the row."""
    reader = as_reader(account)
    if reader is None:
        return false()
    member = exists().where(
        TeamMember.system_id == AiSystem.id,
        TeamMember.person_id == reader.person_id,
        TeamMember.ended_at.is_(None),
    )
    return member.correlate_except(TeamMember)


def _roles(tx: Session, account: Any, system: AiSystem) -> frozenset[str]:
    wanted = KEEPERS | CLASSIFIERS | OPERATORS
    grants = [grant for grant in account.grants if grant.role in wanted]
    scopes = {ORG, system_scope(system.id)}
    if any(grant.scope_key.startswith("unit:") for grant in grants):
        scopes |= set(path_of(tx, system.unit_id))
    return frozenset(grant.role for grant in grants if grant.scope_key in scopes)
