"""Return codes of anonymous concerns: the only way back to one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex


class ConcernDoor(Base):
    """The hash of one return code; who holds the code is known to nobody."""

    __tablename__ = "concern_door"

    id: Mapped[pk]
    record_id: Mapped[bigint] = mapped_column(
        ForeignKey("register_record.id", ondelete="RESTRICT"), unique=True
    )
    code_hash: Mapped[sha256_hex] = mapped_column(unique=True)
    made_at: Mapped[datetime]

    __table_args__ = (KEEP_KEYS,)
