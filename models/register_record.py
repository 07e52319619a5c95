"""Register records: risks, datasets, suppliers, incidents and everything else that feeds the gates."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, sha256_hex, uuid_text


class RegisterRecord(Base):
    """One record of one register as it stands now; its fields are those the register declares.

    What lists sort and filter by stands in columns of its own; everything else is in `body`.
    """

    __tablename__ = "register_record"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    register: Mapped[str] = mapped_column(String(40), comment="key of the register, such as risk")
    system_id: Mapped[bigint] = mapped_column(
        index=True, comment="AI system it is about; 0 = the organisation"
    )
    version_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("system_version.id", ondelete="RESTRICT"),
        index=True,
        comment="version it is about",
    )
    title: Mapped[str] = mapped_column(String(200))
    title_key: Mapped[str] = mapped_column(String(200), comment="folded title, for sorting and finding twins")
    words: Mapped[str] = mapped_column(default="", comment="folded text of title and fields, for search")
    status: Mapped[str] = mapped_column(String(30))
    level: Mapped[str] = mapped_column(
        String(30), default="", comment="what follows from the fields, such as high"
    )
    score: Mapped[int | None] = mapped_column(BigKey, comment="number behind the level, such as 15 of 25")
    owner_id: Mapped[int | None] = mapped_column(
        BigKey, ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    due_on: Mapped[date | None] = mapped_column(
        comment="review, expiry or answer due, in the organisation's zone"
    )
    body: Mapped[str] = mapped_column(default="{}", comment="canonical JSON of the declared fields")
    own: Mapped[str] = mapped_column(default="{}", comment="JSON of the organisation's own fields, by key")
    content_version: Mapped[bigint] = mapped_column(
        default=1, comment="number of the newest register_version"
    )
    frozen_version: Mapped[bigint] = mapped_column(
        default=1, comment="version since which the digest holds; approvals name this one"
    )
    digest: Mapped[sha256_hex] = mapped_column(comment="of what approvals freeze of it")
    approved_request_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("approval_request.id", ondelete="RESTRICT"),
        comment="request that approved it last",
    )
    approved_digest: Mapped[str] = mapped_column(
        String(64), default="", comment="digest that was approved; another digest now means approved before"
    )
    batch_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("register_batch.id", ondelete="RESTRICT"),
        index=True,
        comment="import that made it",
    )
    revision: Mapped[bigint] = mapped_column(default=1)
    made_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("person.id", ondelete="RESTRICT"))
    changed_at: Mapped[datetime]
    archived_at: Mapped[datetime | None] = mapped_column(comment="out of the lists, never deleted")
    archive_reason: Mapped[str] = mapped_column(default="")

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        Index("ix_register_record_place", "register", "system_id", "id"),
        Index("ix_register_record_due", "register", "due_on"),
        KEEP_KEYS,
    )
