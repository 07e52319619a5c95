"""Artefacts: the digests by which a version is recognised where it runs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk

_LIVE = text("removed_at IS NULL")


class Artefact(Base):
    """One artefact of a version with its SHA-256, or a vendor's release name where there are no bytes to hash."""

    __tablename__ = "artefact"

    id: Mapped[pk]
    version_id: Mapped[bigint] = mapped_column(ForeignKey("system_version.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(
        String(200), index=True, comment="sha256:<hex> or release:<vendor's name>"
    )
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None] = mapped_column(comment="digests are dated, never overwritten")

    __table_args__ = (
        Index(
            "uq_artefact_live", "version_id", "name", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
        ),
        KEEP_KEYS,
    )
