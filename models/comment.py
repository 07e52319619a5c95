"""Comments: the discussion of a request; never part of what is signed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class Comment(Base):
    """One remark of one person on a request or on one of its items."""

    __tablename__ = "comment"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), index=True
    )
    item_key: Mapped[str] = mapped_column(String(20), default="")
    author_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    text: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (KEEP_KEYS,)
