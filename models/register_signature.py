"""Signatures on register records: statements, confirmations and overrides; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class RegisterSignature(Base):
    """One signed statement about one version of a record; it holds while the digest is the record's own."""

    __tablename__ = "register_signature"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    record_id: Mapped[bigint] = mapped_column(
        ForeignKey("register_record.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[bigint] = mapped_column(comment="version of the record that was signed")
    digest: Mapped[sha256_hex] = mapped_column(comment="of that version")
    purpose: Mapped[str] = mapped_column(String(40), comment="such as validate, confirm or authorise")
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    printed_name: Mapped[str] = mapped_column(String(200), comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), comment="role in which it was signed")
    role_label: Mapped[str] = mapped_column(String(200), comment="its name as signed")
    statement: Mapped[str] = mapped_column(comment="the exact sentence that was signed")
    reason: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    authenticated_by: Mapped[str] = mapped_column(String(30))
    authenticated_at: Mapped[datetime]
    at: Mapped[datetime]

    __table_args__ = (KEEP_KEYS,)
