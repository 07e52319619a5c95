"""Policy transfers: an open request that was put under a newer version of its policy, signed; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class PolicyTransfer(Base):
    """One request that changed its policy version while it was open."""

    __tablename__ = "policy_transfer"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    request_id: Mapped[bigint] = mapped_column(
        ForeignKey("approval_request.id", ondelete="RESTRICT"), index=True
    )
    from_version_id: Mapped[bigint] = mapped_column(ForeignKey("policy_version.id", ondelete="RESTRICT"))
    to_version_id: Mapped[bigint] = mapped_column(ForeignKey("policy_version.id", ondelete="RESTRICT"))
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    printed_name: Mapped[str] = mapped_column(String(200), comment="name as signed")
    role: Mapped[str] = mapped_column(String(40), comment="role in which it was signed")
    reason: Mapped[str] = mapped_column(comment="typed by the signer")
    statement: Mapped[str] = mapped_column(comment="the exact sentence that was signed")
    authenticated_by: Mapped[str] = mapped_column(String(30))
    authenticated_at: Mapped[datetime]
    at: Mapped[datetime]

    __table_args__ = (KEEP_KEYS,)
