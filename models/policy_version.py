"""Policy versions: the rules as published; never changed afterwards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class PolicyVersion(Base):
    """One published version: its body is canonical JSON, its digest is part of every round under it."""

    __tablename__ = "policy_version"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    policy_id: Mapped[bigint] = mapped_column(ForeignKey("policy.id", ondelete="RESTRICT"))
    number: Mapped[bigint] = mapped_column(comment="1 is the adopted starter")
    body: Mapped[str] = mapped_column(comment="canonical JSON: items, seats, clock, staleness, validity")
    digest: Mapped[sha256_hex] = mapped_column(comment="SHA-256 of the body")
    draft_id: Mapped[bigint | None] = mapped_column(comment="draft that became it; none for the starter")
    request_id: Mapped[bigint | None] = mapped_column(comment="approval request that published it")
    published_at: Mapped[datetime | None] = mapped_column(comment="none for the starter")
    proof: Mapped[str] = mapped_column(default="{}", comment="JSON result of the proof it was published with")
    note: Mapped[str] = mapped_column(default="", comment="why it was published")
    in_force_from: Mapped[datetime] = mapped_column(comment="requests submitted from this instant on copy it")

    __table_args__ = (UniqueConstraint("policy_id", "number"), KEEP_KEYS)
