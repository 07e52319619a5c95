"""Measures of requests: how long each took and where its time went, read out of the record.

Nothing decides by these rows; they can be thrown away and made again from the entries.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, bigint


class RequestMeasure(Base):
    """The measures of one request that was handed in; all times are seconds of the calendar."""

    __tablename__ = "request_measure"

    request_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("approval_request.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(40))
    gate: Mapped[str] = mapped_column(String(40))
    tier: Mapped[str] = mapped_column(String(20))
    policy_digest: Mapped[str] = mapped_column(String(64), default="", comment="policy it was decided under")
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="", comment="final status, empty while open")
    rounds: Mapped[bigint] = mapped_column(default=0)
    unclaimed_s: Mapped[bigint] = mapped_column(default=0, comment="waited for a reviewer who took it")
    reviewer_s: Mapped[bigint] = mapped_column(default=0, comment="with a reviewer who took it")
    team_s: Mapped[bigint] = mapped_column(default=0, comment="with the team")
    paused_s: Mapped[bigint] = mapped_column(default=0, comment="on hold")
    due_at: Mapped[datetime | None]
    on_time: Mapped[bool | None] = mapped_column(comment="decided by its due date; none while open")
    last_entry: Mapped[bigint] = mapped_column(default=0, comment="highest entry of the record read for it")
    measured_at: Mapped[datetime]

    __table_args__ = (Index("ix_request_measure_decided", "gate", "tier", "decided_at"),)
