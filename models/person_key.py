"""Keys of the personal blocks in the record: destroying one erases a person and leaves every hash valid."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, uuid_text


class PersonKey(Base):
    """The key under which entries keep what is personal about one person; apart from people and record."""

    __tablename__ = "person_key"

    person_uuid: Mapped[uuid_text] = mapped_column(primary_key=True, comment="whose values it opens")
    key: Mapped[bytes | None] = mapped_column(LargeBinary(32), comment="AES-256; none once it was destroyed")
    made_at: Mapped[datetime] = mapped_column(comment="first use, UTC")
    destroyed_at: Mapped[datetime | None] = mapped_column(comment="when the person was erased, UTC")
