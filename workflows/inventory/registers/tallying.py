"""Counts what stands in the registers, for their overview and the page of a system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.inventory.registers.rights import readable_clause
from workflows.people.days import day_of


@dataclass(frozen=True)
class Tally:
    """What stands in one register: records in the lists, how many are past their day, how many wait for the reader."""

    count: int = 0
    overdue: int = 0
    next_due: date | None = None
    mine: int = 0


def tallies(person: Any, system_id: int | None = None) -> dict[str, Tally]:
    """The counts of every register by key, of one system when it is given, in one statement, two with own turns.

    A register without records that the person may read is left out.
    """
    tx = reading()
    day = day_of(clock.glance(), getattr(person, "zone", None))
    waits = getattr(person, "turns", 0)
    mine: dict[str, int] = dict(tx.execute(_mine(person, system_id)).all()) if waits else {}
    rows = tx.execute(_counted(person, day, system_id))
    return {
        row.register: Tally(row.n, row.overdue or 0, row.next_due, mine.get(row.register, 0)) for row in rows
    }


def _counted(person: Any, day: date, system_id: int | None) -> Any:
    late = and_(RegisterRecord.due_on.is_not(None), RegisterRecord.due_on < day)
    ahead = case((RegisterRecord.due_on >= day, RegisterRecord.due_on))
    statement = (
        select(
            RegisterRecord.register,
            func.count().label("n"),
            func.sum(case((late, 1), else_=0)).label("overdue"),
            func.min(ahead).label("next_due"),
        )
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(RegisterRecord.archived_at.is_(None), readable_clause(person))
        .group_by(RegisterRecord.register)
    )
    return statement if system_id is None else statement.where(RegisterRecord.system_id == system_id)


def _mine(person: Any, system_id: int | None) -> Any:
    statement = (
        select(RegisterRecord.register, func.count(func.distinct(RegisterRecord.id)))
        .join(RegisterTurn, RegisterTurn.record_id == RegisterRecord.id)
        .where(RegisterTurn.person_id == getattr(person, "id", 0), RegisterTurn.done_at.is_(None))
        .where(RegisterRecord.archived_at.is_(None))
        .group_by(RegisterRecord.register)
    )
    return statement if system_id is None else statement.where(RegisterRecord.system_id == system_id)
