"""Evidence: who put which file or link forward, for what and under which name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import KEEP_KEYS, Base, BigKey, bigint, pk, uuid_text
from models.blob import Blob


class Evidence(Base):
    """One immutable version of a piece of evidence (EV-9); a replacement is a new row that points at the old."""

    __tablename__ = "evidence"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True, comment="what entries and exports name")
    kind: Mapped[str] = mapped_column(String(10), comment="file, or link with or without a frozen copy")
    blob_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("blob.id", ondelete="RESTRICT"),
        index=True,
        comment="the bytes; none for a bare link, which satisfies no blocking item",
    )
    url: Mapped[str | None] = mapped_column(
        String(2000), comment="where a link points; nothing here ever fetches it"
    )
    fetched_at: Mapped[datetime | None] = mapped_column(
        comment="when the frozen copy of a link was stored, UTC"
    )
    title: Mapped[str] = mapped_column(
        String(200), default="", comment="a name people gave it; not part of any digest"
    )
    filename: Mapped[str] = mapped_column(
        String(255), comment="as given, NFC, without folders; empty for a bare link"
    )
    media_type: Mapped[str] = mapped_column(String(100), comment="ours, from the content, never the sender's")
    size: Mapped[bigint] = mapped_column(default=0, comment="in bytes; 0 for a bare link")
    system_id: Mapped[bigint] = mapped_column(
        comment="the system whose team put it forward; who sees the system sees the evidence"
    )
    request_uuid: Mapped[str | None] = mapped_column(
        String(36), comment="the request it was first put forward in; none outside a request"
    )
    item_key: Mapped[str] = mapped_column(
        String(40), default="", comment="checklist item it was first put forward for"
    )
    added_by_id: Mapped[bigint] = mapped_column(comment="key of the person who put it forward")
    added_at: Mapped[datetime] = mapped_column(comment="when, UTC")
    replaces_id: Mapped[int | None] = mapped_column(
        BigKey,
        ForeignKey("evidence.id", ondelete="RESTRICT"),
        unique=True,
        comment="the version before; at most one version follows another",
    )
    version: Mapped[bigint] = mapped_column(default=1, comment="1 for the first, counted along replaces_id")
    archived_at: Mapped[datetime | None] = mapped_column(
        comment="when it left the lists; the only column that changes"
    )

    blob: Mapped[Blob | None] = relationship(lazy="joined", viewonly=True)

    __table_args__ = (
        CheckConstraint("kind IN ('file', 'link')", name="kind_known"),
        CheckConstraint("kind <> 'file' OR (blob_id IS NOT NULL AND url IS NULL)", name="file_has_bytes"),
        CheckConstraint("kind <> 'link' OR url IS NOT NULL", name="link_has_url"),
        CheckConstraint("(blob_id IS NULL) = (filename = '')", name="bytes_have_a_name"),
        CheckConstraint("version >= 1 AND (version = 1) = (replaces_id IS NULL)", name="version_follows"),
        Index("ix_evidence_system_newest", "system_id", "id"),
        Index("ix_evidence_request_item", "request_uuid", "item_key"),
        KEEP_KEYS,
    )


CONTENT_COLUMNS = tuple(column.name for column in Evidence.__table__.columns if column.name != "archived_at")
"""Columns that never change once written; the database refuses it too."""
