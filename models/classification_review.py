"""Reviews of classifications: somebody looked and found it still right; only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text


class ClassificationReview(Base):
    """One look at a classification that changed nothing; the classification itself stays as it is."""

    __tablename__ = "classification_review"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    classification_id: Mapped[bigint] = mapped_column(ForeignKey("classification.id", ondelete="RESTRICT"))
    questionnaire: Mapped[str] = mapped_column(
        String(80), default="", comment="scheme and version it was compared with"
    )
    reason: Mapped[str] = mapped_column(comment="what was looked at, in words")
    person_id: Mapped[bigint] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    roles: Mapped[str] = mapped_column(comment="JSON list of the roles the person held for it then")
    at: Mapped[datetime]

    __table_args__ = (Index("ix_classification_review_of", "classification_id", "at"), KEEP_KEYS)
