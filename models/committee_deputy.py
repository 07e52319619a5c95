"""Committee deputies: who sits in a member's place when the member is away."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class CommitteeDeputy(Base):
    """One dated deputy of one member; ended rather than deleted."""

    __tablename__ = "committee_deputy"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    member_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    deputy_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("member_id <> deputy_id", name="two"), KEEP_KEYS)
