"""Snoozes: rows of Home that somebody wants to see later; no clock stands for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class Snooze(Base):
    """Until when a person has put a request or a condition aside."""

    __tablename__ = "snooze"

    id: Mapped[pk]
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(String(12), comment="request or condition")
    thing_id: Mapped[bigint] = mapped_column(comment="key of the request or condition")
    until_at: Mapped[datetime]
    made_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "thing_id"),
        CheckConstraint("kind IN ('request', 'condition')", name="kind"),
        KEEP_KEYS,
    )
