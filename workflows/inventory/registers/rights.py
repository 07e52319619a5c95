"""Who reads and who writes a record: whoever sees its system reads, its team and the register's roles write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from models.role_grant import ORG
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.ground.refused import NotAllowed, NotFound
from workflows.inventory.persons import KEEPERS, in_team, roles_for
from workflows.inventory.registers.declaring import Register, known
from workflows.inventory.visibility import Reader, as_reader, sees, visible_system_ids_clause
from workflows.people.standing import Standing


def roles_of(tx: Session, standing: Standing, system: AiSystem | None) -> frozenset[str]:
    """The roles a person holds for a system, or for the organisation as a whole."""
    if system is not None:
        return roles_for(tx, standing, system)
    return frozenset(grant.role for grant in standing.grants if grant.scope_key == ORG)


def may_write(tx: Session, standing: Standing, one: Register, system: AiSystem | None) -> bool:
    """Whether a person may write into a register, about a system or about the organisation."""
    if roles_of(tx, standing, system) & (one.writers | KEEPERS):
        return True
    return system is not None and in_team(tx, standing.person_id, system)


def require_writer(tx: Session, standing: Standing, one: Register, system: AiSystem | None) -> frozenset[str]:
    """The roles of a person who may write here; raises NotAllowed, naming the roles that may, for others."""
    if not may_write(tx, standing, one, system):
        raise NotAllowed("register_not_yours", roles=", ".join(sorted(one.writers | KEEPERS)))
    return roles_of(tx, standing, system)


def require_reader(tx: Session, person: Any, one: Register, record: RegisterRecord) -> None:
    """Raises NotFound when a person may not know of a record."""
    reader = as_reader(person)
    if reader is None or not sees(tx, reader, record.system_id) or not _reads(person, reader, one, record):
        raise NotFound("not_found")


def _reads(person: Any, reader: Reader, one: Register, record: RegisterRecord) -> bool:
    if one.readers is None or reader.person_id in (record.owner_id, record.made_by_id):
        return True
    return any(grant.role in one.readers for grant in _grants(person))


def readable_clause(person: Any, registers: Sequence[Register] | None = None) -> ColumnElement[bool]:
    """The condition on records a person may read, for statements that join `AiSystem` from outside."""
    reader = as_reader(person)
    if reader is None or not reader.active:
        return false()
    seen: ColumnElement[bool] = visible_system_ids_clause(reader)
    if reader.scopes:
        seen = or_(seen, RegisterRecord.system_id == ORGANISATION)
    held = {grant.role for grant in _grants(person)}
    shut = [
        one.key
        for one in (known() if registers is None else registers)
        if one.readers is not None and not held & one.readers
    ]
    if not shut:
        return seen
    own = or_(RegisterRecord.owner_id == reader.person_id, RegisterRecord.made_by_id == reader.person_id)
    return and_(seen, or_(RegisterRecord.register.not_in(shut), own))


def _grants(person: Any) -> Sequence[Any]:
    found: Sequence[Any] = getattr(person, "grants", ())
    return found


def system_of(tx: Session, system_id: int) -> AiSystem | None:
    """The system a record is about, None for the organisation's own."""
    if system_id == ORGANISATION:
        return None
    return tx.scalars(select(AiSystem).where(AiSystem.id == system_id)).one()
