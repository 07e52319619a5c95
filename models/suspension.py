"""Suspensions: an immediate, signed stop laid over a version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_LIVE = text("ended_at IS NULL")


class Suspension(Base):
    """One stop: who stopped it, why, under which sentence, and what ended it."""

    __tablename__ = "suspension"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    version_id: Mapped[bigint] = mapped_column(ForeignKey("system_version.id", ondelete="RESTRICT"))
    reason: Mapped[str]
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    printed_name: Mapped[str] = mapped_column(String(200), comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), comment="what authorised the person")
    statement: Mapped[str] = mapped_column(comment="the exact sentence that was signed")
    authenticated_by: Mapped[str] = mapped_column(String(30))
    suspended_at: Mapped[datetime]
    confirmation_request_id: Mapped[bigint | None] = mapped_column(comment="the request that confirms it")
    confirmed_at: Mapped[datetime | None]
    longest_until: Mapped[datetime | None] = mapped_column(
        comment="from then on it escalates; it still stands"
    )
    unconfirmed_told_at: Mapped[datetime | None] = mapped_column(
        comment="when a missing confirmation was told"
    )
    longest_told_at: Mapped[datetime | None] = mapped_column(comment="when its length was told")
    ended_at: Mapped[datetime | None]
    ended_by_request_id: Mapped[bigint | None] = mapped_column(
        comment="the resumption or retirement that ended it"
    )

    __table_args__ = (
        Index("uq_suspension_live", "version_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        KEEP_KEYS,
    )
