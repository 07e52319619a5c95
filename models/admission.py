"""Admissions: a person with a later grant is let into one open seat, openly."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class Admission(Base):
    """Who admitted whom to which seat, and why."""

    __tablename__ = "admission"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), index=True
    )
    seat_id: Mapped[bigint] = mapped_column(ForeignKey("seat.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    admitted_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    reason: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("seat_id", "person_id"), KEEP_KEYS)
