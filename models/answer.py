"""Answers: what the team says to a checklist item, in the draft that the next round freezes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class Answer(Base):
    """The present answer to one item of one request; rounds keep what was submitted."""

    __tablename__ = "answer"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    item_key: Mapped[str] = mapped_column(String(20), comment="such as TE-3")
    status: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(default="", comment="NFC")
    reason: Mapped[str] = mapped_column(
        default="", comment="why it is not needed, or why a should-item stays open"
    )
    inherited: Mapped[str] = mapped_column(
        default="", comment="as in which version and why, for a next version"
    )
    answered_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    answered_at: Mapped[datetime | None]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (UniqueConstraint("request_id", "item_key"), KEEP_KEYS)
