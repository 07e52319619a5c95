"""Comments on register records."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class RegisterComment(Base):
    """What somebody wrote beside a record; it never changes what the record says."""

    __tablename__ = "register_comment"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    record_id: Mapped[bigint] = mapped_column(
        ForeignKey("register_record.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    text: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (KEEP_KEYS,)
