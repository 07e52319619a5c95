"""Builders: who trained, coded or configured a version; they do not sign for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class VersionBuilder(Base):
    """One person recorded as having built a version."""

    __tablename__ = "version_builder"

    id: Mapped[pk]
    version_id: Mapped[bigint] = mapped_column(ForeignKey("system_version.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    what: Mapped[str] = mapped_column(String(20), comment="trained, coded or configured")
    added_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("version_id", "person_id", "what"), KEEP_KEYS)
