"""Brings versions into the world, with the subject by which approvals know them."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import Stage
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.ground.ids import uuid7
from workflows.ground.refused import Refused
from workflows.inventory.locks import SUBJECT_KIND
from workflows.inventory.wording import LABEL, line, need
from workflows.people.scopes import scope_keys_of


def bear_version(
    tx: Session,
    now: datetime,
    system: AiSystem,
    label: str,
    description: str = "",
    *,
    stage: str = Stage.INTAKE,
    born_by_request_id: int | None = None,
    predecessor_id: int | None = None,
) -> SystemVersion:
    """Adds the next version of a locked system, born in intake or where an approved rework says.

    Raises Refused when the label is empty, too long or taken. Writes no entry: the act that calls it does.
    """
    label = free_label(tx, system, label)
    subject = _subject(tx, system, label)
    last = tx.scalar(select(func.max(SystemVersion.number)).where(SystemVersion.system_id == system.id)) or 0
    version = SystemVersion(
        uuid=subject.uuid,
        system_id=system.id,
        subject_id=subject.id,
        number=last + 1,
        label=label,
        description=description,
        stage=stage,
        born_stage=stage,
        stage_since=now,
        born_by_request_id=born_by_request_id,
        predecessor_id=predecessor_id,
        created_at=now,
    )
    tx.add(version)
    tx.flush()
    return version


def _subject(tx: Session, system: AiSystem, label: str) -> Subject:
    """The row by which approvals know the version; it has the version's uuid."""
    subject = Subject(
        uuid=uuid7(),
        kind=SUBJECT_KIND,
        system_id=system.id,
        system_uuid=system.uuid,
        label=subject_label(system.name, label),
        scope_keys=json.dumps(scope_keys_of(tx, system.id, system.unit_id)),
    )
    tx.add(subject)
    tx.flush()
    return subject


def free_label(tx: Session, system: AiSystem, label: str, but_id: int | None = None) -> str:
    """The label as it is stored; raises Refused when another version than `but_id` has it."""
    label = need(line(label), "label", LABEL)
    taken = select(SystemVersion.id).where(
        SystemVersion.system_id == system.id, func.lower(SystemVersion.label) == func.lower(label)
    )
    if [key for key in tx.scalars(taken) if key != but_id]:
        raise Refused("version_label_taken", field="label", system=system.name)
    return label


def rename_subjects(tx: Session, system: AiSystem) -> None:
    """Gives the subjects of a locked system its present name and the scopes that now reach it.

    They are read anew: a version may have been born while this act waited for the first lock.
    """
    scopes = json.dumps(scope_keys_of(tx, system.id, system.unit_id))
    rows = tx.execute(
        select(Subject, SystemVersion.label)
        .join(SystemVersion, SystemVersion.subject_id == Subject.id)
        .where(Subject.system_id == system.id)
        .order_by(Subject.id)
        .with_for_update(of=Subject)
        .execution_options(populate_existing=True)
    )
    for subject, label in rows:
        subject.scope_keys = scopes
        subject.label = subject_label(system.name, label)


def subject_label(name: str, label: str) -> str:
    """How a version is called on pages: the system's name and the version's label."""
    return f"{name} {label}"[:300]
