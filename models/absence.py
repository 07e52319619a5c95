"""Absences: days on which somebody is not there to act."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Absence(Base):
    """One absence, whole days in the person's zone; cancelled rather than deleted."""

    __tablename__ = "absence"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    starts_on: Mapped[date] = mapped_column(comment="first day away")
    ends_on: Mapped[date] = mapped_column(comment="last day away")
    starts_at: Mapped[datetime] = mapped_column(comment="begin of the first day, as an instant")
    ends_at: Mapped[datetime] = mapped_column(comment="end of the last day, as an instant, exclusive")
    made_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="days"),
        CheckConstraint("starts_at < ends_at", name="instants"),
        Index("ix_absence_person", "person_id", "ends_at"),
        Index("ix_absence_days", "ends_on", "starts_on"),
        KEEP_KEYS,
    )
