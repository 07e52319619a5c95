"""The clock process: who leads, when each sweep last ran, and what was claimed for a day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk


class JobLease(Base):
    """Who may run the sweeps now; a growing token fences off a leader that slept."""

    __tablename__ = "job_lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(120), default="", comment="host and process that hold it")
    token: Mapped[bigint] = mapped_column(default=0, comment="grows with every change of the holder")
    until_at: Mapped[datetime] = mapped_column(comment="by the database's clock")


class JobHeartbeat(Base):
    """When a sweep last ran and how it went; the health page turns red when it lags."""

    __tablename__ = "job_heartbeat"

    sweep: Mapped[str] = mapped_column(String(40), primary_key=True)
    every_seconds: Mapped[bigint] = mapped_column(comment="how often it is meant to run")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ok_at: Mapped[datetime | None] = mapped_column(comment="end of the last run that did not fail as a whole")
    handled: Mapped[bigint] = mapped_column(default=0, comment="items of the last run")
    failed: Mapped[bigint] = mapped_column(default=0, comment="items of the last run that failed")
    error: Mapped[str] = mapped_column(String(300), default="", comment="why the last run failed as a whole")
    token: Mapped[bigint] = mapped_column(default=0, comment="of the lease under which it ran")


class JobSlot(Base):
    """Work that is no row, such as the digest of a day: whoever inserts the slot does it."""

    __tablename__ = "job_slot"

    id: Mapped[pk]
    job: Mapped[str] = mapped_column(String(40))
    slot: Mapped[str] = mapped_column(String(120), comment="such as a person and a day")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("job", "slot"), KEEP_KEYS)
