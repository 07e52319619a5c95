"""Changes of the law data: dates, questions, duties and clocks of a scheme; only ever added."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text


class LawEntry(Base):
    """One version of one entry of a scheme; the newest number holds, the starter content is number 0."""

    __tablename__ = "law_entry"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    scheme: Mapped[str] = mapped_column(String(40), comment="such as eu_ai_act")
    kind: Mapped[str] = mapped_column(String(20), comment="scheme, date, question, duty or clock")
    key: Mapped[str] = mapped_column(String(80))
    number: Mapped[bigint] = mapped_column(comment="1, 2, … of the entry")
    body: Mapped[str] = mapped_column(comment="canonical JSON")
    reason: Mapped[str] = mapped_column(default="", comment="why it was changed, with its source")
    in_force_from: Mapped[date]
    made_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("scheme", "kind", "key", "number"), KEEP_KEYS)
