"""Stage moves: each is made by exactly one approved request; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class StageMove(Base):
    """One move of one version from stage to stage, or a passed gate that keeps the stage (renewal, resumption)."""

    __tablename__ = "stage_move"

    id: Mapped[pk]
    version_id: Mapped[bigint] = mapped_column(ForeignKey("system_version.id", ondelete="RESTRICT"))
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    gate: Mapped[str] = mapped_column(String(40))
    from_stage: Mapped[str] = mapped_column(String(20))
    to_stage: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("request_id", "gate"),
        Index("ix_stage_move_version", "version_id", "id"),
        KEEP_KEYS,
    )
