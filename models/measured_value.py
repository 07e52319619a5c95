"""Values of indicators: measured, typed or missing; a correction is a value of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text


class MeasuredValue(Base):
    """One value of one indicator for one period."""

    __tablename__ = "measured_value"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    record_id: Mapped[bigint] = mapped_column(ForeignKey("register_record.id", ondelete="RESTRICT"))
    period: Mapped[str] = mapped_column(String(20), comment="such as 2026-11-24, 2026-W48 or 2026-11")
    value: Mapped[str | None] = mapped_column(String(40), comment="decimal text; none when it is missing")
    state: Mapped[str] = mapped_column(
        String(10), comment="ok, warn, breach or missing, by the limits of then"
    )
    limits: Mapped[str] = mapped_column(default="{}", comment="JSON of the limits it was judged by")
    source: Mapped[str] = mapped_column(String(10), comment="form, csv, api or clock")
    note: Mapped[str] = mapped_column(default="")
    entered_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    entered_at: Mapped[datetime]
    corrects_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("measured_value.id", ondelete="RESTRICT"),
        unique=True,
        comment="value it stands for now",
    )

    __table_args__ = (
        CheckConstraint("state IN ('ok','warn','breach','missing')", name="state"),
        CheckConstraint("source IN ('form','csv','api','clock')", name="source"),
        Index("ix_measured_value_place", "record_id", "period"),
        KEEP_KEYS,
    )
