"""Points: what a reviewer wants changed, numbered, each with somebody who answers it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class ChangePoint(Base):
    """One point; resubmission needs an answer to every open one."""

    __tablename__ = "change_point"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    number: Mapped[bigint] = mapped_column(comment="in the request, 1, 2, …")
    round_id: Mapped[bigint] = mapped_column(comment="round about which it was raised")
    seat_id: Mapped[bigint] = mapped_column(ForeignKey("seat.id", ondelete="RESTRICT"))
    signature_id: Mapped[bigint] = mapped_column(ForeignKey("signature.id", ondelete="RESTRICT"))
    item_key: Mapped[str] = mapped_column(String(20), default="", comment="item it is about, if one")
    text: Mapped[str]
    owner_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    answered_at: Mapped[datetime | None]
    raised_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("request_id", "number"), KEEP_KEYS)
