"""System versions: what moves through the stages."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_STAGES = "('intake','design','data_review','testing','deployment','monitoring','retirement')"


class SystemVersion(Base):
    """One version of a system; its stage is assigned by the stage machine alone."""

    __tablename__ = "system_version"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    system_id: Mapped[bigint] = mapped_column(ForeignKey("ai_system.id", ondelete="RESTRICT"))
    subject_id: Mapped[bigint] = mapped_column(ForeignKey("subject.id", ondelete="RESTRICT"), unique=True)
    number: Mapped[bigint] = mapped_column(comment="1, 2, … of the system")
    label: Mapped[str] = mapped_column(String(80), comment="the team's own name of it, such as v12")
    description: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(String(20))
    stage_since: Mapped[datetime]
    born_stage: Mapped[str] = mapped_column(String(20), comment="intake, or where a signed rework put it")
    born_by_request_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), unique=True, comment="the rework that made it"
    )
    predecessor_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("system_version.id", ondelete="RESTRICT")
    )
    suspension_id: Mapped[bigint | None] = mapped_column(comment="the suspension in force")
    adopted: Mapped[bool] = mapped_column(
        default=False, comment="in use before it was registered: adopted, not gated"
    )
    cleared_until: Mapped[date | None] = mapped_column(comment="last day of the approval's validity")
    rollback_until: Mapped[date | None] = mapped_column(
        comment="kept for rollback after its successor went live"
    )
    outdated: Mapped[str] = mapped_column(
        default="[]", comment="JSON list of what changed after approval: code, params"
    )
    outdated_since: Mapped[datetime | None]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    archived_reason: Mapped[str] = mapped_column(default="")
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        UniqueConstraint("system_id", "number"),
        UniqueConstraint("system_id", "label"),
        CheckConstraint(f"stage IN {_STAGES}", name="stage"),
        CheckConstraint("born_stage = 'intake' OR born_by_request_id IS NOT NULL", name="born"),
        Index("ix_system_version_stage", "stage", "system_id"),
        KEEP_KEYS,
    )
