"""The committee: drafts and proofs of policies, dry runs, sessions with votes and minutes, measures, the fast lane."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import append_only, grants

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ONLY_ADDED = ("policy_transfer", "item_conflict", "vote", "vote_use", "minutes", "minutes_signature")
"""Tables whose rows the database refuses to change: what was signed or declared."""


def upgrade() -> None:
    op.create_table(
        "gate_pace",
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False, comment="empty for all tiers together"),
        sa.Column(
            "count",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="requests decided in the last year",
        ),
        sa.Column(
            "median_s",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="half were decided within so many seconds",
        ),
        sa.Column(
            "p85_s",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="85 of 100 were decided within so many seconds",
        ),
        sa.Column(
            "on_time",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="decided by their due date in the last year",
        ),
        sa.Column(
            "decided_30",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="decided in the last 30 days",
        ),
        sa.Column(
            "on_time_30",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="of these, by their due date",
        ),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gate", "tier", name=op.f("pk_gate_pace")),
    )
    op.create_table(
        "committee_deputy",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("member_id <> deputy_id", name=op.f("ck_committee_deputy_two")),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_committee_deputy_deputy_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_committee_deputy_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["person.id"], name=op.f("fk_committee_deputy_member_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_deputy")),
        sa.UniqueConstraint("uuid", name=op.f("uq_committee_deputy_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_committee_deputy_deputy_id"), "committee_deputy", ["deputy_id"], unique=False)
    op.create_index(op.f("ix_committee_deputy_member_id"), "committee_deputy", ["member_id"], unique=False)
    op.create_table(
        "lane_stop",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False, comment="why, as a code of the words table"),
        sa.Column("params", sa.Text(), nullable=False, comment="JSON parameters of code"),
        sa.Column("standing", sa.Boolean(), nullable=False, comment="true while the lane is closed by it"),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which it was signed"),
        sa.Column("reason", sa.Text(), nullable=False, comment="typed by the signer"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"], ["person.id"], name=op.f("fk_lane_stop_reopened_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lane_stop")),
        sa.UniqueConstraint("uuid", name=op.f("uq_lane_stop_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_lane_stop_standing",
        "lane_stop",
        ["standing"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.create_table(
        "saved_filter",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False, comment="the list it filters, such as queue"),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "query", sa.String(length=1000), nullable=False, comment="the address behind its question mark"
        ),
        sa.Column("shared", sa.Boolean(), nullable=False, comment="whether others see it"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_filter_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("uuid", name=op.f("uq_saved_filter_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_filter_person", "saved_filter", ["page", "person_id"], unique=False)
    op.create_table(
        "committee_session",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="sitting or circulation"),
        sa.Column(
            "date_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="when a sitting is",
        ),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True, comment="end of a circulation"),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("chair_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("secretary_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "quorum",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="members who must be there, fixed at the opening",
        ),
        sa.Column(
            "members", sa.Text(), nullable=False, comment="JSON: who belongs to it, fixed at the opening"
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind = 'sitting' OR deadline_at IS NOT NULL", name=op.f("ck_committee_session_deadline")
        ),
        sa.CheckConstraint("kind IN ('sitting', 'circulation')", name=op.f("ck_committee_session_kind")),
        sa.CheckConstraint(
            "status IN ('planned', 'open', 'closed')", name=op.f("ck_committee_session_status")
        ),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["person.id"], name=op.f("fk_committee_session_chair_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["date_id"], ["committee_date.id"], name=op.f("fk_committee_session_date_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_committee_session_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["secretary_id"],
            ["person.id"],
            name=op.f("fk_committee_session_secretary_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_session")),
        sa.UniqueConstraint("date_id", name=op.f("uq_committee_session_date_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_committee_session_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_committee_session_status", "committee_session", ["status", "deadline_at"], unique=False
    )
    op.create_table(
        "policy_draft",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("policy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "base_version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="version it started from",
        ),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical JSON, as in a policy version"),
        sa.Column("note", sa.Text(), nullable=False, comment="why the policy should change"),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column(
            "effective_on", sa.Date(), nullable=True, comment="first day it shall hold; none = at once"
        ),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "editors",
            sa.Text(),
            nullable=False,
            comment="JSON list of everybody who ever edited it: they cannot sign its publication",
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="request that asks for its publication",
        ),
        sa.Column(
            "version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="version it became",
        ),
        sa.Column("proof", sa.Text(), nullable=False, comment="JSON result of the last proof"),
        sa.Column(
            "proof_digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the body that was proved",
        ),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "status IN ('editing', 'proposed', 'published', 'refused', 'discarded')",
            name=op.f("ck_policy_draft_status"),
        ),
        sa.ForeignKeyConstraint(
            ["base_version_id"],
            ["policy_version.id"],
            name=op.f("fk_policy_draft_base_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_policy_draft_changed_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_policy_draft_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_policy_draft_policy_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_draft")),
        sa.UniqueConstraint("uuid", name=op.f("uq_policy_draft_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_policy_draft_policy_id"), "policy_draft", ["policy_id"], unique=False)
    op.create_index(
        "uq_policy_draft_proposed",
        "policy_draft",
        ["policy_id"],
        unique=True,
        sqlite_where=sa.text("status = 'proposed'"),
        postgresql_where=sa.text("status = 'proposed'"),
    )
    op.create_table(
        "agenda_item",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="order on the agenda, from 1",
        ),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="request, escalation or other"),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, comment="what the minutes say beside the votes"),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind = 'other' OR request_id IS NOT NULL", name=op.f("ck_agenda_item_about")),
        sa.CheckConstraint("kind IN ('request', 'escalation', 'other')", name=op.f("ck_agenda_item_kind")),
        sa.CheckConstraint(
            "status IN ('open', 'decided', 'deferred', 'taken_off')", name=op.f("ck_agenda_item_status")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_agenda_item_added_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_agenda_item_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["committee_session.id"],
            name=op.f("fk_agenda_item_session_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("uuid", name=op.f("uq_agenda_item_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agenda_item_request_id"), "agenda_item", ["request_id"], unique=False)
    op.create_index("ix_agenda_item_session", "agenda_item", ["session_id", "position"], unique=False)
    op.create_index(
        "uq_agenda_item_request",
        "agenda_item",
        ["session_id", "request_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open' AND request_id IS NOT NULL"),
        postgresql_where=sa.text("status = 'open' AND request_id IS NOT NULL"),
    )
    op.create_table(
        "attendance",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "in_place_of_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="member whose deputy they are",
        ),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["in_place_of_id"], ["person.id"], name=op.f("fk_attendance_in_place_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["person.id"], name=op.f("fk_attendance_noted_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attendance_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["committee_session.id"],
            name=op.f("fk_attendance_session_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_attendance_session_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dry_run",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical JSON of the policy that is tried"),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("draft_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column(
            "done",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="requests looked at",
        ),
        sa.Column(
            "total",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="requests to look at",
        ),
        sa.Column(
            "after_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="last request looked at",
        ),
        sa.Column("result", sa.Text(), nullable=False, comment="JSON: what would differ, by request"),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_dry_run_status")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_dry_run_asked_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["policy_draft.id"], name=op.f("fk_dry_run_draft_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dry_run")),
        sa.UniqueConstraint("uuid", name=op.f("uq_dry_run_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dry_run_draft_id"), "dry_run", ["draft_id"], unique=False)
    op.create_index(
        "ix_dry_run_undone",
        "dry_run",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status IN ('waiting', 'running')"),
        postgresql_where=sa.text("status IN ('waiting', 'running')"),
    )
    op.create_table(
        "lane_review",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "month", sa.String(length=7), nullable=False, comment="month of the approvals, such as 2026-11"
        ),
        sa.Column(
            "seed",
            sa.String(length=64),
            nullable=False,
            comment="printed; the same seed draws the same sample",
        ),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("verdict", sa.String(length=14), nullable=True, comment="right or misclassified"),
        sa.Column("reason", sa.Text(), nullable=False, comment="typed by the reviewer"),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which it was signed"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "verdict IS NULL OR verdict IN ('right', 'misclassified')", name=op.f("ck_lane_review_verdict")
        ),
        sa.CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name=op.f("ck_lane_review_decided")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_lane_review_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["person.id"], name=op.f("fk_lane_review_reviewer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lane_review")),
        sa.UniqueConstraint("request_id", name=op.f("uq_lane_review_request_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_lane_review_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lane_review_month", "lane_review", ["month"], unique=False)
    op.create_table(
        "minutes",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1 is the first draft of the session",
        ),
        sa.Column(
            "body",
            sa.Text(),
            nullable=False,
            comment="canonical JSON: who was there, what was moved, who voted how",
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 of the body"),
        sa.Column("drafted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["person.id"], name=op.f("fk_minutes_drafted_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_session.id"], name=op.f("fk_minutes_session_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_minutes_session_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_minutes_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "policy_editor",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("draft_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["policy_draft.id"], name=op.f("fk_policy_editor_draft_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_policy_editor_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_editor")),
        sa.UniqueConstraint("draft_id", "person_id", name=op.f("uq_policy_editor_draft_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "policy_transfer",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which it was signed"),
        sa.Column("reason", sa.Text(), nullable=False, comment="typed by the signer"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_version_id"],
            ["policy_version.id"],
            name=op.f("fk_policy_transfer_from_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_policy_transfer_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_policy_transfer_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id"],
            ["policy_version.id"],
            name=op.f("fk_policy_transfer_to_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_transfer")),
        sa.UniqueConstraint("uuid", name=op.f("uq_policy_transfer_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_policy_transfer_request_id"), "policy_transfer", ["request_id"], unique=False)
    op.create_table(
        "request_measure",
        sa.Column(
            "request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column(
            "policy_digest", sa.String(length=64), nullable=False, comment="policy it was decided under"
        ),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False, comment="final status, empty while open"),
        sa.Column("rounds", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "unclaimed_s",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="waited for a reviewer who took it",
        ),
        sa.Column(
            "reviewer_s",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="with a reviewer who took it",
        ),
        sa.Column(
            "team_s",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="with the team",
        ),
        sa.Column(
            "paused_s",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="on hold",
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on_time", sa.Boolean(), nullable=True, comment="decided by its due date; none while open"),
        sa.Column(
            "last_entry",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="highest entry of the record read for it",
        ),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_request_measure_request_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_request_measure")),
    )
    op.create_index(
        "ix_request_measure_decided", "request_measure", ["gate", "tier", "decided_at"], unique=False
    )
    op.create_table(
        "item_conflict",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, comment="as declared"),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_item_conflict_item_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_item_conflict_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_conflict")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_item_conflict_item_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "minutes_signature",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("minutes_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("capacity", sa.String(length=10), nullable=False, comment="chair or secretary"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the body that was signed"),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity IN ('chair', 'secretary')", name=op.f("ck_minutes_signature_capacity")),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_signature_minutes_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_minutes_signature_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_signature")),
        sa.UniqueConstraint("minutes_id", "capacity", name=op.f("uq_minutes_signature_minutes_id_capacity")),
        sa.UniqueConstraint(
            "minutes_id", "person_id", name=op.f("uq_minutes_signature_minutes_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "motion",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "decision",
            sa.String(length=30),
            nullable=False,
            comment="decision of the seats that vote for it; note = decides on no request",
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="what is moved, in words"),
        sa.Column("terms", sa.Text(), nullable=False, comment="JSON of the conditions or points it asks for"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the round it is about"),
        sa.Column("moved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "result", sa.String(length=12), nullable=True, comment="carried, lost, no_quorum or withdrawn"
        ),
        sa.Column(
            "count", sa.Text(), nullable=False, comment="JSON: for, against, abstained, present, needed"
        ),
        sa.Column(
            "applied_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when its votes went into their seats",
        ),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "result IS NULL OR result IN ('carried', 'lost', 'no_quorum', 'withdrawn')",
            name=op.f("ck_motion_result"),
        ),
        sa.CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name=op.f("ck_motion_closed")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_motion_item_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["moved_by_id"], ["person.id"], name=op.f("fk_motion_moved_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("uuid", name=op.f("uq_motion_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_motion_item", "motion", ["item_id"], unique=False)
    op.create_index(
        "uq_motion_open",
        "motion",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "vote",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "in_place_of_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="member whose deputy voted",
        ),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which it was cast"),
        sa.Column("role_label", sa.String(length=120), nullable=False, comment="its label as signed"),
        sa.Column(
            "seat_key",
            sa.String(length=60),
            nullable=False,
            comment="seat of the request it fills; empty for a vote without a seat",
        ),
        sa.Column("choice", sa.String(length=10), nullable=False, comment="for, against or abstain"),
        sa.Column("decision", sa.String(length=30), nullable=False, comment="what it means in that seat"),
        sa.Column("reason", sa.Text(), nullable=False, comment="typed by the member"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("language", sa.String(length=10), nullable=False, comment="of the statement"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the round it was cast on"),
        sa.Column("terms", sa.Text(), nullable=False, comment="JSON of the conditions or points signed"),
        sa.Column(
            "authenticated_by", sa.String(length=30), nullable=False, comment="credential used at this vote"
        ),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN ('for', 'against', 'abstain')", name=op.f("ck_vote_choice")),
        sa.ForeignKeyConstraint(
            ["in_place_of_id"], ["person.id"], name=op.f("fk_vote_in_place_of_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_vote_motion_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_vote_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("uuid", name=op.f("uq_vote_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vote_motion", "vote", ["motion_id", "person_id", "id"], unique=False)
    op.create_table(
        "vote_use",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signature_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_vote_use_signature_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.id"], name=op.f("fk_vote_use_vote_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_use")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_vote_use_signature_id")),
        sa.UniqueConstraint("vote_id", name=op.f("uq_vote_use_vote_id")),
        sqlite_autoincrement=True,
    )
    op.add_column(
        "policy_version",
        sa.Column(
            "draft_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="draft that became it; none for the starter",
        ),
    )
    op.add_column(
        "policy_version",
        sa.Column(
            "request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="approval request that published it",
        ),
    )
    op.add_column(
        "policy_version",
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True, comment="none for the starter"),
    )
    op.add_column(
        "policy_version",
        sa.Column(
            "proof",
            sa.Text(),
            server_default="{}",
            nullable=False,
            comment="JSON result of the proof it was published with",
        ),
    )
    op.add_column(
        "policy_version",
        sa.Column("note", sa.Text(), server_default="", nullable=False, comment="why it was published"),
    )
    op.add_column(
        "organisation",
        sa.Column(
            "starter_size",
            sa.String(length=20),
            server_default="standard",
            nullable=False,
            comment="size of the starter policies chosen at set-up; later ones come in it too",
        ),
    )
    op.add_column(
        "seat",
        sa.Column(
            "also",
            sa.Text(),
            server_default="[]",
            nullable=False,
            comment="JSON list of further roles that a merged seat stands for; its holder has them all",
        ),
    )
    op.add_column(
        "seat",
        sa.Column(
            "alternative",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="one of several roles of which some sign; a rejection ends the request",
        ),
    )
    op.add_column(
        "seat",
        sa.Column(
            "veto",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="one rejection in its group ends the request",
        ),
    )
    for table in ONLY_ADDED:
        append_only.append_only(op, table)
    grants.grant_tables(op)


def downgrade() -> None:
    op.drop_column("organisation", "starter_size")
    for table in ONLY_ADDED:
        append_only.drop_append_only(op, table)
    op.drop_column("seat", "veto")
    op.drop_column("seat", "alternative")
    op.drop_column("seat", "also")
    op.drop_column("policy_version", "note")
    op.drop_column("policy_version", "proof")
    op.drop_column("policy_version", "published_at")
    op.drop_column("policy_version", "request_id")
    op.drop_column("policy_version", "draft_id")
    op.drop_table("vote_use")
    op.drop_index("ix_vote_motion", table_name="vote")
    op.drop_table("vote")
    op.drop_index(
        "uq_motion_open",
        table_name="motion",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_motion_item", table_name="motion")
    op.drop_table("motion")
    op.drop_table("minutes_signature")
    op.drop_table("item_conflict")
    op.drop_index("ix_request_measure_decided", table_name="request_measure")
    op.drop_table("request_measure")
    op.drop_index(op.f("ix_policy_transfer_request_id"), table_name="policy_transfer")
    op.drop_table("policy_transfer")
    op.drop_table("policy_editor")
    op.drop_table("minutes")
    op.drop_index("ix_lane_review_month", table_name="lane_review")
    op.drop_table("lane_review")
    op.drop_index(
        "ix_dry_run_undone",
        table_name="dry_run",
        sqlite_where=sa.text("status IN ('waiting', 'running')"),
        postgresql_where=sa.text("status IN ('waiting', 'running')"),
    )
    op.drop_index(op.f("ix_dry_run_draft_id"), table_name="dry_run")
    op.drop_table("dry_run")
    op.drop_table("attendance")
    op.drop_index(
        "uq_agenda_item_request",
        table_name="agenda_item",
        sqlite_where=sa.text("status = 'open' AND request_id IS NOT NULL"),
        postgresql_where=sa.text("status = 'open' AND request_id IS NOT NULL"),
    )
    op.drop_index("ix_agenda_item_session", table_name="agenda_item")
    op.drop_index(op.f("ix_agenda_item_request_id"), table_name="agenda_item")
    op.drop_table("agenda_item")
    op.drop_index(
        "uq_policy_draft_proposed",
        table_name="policy_draft",
        sqlite_where=sa.text("status = 'proposed'"),
        postgresql_where=sa.text("status = 'proposed'"),
    )
    op.drop_index(op.f("ix_policy_draft_policy_id"), table_name="policy_draft")
    op.drop_table("policy_draft")
    op.drop_index("ix_committee_session_status", table_name="committee_session")
    op.drop_table("committee_session")
    op.drop_index("ix_saved_filter_person", table_name="saved_filter")
    op.drop_table("saved_filter")
    op.drop_index(
        "uq_lane_stop_standing",
        table_name="lane_stop",
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.drop_table("lane_stop")
    op.drop_index(op.f("ix_committee_deputy_member_id"), table_name="committee_deputy")
    op.drop_index(op.f("ix_committee_deputy_deputy_id"), table_name="committee_deputy")
    op.drop_table("committee_deputy")
    op.drop_table("gate_pace")
