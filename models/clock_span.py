"""Spans of a request's clock: while one is open the clock runs, between two it stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk

_RUNNING = text("stopped_at IS NULL")


class ClockSpan(Base):
    """One stretch in which reviewers had the turn; used time is the sum of its working seconds over all spans."""

    __tablename__ = "clock_span"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[bigint] = mapped_column(comment="1 for the request's first span")
    started_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    seconds: Mapped[bigint | None] = mapped_column(comment="working seconds between the two, once it stopped")
    why: Mapped[str] = mapped_column(String(40), default="", comment="why it stopped, as a code")

    __table_args__ = (
        CheckConstraint("(stopped_at IS NULL) = (seconds IS NULL)", name="closed"),
        Index(
            "uq_clock_span_running",
            "request_id",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        KEEP_KEYS,
    )
