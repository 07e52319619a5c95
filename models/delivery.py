"""Deliveries: messages that leave the product, each with a key that nobody stores twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_WAITING = text("status IN ('waiting', 'sending')")


class Delivery(Base):
    """One message to one recipient; its uuid makes the Message-ID and the webhook's id, however often it is tried."""

    __tablename__ = "delivery"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    channel: Mapped[str] = mapped_column(String(10), comment="mail, webhook or chat")
    key: Mapped[str] = mapped_column(String(160), unique=True, comment="fact and recipient, or job and slot")
    fact_id: Mapped[bigint | None] = mapped_column(ForeignKey("outbox_fact.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    endpoint_id: Mapped[bigint | None] = mapped_column(ForeignKey("endpoint.id", ondelete="RESTRICT"))
    subject: Mapped[str] = mapped_column(String(200), default="", comment="of a mail, in one line")
    payload: Mapped[str] = mapped_column(default="{}", comment="JSON from which the message is made")
    status: Mapped[str] = mapped_column(String(10), comment="waiting, sending, sent, failed or dropped")
    tries: Mapped[bigint] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(comment="not before this instant")
    taken_until: Mapped[datetime | None] = mapped_column(comment="another process leaves it alone until then")
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(300), default="", comment="why the last try failed")
    made_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("channel IN ('mail', 'webhook', 'chat')", name="channel"),
        CheckConstraint("status IN ('waiting', 'sending', 'sent', 'failed', 'dropped')", name="status"),
        CheckConstraint("(channel = 'mail') = (person_id IS NOT NULL)", name="person"),
        CheckConstraint("(channel = 'mail') = (endpoint_id IS NULL)", name="endpoint"),
        Index(
            "ix_delivery_waiting",
            "channel",
            "next_try_at",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_delivery_endpoint", "endpoint_id", "id"),
        Index("ix_delivery_status", "status", "id"),
        KEEP_KEYS,
    )


class DeliveryAttempt(Base):
    """One try of a delivery, and how it went."""

    __tablename__ = "delivery_attempt"

    id: Mapped[pk]
    delivery_id: Mapped[bigint] = mapped_column(ForeignKey("delivery.id", ondelete="RESTRICT"), index=True)
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(20), comment="sent, refused, unreachable or blocked")
    detail: Mapped[str] = mapped_column(String(300), default="")
    millis: Mapped[bigint] = mapped_column(default=0)

    __table_args__ = (KEEP_KEYS,)
