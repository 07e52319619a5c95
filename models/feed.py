"""Feeds: calendars that somebody subscribed to under a secret address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class Feed(Base):
    """One secret calendar address of a person, for everything of theirs or for one system."""

    __tablename__ = "feed"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    system_id: Mapped[bigint | None] = mapped_column(ForeignKey("ai_system.id", ondelete="RESTRICT"))
    titles: Mapped[str] = mapped_column(String(10), default="neutral", comment="neutral or full")
    token_hash: Mapped[sha256_hex] = mapped_column(
        unique=True, comment="SHA-256 of the address's secret part"
    )
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("titles IN ('neutral', 'full')", name="titles"), KEEP_KEYS)
