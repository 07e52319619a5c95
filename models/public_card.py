"""Public system cards: what outsiders may read about a system, behind a switch."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text

_OPEN = text("closed_at IS NULL")


class PublicCard(Base):
    """One period in which the card of a system was open to everybody, with what it said."""

    __tablename__ = "public_card"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    system_id: Mapped[bigint] = mapped_column(ForeignKey("ai_system.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(String(80), comment="its place in the public address")
    body: Mapped[str] = mapped_column(comment="canonical JSON of what is shown")
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_public_card_open", "system_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_public_card_slug", "slug", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        KEEP_KEYS,
    )
