"""Failed attempts: counted in the database, so that no number of processes multiplies the limit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint


class LoginAttempt(Base):
    """The count of one account at one door, or of one network address."""

    __tablename__ = "login_attempt"

    key: Mapped[str] = mapped_column(
        String(90),
        primary_key=True,
        comment="sign-in:<hash of e-mail>, proof:<person uuid> or address:<network>",
    )
    failures: Mapped[bigint] = mapped_column(default=0, comment="in the present window")
    since: Mapped[datetime] = mapped_column(comment="when the window began")
    locked_until: Mapped[datetime | None] = mapped_column(comment="nothing is tried before this instant")

    __table_args__ = (Index("ix_login_attempt_since", "since"),)
