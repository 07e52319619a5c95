"""Seals of the record: the gap-free order of the entries and the chain of hashes over them."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint, sha256_hex


class RecordSeal(Base):
    """The seal of one entry, added in the commit of its act; unique links turn every fork into an error."""

    __tablename__ = "record_seal"

    n: Mapped[bigint] = mapped_column(
        primary_key=True, autoincrement=False, comment="1, 2, … without a gap, in the order of commits"
    )
    entry_id: Mapped[bigint] = mapped_column(
        ForeignKey("record_entry.id", ondelete="RESTRICT"), unique=True, comment="the sealed entry"
    )
    leaf: Mapped[sha256_hex] = mapped_column(comment="SHA-256 of 00 and the body's bytes")
    prev: Mapped[sha256_hex] = mapped_column(unique=True, comment="chain value of the entry before")
    chain: Mapped[sha256_hex] = mapped_column(unique=True, comment="SHA-256 of 02, prev, n and leaf")
