"""The bytes of evidence: known by their SHA-256, kept once, whoever put them forward."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex


class Blob(Base):
    """One content in the evidence store; says nothing about who may see it, that is decided on the evidence."""

    __tablename__ = "blob"

    id: Mapped[pk]
    sha256: Mapped[sha256_hex] = mapped_column(
        unique=True, comment="of the bytes, hex; also their name in the store"
    )
    size: Mapped[bigint] = mapped_column(comment="in bytes")
    store_key: Mapped[str] = mapped_column(
        String(200), comment="where the store keeps it; derived from the SHA-256"
    )
    created_at: Mapped[datetime] = mapped_column(comment="when it was first put forward, UTC")
    removed_at: Mapped[datetime | None] = mapped_column(
        comment="when the body was removed by a signed act; digest and size stay"
    )
    removed_reason: Mapped[str | None] = mapped_column(
        String(40), comment="mistake, retention or erasure; set with removed_at"
    )

    __table_args__ = (
        CheckConstraint("size > 0", name="not_empty"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("(removed_at IS NULL) = (removed_reason IS NULL)", name="removed_with_reason"),
        KEEP_KEYS,
    )


CONTENT_COLUMNS = ("id", "sha256", "size", "store_key", "created_at")
"""Columns that never change once written; the database refuses it too."""
