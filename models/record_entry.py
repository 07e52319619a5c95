"""Entries of the record: one row for each act, with the exact bytes that are sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class RecordEntry(Base):
    """One entry, only ever added; the plain columns repeat the body for filtering and are verified against it."""

    __tablename__ = "record_entry"

    id: Mapped[pk] = mapped_column(comment="order of insertion only; the order of the record is the seal's n")
    uuid: Mapped[uuid_text] = mapped_column(unique=True, comment="uuid7 of the event")
    log_uuid: Mapped[uuid_text] = mapped_column(
        ForeignKey("record_log.uuid", ondelete="RESTRICT"), comment="the log this entry belongs to"
    )
    body: Mapped[str] = mapped_column(comment="canonical JSON; its UTF-8 bytes are what is hashed")
    action: Mapped[str] = mapped_column(String(80), comment="noun:verb or noun:part:verb, past tense")
    object_kind: Mapped[str] = mapped_column(String(40), comment="kind of the thing it is about")
    object_uuid: Mapped[uuid_text] = mapped_column(comment="the thing it is about")
    object_ref: Mapped[str | None] = mapped_column(String(40), comment="public ref of the thing")
    request_uuid: Mapped[uuid_text | None] = mapped_column(comment="approval request it happened in")
    request_ref: Mapped[str | None] = mapped_column(String(40), comment="public ref of that request")
    system_uuid: Mapped[uuid_text | None] = mapped_column(comment="AI system it concerns")
    actor_kind: Mapped[str] = mapped_column(String(20), comment="person, token, service, clock or system")
    actor_uuid: Mapped[uuid_text] = mapped_column(comment="who acted; never reused")
    person_id: Mapped[bigint | None] = mapped_column(
        comment="key of the person, or of the owner of the token"
    )
    at: Mapped[datetime] = mapped_column(comment="instant of the act by the database's clock, UTC")

    __table_args__ = (
        Index("ix_record_entry_object", "object_uuid"),
        Index("ix_record_entry_object_ref", "object_ref"),
        Index("ix_record_entry_request", "request_uuid"),
        Index("ix_record_entry_request_ref", "request_ref"),
        Index("ix_record_entry_system", "system_uuid"),
        Index("ix_record_entry_actor", "actor_uuid"),
        Index("ix_record_entry_action", "action"),
        Index("ix_record_entry_at", "at"),
        KEEP_KEYS,
    )
