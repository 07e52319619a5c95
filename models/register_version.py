"""Versions of register records: what was said when, and who wrote it; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, sha256_hex


class RegisterVersion(Base):
    """One version of one record; approvals freeze its number and digest."""

    __tablename__ = "register_version"

    id: Mapped[pk]
    record_id: Mapped[bigint] = mapped_column(ForeignKey("register_record.id", ondelete="RESTRICT"))
    number: Mapped[bigint] = mapped_column(comment="1, 2, … of the record")
    title: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(30))
    body: Mapped[str] = mapped_column(comment="canonical JSON of the declared fields")
    links: Mapped[str] = mapped_column(default="[]", comment="JSON list of frozen links: relation and uuid")
    digest: Mapped[sha256_hex] = mapped_column(index=True)
    author_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("person.id", ondelete="RESTRICT"), comment="none when a rule or the clock wrote it"
    )
    author_roles: Mapped[str] = mapped_column(default="[]", comment="JSON list of the roles held for it then")
    cause: Mapped[str] = mapped_column(String(30), comment="made, edited, imported, status, linked or undone")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("record_id", "number"), KEEP_KEYS)
