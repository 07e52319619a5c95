"""Deployments: which version ran where, from when to when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Deployment(Base):
    """A version running in an environment: the answer to what was in production on that day."""

    __tablename__ = "deployment"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    version_id: Mapped[bigint] = mapped_column(ForeignKey("system_version.id", ondelete="RESTRICT"))
    environment_id: Mapped[bigint] = mapped_column(ForeignKey("environment.id", ondelete="RESTRICT"))
    artefact: Mapped[str] = mapped_column(
        String(200), default="", comment="digest or release that was deployed"
    )
    answer: Mapped[str] = mapped_column(
        String(20), comment="of the deploy check when it started: allow or deny"
    )
    answer_code: Mapped[str] = mapped_column(String(80), default="", comment="its reason")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    recorded_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))

    __table_args__ = (
        Index("ix_deployment_when", "environment_id", "started_at", "ended_at"),
        Index("ix_deployment_version", "version_id", "id"),
        KEEP_KEYS,
    )
