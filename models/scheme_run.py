"""Classifications by another scheme beside the one of the law; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, sha256_hex, uuid_text


class SchemeRun(Base):
    """One walk through the questions of an uploaded scheme; gates do not read it."""

    __tablename__ = "scheme_run"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    system_id: Mapped[bigint] = mapped_column(ForeignKey("ai_system.id", ondelete="RESTRICT"))
    scheme: Mapped[str] = mapped_column(String(40), comment="key of the scheme")
    number: Mapped[bigint] = mapped_column(comment="1, 2, … of the system in this scheme")
    questionnaire: Mapped[str] = mapped_column(String(80), comment="scheme and version that was answered")
    tier: Mapped[str] = mapped_column(String(40), comment="tier of the scheme that the answers lead to")
    answers: Mapped[str] = mapped_column(comment="JSON: every question asked with its answer and reason")
    author_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    digest: Mapped[sha256_hex] = mapped_column(comment="of its content")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("system_id", "scheme", "number"), KEEP_KEYS)
