"""Conditions: what an approval leaves open, with owner, date and consequence."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_DUE = text("status = 'open'")


class Condition(Base):
    """One condition: proposed by a seat, in force when the request is approved, void when the seat falls."""

    __tablename__ = "condition"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    request_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), index=True
    )
    seat_id: Mapped[bigint] = mapped_column(ForeignKey("seat.id", ondelete="RESTRICT"))
    signature_id: Mapped[bigint] = mapped_column(ForeignKey("signature.id", ondelete="RESTRICT"))
    item_key: Mapped[str] = mapped_column(
        String(20), default="", comment="open must-item it stands for, if one"
    )
    text: Mapped[str]
    owner_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    due_on: Mapped[date] = mapped_column(comment="in the organisation's zone")
    due_at: Mapped[datetime | None] = mapped_column(comment="end of due_on, as an instant")
    consequence: Mapped[str] = mapped_column(
        String(20), default="blocks_next_gate", comment="blocks_next_gate, denies_deploy or suspension_review"
    )
    overdue_at: Mapped[datetime | None] = mapped_column(comment="when it was told that it is overdue")
    soon_told_at: Mapped[datetime | None] = mapped_column(comment="when its owner was reminded")
    revision: Mapped[bigint] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(10), comment="proposed, open, met or void")
    made_at: Mapped[datetime]
    met_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("status IN ('proposed','open','met','void')", name="status"),
        Index("ix_condition_due", "due_at", sqlite_where=_DUE, postgresql_where=_DUE),
        KEEP_KEYS,
    )
