"""Fulfilments: what somebody put forward to show that a condition is met, and who judged it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_OFFERED = text("status = 'offered'")


class Fulfilment(Base):
    """One offer to close a condition; accepted or refused with a signature of the seat that set it."""

    __tablename__ = "fulfilment"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    condition_id: Mapped[bigint] = mapped_column(ForeignKey("condition.id", ondelete="RESTRICT"), index=True)
    text: Mapped[str] = mapped_column(comment="what was done, in the words of who offers it")
    by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(12), comment="offered, accepted, refused or taken_back")
    decided_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    decided_at: Mapped[datetime | None]
    printed_name: Mapped[str] = mapped_column(String(200), default="", comment="of who decided, as signed")
    role: Mapped[str] = mapped_column(String(40), default="", comment="role in which it was decided")
    reason: Mapped[str] = mapped_column(default="", comment="typed by who decided")
    statement: Mapped[str] = mapped_column(default="", comment="the exact sentence that was signed")
    authenticated_by: Mapped[str] = mapped_column(String(30), default="", comment="credential used")

    __table_args__ = (
        CheckConstraint("status IN ('offered', 'accepted', 'refused', 'taken_back')", name="status"),
        CheckConstraint(
            "status NOT IN ('accepted', 'refused') OR (decided_by_id IS NOT NULL AND statement <> '')",
            name="decided",
        ),
        Index(
            "uq_fulfilment_offered",
            "condition_id",
            unique=True,
            sqlite_where=_OFFERED,
            postgresql_where=_OFFERED,
        ),
        KEEP_KEYS,
    )


class FulfilmentEvidence(Base):
    """A piece of evidence put forward with a fulfilment."""

    __tablename__ = "fulfilment_evidence"

    id: Mapped[pk]
    fulfilment_id: Mapped[bigint] = mapped_column(ForeignKey("fulfilment.id", ondelete="RESTRICT"))
    evidence_id: Mapped[bigint] = mapped_column(ForeignKey("evidence.id", ondelete="RESTRICT"))

    __table_args__ = (UniqueConstraint("fulfilment_id", "evidence_id"), KEEP_KEYS)
