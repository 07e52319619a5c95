"""Classifications: tier, role and flags of a system with their reasons; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class Classification(Base):
    """One classification as its author gave it; a new one never changes the old."""

    __tablename__ = "classification"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    system_id: Mapped[bigint] = mapped_column(ForeignKey("ai_system.id", ondelete="RESTRICT"))
    number: Mapped[bigint] = mapped_column(comment="1, 2, … of the system")
    legal_tier: Mapped[str] = mapped_column(String(20))
    legal_reason: Mapped[str]
    internal_tier: Mapped[str] = mapped_column(String(20))
    internal_reason: Mapped[str]
    operator_roles: Mapped[str] = mapped_column(comment="JSON list")
    flags: Mapped[str] = mapped_column(comment="JSON list; unsure counts as set")
    answers: Mapped[str] = mapped_column(
        default="{}", comment="JSON object: flag to yes, no or unsure as answered"
    )
    override_reason: Mapped[str] = mapped_column(
        default="", comment="why the legal tier is milder than the answers suggest; empty when it is not"
    )
    questionnaire: Mapped[str] = mapped_column(
        String(80),
        default="",
        comment="scheme and version that was answered; empty when flags were set directly",
    )
    wizard: Mapped[str] = mapped_column(
        default="", comment="JSON: every question asked with its answer and reason, and what followed"
    )
    statement: Mapped[str] = mapped_column(
        default="", comment="sentence signed for a tier other than the answers lead to"
    )
    authenticated_by: Mapped[str] = mapped_column(
        String(20), default="", comment="how the signer of the statement proved who they are"
    )
    authenticated_at: Mapped[datetime | None]
    author_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    author_roles: Mapped[str] = mapped_column(comment="JSON list of the roles the author held for it then")
    digest: Mapped[sha256_hex] = mapped_column(comment="of its content")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("system_id", "number"), KEEP_KEYS)
