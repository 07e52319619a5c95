"""Delegations: somebody lets somebody else fill their seats, for a time, in some roles, at some gates."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Delegation(Base):
    """One delegation; it is in force from its begin to its end once the delegate accepted, unless ended early."""

    __tablename__ = "delegation"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    delegator_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    delegate_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    roles: Mapped[str] = mapped_column(default="[]", comment="JSON list of roles; empty for every role held")
    gates: Mapped[str] = mapped_column(default="[]", comment="JSON list of gates; empty for every gate")
    starts_on: Mapped[date] = mapped_column(comment="first day, in the delegator's zone")
    ends_on: Mapped[date] = mapped_column(comment="last day, in the delegator's zone")
    starts_at: Mapped[datetime] = mapped_column(comment="begin of the first day, as an instant")
    ends_at: Mapped[datetime] = mapped_column(comment="end of the last day, as an instant, exclusive")
    zone: Mapped[str] = mapped_column(String(64), comment="the delegator's zone when it was proposed")
    proposed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(
        comment="ended early, or withdrawn before it was accepted"
    )
    begun_told_at: Mapped[datetime | None] = mapped_column(comment="when its begin was told")
    over_told_at: Mapped[datetime | None] = mapped_column(comment="when its end was told")
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("delegator_id <> delegate_id", name="two"),
        CheckConstraint("starts_on <= ends_on", name="days"),
        CheckConstraint("starts_at < ends_at", name="instants"),
        CheckConstraint("accepted_at IS NULL OR declined_at IS NULL", name="answer"),
        Index("ix_delegation_delegate", "delegate_id", "ends_at"),
        Index("ix_delegation_delegator", "delegator_id", "ends_at"),
        KEEP_KEYS,
    )
