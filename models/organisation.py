"""The organisation: one per installation, so no other table carries a tenant."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint, uuid_text


class Organisation(Base):
    """The single row that set-up makes; it exists exactly when set-up is finished."""

    __tablename__ = "organisation"

    id: Mapped[bigint] = mapped_column(primary_key=True, autoincrement=False, default=1, comment="always 1")
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(
        String(64), default="UTC", comment="IANA zone; calendar dates are dates here"
    )
    language: Mapped[str] = mapped_column(String(10), default="en", comment="of statements and messages")
    is_sample: Mapped[bool] = mapped_column(
        default=False, comment="made by the sample command; a banner says so"
    )
    starter_size: Mapped[str] = mapped_column(
        String(20),
        default="standard",
        comment="size of the starter policies chosen at set-up; later ones come in it too",
    )
    set_up_at: Mapped[datetime]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    # Two set-ups at once: the second one's row cannot exist.
    __table_args__ = (CheckConstraint("id = 1", name="one"),)
