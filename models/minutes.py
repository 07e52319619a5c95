"""Minutes of committee sessions; a correction is the next number, never an edit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class Minutes(Base):
    """The minutes of one session as drafted; only ever added."""

    __tablename__ = "minutes"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    session_id: Mapped[bigint] = mapped_column(ForeignKey("committee_session.id", ondelete="RESTRICT"))
    number: Mapped[bigint] = mapped_column(comment="1 is the first draft of the session")
    body: Mapped[str] = mapped_column(comment="canonical JSON: who was there, what was moved, who voted how")
    digest: Mapped[sha256_hex] = mapped_column(comment="SHA-256 of the body")
    drafted_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    drafted_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("session_id", "number"), KEEP_KEYS)
