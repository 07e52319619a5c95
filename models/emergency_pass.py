"""Emergency passes: a version may run in one environment for some hours although no gate let it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_UNREVIEWED = text("closed_at IS NULL")


class EmergencyPass(Base):
    """One pass: who took it upon themselves, why, until when, and the request in which others judge it."""

    __tablename__ = "emergency_pass"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    version_id: Mapped[bigint] = mapped_column(
        ForeignKey("system_version.id", ondelete="RESTRICT"), index=True
    )
    environment_id: Mapped[bigint] = mapped_column(ForeignKey("environment.id", ondelete="RESTRICT"))
    reason: Mapped[str]
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    printed_name: Mapped[str] = mapped_column(String(200), comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), comment="what authorised the person")
    statement: Mapped[str] = mapped_column(comment="the exact sentence that was signed")
    authenticated_by: Mapped[str] = mapped_column(String(30), comment="credential used")
    issued_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(comment="no deploy check relies on it from this instant on")
    ended_at: Mapped[datetime | None] = mapped_column(comment="taken back before its end")
    ended_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    review_request_id: Mapped[bigint | None] = mapped_column(comment="the request in which others judge it")
    closed_at: Mapped[datetime | None] = mapped_column(comment="when that request was decided")
    over_told_at: Mapped[datetime | None] = mapped_column(comment="when its end was told")

    __table_args__ = (
        CheckConstraint("ends_at > issued_at", name="time"),
        Index(
            "uq_emergency_pass_person",
            "person_id",
            unique=True,
            sqlite_where=_UNREVIEWED,
            postgresql_where=_UNREVIEWED,
        ),
        Index(
            "uq_emergency_pass_place",
            "version_id",
            "environment_id",
            unique=True,
            sqlite_where=_UNREVIEWED,
            postgresql_where=_UNREVIEWED,
        ),
        KEEP_KEYS,
    )
