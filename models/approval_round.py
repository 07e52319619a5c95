"""Rounds: the immutable bundles that people sign."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class ApprovalRound(Base):
    """One bundle with its digest; never changed (triggers say so too)."""

    __tablename__ = "approval_round"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    number: Mapped[bigint] = mapped_column(comment="1, 2, …")
    cause: Mapped[str] = mapped_column(String(30), comment="why it was opened")
    bundle: Mapped[str] = mapped_column(comment="canonical JSON, the bytes that are hashed")
    digest: Mapped[sha256_hex] = mapped_column(comment="SHA-256 of the bundle")
    note: Mapped[str] = mapped_column(default="", comment="what the submitter says to the reviewers")
    submitter_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), comment="none for record_moved and version_moved"
    )
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("request_id", "number"), KEEP_KEYS)
