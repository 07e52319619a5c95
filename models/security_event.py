"""The security log: what was refused at the doors; it is no part of the sealed record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, pk, uuid_text


class SecurityEvent(Base):
    """One thing an administrator may want to know: a denial, a failed sign-in, a lock-out."""

    __tablename__ = "security_event"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(40), comment="such as denied, sign_in_failed, locked_out")
    person_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("person.id", ondelete="RESTRICT"), index=True, comment="none when nobody is known"
    )
    address: Mapped[str] = mapped_column(String(45), default="")
    detail: Mapped[str] = mapped_column(String(300), default="", comment="guard and path, or the door")
    at: Mapped[datetime]

    __table_args__ = (Index("ix_security_event_at", "at", "id"), KEEP_KEYS)
