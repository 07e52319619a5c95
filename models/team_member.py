"""Teams: who works on a system, from when to when; none of them signs for it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk

_LIVE = text("ended_at IS NULL")


class TeamMember(Base):
    """One dated membership in the team of a system."""

    __tablename__ = "team_member"

    id: Mapped[pk]
    system_id: Mapped[bigint] = mapped_column(ForeignKey("ai_system.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    duty: Mapped[str] = mapped_column(String(120), default="", comment="what they do in the team")
    starts_on: Mapped[date]
    added_at: Mapped[datetime]
    added_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_team_member_live",
            "system_id",
            "person_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        KEEP_KEYS,
    )
