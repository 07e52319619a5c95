"""Which records of a log belong to a record they may be linked to: the linked ones, and those linked to none."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from models.register_link import RegisterLink
from models.register_record import RegisterRecord


def belongs_to(record: RegisterRecord, register: str, relation: str) -> ColumnElement[bool]:
    """The condition on live records of `register` of the same system that belong to `record` by `relation`.

    Whoever notes something in a hurry links nothing; it still belongs to what there is for that system.
    """
    linked = select(RegisterLink.record_id).where(
        RegisterLink.relation == relation, RegisterLink.removed_at.is_(None)
    )
    return and_(
        RegisterRecord.register == register,
        RegisterRecord.system_id == record.system_id,
        RegisterRecord.archived_at.is_(None),
        or_(
            RegisterRecord.id.in_(linked.where(RegisterLink.target_id == record.id)),
            RegisterRecord.id.not_in(linked),
        ),
    )
