"""Agenda items: what a committee session is about, in order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_STANDS = text("status = 'open' AND request_id IS NOT NULL")


class AgendaItem(Base):
    """One item: a request to decide, an escalation to hear, or anything else."""

    __tablename__ = "agenda_item"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    session_id: Mapped[bigint] = mapped_column(ForeignKey("committee_session.id", ondelete="RESTRICT"))
    position: Mapped[bigint] = mapped_column(comment="order on the agenda, from 1")
    kind: Mapped[str] = mapped_column(String(12), comment="request, escalation or other")
    request_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(default="", comment="what the minutes say beside the votes")
    status: Mapped[str] = mapped_column(String(12))
    added_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    added_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("kind IN ('request', 'escalation', 'other')", name="kind"),
        CheckConstraint("status IN ('open', 'decided', 'deferred', 'taken_off')", name="status"),
        CheckConstraint("kind = 'other' OR request_id IS NOT NULL", name="about"),
        Index(
            "uq_agenda_item_request",
            "session_id",
            "request_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_agenda_item_session", "session_id", "position"),
        KEEP_KEYS,
    )
