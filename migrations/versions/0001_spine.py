"""All tables of the spine, and what the databases themselves refuse."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import append_only, ddl_record, grants

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


SEALED_FOR_GOOD = ("signature", "approval_round", "policy_version", "classification", "stage_move")
EVIDENCE_CONTENT = (
    "id",
    "uuid",
    "kind",
    "blob_id",
    "url",
    "fetched_at",
    "title",
    "filename",
    "media_type",
    "size",
    "system_id",
    "request_uuid",
    "item_key",
    "added_by_id",
    "added_at",
    "replaces_id",
    "version",
)


def upgrade() -> None:

    op.create_table(
        "blob",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column(
            "sha256",
            sa.String(length=64),
            nullable=False,
            comment="of the bytes, hex; also their name in the store",
        ),
        sa.Column(
            "size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="in bytes"
        ),
        sa.Column(
            "store_key",
            sa.String(length=200),
            nullable=False,
            comment="where the store keeps it; derived from the SHA-256",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it was first put forward, UTC",
        ),
        sa.Column(
            "removed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the body was removed by a signed act; digest and size stay",
        ),
        sa.Column(
            "removed_reason",
            sa.String(length=40),
            nullable=True,
            comment="mistake, retention or erasure; set with removed_at",
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_reason IS NULL)", name=op.f("ck_blob_removed_with_reason")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_blob_sha256_whole")),
        sa.CheckConstraint("size > 0", name=op.f("ck_blob_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
        sa.UniqueConstraint("sha256", name=op.f("uq_blob_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "environment",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "purpose", sa.String(length=20), nullable=False, comment="development, test, pilot or production"
        ),
        sa.Column("pilot_people", sa.Text(), nullable=False, comment="who takes part, for a pilot"),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="last day, for a pilot"),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_environment")),
        sa.UniqueConstraint("name", name=op.f("uq_environment_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_environment_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "login_attempt",
        sa.Column(
            "key",
            sa.String(length=90),
            nullable=False,
            comment="sign-in:<hash of e-mail>, proof:<person uuid> or address:<network>",
        ),
        sa.Column(
            "failures",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="in the present window",
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False, comment="when the window began"),
        sa.Column(
            "locked_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="nothing is tried before this instant",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_attempt")),
    )
    op.create_index("ix_login_attempt_since", "login_attempt", ["since"], unique=False)
    op.create_table(
        "organisation",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="always 1",
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "zone", sa.String(length=64), nullable=False, comment="IANA zone; calendar dates are dates here"
        ),
        sa.Column("language", sa.String(length=10), nullable=False, comment="of statements and messages"),
        sa.Column(
            "is_sample", sa.Boolean(), nullable=False, comment="made by the sample command; a banner says so"
        ),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("uuid", name=op.f("uq_organisation_uuid")),
    )
    op.create_table(
        "outbox_fact",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column(
            "uuid", sa.String(length=36), nullable=False, comment="stable id of every message made from it"
        ),
        sa.Column(
            "event",
            sa.String(length=80),
            nullable=False,
            comment="past tense, such as gate-request:seat:signed",
        ),
        sa.Column(
            "subject_kind", sa.String(length=40), nullable=False, comment="kind of the thing it is about"
        ),
        sa.Column("subject_uuid", sa.String(length=36), nullable=False, comment="the thing it is about"),
        sa.Column(
            "cause",
            sa.String(length=120),
            nullable=False,
            comment="what makes it unique per thing: round, seat, date",
        ),
        sa.Column("person_ids", sa.Text(), nullable=False, comment="JSON list of the persons' keys"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="instant of the act, UTC"),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when all its messages were handed over",
        ),
        sa.Column(
            "tries",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="how often delivery was attempted",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_fact")),
        sa.UniqueConstraint("uuid", name=op.f("uq_outbox_fact_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_fact_waiting", "outbox_fact", ["told_at", "id"], unique=False)
    op.create_table(
        "person",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "email", sa.String(length=254), nullable=False, comment="lower case; never given to somebody else"
        ),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="employee, contractor or guest"),
        sa.Column("employer", sa.String(length=200), nullable=False, comment="of a contractor or guest"),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="last day of access; none for open end"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "is_administrator",
            sa.Boolean(),
            nullable=False,
            comment="a privilege, not a role: signs nothing by it",
        ),
        sa.Column(
            "password_hash", sa.String(length=255), nullable=False, comment="argon2id; empty until chosen"
        ),
        sa.Column(
            "session_epoch",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="a session of an earlier epoch is over",
        ),
        sa.Column("theme", sa.String(length=10), nullable=False, comment="device, light or dark"),
        sa.Column("density", sa.String(length=12), nullable=False, comment="comfortable or compact rows"),
        sa.Column(
            "zone",
            sa.String(length=64),
            nullable=False,
            comment="IANA zone for shown times; empty = organisation's",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('employee', 'contractor', 'guest')", name=op.f("ck_person_kind")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("uuid", name=op.f("uq_person_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_list", "person", ["active", "name", "id"], unique=False)
    op.create_table(
        "person_key",
        sa.Column("person_uuid", sa.String(length=36), nullable=False, comment="whose values it opens"),
        sa.Column(
            "key", sa.LargeBinary(length=32), nullable=True, comment="AES-256; none once it was destroyed"
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="first use, UTC"),
        sa.Column(
            "destroyed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the person was erased, UTC",
        ),
        sa.PrimaryKeyConstraint("person_uuid", name=op.f("pk_person_key")),
    )
    op.create_table(
        "policy",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column(
            "gate", sa.String(length=40), nullable=False, comment="a gate, or suspension for its confirmation"
        ),
        sa.Column("tier", sa.String(length=20), nullable=False, comment="minimal, limited or high"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("gate", "tier", name=op.f("uq_policy_gate_tier")),
        sa.UniqueConstraint("uuid", name=op.f("uq_policy_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "record_log",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="always 1",
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False, comment="named in every entry"),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the first entry was written, UTC",
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_record_log_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_log")),
        sa.UniqueConstraint("uuid", name=op.f("uq_record_log_uuid")),
    )
    op.create_table(
        "role",
        sa.Column("key", sa.String(length=40), nullable=False, comment="such as risk_officer"),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column(
            "kind", sa.String(length=40), nullable=False, comment="governance, first, second or third line, …"
        ),
        sa.Column("summary", sa.Text(), nullable=False, comment="one sentence"),
        sa.Column("responsibilities", sa.Text(), nullable=False, comment="JSON list of sentences"),
        sa.Column("permissions", sa.Text(), nullable=False, comment="JSON list of permission keys"),
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="order in the catalogue",
        ),
        sa.Column(
            "version",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1 is the adopted starter",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_role")),
    )
    op.create_table(
        "subject",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False, comment="uuid of the thing itself"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="such as system_version"),
        sa.Column(
            "system_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="AI system whose readers may see it",
        ),
        sa.Column(
            "system_uuid",
            sa.String(length=36),
            nullable=False,
            comment="of that system; entries name it without a look-up",
        ),
        sa.Column(
            "label",
            sa.String(length=300),
            nullable=False,
            comment="how it is called on pages; not part of any digest",
        ),
        sa.Column(
            "scope_keys",
            sa.Text(),
            nullable=False,
            comment="JSON list of the grant scopes that reach it: org, unit:3, system:7",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("uuid", name=op.f("uq_subject_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_subject_system_id"), "subject", ["system_id"], unique=False)
    op.create_table(
        "submit_once",
        sa.Column("submit_id", sa.String(length=36), nullable=False, comment="made with the form"),
        sa.Column(
            "actor_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="key of the person; 0 before anybody exists",
        ),
        sa.Column(
            "body_digest",
            sa.String(length=64),
            nullable=False,
            comment="of the command, to tell a replay from a second act",
        ),
        sa.Column("result_ref", sa.String(length=80), nullable=False, comment="what the act made or changed"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it was acted upon, UTC"),
        sa.PrimaryKeyConstraint("submit_id", name=op.f("pk_submit_once")),
    )
    op.create_table(
        "unit",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="entity or department"),
        sa.Column(
            "parent_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="none for a root of the tree",
        ),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('entity', 'department')", name=op.f("ck_unit_kind")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_unit_not_its_own_parent")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("uuid", name=op.f("uq_unit_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_unit_parent_id"), "unit", ["parent_id"], unique=False)
    op.create_table(
        "ai_system",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "name_key", sa.String(length=200), nullable=False, comment="folded name, to find duplicates"
        ),
        sa.Column(
            "purpose",
            sa.Text(),
            nullable=False,
            comment="intended purpose; a change makes approvals outdated",
        ),
        sa.Column("business_reason", sa.Text(), nullable=False),
        sa.Column("users", sa.Text(), nullable=False, comment="who works with it"),
        sa.Column(
            "affected_persons", sa.Text(), nullable=False, comment="about whom it says something, how many"
        ),
        sa.Column("decisions_influenced", sa.Text(), nullable=False),
        sa.Column("data_categories", sa.Text(), nullable=False),
        sa.Column("autonomy", sa.String(length=20), nullable=False),
        sa.Column("who_may_stop", sa.Text(), nullable=False),
        sa.Column(
            "origin", sa.String(length=20), nullable=False, comment="built, adapted, bought or embedded"
        ),
        sa.Column("supplier", sa.String(length=200), nullable=False),
        sa.Column("uses_supplier", sa.Boolean(), nullable=False, comment="a supplier delivers a part of it"),
        sa.Column("serves_customers", sa.Boolean(), nullable=False, comment="customers or partners use it"),
        sa.Column(
            "in_use_since",
            sa.Date(),
            nullable=True,
            comment="only for a system in use before it was registered",
        ),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("registered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "classification_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the present classification",
        ),
        sa.Column("legal_tier", sa.String(length=20), nullable=True),
        sa.Column("internal_tier", sa.String(length=20), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=True, comment="the stricter of the two"),
        sa.Column(
            "flags", sa.Text(), nullable=False, comment="JSON list of classification flags that are set"
        ),
        sa.Column("operator_roles", sa.Text(), nullable=False, comment="JSON list, EU AI Act Article 3"),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_reason", sa.Text(), nullable=False),
        sa.Column(
            "content_version",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="grows only when what its digest covers changes: a new name clears no signature",
        ),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_ai_system_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"],
            ["person.id"],
            name=op.f("fk_ai_system_registered_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_ai_system_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_system")),
        sa.UniqueConstraint("uuid", name=op.f("uq_ai_system_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ai_system_list", "ai_system", ["archived_at", "name_key", "id"], unique=False)
    op.create_index(op.f("ix_ai_system_name_key"), "ai_system", ["name_key"], unique=False)
    op.create_index(op.f("ix_ai_system_owner_id"), "ai_system", ["owner_id"], unique=False)
    op.create_index(op.f("ix_ai_system_tier"), "ai_system", ["tier"], unique=False)
    op.create_index(op.f("ix_ai_system_unit_id"), "ai_system", ["unit_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False, comment="what entries and exports name"),
        sa.Column(
            "kind",
            sa.String(length=10),
            nullable=False,
            comment="file, or link with or without a frozen copy",
        ),
        sa.Column(
            "blob_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the bytes; none for a bare link, which satisfies no blocking item",
        ),
        sa.Column(
            "url",
            sa.String(length=2000),
            nullable=True,
            comment="where a link points; nothing here ever fetches it",
        ),
        sa.Column(
            "fetched_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the frozen copy of a link was stored, UTC",
        ),
        sa.Column(
            "title",
            sa.String(length=200),
            nullable=False,
            comment="a name people gave it; not part of any digest",
        ),
        sa.Column(
            "filename",
            sa.String(length=255),
            nullable=False,
            comment="as given, NFC, without folders; empty for a bare link",
        ),
        sa.Column(
            "media_type",
            sa.String(length=100),
            nullable=False,
            comment="ours, from the content, never the sender's",
        ),
        sa.Column(
            "size",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="in bytes; 0 for a bare link",
        ),
        sa.Column(
            "system_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the system whose team put it forward; who sees the system sees the evidence",
        ),
        sa.Column(
            "request_uuid",
            sa.String(length=36),
            nullable=True,
            comment="the request it was first put forward in; none outside a request",
        ),
        sa.Column(
            "item_key",
            sa.String(length=40),
            nullable=False,
            comment="checklist item it was first put forward for",
        ),
        sa.Column(
            "added_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="key of the person who put it forward",
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False, comment="when, UTC"),
        sa.Column(
            "replaces_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the version before; at most one version follows another",
        ),
        sa.Column(
            "version",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1 for the first, counted along replaces_id",
        ),
        sa.Column(
            "archived_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it left the lists; the only column that changes",
        ),
        sa.CheckConstraint("(blob_id IS NULL) = (filename = '')", name=op.f("ck_evidence_bytes_have_a_name")),
        sa.CheckConstraint(
            "kind <> 'file' OR (blob_id IS NOT NULL AND url IS NULL)", name=op.f("ck_evidence_file_has_bytes")
        ),
        sa.CheckConstraint("kind <> 'link' OR url IS NOT NULL", name=op.f("ck_evidence_link_has_url")),
        sa.CheckConstraint("kind IN ('file', 'link')", name=op.f("ck_evidence_kind_known")),
        sa.CheckConstraint(
            "version >= 1 AND (version = 1) = (replaces_id IS NULL)", name=op.f("ck_evidence_version_follows")
        ),
        sa.ForeignKeyConstraint(
            ["blob_id"], ["blob.id"], name=op.f("fk_evidence_blob_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["evidence.id"], name=op.f("fk_evidence_replaces_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_evidence_replaces_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_evidence_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_blob_id"), "evidence", ["blob_id"], unique=False)
    op.create_index("ix_evidence_request_item", "evidence", ["request_uuid", "item_key"], unique=False)
    op.create_index("ix_evidence_system_newest", "evidence", ["system_id", "id"], unique=False)
    op.create_table(
        "one_time_code",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False, comment="set_up, sign_up or reset"),
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="whom it lets in; none for set_up",
        ),
        sa.Column(
            "made_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="none when the server or its command made it",
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "used_at", sa.DateTime(timezone=True), nullable=True, comment="used, or replaced by a newer code"
        ),
        sa.CheckConstraint(
            "(purpose = 'set_up') = (person_id IS NULL)", name=op.f("ck_one_time_code_person")
        ),
        sa.CheckConstraint(
            "purpose IN ('set_up', 'sign_up', 'reset')", name=op.f("ck_one_time_code_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_one_time_code_made_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_time_code_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_one_time_code_code_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_one_time_code_person_id"), "one_time_code", ["person_id"], unique=False)
    op.create_table(
        "person_session",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False, comment="how the person's own list names it"),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the token in the cookie"
        ),
        sa.Column(
            "former_hash",
            sa.String(length=64),
            nullable=True,
            comment="hash before the last renewal; a double click may still bring it",
        ),
        sa.Column(
            "renewed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the token was last replaced",
        ),
        sa.Column(
            "epoch",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the person's session epoch at sign-in",
        ),
        sa.Column(
            "signed_in_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="the absolute limit counts from here",
        ),
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="the idle limit counts from here; kept to the minute",
        ),
        sa.Column(
            "authenticated_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the credential was last proved",
        ),
        sa.Column("address", sa.String(length=45), nullable=False, comment="network address of the sign-in"),
        sa.Column("agent", sa.String(length=300), nullable=False, comment="what the browser calls itself"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_code", sa.String(length=40), nullable=True, comment="signed_out, revoked or replaced"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_session_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_session")),
        sa.UniqueConstraint("former_hash", name=op.f("uq_person_session_former_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_person_session_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_person_session_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_session_open", "person_session", ["person_id", "ended_at"], unique=False)
    op.create_table(
        "policy_version",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("policy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1 is the adopted starter",
        ),
        sa.Column(
            "body",
            sa.Text(),
            nullable=False,
            comment="canonical JSON: items, seats, clock, staleness, validity",
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 of the body"),
        sa.Column(
            "in_force_from",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="requests submitted from this instant on copy it",
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_policy_version_policy_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("policy_id", "number", name=op.f("uq_policy_version_policy_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_policy_version_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "record_entry",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
            comment="order of insertion only; the order of the record is the seal's n",
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False, comment="uuid7 of the event"),
        sa.Column("log_uuid", sa.String(length=36), nullable=False, comment="the log this entry belongs to"),
        sa.Column(
            "body", sa.Text(), nullable=False, comment="canonical JSON; its UTF-8 bytes are what is hashed"
        ),
        sa.Column(
            "action", sa.String(length=80), nullable=False, comment="noun:verb or noun:part:verb, past tense"
        ),
        sa.Column(
            "object_kind", sa.String(length=40), nullable=False, comment="kind of the thing it is about"
        ),
        sa.Column("object_uuid", sa.String(length=36), nullable=False, comment="the thing it is about"),
        sa.Column("object_ref", sa.String(length=40), nullable=True, comment="public ref of the thing"),
        sa.Column(
            "request_uuid", sa.String(length=36), nullable=True, comment="approval request it happened in"
        ),
        sa.Column("request_ref", sa.String(length=40), nullable=True, comment="public ref of that request"),
        sa.Column("system_uuid", sa.String(length=36), nullable=True, comment="AI system it concerns"),
        sa.Column(
            "actor_kind",
            sa.String(length=20),
            nullable=False,
            comment="person, token, service, clock or system",
        ),
        sa.Column("actor_uuid", sa.String(length=36), nullable=False, comment="who acted; never reused"),
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="key of the person, or of the owner of the token",
        ),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="instant of the act by the database's clock, UTC",
        ),
        sa.ForeignKeyConstraint(
            ["log_uuid"], ["record_log.uuid"], name=op.f("fk_record_entry_log_uuid"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_entry")),
        sa.UniqueConstraint("uuid", name=op.f("uq_record_entry_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_record_entry_action", "record_entry", ["action"], unique=False)
    op.create_index("ix_record_entry_actor", "record_entry", ["actor_uuid"], unique=False)
    op.create_index("ix_record_entry_at", "record_entry", ["at"], unique=False)
    op.create_index("ix_record_entry_object", "record_entry", ["object_uuid"], unique=False)
    op.create_index("ix_record_entry_object_ref", "record_entry", ["object_ref"], unique=False)
    op.create_index("ix_record_entry_request", "record_entry", ["request_uuid"], unique=False)
    op.create_index("ix_record_entry_request_ref", "record_entry", ["request_ref"], unique=False)
    op.create_index("ix_record_entry_system", "record_entry", ["system_uuid"], unique=False)
    op.create_table(
        "security_event",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column(
            "kind", sa.String(length=40), nullable=False, comment="such as denied, sign_in_failed, locked_out"
        ),
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="none when nobody is known",
        ),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False, comment="guard and path, or the door"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_security_event_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
        sa.UniqueConstraint("uuid", name=op.f("uq_security_event_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_security_event_at", "security_event", ["at", "id"], unique=False)
    op.create_index(op.f("ix_security_event_person_id"), "security_event", ["person_id"], unique=False)
    op.create_table(
        "sign_proof",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "purpose",
            sa.Text(),
            nullable=False,
            comment="the act it is for, with request, decision and digest",
        ),
        sa.Column("method", sa.String(length=20), nullable=False, comment="the credential that was shown"),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "used_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="a used proof proves nothing any more",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_proof_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_proof")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_proof_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sign_proof_person_id"), "sign_proof", ["person_id"], unique=False)
    op.create_table(
        "approval_request",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="gate or suspension_confirmation"),
        sa.Column(
            "gate", sa.String(length=40), nullable=False, comment="the gate it opens; names the policy"
        ),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "system_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="AI system whose readers may see it",
        ),
        sa.Column("tier", sa.String(length=20), nullable=False, comment="tier whose policy holds"),
        sa.Column("policy_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column(
            "from_stage",
            sa.String(length=20),
            nullable=False,
            comment="stage of the version when it was opened",
        ),
        sa.Column(
            "target_stage",
            sa.String(length=20),
            nullable=False,
            comment="stage it opens; the same stage for renewal",
        ),
        sa.Column(
            "detail",
            sa.Text(),
            nullable=False,
            comment="canonical JSON of the kind: change, target, old version",
        ),
        sa.Column(
            "on_hold", sa.Boolean(), nullable=False, comment="the version is suspended: nobody signs it"
        ),
        sa.Column("opened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "first_submitted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="grants given later do not sign",
        ),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="submission of the present round",
        ),
        sa.Column(
            "round_number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="0 while nothing was submitted",
        ),
        sa.Column(
            "round_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the present round",
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the present round's bundle"),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the policy's working days are over",
        ),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="no decision counts from this instant on",
        ),
        sa.Column(
            "turn_since",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="since when the present side has the turn",
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True, comment="when it ended"),
        sa.Column(
            "ended_code",
            sa.String(length=80),
            nullable=True,
            comment="why it ended, as a code of the words table",
        ),
        sa.Column("ended_params", sa.Text(), nullable=False, comment="JSON parameters of ended_code"),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft','in_review','changes_requested','approved','rejected','withdrawn','expired','superseded')",
            name=op.f("ck_approval_request_status"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"],
            ["person.id"],
            name=op.f("fk_approval_request_opened_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["policy_version_id"],
            ["policy_version.id"],
            name=op.f("fk_approval_request_policy_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_approval_request_subject_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_request")),
        sa.UniqueConstraint("uuid", name=op.f("uq_approval_request_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_approval_request_open",
        "approval_request",
        ["status", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
        postgresql_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
    )
    op.create_index("ix_approval_request_subject", "approval_request", ["subject_id", "id"], unique=False)
    op.create_index(op.f("ix_approval_request_system_id"), "approval_request", ["system_id"], unique=False)
    op.create_index(
        "uq_approval_request_open",
        "approval_request",
        ["subject_id", "gate"],
        unique=True,
        sqlite_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
        postgresql_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
    )
    op.create_table(
        "classification",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1, 2, … of the system",
        ),
        sa.Column("legal_tier", sa.String(length=20), nullable=False),
        sa.Column("legal_reason", sa.Text(), nullable=False),
        sa.Column("internal_tier", sa.String(length=20), nullable=False),
        sa.Column("internal_reason", sa.Text(), nullable=False),
        sa.Column("operator_roles", sa.Text(), nullable=False, comment="JSON list"),
        sa.Column("flags", sa.Text(), nullable=False, comment="JSON list; unsure counts as set"),
        sa.Column(
            "answers", sa.Text(), nullable=False, comment="JSON object: flag to yes, no or unsure as answered"
        ),
        sa.Column(
            "override_reason",
            sa.Text(),
            nullable=False,
            comment="why the legal tier is milder than the answers suggest; empty when it is not",
        ),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "author_roles",
            sa.Text(),
            nullable=False,
            comment="JSON list of the roles the author held for it then",
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of its content"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_classification_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["ai_system.id"], name=op.f("fk_classification_system_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classification")),
        sa.UniqueConstraint("system_id", "number", name=op.f("uq_classification_system_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_classification_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "record_seal",
        sa.Column(
            "n",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="1, 2, … without a gap, in the order of commits",
        ),
        sa.Column(
            "entry_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the sealed entry",
        ),
        sa.Column("leaf", sa.String(length=64), nullable=False, comment="SHA-256 of 00 and the body's bytes"),
        sa.Column("prev", sa.String(length=64), nullable=False, comment="chain value of the entry before"),
        sa.Column("chain", sa.String(length=64), nullable=False, comment="SHA-256 of 02, prev, n and leaf"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["record_entry.id"], name=op.f("fk_record_seal_entry_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_record_seal")),
        sa.UniqueConstraint("chain", name=op.f("uq_record_seal_chain")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_record_seal_entry_id")),
        sa.UniqueConstraint("prev", name=op.f("uq_record_seal_prev")),
    )
    op.create_table(
        "role_grant",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False, comment="key of the role"),
        sa.Column("scope_key", sa.String(length=40), nullable=False, comment="org, unit:<id> or system:<id>"),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "granted_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="a request submitted before is not signed by it",
        ),
        sa.Column(
            "granted_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="none for a grant of the sample company",
        ),
        sa.Column(
            "starts_on", sa.Date(), nullable=False, comment="first day in force, in the organisation's zone"
        ),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="last day in force; none for open end"),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, comment="why it was given"),
        sa.Column("revoked_reason", sa.Text(), nullable=False, comment="why it was taken back"),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(scope_key = 'org' AND unit_id IS NULL AND system_id IS NULL) OR (unit_id IS NOT NULL AND system_id IS NULL AND scope_key LIKE 'unit:%%') OR (system_id IS NOT NULL AND unit_id IS NULL AND scope_key LIKE 'system:%%')",
            name=op.f("ck_role_grant_scope"),
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_role_grant_dates")),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["person.id"], name=op.f("fk_role_grant_granted_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["person.id"], name=op.f("fk_role_grant_revoked_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["ai_system.id"], name=op.f("fk_role_grant_system_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_role_grant_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("uuid", name=op.f("uq_role_grant_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_role_grant_person", "role_grant", ["person_id", "revoked_at"], unique=False)
    op.create_index("ix_role_grant_role", "role_grant", ["role", "scope_key", "revoked_at"], unique=False)
    op.create_index(op.f("ix_role_grant_system_id"), "role_grant", ["system_id"], unique=False)
    op.create_index(op.f("ix_role_grant_unit_id"), "role_grant", ["unit_id"], unique=False)
    op.create_table(
        "team_member",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("duty", sa.String(length=120), nullable=False, comment="what they do in the team"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_team_member_added_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_team_member_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["ai_system.id"], name=op.f("fk_team_member_system_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_team_member_person_id"), "team_member", ["person_id"], unique=False)
    op.create_index(
        "uq_team_member_live",
        "team_member",
        ["system_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "answer",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_key", sa.String(length=20), nullable=False, comment="such as TE-3"),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="NFC"),
        sa.Column(
            "reason",
            sa.Text(),
            nullable=False,
            comment="why it is not needed, or why a should-item stays open",
        ),
        sa.Column(
            "inherited", sa.Text(), nullable=False, comment="as in which version and why, for a next version"
        ),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_answer_answered_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["approval_request.id"], name=op.f("fk_answer_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("request_id", "item_key", name=op.f("uq_answer_request_id_item_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answer_evidence",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_key", sa.String(length=20), nullable=False),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_answer_evidence_added_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_answer_evidence_evidence_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_answer_evidence_request_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_evidence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_answer_evidence_evidence_id"), "answer_evidence", ["evidence_id"], unique=False)
    op.create_index(
        "uq_answer_evidence_live",
        "answer_evidence",
        ["request_id", "item_key", "evidence_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "approval_round",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="1, 2, …"
        ),
        sa.Column("cause", sa.String(length=30), nullable=False, comment="why it was opened"),
        sa.Column("bundle", sa.Text(), nullable=False, comment="canonical JSON, the bytes that are hashed"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 of the bundle"),
        sa.Column("note", sa.Text(), nullable=False, comment="what the submitter says to the reviewers"),
        sa.Column(
            "submitter_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="none for record_moved and version_moved",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_approval_round_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["submitter_id"], ["person.id"], name=op.f("fk_approval_round_submitter_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_round")),
        sa.UniqueConstraint("request_id", "number", name=op.f("uq_approval_round_request_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_approval_round_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "comment",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_key", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_comment_author_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["approval_request.id"], name=op.f("fk_comment_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_comment_request_id"), "comment", ["request_id"], unique=False)
    op.create_table(
        "involvement",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column(
            "about",
            sa.String(length=80),
            nullable=False,
            comment="item key, round number or ref of the record",
        ),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which a record was written"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_involvement_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_involvement_request_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
        sa.UniqueConstraint(
            "request_id",
            "person_id",
            "what",
            "about",
            "role",
            name=op.f("uq_involvement_request_id_person_id_what_about_role"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_involvement_person_id"), "involvement", ["person_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "key",
            sa.String(length=60),
            nullable=False,
            comment="unique in the request, such as legal_counsel or board.2",
        ),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role that fills it"),
        sa.Column(
            "step",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="steps run in order, seats of a step in parallel",
        ),
        sa.Column("mode", sa.String(length=10), nullable=False, comment="decides or advises"),
        sa.Column("group_key", sa.String(length=60), nullable=True, comment="of an n-of-m group"),
        sa.Column(
            "group_needs",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="n of that group",
        ),
        sa.Column(
            "scope", sa.Text(), nullable=False, comment="JSON list of item keys it covers; empty covers all"
        ),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("decision", sa.String(length=30), nullable=True, comment="of the live signature"),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "signature_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the live signature",
        ),
        sa.Column(
            "turn_since", sa.DateTime(timezone=True), nullable=True, comment="since when it may be filled"
        ),
        sa.Column(
            "note_code", sa.String(length=80), nullable=True, comment="why it was cleared or fell away"
        ),
        sa.Column("note_params", sa.Text(), nullable=False, comment="JSON parameters of note_code"),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("status <> 'filled' OR signature_id IS NOT NULL", name=op.f("ck_seat_filled")),
        sa.CheckConstraint("(holder_id IS NULL) = (signature_id IS NULL)", name=op.f("ck_seat_live")),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["person.id"], name=op.f("fk_seat_holder_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["approval_request.id"], name=op.f("fk_seat_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("request_id", "key", name=op.f("uq_seat_request_id_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_seat_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_seat_role"), "seat", ["role"], unique=False)
    op.create_index(
        "ix_seat_turn",
        "seat",
        ["role", "request_id"],
        unique=False,
        sqlite_where=sa.text("status = 'open' AND turn_since IS NOT NULL"),
        postgresql_where=sa.text("status = 'open' AND turn_since IS NOT NULL"),
    )
    op.create_index(
        "uq_seat_one_person",
        "seat",
        ["request_id", "holder_id"],
        unique=True,
        sqlite_where=sa.text("holder_id IS NOT NULL"),
        postgresql_where=sa.text("holder_id IS NOT NULL"),
    )
    op.create_table(
        "system_version",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1, 2, … of the system",
        ),
        sa.Column(
            "label", sa.String(length=80), nullable=False, comment="the team's own name of it, such as v12"
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "born_stage",
            sa.String(length=20),
            nullable=False,
            comment="intake, or where a signed rework put it",
        ),
        sa.Column(
            "born_by_request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the rework that made it",
        ),
        sa.Column("predecessor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "suspension_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the suspension in force",
        ),
        sa.Column(
            "adopted",
            sa.Boolean(),
            nullable=False,
            comment="in use before it was registered: adopted, not gated",
        ),
        sa.Column("cleared_until", sa.Date(), nullable=True, comment="last day of the approval's validity"),
        sa.Column(
            "rollback_until",
            sa.Date(),
            nullable=True,
            comment="kept for rollback after its successor went live",
        ),
        sa.Column(
            "outdated",
            sa.Text(),
            nullable=False,
            comment="JSON list of what changed after approval: code, params",
        ),
        sa.Column("outdated_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "born_stage = 'intake' OR born_by_request_id IS NOT NULL", name=op.f("ck_system_version_born")
        ),
        sa.CheckConstraint(
            "stage IN ('intake','design','data_review','testing','deployment','monitoring','retirement')",
            name=op.f("ck_system_version_stage"),
        ),
        sa.ForeignKeyConstraint(
            ["born_by_request_id"],
            ["approval_request.id"],
            name=op.f("fk_system_version_born_by_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["system_version.id"],
            name=op.f("fk_system_version_predecessor_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_system_version_subject_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["ai_system.id"], name=op.f("fk_system_version_system_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_version")),
        sa.UniqueConstraint("born_by_request_id", name=op.f("uq_system_version_born_by_request_id")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_system_version_subject_id")),
        sa.UniqueConstraint("system_id", "label", name=op.f("uq_system_version_system_id_label")),
        sa.UniqueConstraint("system_id", "number", name=op.f("uq_system_version_system_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_system_version_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_system_version_stage", "system_version", ["stage", "system_id"], unique=False)
    op.create_table(
        "admission",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("admitted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["admitted_by_id"], ["person.id"], name=op.f("fk_admission_admitted_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_admission_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["approval_request.id"], name=op.f("fk_admission_request_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_admission_seat_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
        sa.UniqueConstraint("seat_id", "person_id", name=op.f("uq_admission_seat_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_admission_request_id"), "admission", ["request_id"], unique=False)
    op.create_table(
        "artefact",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "value", sa.String(length=200), nullable=False, comment="sha256:<hex> or release:<vendor's name>"
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "removed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="digests are dated, never overwritten",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["system_version.id"], name=op.f("fk_artefact_version_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artefact")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_artefact_value"), "artefact", ["value"], unique=False)
    op.create_index(
        "uq_artefact_live",
        "artefact",
        ["version_id", "name"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "deployment",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "artefact", sa.String(length=200), nullable=False, comment="digest or release that was deployed"
        ),
        sa.Column(
            "answer",
            sa.String(length=20),
            nullable=False,
            comment="of the deploy check when it started: allow or deny",
        ),
        sa.Column("answer_code", sa.String(length=80), nullable=False, comment="its reason"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["environment_id"],
            ["environment.id"],
            name=op.f("fk_deployment_environment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_deployment_recorded_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["system_version.id"], name=op.f("fk_deployment_version_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_deployment_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deployment_version", "deployment", ["version_id", "id"], unique=False)
    op.create_index(
        "ix_deployment_when", "deployment", ["environment_id", "started_at", "ended_at"], unique=False
    )
    op.create_table(
        "evidence_tick",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_tick_evidence_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_evidence_tick_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["approval_round.id"], name=op.f("fk_evidence_tick_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", "evidence_id", name=op.f("pk_evidence_tick")),
    )
    op.create_table(
        "signature",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which it was signed"),
        sa.Column("role_label", sa.String(length=120), nullable=False, comment="its label as signed"),
        sa.Column("decision", sa.String(length=30), nullable=False),
        sa.Column(
            "meaning", sa.String(length=120), nullable=False, comment="what the signature means, as shown"
        ),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("language", sa.String(length=10), nullable=False, comment="of the statement"),
        sa.Column("reason", sa.Text(), nullable=False, comment="typed by the signer"),
        sa.Column(
            "terms", sa.Text(), nullable=False, comment="canonical JSON of the conditions or points signed"
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the round's bundle"),
        sa.Column("scope_digest", sa.String(length=64), nullable=False, comment="of what the seat covers"),
        sa.Column(
            "authenticated_by",
            sa.String(length=30),
            nullable=False,
            comment="credential used at this signature",
        ),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "seal",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of all of the above; the record's entry names it",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_signature_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["approval_request.id"], name=op.f("fk_signature_request_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["approval_round.id"], name=op.f("fk_signature_round_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_signature_seat_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("uuid", name=op.f("uq_signature_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_signature_person_id"), "signature", ["person_id"], unique=False)
    op.create_index(op.f("ix_signature_request_id"), "signature", ["request_id"], unique=False)
    op.create_table(
        "stage_move",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("from_stage", sa.String(length=20), nullable=False),
        sa.Column("to_stage", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_stage_move_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["system_version.id"], name=op.f("fk_stage_move_version_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_move")),
        sa.UniqueConstraint("request_id", "gate", name=op.f("uq_stage_move_request_id_gate")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stage_move_version", "stage_move", ["version_id", "id"], unique=False)
    op.create_table(
        "suspension",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="what authorised the person"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "confirmation_request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the request that confirms it",
        ),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_by_request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the resumption or retirement that ended it",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_suspension_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["system_version.id"], name=op.f("fk_suspension_version_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
        sa.UniqueConstraint("uuid", name=op.f("uq_suspension_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_suspension_live",
        "suspension",
        ["version_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "version_builder",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False, comment="trained, coded or configured"),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_version_builder_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["system_version.id"],
            name=op.f("fk_version_builder_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_builder")),
        sa.UniqueConstraint(
            "version_id", "person_id", "what", name=op.f("uq_version_builder_version_id_person_id_what")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_version_builder_person_id"), "version_builder", ["person_id"], unique=False)
    op.create_table(
        "change_point",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="in the request, 1, 2, …",
        ),
        sa.Column(
            "round_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="round about which it was raised",
        ),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signature_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_key", sa.String(length=20), nullable=False, comment="item it is about, if one"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["person.id"],
            name=op.f("fk_change_point_answered_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_change_point_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_change_point_request_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_change_point_seat_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_change_point_signature_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_point")),
        sa.UniqueConstraint("request_id", "number", name=op.f("uq_change_point_request_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "condition",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signature_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "item_key", sa.String(length=20), nullable=False, comment="open must-item it stands for, if one"
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, comment="in the organisation's zone"),
        sa.Column("status", sa.String(length=10), nullable=False, comment="proposed, open, met or void"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('proposed','open','met','void')", name=op.f("ck_condition_status")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_condition_owner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["approval_request.id"], name=op.f("fk_condition_request_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_condition_seat_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_condition_signature_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
        sa.UniqueConstraint("uuid", name=op.f("uq_condition_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_condition_owner_id"), "condition", ["owner_id"], unique=False)
    op.create_index(op.f("ix_condition_request_id"), "condition", ["request_id"], unique=False)

    ddl_record.create_triggers(op)
    for table in SEALED_FOR_GOOD:
        append_only.append_only(op, table)
    append_only.append_only(op, "blob", columns=("id", "sha256", "size", "store_key", "created_at"))
    append_only.append_only(op, "evidence", columns=EVIDENCE_CONTENT)
    grants.grant_tables(op)


def downgrade() -> None:
    for table in (*SEALED_FOR_GOOD, "blob", "evidence"):
        append_only.drop_append_only(op, table)
    ddl_record.drop_triggers(op)

    op.drop_index(op.f("ix_condition_request_id"), table_name="condition")
    op.drop_index(op.f("ix_condition_owner_id"), table_name="condition")
    op.drop_table("condition")
    op.drop_table("change_point")
    op.drop_index(op.f("ix_version_builder_person_id"), table_name="version_builder")
    op.drop_table("version_builder")
    op.drop_index(
        "uq_suspension_live",
        table_name="suspension",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("suspension")
    op.drop_index("ix_stage_move_version", table_name="stage_move")
    op.drop_table("stage_move")
    op.drop_index(op.f("ix_signature_request_id"), table_name="signature")
    op.drop_index(op.f("ix_signature_person_id"), table_name="signature")
    op.drop_table("signature")
    op.drop_table("evidence_tick")
    op.drop_index("ix_deployment_when", table_name="deployment")
    op.drop_index("ix_deployment_version", table_name="deployment")
    op.drop_table("deployment")
    op.drop_index(
        "uq_artefact_live",
        table_name="artefact",
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.drop_index(op.f("ix_artefact_value"), table_name="artefact")
    op.drop_table("artefact")
    op.drop_index(op.f("ix_admission_request_id"), table_name="admission")
    op.drop_table("admission")
    op.drop_index("ix_system_version_stage", table_name="system_version")
    op.drop_table("system_version")
    op.drop_index(
        "uq_seat_one_person",
        table_name="seat",
        sqlite_where=sa.text("holder_id IS NOT NULL"),
        postgresql_where=sa.text("holder_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_seat_turn",
        table_name="seat",
        sqlite_where=sa.text("status = 'open' AND turn_since IS NOT NULL"),
        postgresql_where=sa.text("status = 'open' AND turn_since IS NOT NULL"),
    )
    op.drop_index(op.f("ix_seat_role"), table_name="seat")
    op.drop_table("seat")
    op.drop_index(op.f("ix_involvement_person_id"), table_name="involvement")
    op.drop_table("involvement")
    op.drop_index(op.f("ix_comment_request_id"), table_name="comment")
    op.drop_table("comment")
    op.drop_table("approval_round")
    op.drop_index(
        "uq_answer_evidence_live",
        table_name="answer_evidence",
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.drop_index(op.f("ix_answer_evidence_evidence_id"), table_name="answer_evidence")
    op.drop_table("answer_evidence")
    op.drop_table("answer")
    op.drop_index(
        "uq_team_member_live",
        table_name="team_member",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_team_member_person_id"), table_name="team_member")
    op.drop_table("team_member")
    op.drop_index(op.f("ix_role_grant_unit_id"), table_name="role_grant")
    op.drop_index(op.f("ix_role_grant_system_id"), table_name="role_grant")
    op.drop_index("ix_role_grant_role", table_name="role_grant")
    op.drop_index("ix_role_grant_person", table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_table("record_seal")
    op.drop_table("classification")
    op.drop_index(
        "uq_approval_request_open",
        table_name="approval_request",
        sqlite_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
        postgresql_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
    )
    op.drop_index(op.f("ix_approval_request_system_id"), table_name="approval_request")
    op.drop_index("ix_approval_request_subject", table_name="approval_request")
    op.drop_index(
        "ix_approval_request_open",
        table_name="approval_request",
        sqlite_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
        postgresql_where=sa.text("status IN ('draft', 'in_review', 'changes_requested')"),
    )
    op.drop_table("approval_request")
    op.drop_index(op.f("ix_sign_proof_person_id"), table_name="sign_proof")
    op.drop_table("sign_proof")
    op.drop_index(op.f("ix_security_event_person_id"), table_name="security_event")
    op.drop_index("ix_security_event_at", table_name="security_event")
    op.drop_table("security_event")
    op.drop_index("ix_record_entry_system", table_name="record_entry")
    op.drop_index("ix_record_entry_request_ref", table_name="record_entry")
    op.drop_index("ix_record_entry_request", table_name="record_entry")
    op.drop_index("ix_record_entry_object_ref", table_name="record_entry")
    op.drop_index("ix_record_entry_object", table_name="record_entry")
    op.drop_index("ix_record_entry_at", table_name="record_entry")
    op.drop_index("ix_record_entry_actor", table_name="record_entry")
    op.drop_index("ix_record_entry_action", table_name="record_entry")
    op.drop_table("record_entry")
    op.drop_table("policy_version")
    op.drop_index("ix_person_session_open", table_name="person_session")
    op.drop_table("person_session")
    op.drop_index(op.f("ix_one_time_code_person_id"), table_name="one_time_code")
    op.drop_table("one_time_code")
    op.drop_index("ix_evidence_system_newest", table_name="evidence")
    op.drop_index("ix_evidence_request_item", table_name="evidence")
    op.drop_index(op.f("ix_evidence_blob_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_ai_system_unit_id"), table_name="ai_system")
    op.drop_index(op.f("ix_ai_system_tier"), table_name="ai_system")
    op.drop_index(op.f("ix_ai_system_owner_id"), table_name="ai_system")
    op.drop_index(op.f("ix_ai_system_name_key"), table_name="ai_system")
    op.drop_index("ix_ai_system_list", table_name="ai_system")
    op.drop_table("ai_system")
    op.drop_index(op.f("ix_unit_parent_id"), table_name="unit")
    op.drop_table("unit")
    op.drop_table("submit_once")
    op.drop_index(op.f("ix_subject_system_id"), table_name="subject")
    op.drop_table("subject")
    op.drop_table("role")
    op.drop_table("record_log")
    op.drop_table("policy")
    op.drop_table("person_key")
    op.drop_index("ix_person_list", table_name="person")
    op.drop_table("person")
    op.drop_index("ix_outbox_fact_waiting", table_name="outbox_fact")
    op.drop_table("outbox_fact")
    op.drop_table("organisation")
    op.drop_index("ix_login_attempt_since", table_name="login_attempt")
    op.drop_table("login_attempt")
    op.drop_table("environment")
    op.drop_table("blob")
