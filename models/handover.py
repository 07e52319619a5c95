"""Handovers: what somebody who left had in hand, and who has it now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_UNSETTLED = text("settled_at IS NULL")


class Handover(Base):
    """One thing of a leaver; while it has no successor it is the governance lead's turn."""

    __tablename__ = "handover"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    leaver_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[str] = mapped_column(String(20), comment="system, condition, seat, draft or delegation")
    thing_id: Mapped[bigint] = mapped_column(comment="key of the thing")
    thing_ref: Mapped[str] = mapped_column(String(40), comment="what people call it, such as SYS-7")
    successor_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))

    __table_args__ = (
        CheckConstraint("kind IN ('system', 'condition', 'seat', 'draft', 'delegation')", name="kind"),
        Index("ix_handover_open", "id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
        KEEP_KEYS,
    )
