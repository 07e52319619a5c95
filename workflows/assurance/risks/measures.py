"""Measures whose day has come: whoever was named for one has the turn until it is written down as done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from models.register_record import RegisterRecord
from workflows.ground.actor import Actor
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.turning import end_turn, give_turn
from workflows.people.days import today

TURN = "turn_measure_due"
AT_ONCE = 500


@dataclass(frozen=True)
class Late:
    """A measure that is due and not done; `owner` is the uuid of who sees to it."""

    measure: str
    owner: str
    due: str


def late_measures(body: Mapping[str, Any], day: date) -> tuple[Late, ...]:
    """The measures of a plan whose day has come and that no line of progress says done; pure."""
    done = {_folded(row.get("measure")) for row in body.get("progress") or () if row.get("done_on")}
    rows = (
        Late(str(row.get("measure") or ""), str(row.get("owner") or ""), str(row.get("due") or ""))
        for row in body.get("plan") or ()
    )
    return tuple(
        one for one in rows if one.due and one.due <= day.isoformat() and _folded(one.measure) not in done
    )


def measures_due(tx: Session, now: datetime) -> int:
    """Gives whoever was named a turn for each live risk with a measure that is late; the same one stands once."""
    day = today(tx, now)
    rows = tx.scalars(
        select(RegisterRecord)
        .where(
            RegisterRecord.register == "risk",
            RegisterRecord.archived_at.is_(None),
            RegisterRecord.status != "closed",
            RegisterRecord.body.contains('"plan"'),
        )
        .order_by(RegisterRecord.id)
    )
    given = 0
    for record in rows:
        for late in late_measures(body_of(record.body), day):
            if given >= AT_ONCE:
                return given
            who = tx.scalars(select(Person.id).where(Person.uuid == late.owner, Person.active)).first()
            given += give_turn(tx, now, record, who, TURN, {"measure": late.measure, "due": late.due})
    return given


def plan_saved(
    tx: Session,
    now: datetime,
    _actor: Actor,
    record: RegisterRecord,
    _before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Ends the turns once nothing of the plan is late any more."""
    if record.register == "risk" and not late_measures(after, today(tx, now)):
        end_turn(tx, now, record, TURN)


def _folded(text: Any) -> str:
    return " ".join(str(text or "").split()).casefold()
