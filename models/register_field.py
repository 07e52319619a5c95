"""Own fields: what an organisation adds to a register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_LIVE = text("archived_at IS NULL")


class RegisterField(Base):
    """One own field of one register; archived it keeps what was typed, and nobody is asked any more."""

    __tablename__ = "register_field"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    register: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(
        String(40), comment="x_ and the folded label; stays when the label changes"
    )
    label: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10), comment="text, number, date, choice or person")
    choices: Mapped[str] = mapped_column(default="[]", comment="JSON list of the values of a choice")
    position: Mapped[bigint] = mapped_column(default=1)
    made_by_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("kind IN ('text','number','date','choice','person')", name="kind"),
        Index(
            "uq_register_field_live",
            "register",
            "key",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        KEEP_KEYS,
    )
