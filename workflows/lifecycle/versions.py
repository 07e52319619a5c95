"""Finds and locks the version behind a subject, and says in which state it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import Stage
from models.organisation import Organisation
from models.system_version import SystemVersion
from workflows.approvals.conditions.due import overdue_refs
from workflows.approvals.policies.vocabulary import CRITICAL_RISK
from workflows.approvals.policies.when import Situation
from workflows.ground.ids import key_of
from workflows.ground.refused import NotFound
from workflows.lifecycle.doors import VersionState


def of_subject(tx: Session, subject_id: int, lock: bool = False) -> SystemVersion:
    """The version of a subject, read anew and locked for an act."""
    query = select(SystemVersion).where(SystemVersion.subject_id == subject_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return tx.scalars(query).one()


def locked(tx: Session, subject_id: int) -> tuple[SystemVersion, AiSystem, str]:
    """The version of a subject, locked, with its system and the organisation's zone, in one statement."""
    row = tx.execute(
        select(SystemVersion, AiSystem, select(Organisation.zone).scalar_subquery())
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(SystemVersion.subject_id == subject_id)
        .with_for_update(of=SystemVersion)
        .execution_options(populate_existing=True)
    ).one()
    return row[0], row[1], row[2] or "UTC"


def version_key(ref: str) -> int:
    """The key in a ref such as VER-31; raises NotFound for anything else."""
    key = key_of("VER", ref)
    if key is None:
        raise NotFound("not_found")
    return key


def state_now(tx: Session, now: datetime, version: SystemVersion, system: AiSystem) -> VersionState:
    """The version's state with the conditions that are overdue at this instant; one statement."""
    return replace(state_of(version, system), overdue=overdue_refs(tx, version.subject_id, now))


def state_of(version: SystemVersion, system: AiSystem) -> VersionState:
    """The version's state as the doors see it, without its conditions."""
    return VersionState(
        stage=version.stage,
        suspended=version.suspension_id is not None,
        archived=version.archived_at is not None or system.archived_at is not None,
        number=version.number,
        tier=system.tier,
        in_use_before=system.in_use_since is not None,
        cleared_until=version.cleared_until,
        born_stage=version.born_stage,
    )


def situation_of(version: SystemVersion, system: AiSystem) -> Situation:
    """The facts that a policy's conditions ask about."""
    # A critical risk asks for more people whatever the classification says.
    critical = {CRITICAL_RISK} if system.critical_risk else set()
    yes = {
        "uses_supplier": system.uses_supplier,
        "uses_supplier_or_customer": system.uses_supplier or system.serves_customers,
    }
    return Situation(
        stage=version.stage,
        origin=system.origin,
        # Before the first classification nobody knows the flags: then everything that asks counts.
        flags=frozenset({*json.loads(system.flags), *critical}) if system.tier else None,
        roles=frozenset(json.loads(system.operator_roles)),
        legal_tier=system.legal_tier,
        yes=frozenset(key for key, value in yes.items() if value),
    )


def siblings(tx: Session, version: SystemVersion) -> list[SystemVersion]:
    """The other versions of the same system, locked, in the order of their keys."""
    return list(
        tx.scalars(
            select(SystemVersion)
            .where(
                SystemVersion.system_id == version.system_id,
                SystemVersion.id != version.id,
                SystemVersion.archived_at.is_(None),
                SystemVersion.stage != Stage.RETIREMENT.value,
            )
            .order_by(SystemVersion.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
