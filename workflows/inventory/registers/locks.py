"""Takes the locks of acts on records: subjects of the systems concerned by key, these systems, then the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select, union
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.ground.refused import NotFound
from workflows.inventory.locks import SUBJECT_KIND
from workflows.inventory.registers.declaring import Register


@dataclass(frozen=True)
class Place:
    """What an act on a record holds: the record, None before it is made, its system and all systems concerned."""

    record: RegisterRecord | None
    system: AiSystem | None
    concerned: frozenset[int]

    @property
    def held(self) -> RegisterRecord:
        """The locked record; raises NotFound while there is none yet."""
        if self.record is None:
            raise NotFound("not_found")
        return self.record


def lock_place(
    tx: Session, one: Register, record_id: int | None, system_id: int, also: Iterable[int] = ()
) -> Place:
    """Locks everything an act on a record may touch, read anew; raises NotFound without record or system.

    `system_id` counts for a new record only: a record stays with its system. Decisions lock their subject first,
    so no signature can fall between what it covers and this act.
    """
    if record_id is not None:
        system_id = _home(tx, one, record_id)
    concerned = concerned_systems(tx, one, record_id, system_id) | set(also)
    # A record that is up for approval has a subject of its own, which whoever signs locks before the record.
    own = select(RegisterRecord.uuid).where(RegisterRecord.id == record_id)
    of_systems = and_(Subject.system_id.in_(concerned), Subject.kind == SUBJECT_KIND)
    subjects = (
        select(Subject.id)
        .where(or_(of_systems, Subject.uuid.in_(own)))
        .order_by(Subject.id)
        .with_for_update()
    )
    list(tx.scalars(subjects))
    systems = {
        system.id: system
        for system in tx.scalars(
            select(AiSystem)
            .where(AiSystem.id.in_(concerned))
            .order_by(AiSystem.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    if system_id != ORGANISATION and system_id not in systems:
        raise NotFound("not_found")
    record = None if record_id is None else lock_record(tx, one.key, record_id)
    return Place(record, systems.get(system_id), frozenset(systems))


def lock_record(tx: Session, register_key: str, record_id: int) -> RegisterRecord:
    """Locks one record, read anew; raises NotFound when this register has none of that key."""
    record = tx.scalars(
        select(RegisterRecord)
        .where(RegisterRecord.id == record_id, RegisterRecord.register == register_key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if record is None:
        raise NotFound("not_found")
    return record


def concerned_systems(tx: Session, one: Register, record_id: int | None, system_id: int) -> set[int]:
    """The systems whose items a record may satisfy: its own, those it is linked to, or all with an open request."""
    found = {system_id} - {ORGANISATION}
    if record_id is not None:
        linked = [
            RegisterLink.record_id == record_id,
            RegisterLink.removed_at.is_(None),
        ]
        found |= set(
            tx.scalars(
                union(
                    select(SystemVersion.system_id)
                    .join(RegisterLink, RegisterLink.target_id == SystemVersion.id)
                    .where(*linked, RegisterLink.target_kind == "version"),
                    select(RegisterLink.target_id).where(*linked, RegisterLink.target_kind == "system"),
                )
            )
        )
    if system_id == ORGANISATION and serves_all(one):
        open_now = [str(status.value) for status in OPEN_STATUSES]
        found |= set(
            tx.scalars(
                select(ApprovalRequest.system_id)
                .where(ApprovalRequest.status.in_(open_now), ApprovalRequest.system_id != ORGANISATION)
                .distinct()
            )
        )
    return found


def serves_all(one: Register) -> bool:
    """Whether a record of the organisation counts for every system: it has no link by which it could name them."""
    return not any(relation.target in ("version", "system") for relation in one.relations)


def _home(tx: Session, one: Register, record_id: int) -> int:
    home = tx.scalars(
        select(RegisterRecord.system_id).where(
            RegisterRecord.id == record_id, RegisterRecord.register == one.key
        )
    ).one_or_none()
    if home is None:
        raise NotFound("not_found")
    return home
