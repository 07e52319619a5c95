"""The numbered points of a request as the team works through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.change_point import ChangePoint
from models.person import Person
from models.signature import Signature
from workflows.approvals.sealing import signed_by


@dataclass(frozen=True)
class AskedPoint:
    """One point: who asked for it in which role, who is to answer it, and the answer."""

    number: int
    item_key: str
    text: str
    asked_by: str
    role_label: str
    asked_at: datetime
    owner: str
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_at is None


def points_of(tx: Session, request_id: int) -> tuple[AskedPoint, ...]:
    """Every point of a request in order, in one statement."""
    owner, answerer = aliased(Person), aliased(Person)
    rows = tx.execute(
        select(
            ChangePoint,
            Signature.printed_name,
            Signature.delegator_name,
            Signature.role_label,
            owner.name,
            answerer.name,
        )
        .join(Signature, Signature.id == ChangePoint.signature_id)
        .join(owner, owner.id == ChangePoint.owner_id)
        .outerjoin(answerer, answerer.id == ChangePoint.answered_by_id)
        .where(ChangePoint.request_id == request_id)
        .order_by(ChangePoint.number)
    )
    return tuple(
        AskedPoint(
            number=point.number,
            item_key=point.item_key,
            text=point.text,
            asked_by=signed_by(name, lender),
            role_label=role,
            asked_at=point.raised_at,
            owner=owned_by,
            answer=point.answer,
            answered_by=answered_by or "",
            answered_at=point.answered_at,
        )
        for point, name, lender, role, owned_by, answered_by in rows
    )


def about_item(points: Sequence[AskedPoint], key: str, keys: frozenset[str]) -> tuple[AskedPoint, ...]:
    """The points shown beside an item: its own, and those that are about no item of the list."""
    return tuple(point for point in points if point.item_key == key or point.item_key not in keys)
