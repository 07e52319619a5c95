"""Attendance: who was at a session, from when to when, and in whose place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class Attendance(Base):
    """One person at one session."""

    __tablename__ = "attendance"

    id: Mapped[pk]
    session_id: Mapped[bigint] = mapped_column(ForeignKey("committee_session.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    in_place_of_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), comment="member whose deputy they are"
    )
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    noted_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))

    __table_args__ = (UniqueConstraint("session_id", "person_id"), KEEP_KEYS)
