"""Uses of votes: the signature that a vote became when its motion was applied; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class VoteUse(Base):
    """One vote in one seat; no vote is used twice."""

    __tablename__ = "vote_use"

    id: Mapped[pk]
    vote_id: Mapped[bigint] = mapped_column(ForeignKey("vote.id", ondelete="RESTRICT"), unique=True)
    signature_id: Mapped[bigint] = mapped_column(ForeignKey("signature.id", ondelete="RESTRICT"), unique=True)
    at: Mapped[datetime]

    __table_args__ = (KEEP_KEYS,)
