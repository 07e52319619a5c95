"""People: everybody who may sign in, or once could."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Person(Base):
    """One human being, recognised by key and uuid, never by e-mail; rows stay for ever, so e-mails do too."""

    __tablename__ = "person"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(
        String(254), unique=True, comment="lower case; never given to somebody else"
    )
    kind: Mapped[str] = mapped_column(String(12), default="employee", comment="employee, contractor or guest")
    employer: Mapped[str] = mapped_column(String(200), default="", comment="of a contractor or guest")
    ends_on: Mapped[date | None] = mapped_column(comment="last day of access; none for open end")
    active: Mapped[bool] = mapped_column(default=True)
    deactivated_at: Mapped[datetime | None]
    is_administrator: Mapped[bool] = mapped_column(
        default=False, comment="a privilege, not a role: signs nothing by it"
    )
    password_hash: Mapped[str] = mapped_column(
        String(255), default="", comment="argon2id; empty until chosen"
    )
    session_epoch: Mapped[bigint] = mapped_column(default=1, comment="a session of an earlier epoch is over")
    theme: Mapped[str] = mapped_column(String(10), default="device", comment="device, light or dark")
    density: Mapped[str] = mapped_column(
        String(12), default="comfortable", comment="comfortable or compact rows"
    )
    zone: Mapped[str] = mapped_column(
        String(64), default="", comment="IANA zone for shown times; empty = organisation's"
    )
    created_at: Mapped[datetime]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("kind IN ('employee', 'contractor', 'guest')", name="kind"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index("ix_person_list", "active", "name", "id"),
        KEEP_KEYS,
    )
