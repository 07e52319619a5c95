"""Approval requests: somebody asks, under a policy version, that something may happen to a subject."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_RUNNING = text("clock_started_at IS NOT NULL")
_OPEN = text("status IN ('draft', 'in_review', 'changes_requested')")


class ApprovalRequest(Base):
    """One request through all its rounds; its status is assigned by the request machine alone."""

    __tablename__ = "approval_request"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(40), comment="gate or suspension_confirmation")
    gate: Mapped[str] = mapped_column(String(40), comment="the gate it opens; names the policy")
    subject_id: Mapped[bigint] = mapped_column(ForeignKey("subject.id", ondelete="RESTRICT"))
    system_id: Mapped[bigint] = mapped_column(index=True, comment="AI system whose readers may see it")
    tier: Mapped[str] = mapped_column(String(20), comment="tier whose policy holds")
    policy_version_id: Mapped[bigint] = mapped_column(ForeignKey("policy_version.id", ondelete="RESTRICT"))
    status: Mapped[str] = mapped_column(String(20))
    from_stage: Mapped[str] = mapped_column(String(20), comment="stage of the version when it was opened")
    target_stage: Mapped[str] = mapped_column(
        String(20), comment="stage it opens; the same stage for renewal"
    )
    detail: Mapped[str] = mapped_column(
        default="{}", comment="canonical JSON of the kind: change, target, old version"
    )
    on_hold: Mapped[bool] = mapped_column(default=False, comment="the version is suspended: nobody signs it")
    opened_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    opened_at: Mapped[datetime]
    first_submitted_at: Mapped[datetime | None] = mapped_column(comment="grants given later do not sign")
    submitted_at: Mapped[datetime | None] = mapped_column(comment="submission of the present round")
    round_number: Mapped[bigint] = mapped_column(default=0, comment="0 while nothing was submitted")
    round_id: Mapped[bigint | None] = mapped_column(comment="the present round")
    digest: Mapped[str] = mapped_column(String(64), default="", comment="of the present round's bundle")
    due_at: Mapped[datetime | None] = mapped_column(comment="when the policy's working days are over")
    expires_at: Mapped[datetime | None] = mapped_column(comment="no decision counts from this instant on")
    clock_days: Mapped[bigint | None] = mapped_column(
        comment="working days the policy gives; none for a draft"
    )
    clock_used: Mapped[bigint] = mapped_column(default=0, comment="working seconds of the closed spans")
    clock_started_at: Mapped[datetime | None] = mapped_column(comment="of the running span; none = it stands")
    half_at: Mapped[datetime | None] = mapped_column(comment="when half of the time is used: reminder")
    late_at: Mapped[datetime | None] = mapped_column(comment="at 150 %: to the committee's chair")
    very_late_at: Mapped[datetime | None] = mapped_column(comment="at 200 %: to top management")
    clock_stage: Mapped[bigint] = mapped_column(default=0, comment="last stage told: 0 to 4")
    turn_since: Mapped[datetime] = mapped_column(comment="since when the present side has the turn")
    decided_at: Mapped[datetime | None] = mapped_column(comment="when it ended")
    ended_code: Mapped[str | None] = mapped_column(
        String(80), comment="why it ended, as a code of the words table"
    )
    ended_params: Mapped[str] = mapped_column(default="{}", comment="JSON parameters of ended_code")
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft','in_review','changes_requested','approved','rejected','withdrawn','expired',"
            "'superseded')",
            name="status",
        ),
        Index(
            "uq_approval_request_open",
            "subject_id",
            "gate",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_approval_request_open", "status", "due_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index(
            "ix_approval_request_clock",
            "clock_stage",
            "half_at",
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_approval_request_subject", "subject_id", "id"),
        KEEP_KEYS,
    )
