"""AI systems: what the organisation owns and answers for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class AiSystem(Base):
    """One AI system as registered; its present classification is copied here for lists."""

    __tablename__ = "ai_system"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True, comment="folded name, to find duplicates")
    purpose: Mapped[str] = mapped_column(comment="intended purpose; a change makes approvals outdated")
    business_reason: Mapped[str] = mapped_column(default="")
    users: Mapped[str] = mapped_column(default="", comment="who works with it")
    affected_persons: Mapped[str] = mapped_column(
        default="", comment="about whom it says something, how many"
    )
    decisions_influenced: Mapped[str] = mapped_column(default="")
    data_categories: Mapped[str] = mapped_column(default="")
    autonomy: Mapped[str] = mapped_column(String(20))
    who_may_stop: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(String(20), comment="built, adapted, bought or embedded")
    supplier: Mapped[str] = mapped_column(String(200), default="")
    uses_supplier: Mapped[bool] = mapped_column(default=False, comment="a supplier delivers a part of it")
    serves_customers: Mapped[bool] = mapped_column(default=False, comment="customers or partners use it")
    in_use_since: Mapped[date | None] = mapped_column(
        comment="only for a system in use before it was registered"
    )
    owner_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    unit_id: Mapped[bigint | None] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    registered_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    registered_at: Mapped[datetime]
    classification_id: Mapped[bigint | None] = mapped_column(comment="the present classification")
    legal_tier: Mapped[str | None] = mapped_column(String(20))
    internal_tier: Mapped[str | None] = mapped_column(String(20))
    tier: Mapped[str | None] = mapped_column(String(20), index=True, comment="the stricter of the two")
    flags: Mapped[str] = mapped_column(default="[]", comment="JSON list of classification flags that are set")
    operator_roles: Mapped[str] = mapped_column(default="[]", comment="JSON list, EU AI Act Article 3")
    critical_risk: Mapped[bool] = mapped_column(
        default=False, comment="a live risk of it is critical after measures; set by the risk register"
    )
    archived_at: Mapped[datetime | None]
    archived_reason: Mapped[str] = mapped_column(default="")
    content_version: Mapped[bigint] = mapped_column(
        default=1, comment="grows only when what its digest covers changes: a new name clears no signature"
    )
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (Index("ix_ai_system_list", "archived_at", "name_key", "id"), KEEP_KEYS)
