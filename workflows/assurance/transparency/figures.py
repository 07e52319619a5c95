"""What the records say of a way of explaining: how many explanations were asked for, given in time, and are owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.assurance.transparency.explaining import DEFAULT_DAYS, EXPLANATION
from workflows.ground import clock
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Body
from workflows.inventory.resources.belonging import belongs_to
from workflows.inventory.resources.rows import day_of, number_of
from workflows.people.days import today

MOST: Final = 2_000


@dataclass(frozen=True)
class Explained:
    """What the panel of a way of explaining shows; `median_days` is None while none was given."""

    asked: int
    given: int
    late: int
    owed: int
    overdue: int
    median_days: int | None


def explained(tx: Session, record: RegisterRecord) -> Explained:
    """The figures of a way of explaining, from the explanations that belong to it: two statements."""
    day = today(tx, clock.glance())
    rows = tx.execute(
        select(RegisterRecord.body, RegisterRecord.status, RegisterRecord.due_on)
        .where(belongs_to(record, EXPLANATION.key, "by_method"), RegisterRecord.status != "void")
        .order_by(RegisterRecord.id.desc())
        .limit(MOST)
    ).all()
    owed = [row.due_on for row in rows if row.status == "asked" and row.due_on is not None]
    took = sorted(days for days in (_took(body_of(row.body)) for row in rows) if days is not None)
    return Explained(
        asked=len(rows),
        given=len(took),
        late=sum(_was_late(body_of(row.body)) for row in rows),
        owed=len(owed),
        overdue=sum(due < day for due in owed),
        median_days=took[len(took) // 2] if took else None,
    )


def _took(body: Body) -> int | None:
    asked, given = day_of(body, "asked_on"), day_of(body, "given_on")
    return (given - asked).days if asked and given else None


def _was_late(body: Body) -> bool:
    took, promised = _took(body), number_of(body, "days")
    allowed = timedelta(days=DEFAULT_DAYS if promised is None else int(promised))
    return took is not None and timedelta(days=took) > allowed
