"""Sessions: where somebody is signed in; the server ends them, not the cookie."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class PersonSession(Base):
    """One sign-in on one device; holds the hash of its token, so that a copy of this table opens nothing."""

    __tablename__ = "person_session"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True, comment="how the person's own list names it")
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    token_hash: Mapped[sha256_hex] = mapped_column(unique=True, comment="SHA-256 of the token in the cookie")
    former_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment="hash before the last renewal; a double click may still bring it"
    )
    renewed_at: Mapped[datetime | None] = mapped_column(comment="when the token was last replaced")
    epoch: Mapped[bigint] = mapped_column(comment="the person's session epoch at sign-in")
    signed_in_at: Mapped[datetime] = mapped_column(comment="the absolute limit counts from here")
    last_seen_at: Mapped[datetime] = mapped_column(
        comment="the idle limit counts from here; kept to the minute"
    )
    authenticated_at: Mapped[datetime] = mapped_column(comment="when the credential was last proved")
    address: Mapped[str] = mapped_column(String(45), default="", comment="network address of the sign-in")
    agent: Mapped[str] = mapped_column(String(300), default="", comment="what the browser calls itself")
    ended_at: Mapped[datetime | None]
    ended_code: Mapped[str | None] = mapped_column(String(40), comment="signed_out, revoked or replaced")

    __table_args__ = (Index("ix_person_session_open", "person_id", "ended_at"), KEEP_KEYS)
