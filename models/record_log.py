"""The log itself: one row that gives this installation's record its identity."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint, uuid_text


class RecordLog(Base):
    """The identity of the record; the first link of the chain is made from it, so that no two logs begin alike."""

    __tablename__ = "record_log"

    id: Mapped[bigint] = mapped_column(primary_key=True, autoincrement=False, comment="always 1")
    uuid: Mapped[uuid_text] = mapped_column(unique=True, comment="named in every entry")
    made_at: Mapped[datetime] = mapped_column(comment="when the first entry was written, UTC")

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
