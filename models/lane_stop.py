"""Stops of the fast lane: since when it is closed and who signed it open again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_CLOSED = text("reopened_at IS NULL")


class LaneStop(Base):
    """One time in which the lane is closed; at most one stands."""

    __tablename__ = "lane_stop"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    closed_at: Mapped[datetime]
    code: Mapped[str] = mapped_column(String(80), comment="why, as a code of the words table")
    params: Mapped[str] = mapped_column(default="{}", comment="JSON parameters of code")
    standing: Mapped[bool] = mapped_column(default=True, comment="true while the lane is closed by it")
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    printed_name: Mapped[str] = mapped_column(String(200), default="", comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), default="", comment="role in which it was signed")
    reason: Mapped[str] = mapped_column(default="", comment="typed by the signer")
    statement: Mapped[str] = mapped_column(default="", comment="the exact sentence that was signed")
    authenticated_by: Mapped[str] = mapped_column(String(30), default="")
    authenticated_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_lane_stop_standing", "standing", unique=True, sqlite_where=_CLOSED, postgresql_where=_CLOSED
        ),
        KEEP_KEYS,
    )
