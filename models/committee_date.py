"""Committee dates: when the governance committee sits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class CommitteeDate(Base):
    """One sitting of the committee; called off rather than deleted."""

    __tablename__ = "committee_date"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200), default="")
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    called_off_at: Mapped[datetime | None]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="time"),
        Index("ix_committee_date_starts_at", "starts_at"),
        KEEP_KEYS,
    )
