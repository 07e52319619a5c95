"""Dry runs: what a policy would have decided on the requests that are open and past."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text

_UNDONE = text("status IN ('waiting', 'running')")


class DryRun(Base):
    """One simulation with its progress; it reads requests and changes none of them."""

    __tablename__ = "dry_run"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    body: Mapped[str] = mapped_column(comment="canonical JSON of the policy that is tried")
    body_digest: Mapped[sha256_hex]
    draft_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("policy_draft.id", ondelete="RESTRICT"), index=True
    )
    asked_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    asked_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
    done: Mapped[bigint] = mapped_column(default=0, comment="requests looked at")
    total: Mapped[bigint] = mapped_column(default=0, comment="requests to look at")
    after_id: Mapped[bigint] = mapped_column(default=0, comment="last request looked at")
    result: Mapped[str] = mapped_column(default="{}", comment="JSON: what would differ, by request")
    error: Mapped[str] = mapped_column(String(300), default="")
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("status IN ('waiting', 'running', 'done', 'failed')", name="status"),
        Index("ix_dry_run_undone", "id", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
        KEEP_KEYS,
    )
