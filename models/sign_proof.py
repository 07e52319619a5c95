"""Proofs: a credential that was just shown, good for one act within a minute."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex


class SignProof(Base):
    """One proved credential, bound to a person and to what it is for."""

    __tablename__ = "sign_proof"

    id: Mapped[pk]
    token_hash: Mapped[sha256_hex] = mapped_column(unique=True)
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    purpose: Mapped[str] = mapped_column(comment="the act it is for, with request, decision and digest")
    method: Mapped[str] = mapped_column(
        String(20), default="password", comment="the credential that was shown"
    )
    proved_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(comment="a used proof proves nothing any more")

    __table_args__ = (KEEP_KEYS,)
