"""Involvement: the facts about persons and a request that decide who may not sign it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class InvolvementFact(Base):
    """One fact: this person submitted, answered, attached, recused from or wrote a record in this request."""

    __tablename__ = "involvement"

    id: Mapped[pk]
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(80), comment="item key, round number or ref of the record")
    role: Mapped[str] = mapped_column(String(40), default="", comment="role in which a record was written")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("request_id", "person_id", "what", "about", "role"), KEEP_KEYS)
