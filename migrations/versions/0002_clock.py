"""The clock and the people: calendar, spans, absences, delegations, fulfilments, passes, jobs, notices, feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import grants

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_heartbeat",
        sa.Column("sweep", sa.String(length=40), nullable=False),
        sa.Column(
            "every_seconds",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="how often it is meant to run",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ok_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="end of the last run that did not fail as a whole",
        ),
        sa.Column(
            "handled",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="items of the last run",
        ),
        sa.Column(
            "failed",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="items of the last run that failed",
        ),
        sa.Column(
            "error", sa.String(length=300), nullable=False, comment="why the last run failed as a whole"
        ),
        sa.Column(
            "token",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="of the lease under which it ran",
        ),
        sa.PrimaryKeyConstraint("sweep", name=op.f("pk_job_heartbeat")),
    )
    op.create_table(
        "job_lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False, comment="host and process that hold it"),
        sa.Column(
            "token",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="grows with every change of the holder",
        ),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False, comment="by the database's clock"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_lease")),
    )
    op.create_table(
        "job_slot",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=120), nullable=False, comment="such as a person and a day"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_slot")),
        sa.UniqueConstraint("job", "slot", name=op.f("uq_job_slot_job_slot")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "work_calendar",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="always 1",
        ),
        sa.Column(
            "opens", sa.Time(), nullable=False, comment="begin of a working day, in the organisation's zone"
        ),
        sa.Column("closes", sa.Time(), nullable=False, comment="end of a working day"),
        sa.Column("lunch_from", sa.Time(), nullable=True, comment="begin of the break; none for no break"),
        sa.Column("lunch_to", sa.Time(), nullable=True, comment="end of the break"),
        sa.Column(
            "weekdays",
            sa.String(length=7),
            nullable=False,
            comment="working weekdays; 0 is Monday, as in ISO 8601 less one",
        ),
        sa.Column(
            "country",
            sa.String(length=2),
            nullable=False,
            comment="ISO 3166-1 code whose public holidays are free; empty for none",
        ),
        sa.Column(
            "subdivision",
            sa.String(length=10),
            nullable=False,
            comment="state or province of the country; empty for the whole country",
        ),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("weekdays <> ''", name=op.f("ck_work_calendar_weekdays")),
        sa.CheckConstraint(
            "(lunch_from IS NULL) = (lunch_to IS NULL)", name=op.f("ck_work_calendar_lunch_whole")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_work_calendar_one")),
        sa.CheckConstraint(
            "lunch_from IS NULL OR (lunch_from >= opens AND lunch_to > lunch_from AND lunch_to <= closes)",
            name=op.f("ck_work_calendar_lunch_inside"),
        ),
        sa.CheckConstraint("opens < closes", name=op.f("ck_work_calendar_hours")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_calendar")),
    )
    op.create_table(
        "absence",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False, comment="first day away"),
        sa.Column("ends_on", sa.Date(), nullable=False, comment="last day away"),
        sa.Column(
            "starts_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="begin of the first day, as an instant",
        ),
        sa.Column(
            "ends_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="end of the last day, as an instant, exclusive",
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_absence_instants")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_absence_days")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_absence_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("uuid", name=op.f("uq_absence_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absence_days", "absence", ["ends_on", "starts_on"], unique=False)
    op.create_index("ix_absence_person", "absence", ["person_id", "ends_at"], unique=False)
    op.create_table(
        "calendar_day",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the organisation's zone"),
        sa.Column("is_working", sa.Boolean(), nullable=False, comment="worked, or free"),
        sa.Column("name", sa.String(length=120), nullable=False, comment="what people call the day"),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_calendar_day_made_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("uuid", name=op.f("uq_calendar_day_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_calendar_day_valid",
        "calendar_day",
        ["day"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "committee_date",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_committee_date_time")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_committee_date_made_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_date")),
        sa.UniqueConstraint("uuid", name=op.f("uq_committee_date_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_committee_date_starts_at", "committee_date", ["starts_at"], unique=False)
    op.create_table(
        "delegation",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("delegator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delegate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "roles", sa.Text(), nullable=False, comment="JSON list of roles; empty for every role held"
        ),
        sa.Column("gates", sa.Text(), nullable=False, comment="JSON list of gates; empty for every gate"),
        sa.Column("starts_on", sa.Date(), nullable=False, comment="first day, in the delegator's zone"),
        sa.Column("ends_on", sa.Date(), nullable=False, comment="last day, in the delegator's zone"),
        sa.Column(
            "starts_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="begin of the first day, as an instant",
        ),
        sa.Column(
            "ends_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="end of the last day, as an instant, exclusive",
        ),
        sa.Column(
            "zone", sa.String(length=64), nullable=False, comment="the delegator's zone when it was proposed"
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="ended early, or withdrawn before it was accepted",
        ),
        sa.Column(
            "begun_told_at", sa.DateTime(timezone=True), nullable=True, comment="when its begin was told"
        ),
        sa.Column("over_told_at", sa.DateTime(timezone=True), nullable=True, comment="when its end was told"),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("accepted_at IS NULL OR declined_at IS NULL", name=op.f("ck_delegation_answer")),
        sa.CheckConstraint("delegator_id <> delegate_id", name=op.f("ck_delegation_two")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_delegation_instants")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_delegation_days")),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["person.id"], name=op.f("fk_delegation_delegate_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["delegator_id"], ["person.id"], name=op.f("fk_delegation_delegator_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("uuid", name=op.f("uq_delegation_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delegation_delegate", "delegation", ["delegate_id", "ends_at"], unique=False)
    op.create_index("ix_delegation_delegator", "delegation", ["delegator_id", "ends_at"], unique=False)
    op.create_table(
        "endpoint",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind", sa.String(length=12), nullable=False, comment="standard, slack, teams or mattermost"
        ),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column(
            "secret", sa.Text(), nullable=False, comment="signing secret, encrypted by the installation's key"
        ),
        sa.Column("old_secret", sa.Text(), nullable=False, comment="still valid while receivers change over"),
        sa.Column("events", sa.Text(), nullable=False, comment="JSON list of events; empty for all"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_code", sa.String(length=80), nullable=False, comment="why it was switched off"),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('standard', 'slack', 'teams', 'mattermost')", name=op.f("ck_endpoint_kind")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_endpoint_made_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endpoint")),
        sa.UniqueConstraint("uuid", name=op.f("uq_endpoint_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "handover",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("leaver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="system, condition, seat, draft or delegation",
        ),
        sa.Column(
            "thing_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="key of the thing",
        ),
        sa.Column(
            "thing_ref", sa.String(length=40), nullable=False, comment="what people call it, such as SYS-7"
        ),
        sa.Column("successor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "kind IN ('system', 'condition', 'seat', 'draft', 'delegation')", name=op.f("ck_handover_kind")
        ),
        sa.ForeignKeyConstraint(
            ["leaver_id"], ["person.id"], name=op.f("fk_handover_leaver_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_handover_settled_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["person.id"], name=op.f("fk_handover_successor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("uuid", name=op.f("uq_handover_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_handover_leaver_id"), "handover", ["leaver_id"], unique=False)
    op.create_index(
        "ix_handover_open",
        "handover",
        ["id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "notice",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "topic", sa.String(length=40), nullable=False, comment="what the person chose channels for"
        ),
        sa.Column("code", sa.String(length=80), nullable=False, comment="of the sentence"),
        sa.Column("params", sa.Text(), nullable=False, comment="JSON parameters of the sentence"),
        sa.Column(
            "path", sa.String(length=200), nullable=False, comment="page it leads to, below the base address"
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "digested_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when a daily digest took it along",
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["outbox_fact.id"], name=op.f("fk_notice_fact_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("person_id", "fact_id", name=op.f("uq_notice_person_id_fact_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_notice_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_person", "notice", ["person_id", "id"], unique=False)
    op.create_index(
        "ix_notice_unread",
        "notice",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "notice_choice",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.String(length=10), nullable=False, comment="now, digest or off"),
        sa.CheckConstraint("mail IN ('now', 'digest', 'off')", name=op.f("ck_notice_choice_mail")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_choice_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_choice")),
        sa.UniqueConstraint("person_id", "topic", name=op.f("uq_notice_choice_person_id_topic")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "snooze",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="request or condition"),
        sa.Column(
            "thing_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="key of the request or condition",
        ),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('request', 'condition')", name=op.f("ck_snooze_kind")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_snooze_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint("person_id", "kind", "thing_id", name=op.f("uq_snooze_person_id_kind_thing_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "delivery",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False, comment="mail, webhook or chat"),
        sa.Column(
            "key", sa.String(length=160), nullable=False, comment="fact and recipient, or job and slot"
        ),
        sa.Column("fact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("endpoint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False, comment="of a mail, in one line"),
        sa.Column("payload", sa.Text(), nullable=False, comment="JSON from which the message is made"),
        sa.Column(
            "status",
            sa.String(length=10),
            nullable=False,
            comment="waiting, sending, sent, failed or dropped",
        ),
        sa.Column("tries", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "next_try_at", sa.DateTime(timezone=True), nullable=False, comment="not before this instant"
        ),
        sa.Column(
            "taken_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="another process leaves it alone until then",
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=False, comment="why the last try failed"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(channel = 'mail') = (endpoint_id IS NULL)", name=op.f("ck_delivery_endpoint")),
        sa.CheckConstraint("(channel = 'mail') = (person_id IS NOT NULL)", name=op.f("ck_delivery_person")),
        sa.CheckConstraint("channel IN ('mail', 'webhook', 'chat')", name=op.f("ck_delivery_channel")),
        sa.CheckConstraint(
            "status IN ('waiting', 'sending', 'sent', 'failed', 'dropped')", name=op.f("ck_delivery_status")
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoint.id"], name=op.f("fk_delivery_endpoint_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["outbox_fact.id"], name=op.f("fk_delivery_fact_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delivery_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("key", name=op.f("uq_delivery_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_delivery_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_endpoint", "delivery", ["endpoint_id", "id"], unique=False)
    op.create_index("ix_delivery_status", "delivery", ["status", "id"], unique=False)
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["channel", "next_try_at", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('waiting', 'sending')"),
        postgresql_where=sa.text("status IN ('waiting', 'sending')"),
    )
    op.create_table(
        "feed",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("titles", sa.String(length=10), nullable=False, comment="neutral or full"),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the address's secret part"
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("titles IN ('neutral', 'full')", name=op.f("ck_feed_titles")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["ai_system.id"], name=op.f("fk_feed_system_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_feed_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_feed_person_id"), "feed", ["person_id"], unique=False)
    op.create_table(
        "clock_span",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="1 for the request's first span",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "seconds",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="working seconds between the two, once it stopped",
        ),
        sa.Column("why", sa.String(length=40), nullable=False, comment="why it stopped, as a code"),
        sa.CheckConstraint("(stopped_at IS NULL) = (seconds IS NULL)", name=op.f("ck_clock_span_closed")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_clock_span_request_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_span")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_clock_span_request_id"), "clock_span", ["request_id"], unique=False)
    op.create_index(
        "uq_clock_span_running",
        "clock_span",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("stopped_at IS NULL"),
        postgresql_where=sa.text("stopped_at IS NULL"),
    )
    op.create_table(
        "delivery_attempt",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome", sa.String(length=20), nullable=False, comment="sent, refused, unreachable or blocked"
        ),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("millis", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["delivery.id"],
            name=op.f("fk_delivery_attempt_delivery_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempt")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_delivery_attempt_delivery_id"), "delivery_attempt", ["delivery_id"], unique=False
    )
    op.create_table(
        "nudge",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="who nudged",
        ),
        sa.Column("to_ids", sa.Text(), nullable=False, comment="JSON list of the persons nudged"),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the organisation's zone"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_nudge_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["approval_request.id"], name=op.f("fk_nudge_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
        sa.UniqueConstraint("request_id", "day", name=op.f("uq_nudge_request_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "stage_told",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "stage",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="0 = a seat nobody can fill, else reached: 1 = 50 %, 2 = 100 %, 3 = 150 %, 4 = 200 %",
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "clock_run",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="number of the clock's span",
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "was_late", sa.Boolean(), nullable=False, comment="told long after its instant, after a stop"
        ),
        sa.CheckConstraint("stage BETWEEN 0 AND 4", name=op.f("ck_stage_told_stage")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_stage_told_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["approval_request.id"],
            name=op.f("fk_stage_told_request_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_told")),
        sa.UniqueConstraint(
            "request_id",
            "stage",
            "person_id",
            "clock_run",
            name=op.f("uq_stage_told_request_id_stage_person_id_clock_run"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "emergency_pass",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="name as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="what authorised the person"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False, comment="credential used"),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "ends_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="no deploy check relies on it from this instant on",
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True, comment="taken back before its end"),
        sa.Column("ended_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "review_request_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the request in which others judge it",
        ),
        sa.Column(
            "closed_at", sa.DateTime(timezone=True), nullable=True, comment="when that request was decided"
        ),
        sa.Column("over_told_at", sa.DateTime(timezone=True), nullable=True, comment="when its end was told"),
        sa.CheckConstraint("ends_at > issued_at", name=op.f("ck_emergency_pass_time")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_emergency_pass_ended_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["environment_id"],
            ["environment.id"],
            name=op.f("fk_emergency_pass_environment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_emergency_pass_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["system_version.id"],
            name=op.f("fk_emergency_pass_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_pass")),
        sa.UniqueConstraint("uuid", name=op.f("uq_emergency_pass_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_emergency_pass_version_id"), "emergency_pass", ["version_id"], unique=False)
    op.create_index(
        "uq_emergency_pass_person",
        "emergency_pass",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_emergency_pass_place",
        "emergency_pass",
        ["version_id", "environment_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "fulfilment",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("condition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="what was done, in the words of who offers it"),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status", sa.String(length=12), nullable=False, comment="offered, accepted, refused or taken_back"
        ),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("printed_name", sa.String(length=200), nullable=False, comment="of who decided, as signed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="role in which it was decided"),
        sa.Column("reason", sa.Text(), nullable=False, comment="typed by who decided"),
        sa.Column("statement", sa.Text(), nullable=False, comment="the exact sentence that was signed"),
        sa.Column("authenticated_by", sa.String(length=30), nullable=False, comment="credential used"),
        sa.CheckConstraint(
            "status IN ('offered', 'accepted', 'refused', 'taken_back')", name=op.f("ck_fulfilment_status")
        ),
        sa.CheckConstraint(
            "status NOT IN ('accepted', 'refused') OR (decided_by_id IS NOT NULL AND statement <> '')",
            name=op.f("ck_fulfilment_decided"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_fulfilment_by_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["condition.id"], name=op.f("fk_fulfilment_condition_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_fulfilment_decided_by_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fulfilment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_fulfilment_uuid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_fulfilment_condition_id"), "fulfilment", ["condition_id"], unique=False)
    op.create_index(
        "uq_fulfilment_offered",
        "fulfilment",
        ["condition_id"],
        unique=True,
        sqlite_where=sa.text("status = 'offered'"),
        postgresql_where=sa.text("status = 'offered'"),
    )
    op.create_table(
        "fulfilment_evidence",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("fulfilment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_fulfilment_evidence_evidence_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["fulfilment_id"],
            ["fulfilment.id"],
            name=op.f("fk_fulfilment_evidence_fulfilment_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fulfilment_evidence")),
        sa.UniqueConstraint(
            "fulfilment_id", "evidence_id", name=op.f("uq_fulfilment_evidence_fulfilment_id_evidence_id")
        ),
        sqlite_autoincrement=True,
    )
    op.add_column(
        "approval_request",
        sa.Column(
            "clock_days",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="working days the policy gives; none for a draft",
        ),
    )
    op.add_column(
        "approval_request",
        sa.Column(
            "clock_used",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            server_default=sa.text("0"),
            comment="working seconds of the closed spans",
        ),
    )
    op.add_column(
        "approval_request",
        sa.Column(
            "clock_started_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="of the running span; none = it stands",
        ),
    )
    op.add_column(
        "approval_request",
        sa.Column(
            "half_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when half of the time is used: reminder",
        ),
    )
    op.add_column(
        "approval_request",
        sa.Column(
            "late_at", sa.DateTime(timezone=True), nullable=True, comment="at 150 %: to the committee's chair"
        ),
    )
    op.add_column(
        "approval_request",
        sa.Column(
            "very_late_at", sa.DateTime(timezone=True), nullable=True, comment="at 200 %: to top management"
        ),
    )
    op.add_column(
        "approval_request",
        sa.Column(
            "clock_stage",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            server_default=sa.text("0"),
            comment="last stage told: 0 to 4",
        ),
    )
    op.create_index(
        "ix_approval_request_clock",
        "approval_request",
        ["clock_stage", "half_at"],
        unique=False,
        sqlite_where=sa.text("clock_started_at IS NOT NULL"),
        postgresql_where=sa.text("clock_started_at IS NOT NULL"),
    )
    op.add_column(
        "condition",
        sa.Column(
            "due_at", sa.DateTime(timezone=True), nullable=True, comment="end of due_on, as an instant"
        ),
    )
    op.add_column(
        "condition",
        sa.Column(
            "consequence",
            sa.String(length=20),
            nullable=False,
            server_default=sa.text("'blocks_next_gate'"),
            comment="blocks_next_gate, denies_deploy or suspension_review",
        ),
    )
    op.add_column(
        "condition",
        sa.Column(
            "overdue_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it was told that it is overdue",
        ),
    )
    op.add_column(
        "condition",
        sa.Column(
            "soon_told_at", sa.DateTime(timezone=True), nullable=True, comment="when its owner was reminded"
        ),
    )
    op.add_column(
        "condition",
        sa.Column(
            "revision",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            server_default=sa.text("1"),
        ),
    )
    op.create_index(
        "ix_condition_due",
        "condition",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.add_column(
        "seat",
        sa.Column(
            "for_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="person whose delegate the holder is; it counts as of both",
        ),
    )
    op.add_column(
        "seat",
        sa.Column(
            "claimed_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="person who took it on themselves",
        ),
    )
    op.add_column("seat", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "seat",
        sa.Column(
            "assigned_to_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="person asked to sign it",
        ),
    )
    op.add_column(
        "seat",
        sa.Column(
            "assigned_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="person who asked",
        ),
    )
    op.add_column("seat", sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "uq_seat_one_delegator",
        "seat",
        ["request_id", "for_id"],
        unique=True,
        sqlite_where=sa.text("for_id IS NOT NULL"),
        postgresql_where=sa.text("for_id IS NOT NULL"),
    )
    op.add_column(
        "signature",
        sa.Column(
            "delegator_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="person for whom it was given",
        ),
    )
    op.add_column(
        "signature",
        sa.Column(
            "delegator_name",
            sa.String(length=200),
            nullable=False,
            server_default=sa.text("''"),
            comment="that person's name as signed",
        ),
    )
    op.add_column(
        "signature",
        sa.Column(
            "delegation_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="delegation by which it was given",
        ),
    )
    op.add_column(
        "suspension",
        sa.Column(
            "longest_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="from then on it escalates; it still stands",
        ),
    )
    op.add_column(
        "suspension",
        sa.Column(
            "unconfirmed_told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when a missing confirmation was told",
        ),
    )
    op.add_column(
        "suspension",
        sa.Column(
            "longest_told_at", sa.DateTime(timezone=True), nullable=True, comment="when its length was told"
        ),
    )
    _carry_over()
    grants.grant_tables(op)


def downgrade() -> None:
    op.drop_column("suspension", "longest_told_at")
    op.drop_column("suspension", "unconfirmed_told_at")
    op.drop_column("suspension", "longest_until")
    op.drop_column("signature", "delegation_id")
    op.drop_column("signature", "delegator_name")
    op.drop_column("signature", "delegator_id")
    op.drop_index(
        "uq_seat_one_delegator",
        table_name="seat",
        sqlite_where=sa.text("for_id IS NOT NULL"),
        postgresql_where=sa.text("for_id IS NOT NULL"),
    )
    op.drop_column("seat", "assigned_at")
    op.drop_column("seat", "assigned_by_id")
    op.drop_column("seat", "assigned_to_id")
    op.drop_column("seat", "claimed_at")
    op.drop_column("seat", "claimed_by_id")
    op.drop_column("seat", "for_id")
    op.drop_index(
        "ix_condition_due",
        table_name="condition",
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.drop_column("condition", "revision")
    op.drop_column("condition", "soon_told_at")
    op.drop_column("condition", "overdue_at")
    op.drop_column("condition", "consequence")
    op.drop_column("condition", "due_at")
    op.drop_index(
        "ix_approval_request_clock",
        table_name="approval_request",
        sqlite_where=sa.text("clock_started_at IS NOT NULL"),
        postgresql_where=sa.text("clock_started_at IS NOT NULL"),
    )
    op.drop_column("approval_request", "clock_stage")
    op.drop_column("approval_request", "very_late_at")
    op.drop_column("approval_request", "late_at")
    op.drop_column("approval_request", "half_at")
    op.drop_column("approval_request", "clock_started_at")
    op.drop_column("approval_request", "clock_used")
    op.drop_column("approval_request", "clock_days")
    op.drop_table("fulfilment_evidence")
    op.drop_index(
        "uq_fulfilment_offered",
        table_name="fulfilment",
        sqlite_where=sa.text("status = 'offered'"),
        postgresql_where=sa.text("status = 'offered'"),
    )
    op.drop_index(op.f("ix_fulfilment_condition_id"), table_name="fulfilment")
    op.drop_table("fulfilment")
    op.drop_index(
        "uq_emergency_pass_place",
        table_name="emergency_pass",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index(
        "uq_emergency_pass_person",
        table_name="emergency_pass",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index(op.f("ix_emergency_pass_version_id"), table_name="emergency_pass")
    op.drop_table("emergency_pass")
    op.drop_table("stage_told")
    op.drop_table("nudge")
    op.drop_index(op.f("ix_delivery_attempt_delivery_id"), table_name="delivery_attempt")
    op.drop_table("delivery_attempt")
    op.drop_index(
        "uq_clock_span_running",
        table_name="clock_span",
        sqlite_where=sa.text("stopped_at IS NULL"),
        postgresql_where=sa.text("stopped_at IS NULL"),
    )
    op.drop_index(op.f("ix_clock_span_request_id"), table_name="clock_span")
    op.drop_table("clock_span")
    op.drop_index(op.f("ix_feed_person_id"), table_name="feed")
    op.drop_table("feed")
    op.drop_index(
        "ix_delivery_waiting",
        table_name="delivery",
        sqlite_where=sa.text("status IN ('waiting', 'sending')"),
        postgresql_where=sa.text("status IN ('waiting', 'sending')"),
    )
    op.drop_index("ix_delivery_status", table_name="delivery")
    op.drop_index("ix_delivery_endpoint", table_name="delivery")
    op.drop_table("delivery")
    op.drop_table("snooze")
    op.drop_table("notice_choice")
    op.drop_index(
        "ix_notice_unread",
        table_name="notice",
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.drop_index("ix_notice_person", table_name="notice")
    op.drop_table("notice")
    op.drop_index(
        "ix_handover_open",
        table_name="handover",
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.drop_index(op.f("ix_handover_leaver_id"), table_name="handover")
    op.drop_table("handover")
    op.drop_table("endpoint")
    op.drop_index("ix_delegation_delegator", table_name="delegation")
    op.drop_index("ix_delegation_delegate", table_name="delegation")
    op.drop_table("delegation")
    op.drop_index("ix_committee_date_starts_at", table_name="committee_date")
    op.drop_table("committee_date")
    op.drop_index(
        "uq_calendar_day_valid",
        table_name="calendar_day",
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.drop_table("calendar_day")
    op.drop_index("ix_absence_person", table_name="absence")
    op.drop_index("ix_absence_days", table_name="absence")
    op.drop_table("absence")
    op.drop_table("work_calendar")
    op.drop_table("job_slot")
    op.drop_table("job_lease")
    op.drop_table("job_heartbeat")


def _carry_over() -> None:
    """Lets the clock of requests in review run on, and gives standing conditions the end of their day."""
    op.execute(
        "UPDATE approval_request SET clock_started_at = submitted_at "
        "WHERE status = 'in_review' AND NOT on_hold AND submitted_at IS NOT NULL"
    )
    op.execute(
        "INSERT INTO clock_span (request_id, number, started_at, why) "
        "SELECT id, 1, submitted_at, '' FROM approval_request WHERE clock_started_at IS NOT NULL"
    )
    # Nobody was told anything before; to be told of it all at once now would help nobody.
    op.execute("UPDATE outbox_fact SET told_at = at WHERE told_at IS NULL")
    if op.get_bind().dialect.name == "postgresql":
        # Without the organisation's zone at hand the day ends in UTC; a change of the date sets it anew.
        op.execute("UPDATE condition SET due_at = (due_on + 1)::timestamp AT TIME ZONE 'UTC'")
    else:
        op.execute("UPDATE condition SET due_at = strftime('%Y-%m-%d 00:00:00.000000', due_on, '+1 day')")
