"""Keys with which a pipeline sends values of one indicator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class MeasureKey(Base):
    """One key of one indicator; only its hash is kept, and it can do nothing but add values there."""

    __tablename__ = "measure_key"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    record_id: Mapped[bigint] = mapped_column(
        ForeignKey("register_record.id", ondelete="RESTRICT"), index=True
    )
    label: Mapped[str] = mapped_column(String(80))
    key_hash: Mapped[sha256_hex] = mapped_column(unique=True)
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (KEEP_KEYS,)
