"""Conflicts of interest that members declared about an item of an agenda; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class ItemConflict(Base):
    """One member who steps back from one item."""

    __tablename__ = "item_conflict"

    id: Mapped[pk]
    item_id: Mapped[bigint] = mapped_column(ForeignKey("agenda_item.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    reason: Mapped[str] = mapped_column(comment="as declared")
    declared_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("item_id", "person_id"), KEEP_KEYS)
