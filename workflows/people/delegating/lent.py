"""Which seats are lent to whom at one instant."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.delegation import Delegation
from models.person import Person


@dataclass(frozen=True)
class Lent:
    """A delegation between two persons; empty `roles` or `gates` mean every one.

    It was agreed at `accepted_at` and counts from `starts_at` until before `ends_at`.
    """

    id: int
    delegator_id: int
    delegate_id: int
    roles: frozenset[str]
    gates: frozenset[str]
    accepted_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    delegator_name: str = ""
    delegate_name: str = ""

    def covers(self, role: str, gate: str) -> bool:
        """Whether a seat of that role at that gate is lent by it."""
        return (not self.roles or role in self.roles) and (not self.gates or gate in self.gates)

    def runs(self, now: datetime) -> bool:
        """Whether it is in force at that instant; its end no longer belongs to it."""
        agreed = self.accepted_at is not None and self.accepted_at <= now
        over = self.ended_at is not None and self.ended_at <= now
        return agreed and not over and self.starts_at <= now < self.ends_at


def running(now: datetime) -> ColumnElement[bool]:
    """The same as `Lent.runs`, for the rows of a statement."""
    return and_(
        Delegation.accepted_at.is_not(None),
        Delegation.ended_at.is_(None),
        Delegation.starts_at <= now,
        Delegation.ends_at > now,
    )


def in_force(tx: Session, now: datetime, delegate_id: int) -> list[Lent]:
    """What is lent to this person now, by the delegator's name."""
    found = _read(tx, and_(running(now), Delegation.delegate_id == delegate_id))
    return sorted(found, key=lambda one: (one.delegator_name, one.id))


def lent_by(tx: Session, now: datetime, delegator_ids: Iterable[int]) -> list[Lent]:
    """What these persons lend to others now."""
    wanted = sorted(set(delegator_ids))
    return _read(tx, and_(running(now), Delegation.delegator_id.in_(wanted))) if wanted else []


def between(tx: Session, delegator_id: int, delegate_id: int) -> list[Lent]:
    """Everything that one ever lent to the other and the other agreed to, read anew and kept until the commit."""
    return _read(
        tx,
        and_(
            Delegation.delegator_id == delegator_id,
            Delegation.delegate_id == delegate_id,
            Delegation.accepted_at.is_not(None),
        ),
        lock=True,
    )


def lent(row: Delegation, delegator: str = "", delegate: str = "") -> Lent:
    """A row as the evaluator sees it."""
    return Lent(
        row.id,
        row.delegator_id,
        row.delegate_id,
        frozenset(json.loads(row.roles)),
        frozenset(json.loads(row.gates)),
        row.accepted_at,
        row.starts_at,
        row.ends_at,
        row.ended_at,
        delegator,
        delegate,
    )


def _read(tx: Session, which: ColumnElement[bool] | Any, lock: bool = False) -> list[Lent]:
    query = select(Delegation).where(which).order_by(Delegation.id)
    if lock:
        query = query.with_for_update(read=True).execution_options(populate_existing=True)
    rows = list(tx.scalars(query))
    if not rows:
        return []
    ids = {row.delegator_id for row in rows} | {row.delegate_id for row in rows}
    names = dict(tx.execute(select(Person.id, Person.name).where(Person.id.in_(sorted(ids)))).all())
    return [lent(row, names.get(row.delegator_id, ""), names.get(row.delegate_id, "")) for row in rows]
