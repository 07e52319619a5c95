"""Turns about register records: who is expected to act, why, since when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_OPEN = text("done_at IS NULL")


class RegisterTurn(Base):
    """One turn of one person; the same cause stands once until it is done."""

    __tablename__ = "register_turn"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    record_id: Mapped[bigint] = mapped_column(ForeignKey("register_record.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    code: Mapped[str] = mapped_column(String(40), comment="why, as a code of the words tables")
    params: Mapped[str] = mapped_column(default="{}", comment="JSON that fills the sentence")
    since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_register_turn_open",
            "record_id",
            "person_id",
            "code",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_register_turn_person", "person_id", "done_at"),
        KEEP_KEYS,
    )
