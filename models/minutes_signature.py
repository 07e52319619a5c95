"""Signatures under minutes, by chair and secretary; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex


class MinutesSignature(Base):
    """One signature under one draft of the minutes."""

    __tablename__ = "minutes_signature"

    id: Mapped[pk]
    minutes_id: Mapped[bigint] = mapped_column(ForeignKey("minutes.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    printed_name: Mapped[str] = mapped_column(String(200), comment="name as signed")
    capacity: Mapped[str] = mapped_column(String(10), comment="chair or secretary")
    statement: Mapped[str] = mapped_column(comment="the exact sentence that was signed")
    digest: Mapped[sha256_hex] = mapped_column(comment="of the body that was signed")
    authenticated_by: Mapped[str] = mapped_column(String(30))
    authenticated_at: Mapped[datetime]
    signed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("capacity IN ('chair', 'secretary')", name="capacity"),
        UniqueConstraint("minutes_id", "capacity"),
        UniqueConstraint("minutes_id", "person_id"),
        KEEP_KEYS,
    )
