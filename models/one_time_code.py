"""One-time codes: set-up, signing up and choosing a new password begin with one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, pk, sha256_hex


class OneTimeCode(Base):
    """One code, kept as a hash, shown once, good once and only for a while."""

    __tablename__ = "one_time_code"

    id: Mapped[pk]
    code_hash: Mapped[sha256_hex] = mapped_column(unique=True)
    purpose: Mapped[str] = mapped_column(String(12), comment="set_up, sign_up or reset")
    person_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("person.id", ondelete="RESTRICT"),
        index=True,
        comment="whom it lets in; none for set_up",
    )
    made_by_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("person.id", ondelete="RESTRICT"),
        comment="none when the server or its command made it",
    )
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(comment="used, or replaced by a newer code")

    __table_args__ = (
        CheckConstraint("purpose IN ('set_up', 'sign_up', 'reset')", name="purpose"),
        CheckConstraint("(purpose = 'set_up') = (person_id IS NULL)", name="person"),
        KEEP_KEYS,
    )
