"""Ticks: a reviewer says that a piece of evidence was checked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint


class EvidenceTick(Base):
    """This person has checked this evidence in this round."""

    __tablename__ = "evidence_tick"

    round_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_round.id", ondelete="RESTRICT"), primary_key=True
    )
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True)
    evidence_id: Mapped[bigint] = mapped_column(
        ForeignKey("evidence.id", ondelete="RESTRICT"), primary_key=True
    )
    at: Mapped[datetime]
