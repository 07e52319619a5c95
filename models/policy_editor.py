"""Editors of drafts: who wrote on a draft; they built it and cannot sign its publication."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class PolicyEditor(Base):
    """One person who changed a draft, since when."""

    __tablename__ = "policy_editor"

    id: Mapped[pk]
    draft_id: Mapped[bigint] = mapped_column(ForeignKey("policy_draft.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    first_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("draft_id", "person_id"), KEEP_KEYS)
