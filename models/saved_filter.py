"""Saved filters: a view of a list that somebody kept, for themselves or for all who may open the list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class SavedFilter(Base):
    """One named filter of one page; the filter itself is the query of the address."""

    __tablename__ = "saved_filter"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    page: Mapped[str] = mapped_column(String(40), comment="the list it filters, such as queue")
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000), comment="the address behind its question mark")
    shared: Mapped[bool] = mapped_column(default=False, comment="whether others see it")
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_saved_filter_person", "page", "person_id"), KEEP_KEYS)
