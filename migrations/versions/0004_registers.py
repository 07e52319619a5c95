"""The registers: records with their versions, links, turns and signatures; values, legal clocks, concerns, law data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import append_only, grants

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ONLY_ADDED = (
    "register_version",
    "register_signature",
    "law_entry",
    "concern_message",
    "measured_value",
    "classification_review",
    "scheme_run",
)
"""Tables whose rows the database refuses to change: what was said, signed or measured."""


def upgrade() -> None:
    op.create_table(
        "law_entry",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False, comment="such as eu_ai_act"),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="scheme, date, question, duty or clock"
        ),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1, 2, … of the entry",
        ),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical JSON"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why it was changed, with its source"),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_law_entry_made_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_entry")),
        sa.UniqueConstraint(
            "scheme", "kind", "key", "number", name=op.f("uq_law_entry_scheme_kind_key_number")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_law_entry_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "register_batch",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column(
            "system_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="system its rows belong to; 0 = named by each row",
        ),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column(
            "status", sa.String(length=10), nullable=False, comment="preview, applied, undone or dropped"
        ),
        sa.Column(
            "rows", sa.Text(), nullable=False, comment="JSON: rows as read, with what is wrong with each"
        ),
        sa.Column(
            "count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="rows read"
        ),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "status IN ('preview','applied','undone','dropped')", name=op.f("ck_register_batch_status")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_register_batch_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_register_batch_undone_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_batch")),
        sa.UniqueConstraint("uuid", name=op.f("uq_register_batch_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "register_field",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column(
            "key",
            sa.String(length=40),
            nullable=False,
            comment="x_ and the folded label; stays when the label changes",
        ),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column(
            "kind", sa.String(length=10), nullable=False, comment="text, number, date, choice or person"
        ),
        sa.Column("choices", sa.Text(), nullable=False, comment="JSON list of the values of a choice"),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('text','number','date','choice','person')", name=op.f("ck_register_field_kind")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_register_field_made_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_field")),
        sa.UniqueConstraint("uuid", name=op.f("uq_register_field_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_field", schema=None) as batch_op:
        batch_op.create_index(
            "uq_register_field_live",
            ["register", "key"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "public_card",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False, comment="its place in the public address"),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical JSON of what is shown"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_public_card_opened_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["ai_system.id"], name=op.f("fk_public_card_system_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_card")),
        sa.UniqueConstraint("uuid", name=op.f("uq_public_card_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("public_card", schema=None) as batch_op:
        batch_op.create_index(
            "uq_public_card_open",
            ["system_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "uq_public_card_slug",
            ["slug"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "register_record",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column(
            "register", sa.String(length=40), nullable=False, comment="key of the register, such as risk"
        ),
        sa.Column(
            "system_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="AI system it is about; 0 = the organisation",
        ),
        sa.Column(
            "version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="version it is about",
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "title_key",
            sa.String(length=200),
            nullable=False,
            comment="folded title, for sorting and finding twins",
        ),
        sa.Column("words", sa.Text(), nullable=False, comment="folded text of title and fields, for search"),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column(
            "level",
            sa.String(length=30),
            nullable=False,
            comment="what follows from the fields, such as high",
        ),
        sa.Column(
            "score",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="number behind the level, such as 15 of 25",
        ),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "due_on",
            sa.Date(),
            nullable=True,
            comment="review, expiry or answer due, in the organisation's zone",
        ),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical JSON of the declared fields"),
        sa.Column("own", sa.Text(), nullable=False, comment="JSON of the organisation's own fields, by key"),
        sa.Column(
            "content_version",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="number of the newest register_version",
        ),
        sa.Column(
            "frozen_version",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="version since which the digest holds; approvals name this one",
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of what approvals freeze of it"),
        sa.Column(
            "approved_request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="request that approved it last",
        ),
        sa.Column(
            "approved_digest",
            sa.String(length=64),
            nullable=False,
            comment="digest that was approved; another digest now means approved before",
        ),
        sa.Column(
            "batch_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="import that made it",
        ),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "archived_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="out of the lists, never deleted",
        ),
        sa.Column("archive_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_request_id"],
            ["approval_request.id"],
            name=op.f("fk_register_record_approved_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["register_batch.id"], name=op.f("fk_register_record_batch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["person.id"],
            name=op.f("fk_register_record_changed_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_register_record_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_register_record_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["system_version.id"],
            name=op.f("fk_register_record_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_record")),
        sa.UniqueConstraint("uuid", name=op.f("uq_register_record_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_record_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("ix_register_record_due", ["register", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_register_record_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_register_record_place", ["register", "system_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_register_record_system_id"), ["system_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_register_record_version_id"), ["version_id"], unique=False)

    op.create_table(
        "concern_door",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["register_record.id"], name=op.f("fk_concern_door_record_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_door")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_concern_door_code_hash")),
        sa.UniqueConstraint("record_id", name=op.f("uq_concern_door_record_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "concern_message",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_outside", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_concern_message_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["register_record.id"],
            name=op.f("fk_concern_message_record_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_message")),
        sa.UniqueConstraint("uuid", name=op.f("uq_concern_message_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("concern_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_message_record_id"), ["record_id"], unique=False)

    op.create_table(
        "legal_clock",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "case",
            sa.String(length=40),
            nullable=False,
            comment="such as general, death or personal_data_breach",
        ),
        sa.Column("law", sa.String(length=80), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column(
            "hours",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="length in hours of calendar time",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="awareness"),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "stop", sa.String(length=20), nullable=False, comment="reported or not_due; empty while it runs"
        ),
        sa.Column(
            "evidence", sa.Text(), nullable=False, comment="what proves the stop: receipt, number, file"
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False, comment="JSON list of the reminders already given"),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "stopped_at IS NULL OR (stop <> '' AND evidence <> '')", name=op.f("ck_legal_clock_stop")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["register_record.id"], name=op.f("fk_legal_clock_record_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["stopped_by_id"], ["person.id"], name=op.f("fk_legal_clock_stopped_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_clock")),
        sa.UniqueConstraint("uuid", name=op.f("uq_legal_clock_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("legal_clock", schema=None) as batch_op:
        batch_op.create_index(
            "ix_legal_clock_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("stopped_at IS NULL"),
            postgresql_where=sa.text("stopped_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_legal_clock_record_id"), ["record_id"], unique=False)
        batch_op.create_index(
            "uq_legal_clock_running",
            ["record_id", "case"],
            unique=True,
            sqlite_where=sa.text("stopped_at IS NULL"),
            postgresql_where=sa.text("stopped_at IS NULL"),
        )

    op.create_table(
        "measure_key",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_measure_key_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["register_record.id"], name=op.f("fk_measure_key_record_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_measure_key_key_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_measure_key_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("measure_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_key_record_id"), ["record_id"], unique=False)

    op.create_table(
        "measured_value",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "period", sa.String(length=20), nullable=False, comment="such as 2026-11-24, 2026-W48 or 2026-11"
        ),
        sa.Column(
            "value", sa.String(length=40), nullable=True, comment="decimal text; none when it is missing"
        ),
        sa.Column(
            "state",
            sa.String(length=10),
            nullable=False,
            comment="ok, warn, breach or missing, by the limits of then",
        ),
        sa.Column("limits", sa.Text(), nullable=False, comment="JSON of the limits it was judged by"),
        sa.Column("source", sa.String(length=10), nullable=False, comment="form, csv, api or clock"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "corrects_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="value it stands for now",
        ),
        sa.CheckConstraint("source IN ('form','csv','api','clock')", name=op.f("ck_measured_value_source")),
        sa.CheckConstraint("state IN ('ok','warn','breach','missing')", name=op.f("ck_measured_value_state")),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["measured_value.id"],
            name=op.f("fk_measured_value_corrects_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["person.id"],
            name=op.f("fk_measured_value_entered_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["register_record.id"],
            name=op.f("fk_measured_value_record_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measured_value")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_measured_value_corrects_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_measured_value_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("measured_value", schema=None) as batch_op:
        batch_op.create_index("ix_measured_value_place", ["record_id", "period"], unique=False)

    op.create_table(
        "register_comment",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_register_comment_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["register_record.id"],
            name=op.f("fk_register_comment_record_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_comment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_register_comment_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_comment_record_id"), ["record_id"], unique=False)

    op.create_table(
        "register_link",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "relation",
            sa.String(length=40),
            nullable=False,
            comment="key of the relation the register declares",
        ),
        sa.Column(
            "target_kind", sa.String(length=20), nullable=False, comment="version, system, record or request"
        ),
        sa.Column("target_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target_uuid", sa.String(length=36), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_register_link_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["register_record.id"],
            name=op.f("fk_register_link_record_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_link")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_link", schema=None) as batch_op:
        batch_op.create_index("ix_register_link_target", ["target_kind", "target_id"], unique=False)
        batch_op.create_index(
            "uq_register_link_live",
            ["record_id", "relation", "target_kind", "target_id"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )

    op.create_table(
        "register_signature",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="version of the record that was signed",
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of that version"),
        sa.Column(
            "purpose", sa.String(length=40), nullable=False, comment="such as validate, confirm or authorise"
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which it was signed"),
        sa.Column("role_label", sa.String(length=200), nullable=False, comment="its name as signed"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_register_signature_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["register_record.id"],
            name=op.f("fk_register_signature_record_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_signature")),
        sa.UniqueConstraint("uuid", name=op.f("uq_register_signature_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_signature_record_id"), ["record_id"], unique=False)

    op.create_table(
        "register_turn",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False, comment="why, as a code of the words tables"),
        sa.Column("params", sa.Text(), nullable=False, comment="JSON that fills the sentence"),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_register_turn_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["register_record.id"],
            name=op.f("fk_register_turn_record_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_turn")),
        sa.UniqueConstraint("uuid", name=op.f("uq_register_turn_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_turn", schema=None) as batch_op:
        batch_op.create_index("ix_register_turn_person", ["person_id", "done_at"], unique=False)
        batch_op.create_index(
            "uq_register_turn_open",
            ["record_id", "person_id", "code"],
            unique=True,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.create_table(
        "register_version",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1, 2, … of the record",
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical JSON of the declared fields"),
        sa.Column("links", sa.Text(), nullable=False, comment="JSON list of frozen links: relation and uuid"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "author_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="none when a rule or the clock wrote it",
        ),
        sa.Column(
            "author_roles", sa.Text(), nullable=False, comment="JSON list of the roles held for it then"
        ),
        sa.Column(
            "cause",
            sa.String(length=30),
            nullable=False,
            comment="made, edited, imported, status, linked or undone",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_register_version_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["register_record.id"],
            name=op.f("fk_register_version_record_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_version")),
        sa.UniqueConstraint("record_id", "number", name=op.f("uq_register_version_record_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_version_digest"), ["digest"], unique=False)
    _classification()
    for table in ONLY_ADDED:
        append_only.append_only(op, table)
    grants.grant_tables(op)


def _classification() -> None:
    """What the wizard adds to a classification, reviews of it, and runs by another scheme."""
    texts = (
        ("questionnaire", 80, "scheme and version that was answered; empty when flags were set directly"),
        ("wizard", None, "JSON: every question asked with its answer and reason, and what followed"),
        ("statement", None, "sentence signed for a tier other than the answers lead to"),
        ("authenticated_by", 20, "how the signer of the statement proved who they are"),
    )
    for name, length, comment in texts:
        kind = sa.String(length=length) if length else sa.Text()
        op.add_column(
            "classification", sa.Column(name, kind, server_default="", nullable=False, comment=comment)
        )
    op.add_column(
        "ai_system",
        sa.Column(
            "critical_risk",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="a live risk of it is critical after measures; set by the risk register",
        ),
    )
    op.add_column("classification", sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=True))
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "classification_review",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("classification_id", key, nullable=False),
        sa.Column(
            "questionnaire",
            sa.String(length=80),
            nullable=False,
            comment="scheme and version it was compared with",
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="what was looked at, in words"),
        sa.Column("person_id", key, nullable=False),
        sa.Column(
            "roles", sa.Text(), nullable=False, comment="JSON list of the roles the person held for it then"
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classification_id"],
            ["classification.id"],
            name=op.f("fk_classification_review_classification_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_classification_review_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classification_review")),
        sa.UniqueConstraint("uuid", name=op.f("uq_classification_review_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_classification_review_of", "classification_review", ["classification_id", "at"])
    op.create_table(
        "scheme_run",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("system_id", key, nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False, comment="key of the scheme"),
        sa.Column("number", key, nullable=False, comment="1, 2, … of the system in this scheme"),
        sa.Column(
            "questionnaire",
            sa.String(length=80),
            nullable=False,
            comment="scheme and version that was answered",
        ),
        sa.Column(
            "tier",
            sa.String(length=40),
            nullable=False,
            comment="tier of the scheme that the answers lead to",
        ),
        sa.Column(
            "answers",
            sa.Text(),
            nullable=False,
            comment="JSON: every question asked with its answer and reason",
        ),
        sa.Column("author_id", key, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of its content"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_scheme_run_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["ai_system.id"], name=op.f("fk_scheme_run_system_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_run")),
        sa.UniqueConstraint(
            "system_id", "scheme", "number", name=op.f("uq_scheme_run_system_id_scheme_number")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_scheme_run_uuid")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_column("ai_system", "critical_risk")
    op.drop_table("scheme_run")
    op.drop_index("ix_classification_review_of", table_name="classification_review")
    op.drop_table("classification_review")
    for name in ("authenticated_at", "authenticated_by", "statement", "wizard", "questionnaire"):
        op.drop_column("classification", name)
    with op.batch_alter_table("register_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_version_digest"))

    op.drop_table("register_version")
    with op.batch_alter_table("register_turn", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_register_turn_open",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.drop_index("ix_register_turn_person")

    op.drop_table("register_turn")
    with op.batch_alter_table("register_signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_signature_record_id"))

    op.drop_table("register_signature")
    with op.batch_alter_table("register_link", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_register_link_live",
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )
        batch_op.drop_index("ix_register_link_target")

    op.drop_table("register_link")
    with op.batch_alter_table("register_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_comment_record_id"))

    op.drop_table("register_comment")
    with op.batch_alter_table("measured_value", schema=None) as batch_op:
        batch_op.drop_index("ix_measured_value_place")

    op.drop_table("measured_value")
    with op.batch_alter_table("measure_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_key_record_id"))

    op.drop_table("measure_key")
    with op.batch_alter_table("legal_clock", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_legal_clock_running",
            sqlite_where=sa.text("stopped_at IS NULL"),
            postgresql_where=sa.text("stopped_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_legal_clock_record_id"))
        batch_op.drop_index(
            "ix_legal_clock_due",
            sqlite_where=sa.text("stopped_at IS NULL"),
            postgresql_where=sa.text("stopped_at IS NULL"),
        )

    op.drop_table("legal_clock")
    with op.batch_alter_table("concern_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_message_record_id"))

    op.drop_table("concern_message")
    op.drop_table("concern_door")
    with op.batch_alter_table("register_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_record_version_id"))
        batch_op.drop_index(batch_op.f("ix_register_record_system_id"))
        batch_op.drop_index("ix_register_record_place")
        batch_op.drop_index(batch_op.f("ix_register_record_owner_id"))
        batch_op.drop_index("ix_register_record_due")
        batch_op.drop_index(batch_op.f("ix_register_record_batch_id"))

    op.drop_table("register_record")
    with op.batch_alter_table("public_card", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_public_card_slug",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_public_card_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("public_card")
    with op.batch_alter_table("register_field", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_register_field_live",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.drop_table("register_field")
    op.drop_table("register_batch")
    op.drop_table("law_entry")
