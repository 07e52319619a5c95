"""Drafts of gate policies: what somebody would like a policy to say, until it is published or given up."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_PROPOSED = text("status = 'proposed'")


class PolicyDraft(Base):
    """One draft of one policy; its body always reads as a policy, whether or not it is a good one."""

    __tablename__ = "policy_draft"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    policy_id: Mapped[bigint] = mapped_column(ForeignKey("policy.id", ondelete="RESTRICT"), index=True)
    base_version_id: Mapped[bigint | None] = mapped_column(
        ForeignKey("policy_version.id", ondelete="RESTRICT"), comment="version it started from"
    )
    body: Mapped[str] = mapped_column(comment="canonical JSON, as in a policy version")
    note: Mapped[str] = mapped_column(default="", comment="why the policy should change")
    status: Mapped[str] = mapped_column(String(12))
    effective_on: Mapped[date | None] = mapped_column(comment="first day it shall hold; none = at once")
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    changed_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    changed_at: Mapped[datetime]
    editors: Mapped[str] = mapped_column(
        default="[]", comment="JSON list of everybody who ever edited it: they cannot sign its publication"
    )
    proposed_at: Mapped[datetime | None]
    request_id: Mapped[bigint | None] = mapped_column(comment="request that asks for its publication")
    version_id: Mapped[bigint | None] = mapped_column(comment="version it became")
    proof: Mapped[str] = mapped_column(default="{}", comment="JSON result of the last proof")
    proof_digest: Mapped[str] = mapped_column(
        String(64), default="", comment="SHA-256 of the body that was proved"
    )
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint(
            "status IN ('editing', 'proposed', 'published', 'refused', 'discarded')", name="status"
        ),
        Index(
            "uq_policy_draft_proposed",
            "policy_id",
            unique=True,
            sqlite_where=_PROPOSED,
            postgresql_where=_PROPOSED,
        ),
        KEEP_KEYS,
    )
