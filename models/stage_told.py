"""Reminders and escalations that were told: one per request, stage, person and run of the clock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class StageTold(Base):
    """Says that this person was told this stage of this request; the database allows it once."""

    __tablename__ = "stage_told"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    stage: Mapped[bigint] = mapped_column(
        comment="0 = a seat nobody can fill, else reached: 1 = 50 %, 2 = 100 %, 3 = 150 %, 4 = 200 %"
    )
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    clock_run: Mapped[bigint] = mapped_column(comment="number of the clock's span")
    told_at: Mapped[datetime]
    was_late: Mapped[bool] = mapped_column(default=False, comment="told long after its instant, after a stop")

    __table_args__ = (
        UniqueConstraint("request_id", "stage", "person_id", "clock_run"),
        CheckConstraint("stage BETWEEN 0 AND 4", name="stage"),
        KEEP_KEYS,
    )
