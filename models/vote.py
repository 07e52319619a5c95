"""Votes: what each member said to a motion, signed with their own credential; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Vote(Base):
    """One vote as cast; the latest of a person is the one that counts."""

    __tablename__ = "vote"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    motion_id: Mapped[bigint] = mapped_column(ForeignKey("motion.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    in_place_of_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), comment="member whose deputy voted"
    )
    printed_name: Mapped[str] = mapped_column(String(200), comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), comment="role in which it was cast")
    role_label: Mapped[str] = mapped_column(String(120), comment="its label as signed")
    seat_key: Mapped[str] = mapped_column(
        String(60), default="", comment="seat of the request it fills; empty for a vote without a seat"
    )
    choice: Mapped[str] = mapped_column(String(10), comment="for, against or abstain")
    decision: Mapped[str] = mapped_column(String(30), default="", comment="what it means in that seat")
    reason: Mapped[str] = mapped_column(default="", comment="typed by the member")
    statement: Mapped[str] = mapped_column(comment="the exact sentence that was signed")
    language: Mapped[str] = mapped_column(String(10), comment="of the statement")
    digest: Mapped[str] = mapped_column(String(64), default="", comment="of the round it was cast on")
    terms: Mapped[str] = mapped_column(default="{}", comment="JSON of the conditions or points signed")
    authenticated_by: Mapped[str] = mapped_column(String(30), comment="credential used at this vote")
    authenticated_at: Mapped[datetime]
    cast_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
        Index("ix_vote_motion", "motion_id", "person_id", "id"),
        KEEP_KEYS,
    )
