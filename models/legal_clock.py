"""Legal clocks of incidents: counted in calendar time from awareness, stopped with evidence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text

_RUNNING = text("stopped_at IS NULL")


class LegalClock(Base):
    """One duty to report within a time, such as 15 days under Article 73(2) of the EU AI Act."""

    __tablename__ = "legal_clock"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    record_id: Mapped[bigint] = mapped_column(
        ForeignKey("register_record.id", ondelete="RESTRICT"), index=True
    )
    case: Mapped[str] = mapped_column(String(40), comment="such as general, death or personal_data_breach")
    law: Mapped[str] = mapped_column(String(80))
    article: Mapped[str] = mapped_column(String(40))
    hours: Mapped[bigint] = mapped_column(comment="length in hours of calendar time")
    started_at: Mapped[datetime] = mapped_column(comment="awareness")
    due_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    stopped_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    stop: Mapped[str] = mapped_column(
        String(20), default="", comment="reported or not_due; empty while it runs"
    )
    evidence: Mapped[str] = mapped_column(default="", comment="what proves the stop: receipt, number, file")
    note: Mapped[str] = mapped_column(default="")
    told: Mapped[str] = mapped_column(default="[]", comment="JSON list of the reminders already given")
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("stopped_at IS NULL OR (stop <> '' AND evidence <> '')", name="stop"),
        Index(
            "uq_legal_clock_running",
            "record_id",
            "case",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_legal_clock_due", "due_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        KEEP_KEYS,
    )
