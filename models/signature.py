"""Signatures: who signed what, as it stood, in their own words; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class Signature(Base):
    """One signature, bound to the digest of the round that was read; names and meaning are kept as signed."""

    __tablename__ = "signature"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    request_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), index=True
    )
    round_id: Mapped[bigint] = mapped_column(ForeignKey("approval_round.id", ondelete="RESTRICT"))
    seat_id: Mapped[bigint] = mapped_column(ForeignKey("seat.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    printed_name: Mapped[str] = mapped_column(String(200), comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), comment="role in which it was signed")
    role_label: Mapped[str] = mapped_column(String(120), comment="its label as signed")
    decision: Mapped[str] = mapped_column(String(30))
    meaning: Mapped[str] = mapped_column(String(120), comment="what the signature means, as shown")
    statement: Mapped[str] = mapped_column(comment="the exact sentence that was signed")
    language: Mapped[str] = mapped_column(String(10), comment="of the statement")
    reason: Mapped[str] = mapped_column(default="", comment="typed by the signer")
    terms: Mapped[str] = mapped_column(
        default="{}", comment="canonical JSON of the conditions or points signed"
    )
    digest: Mapped[sha256_hex] = mapped_column(comment="of the round's bundle")
    scope_digest: Mapped[sha256_hex] = mapped_column(comment="of what the seat covers")
    authenticated_by: Mapped[str] = mapped_column(String(30), comment="credential used at this signature")
    authenticated_at: Mapped[datetime]
    signed_at: Mapped[datetime]
    delegator_id: Mapped[bigint | None] = mapped_column(comment="person for whom it was given")
    delegator_name: Mapped[str] = mapped_column(
        String(200), default="", comment="that person's name as signed"
    )
    delegation_id: Mapped[bigint | None] = mapped_column(comment="delegation by which it was given")
    seal: Mapped[sha256_hex] = mapped_column(
        comment="SHA-256 of all of the above; the record's entry names it"
    )

    __table_args__ = (KEEP_KEYS,)
