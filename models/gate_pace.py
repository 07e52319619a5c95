"""The pace of gates: how long decisions took in the last year, kept so that no page has to sort a history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint


class GatePace(Base):
    """One gate and tier; the empty tier stands for all."""

    __tablename__ = "gate_pace"

    gate: Mapped[str] = mapped_column(String(40), primary_key=True)
    tier: Mapped[str] = mapped_column(String(20), primary_key=True, comment="empty for all tiers together")
    count: Mapped[bigint] = mapped_column(comment="requests decided in the last year")
    median_s: Mapped[bigint | None] = mapped_column(comment="half were decided within so many seconds")
    p85_s: Mapped[bigint | None] = mapped_column(comment="85 of 100 were decided within so many seconds")
    on_time: Mapped[bigint] = mapped_column(default=0, comment="decided by their due date in the last year")
    decided_30: Mapped[bigint] = mapped_column(default=0, comment="decided in the last 30 days")
    on_time_30: Mapped[bigint] = mapped_column(default=0, comment="of these, by their due date")
    measured_at: Mapped[datetime]
