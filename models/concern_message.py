"""Messages between whoever raised a concern and whoever looks into it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text


class ConcernMessage(Base):
    """One message; those from outside name nobody."""

    __tablename__ = "concern_message"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    record_id: Mapped[bigint] = mapped_column(
        ForeignKey("register_record.id", ondelete="RESTRICT"), index=True
    )
    from_outside: Mapped[bool]
    person_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    text: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (KEEP_KEYS,)
