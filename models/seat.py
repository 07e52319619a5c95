"""Seats: the places of a request that persons fill by signing."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_LIVE = text("holder_id IS NOT NULL")
_LENT = text("for_id IS NOT NULL")
_TURN = text("status = 'open' AND turn_since IS NOT NULL")


class Seat(Base):
    """One seat; while `signature_id` points at a signature, that signature is live."""

    __tablename__ = "seat"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    request_id: Mapped[bigint] = mapped_column(ForeignKey("approval_request.id", ondelete="RESTRICT"))
    key: Mapped[str] = mapped_column(
        String(60), comment="unique in the request, such as legal_counsel or board.2"
    )
    role: Mapped[str] = mapped_column(String(40), index=True, comment="role that fills it")
    step: Mapped[bigint] = mapped_column(comment="steps run in order, seats of a step in parallel")
    mode: Mapped[str] = mapped_column(String(10), comment="decides or advises")
    group_key: Mapped[str | None] = mapped_column(String(60), comment="of an n-of-m group")
    group_needs: Mapped[bigint | None] = mapped_column(comment="n of that group")
    also: Mapped[str] = mapped_column(
        default="[]",
        comment="JSON list of further roles that a merged seat stands for; its holder has them all",
    )
    alternative: Mapped[bool] = mapped_column(
        default=False, comment="one of several roles of which some sign; a rejection ends the request"
    )
    veto: Mapped[bool] = mapped_column(default=False, comment="one rejection in its group ends the request")
    scope: Mapped[str] = mapped_column(
        default="[]", comment="JSON list of item keys it covers; empty covers all"
    )
    status: Mapped[str] = mapped_column(String(12))
    decision: Mapped[str | None] = mapped_column(String(30), comment="of the live signature")
    holder_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    signature_id: Mapped[bigint | None] = mapped_column(comment="the live signature")
    turn_since: Mapped[datetime | None] = mapped_column(comment="since when it may be filled")
    for_id: Mapped[bigint | None] = mapped_column(
        comment="person whose delegate the holder is; it counts as of both"
    )
    claimed_by_id: Mapped[bigint | None] = mapped_column(comment="person who took it on themselves")
    claimed_at: Mapped[datetime | None]
    assigned_to_id: Mapped[bigint | None] = mapped_column(comment="person asked to sign it")
    assigned_by_id: Mapped[bigint | None] = mapped_column(comment="person who asked")
    assigned_at: Mapped[datetime | None]
    note_code: Mapped[str | None] = mapped_column(String(80), comment="why it was cleared or fell away")
    note_params: Mapped[str] = mapped_column(default="{}", comment="JSON parameters of note_code")
    revision: Mapped[bigint] = mapped_column(default=1)

    @property
    def further_roles(self) -> tuple[str, ...]:
        """The roles beside its own that a merged seat stands for."""
        return tuple(json.loads(self.also)) if self.also else ()

    @property
    def all_roles(self) -> str:
        """Every role the seat stands for, its own first, joined by a plus sign."""
        return "+".join((self.role, *self.further_roles))

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        UniqueConstraint("request_id", "key"),
        CheckConstraint("(holder_id IS NULL) = (signature_id IS NULL)", name="live"),
        CheckConstraint("status <> 'filled' OR signature_id IS NOT NULL", name="filled"),
        Index(
            "uq_seat_one_person",
            "request_id",
            "holder_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "uq_seat_one_delegator",
            "request_id",
            "for_id",
            unique=True,
            sqlite_where=_LENT,
            postgresql_where=_LENT,
        ),
        Index("ix_seat_turn", "role", "request_id", sqlite_where=_TURN, postgresql_where=_TURN),
        KEEP_KEYS,
    )
