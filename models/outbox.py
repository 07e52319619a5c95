"""The outbox: facts that wait to be told, stored by the act they belong to."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class OutboxFact(Base):
    """One thing that happened and whom it concerns; no address and no text, both are resolved when it is told."""

    __tablename__ = "outbox_fact"

    id: Mapped[pk]
    # As sentinel it lets an act that tells two things store both in one statement.
    uuid: Mapped[uuid_text] = mapped_column(
        unique=True,
        insert_sentinel=True,
        default=lambda: str(uuid4()),
        comment="stable id of every message made from it",
    )
    event: Mapped[str] = mapped_column(String(80), comment="past tense, such as gate-request:seat:signed")
    subject_kind: Mapped[str] = mapped_column(String(40), comment="kind of the thing it is about")
    subject_uuid: Mapped[uuid_text] = mapped_column(comment="the thing it is about")
    cause: Mapped[str] = mapped_column(
        String(120), comment="what makes it unique per thing: round, seat, date"
    )
    person_ids: Mapped[str] = mapped_column(comment="JSON list of the persons' keys")
    at: Mapped[datetime] = mapped_column(comment="instant of the act, UTC")
    told_at: Mapped[datetime | None] = mapped_column(comment="when all its messages were handed over")
    tries: Mapped[bigint] = mapped_column(default=0, comment="how often delivery was attempted")

    __table_args__ = (
        Index("ix_outbox_fact_waiting", "told_at", "id"),
        KEEP_KEYS,
    )
