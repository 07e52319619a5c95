"""Notices: what a person is told inside the product."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_UNREAD = text("read_at IS NULL")


class Notice(Base):
    """One sentence for one person about one fact, with the page it leads to."""

    __tablename__ = "notice"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    fact_id: Mapped[bigint] = mapped_column(ForeignKey("outbox_fact.id", ondelete="RESTRICT"))
    topic: Mapped[str] = mapped_column(String(40), comment="what the person chose channels for")
    code: Mapped[str] = mapped_column(String(80), comment="of the sentence")
    params: Mapped[str] = mapped_column(default="{}", comment="JSON parameters of the sentence")
    path: Mapped[str] = mapped_column(String(200), comment="page it leads to, below the base address")
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    digested_at: Mapped[datetime | None] = mapped_column(comment="when a daily digest took it along")

    __table_args__ = (
        UniqueConstraint("person_id", "fact_id"),
        Index("ix_notice_person", "person_id", "id"),
        Index("ix_notice_unread", "person_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
        KEEP_KEYS,
    )
