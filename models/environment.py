"""Environments: where versions run, and for what."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Environment(Base):
    """One registered environment; one that nobody registered counts as production."""

    __tablename__ = "environment"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    purpose: Mapped[str] = mapped_column(String(20), comment="development, test, pilot or production")
    pilot_people: Mapped[str] = mapped_column(default="", comment="who takes part, for a pilot")
    ends_on: Mapped[date | None] = mapped_column(comment="last day, for a pilot")
    registered_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (KEEP_KEYS,)
