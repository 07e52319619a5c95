"""Nudges: somebody who waits asks whose turn it is."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class Nudge(Base):
    """One nudge; a request is nudged once a day at most, whoever does it."""

    __tablename__ = "nudge"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), comment="who nudged"
    )
    to_ids: Mapped[str] = mapped_column(default="[]", comment="JSON list of the persons nudged")
    note: Mapped[str] = mapped_column(String(300), default="")
    day: Mapped[date] = mapped_column(comment="in the organisation's zone")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("request_id", "day"), KEEP_KEYS)
