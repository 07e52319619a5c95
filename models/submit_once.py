"""One-time submit ids: the same filled-in form never acts twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, bigint, sha256_hex


class SubmitOnce(Base):
    """A form that was acted upon, kept in the transaction of its act."""

    __tablename__ = "submit_once"

    submit_id: Mapped[str] = mapped_column(String(36), primary_key=True, comment="made with the form")
    actor_id: Mapped[bigint] = mapped_column(comment="key of the person; 0 before anybody exists")
    body_digest: Mapped[sha256_hex] = mapped_column(
        comment="of the command, to tell a replay from a second act"
    )
    result_ref: Mapped[str] = mapped_column(String(80), comment="what the act made or changed")
    at: Mapped[datetime] = mapped_column(comment="when it was acted upon, UTC")
