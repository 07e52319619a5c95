"""Choices: on which ways a person wants to be told about a topic."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class NoticeChoice(Base):
    """One choice; without a row the topic's own default holds."""

    __tablename__ = "notice_choice"

    id: Mapped[pk]
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    topic: Mapped[str] = mapped_column(String(40))
    in_app: Mapped[bool] = mapped_column(default=True)
    mail: Mapped[str] = mapped_column(String(10), default="now", comment="now, digest or off")

    __table_args__ = (
        UniqueConstraint("person_id", "topic"),
        CheckConstraint("mail IN ('now', 'digest', 'off')", name="mail"),
        KEEP_KEYS,
    )
