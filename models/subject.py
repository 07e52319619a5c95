"""Subjects: one row per thing that can be approved, and the row every decision about it locks first."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class Subject(Base):
    """What the approval engine knows of a thing: what kind it is, how it is called, whose roles reach it."""

    __tablename__ = "subject"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True, comment="uuid of the thing itself")
    kind: Mapped[str] = mapped_column(String(40), comment="such as system_version")
    system_id: Mapped[bigint] = mapped_column(index=True, comment="AI system whose readers may see it")
    system_uuid: Mapped[uuid_text] = mapped_column(
        comment="of that system; entries name it without a look-up"
    )
    label: Mapped[str] = mapped_column(
        String(300), comment="how it is called on pages; not part of any digest"
    )
    scope_keys: Mapped[str] = mapped_column(
        comment="JSON list of the grant scopes that reach it: org, unit:3, system:7"
    )

    __table_args__ = (KEEP_KEYS,)
