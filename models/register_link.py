"""Links of register records: to versions that use them, and to other records."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text

_LIVE = text("removed_at IS NULL")


class RegisterLink(Base):
    """One link with its meaning; dated, never deleted."""

    __tablename__ = "register_link"

    id: Mapped[pk]
    record_id: Mapped[bigint] = mapped_column(ForeignKey("register_record.id", ondelete="RESTRICT"))
    relation: Mapped[str] = mapped_column(String(40), comment="key of the relation the register declares")
    target_kind: Mapped[str] = mapped_column(String(20), comment="version, system, record or request")
    target_id: Mapped[bigint]
    target_uuid: Mapped[uuid_text]
    made_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_register_link_live",
            "record_id",
            "relation",
            "target_kind",
            "target_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_register_link_target", "target_kind", "target_id"),
        KEEP_KEYS,
    )
