"""Takes the locks of the inventory's acts: subjects of a system by key, then the system, then its rows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused

SUBJECT_KIND = "system_version"


def lock_system(tx: Session, system_id: int) -> tuple[AiSystem, list[Subject]]:
    """Locks every subject of the system, then the system, all read anew; raises NotFound without it.

    Decisions lock their subject first: no signature can fall between what it covers and this act.
    """
    subjects = list(
        tx.scalars(
            select(Subject)
            .where(Subject.system_id == system_id, Subject.kind == SUBJECT_KIND)
            .order_by(Subject.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
    system = tx.scalars(
        select(AiSystem)
        .where(AiSystem.id == system_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if system is None:
        raise NotFound("not_found")
    return system, subjects


def lock_version(tx: Session, version_id: int) -> tuple[SystemVersion, AiSystem, list[Subject]]:
    """Locks the subjects and the system of a version, then the version; raises NotFound without it."""
    system_id = tx.scalars(
        select(SystemVersion.system_id).where(SystemVersion.id == version_id)
    ).one_or_none()
    if system_id is None:
        raise NotFound("not_found")
    system, subjects = lock_system(tx, system_id)
    version = tx.scalars(
        select(SystemVersion)
        .where(SystemVersion.id == version_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return version, system, subjects


def require_in_lists(system: AiSystem, version: SystemVersion | None = None) -> None:
    """Raises Refused when the system, or this version of it, was archived."""
    if system.archived_at is not None:
        raise Refused("system_archived", system=system.name)
    if version is not None and version.archived_at is not None:
        raise Refused("version_is_archived", version=version.label)


def system_ref(system: AiSystem) -> str:
    """The public name of a system, such as SYS-7."""
    return ref("SYS", system.id)


def version_ref(version: SystemVersion) -> str:
    """The public name of a version, such as VER-31."""
    return ref("VER", version.id)
