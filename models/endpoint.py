"""Endpoints: other systems and chat rooms that are told what happened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Endpoint(Base):
    """One address outside; it is told, it never decides."""

    __tablename__ = "endpoint"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(12), comment="standard, slack, teams or mattermost")
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(
        default="", comment="signing secret, encrypted by the installation's key"
    )
    old_secret: Mapped[str] = mapped_column(default="", comment="still valid while receivers change over")
    events: Mapped[str] = mapped_column(default="[]", comment="JSON list of events; empty for all")
    active: Mapped[bool] = mapped_column(default=True)
    failing_since: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    disabled_code: Mapped[str] = mapped_column(String(80), default="", comment="why it was switched off")
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("kind IN ('standard', 'slack', 'teams', 'mattermost')", name="kind"),
        KEEP_KEYS,
    )
