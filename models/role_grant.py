"""Role grants: who holds which role, where, from when to when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text

ORG = "org"
"""Scope of a grant that covers the whole organisation."""


class RoleGrant(Base):
    """One dated grant; ended or revoked it stays, so that yesterday's question can be answered.

    `scope_key` is `org`, `unit:<id>` or `system:<id>`; the two keys beside it follow from it.
    """

    __tablename__ = "role_grant"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    role: Mapped[str] = mapped_column(String(40), comment="key of the role")
    scope_key: Mapped[str] = mapped_column(String(40), default=ORG, comment="org, unit:<id> or system:<id>")
    unit_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("unit.id", ondelete="RESTRICT"), index=True
    )
    system_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("ai_system.id", ondelete="RESTRICT"), index=True
    )
    granted_at: Mapped[datetime] = mapped_column(comment="a request submitted before is not signed by it")
    granted_by_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("person.id", ondelete="RESTRICT"), comment="none for a grant of the sample company"
    )
    starts_on: Mapped[date] = mapped_column(comment="first day in force, in the organisation's zone")
    ends_on: Mapped[date | None] = mapped_column(comment="last day in force; none for open end")
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    reason: Mapped[str] = mapped_column(default="", comment="why it was given")
    revoked_reason: Mapped[str] = mapped_column(default="", comment="why it was taken back")
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
        CheckConstraint(
            "(scope_key = 'org' AND unit_id IS NULL AND system_id IS NULL)"
            " OR (unit_id IS NOT NULL AND system_id IS NULL AND scope_key LIKE 'unit:%')"
            " OR (system_id IS NOT NULL AND unit_id IS NULL AND scope_key LIKE 'system:%')",
            name="scope",
        ),
        Index("ix_role_grant_person", "person_id", "revoked_at"),
        Index("ix_role_grant_role", "role", "scope_key", "revoked_at"),
        KEEP_KEYS,
    )

    def __init__(self, **values: Any) -> None:
        """Takes the columns by name; a grant without scope covers the organisation."""
        super().__init__(**({"scope_key": ORG} | values))

    @validates("scope_key")
    def _split(self, _name: str, scope_key: str) -> str:
        """Keeps the keys that joins need in step with the scope; raises ValueError for a scope nobody knows."""
        kind, _, key = scope_key.partition(":")
        if scope_key != ORG and (kind not in {"unit", "system"} or not key.isdecimal()):
            raise ValueError(f"no such scope: {scope_key}")
        self.unit_id = int(key) if kind == "unit" else None
        self.system_id = int(key) if kind == "system" else None
        return scope_key
