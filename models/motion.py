"""Motions: what a committee is asked to decide about an item."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_OPEN = text("closed_at IS NULL")


class Motion(Base):
    """One motion; while it is open members vote, when it is closed its count stands."""

    __tablename__ = "motion"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    item_id: Mapped[bigint] = mapped_column(ForeignKey("agenda_item.id", ondelete="RESTRICT"))
    decision: Mapped[str] = mapped_column(
        String(30), comment="decision of the seats that vote for it; note = decides on no request"
    )
    text: Mapped[str] = mapped_column(comment="what is moved, in words")
    terms: Mapped[str] = mapped_column(default="{}", comment="JSON of the conditions or points it asks for")
    digest: Mapped[str] = mapped_column(String(64), default="", comment="of the round it is about")
    moved_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    result: Mapped[str | None] = mapped_column(String(12), comment="carried, lost, no_quorum or withdrawn")
    count: Mapped[str] = mapped_column(default="{}", comment="JSON: for, against, abstained, present, needed")
    applied_at: Mapped[datetime | None] = mapped_column(comment="when its votes went into their seats")
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name="closed"),
        CheckConstraint(
            "result IS NULL OR result IN ('carried', 'lost', 'no_quorum', 'withdrawn')", name="result"
        ),
        Index("uq_motion_open", "item_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_motion_item", "item_id"),
        KEEP_KEYS,
    )
