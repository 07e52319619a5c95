"""Committee sessions: sittings on a date, and decisions by circulation with a deadline."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class CommitteeSession(Base):
    """One session; who belongs to it and how many votes it needs are fixed when it is opened."""

    __tablename__ = "committee_session"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(12), comment="sitting or circulation")
    date_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("committee_date.id", ondelete="RESTRICT"), unique=True, comment="when a sitting is"
    )
    title: Mapped[str] = mapped_column(String(120))
    deadline_at: Mapped[datetime | None] = mapped_column(comment="end of a circulation")
    status: Mapped[str] = mapped_column(String(10))
    chair_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    secretary_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    quorum: Mapped[bigint | None] = mapped_column(comment="members who must be there, fixed at the opening")
    members: Mapped[str] = mapped_column(
        default="[]", comment="JSON: who belongs to it, fixed at the opening"
    )
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("kind IN ('sitting', 'circulation')", name="kind"),
        CheckConstraint("status IN ('planned', 'open', 'closed')", name="status"),
        CheckConstraint("kind = 'sitting' OR deadline_at IS NOT NULL", name="deadline"),
        Index("ix_committee_session_status", "status", "deadline_at"),
        KEEP_KEYS,
    )
