"""Which evidence stands behind an answer, since when and until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk

_LIVE = text("removed_at IS NULL")


class AnswerEvidence(Base):
    """One piece of evidence attached to an item of a request; a removal is dated, never a deletion."""

    __tablename__ = "answer_evidence"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    item_key: Mapped[str] = mapped_column(String(20))
    evidence_id: Mapped[bigint] = mapped_column(ForeignKey("evidence.id", ondelete="RESTRICT"), index=True)
    added_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_answer_evidence_live",
            "request_id",
            "item_key",
            "evidence_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        KEEP_KEYS,
    )
