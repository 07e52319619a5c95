"""Roles: what a person may be granted; their content comes from the catalogue."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint


class Role(Base):
    """One role of the catalogue as adopted; what it signs is said by policies, never here."""

    __tablename__ = "role"

    key: Mapped[str] = mapped_column(String(40), primary_key=True, comment="such as risk_officer")
    label: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40), comment="governance, first, second or third line, …")
    summary: Mapped[str] = mapped_column(comment="one sentence")
    responsibilities: Mapped[str] = mapped_column(default="[]", comment="JSON list of sentences")
    permissions: Mapped[str] = mapped_column(default="[]", comment="JSON list of permission keys")
    position: Mapped[bigint] = mapped_column(default=0, comment="order in the catalogue")
    version: Mapped[bigint] = mapped_column(default=1, comment="1 is the adopted starter")
