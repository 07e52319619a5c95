"""Gate policies: which rules hold for a gate and tier; the rules themselves are versions."""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, pk, uuid_text


class Policy(Base):
    """The policy of one gate in one tier, whatever its versions say."""

    __tablename__ = "policy"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    gate: Mapped[str] = mapped_column(String(40), comment="a gate, or suspension for its confirmation")
    tier: Mapped[str] = mapped_column(String(20), comment="minimal, limited or high")

    __table_args__ = (UniqueConstraint("gate", "tier"), KEEP_KEYS)
