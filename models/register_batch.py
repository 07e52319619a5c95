"""Imports into a register: read, looked at, applied as a whole, and undone as a whole."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text


class RegisterBatch(Base):
    """One file of rows for one register."""

    __tablename__ = "register_batch"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    register: Mapped[str] = mapped_column(String(40))
    system_id: Mapped[bigint] = mapped_column(
        default=0, comment="system its rows belong to; 0 = named by each row"
    )
    filename: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(10), comment="preview, applied, undone or dropped")
    rows: Mapped[str] = mapped_column(comment="JSON: rows as read, with what is wrong with each")
    count: Mapped[bigint] = mapped_column(default=0, comment="rows read")
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("status IN ('preview','applied','undone','dropped')", name="status"),
        KEEP_KEYS,
    )
