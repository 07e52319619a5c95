"""Units: the legal entities and departments of the organisation, as a tree."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text


class Unit(Base):
    """One legal entity or department; a grant for a unit covers its whole subtree."""

    __tablename__ = "unit"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="department", comment="entity or department")
    parent_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("unit.id", ondelete="RESTRICT"), index=True, comment="none for a root of the tree"
    )
    archived_at: Mapped[datetime | None]
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("kind IN ('entity', 'department')", name="kind"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
        KEEP_KEYS,
    )
