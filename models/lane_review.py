"""Reviews of the fast lane: the monthly sample that somebody else looks at again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class LaneReview(Base):
    """One request of the fast lane that was drawn, and what the second look found."""

    __tablename__ = "lane_review"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    request_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), unique=True
    )
    month: Mapped[str] = mapped_column(String(7), comment="month of the approvals, such as 2026-11")
    seed: Mapped[str] = mapped_column(String(64), comment="printed; the same seed draws the same sample")
    drawn_at: Mapped[datetime]
    reviewer_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    verdict: Mapped[str | None] = mapped_column(String(14), comment="right or misclassified")
    reason: Mapped[str] = mapped_column(default="", comment="typed by the reviewer")
    printed_name: Mapped[str] = mapped_column(String(200), default="", comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), default="", comment="role in which it was signed")
    statement: Mapped[str] = mapped_column(default="", comment="the exact sentence that was signed")
    authenticated_by: Mapped[str] = mapped_column(String(30), default="")
    authenticated_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("verdict IS NULL OR verdict IN ('right', 'misclassified')", name="verdict"),
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name="decided"),
        Index("ix_lane_review_month", "month"),
        KEEP_KEYS,
    )
