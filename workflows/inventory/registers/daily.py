"""What the clock does about records: one sweep calls everything the registers want done, each by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.fencing import Fenced, is_over
from workflows.ground.refused import Conflict, Unavailable
from workflows.ground.sweeping import Swept
from workflows.ground.transaction import transaction
from workflows.inventory.registers import declaring
from workflows.inventory.registers.hooks import on_saved
from workflows.inventory.registers.turning import end_turn, give_turn
from workflows.people.days import today

Part = Callable[[Session, datetime], int]
AT_ONCE = 500

_parts: dict[str, Part] = {}
_log = structlog.get_logger()


def on_sweep(name: str, work: Part) -> Part:
    """Has `work(tx, now)` called by every sweep, in a transaction of its own; it returns how much it did."""
    _parts[name] = work
    return work


def sweep(_limit: int = AT_ONCE) -> Swept:
    """Does everything that is due about records; a part that fails is logged, counted, and stops no other."""
    done = Swept()
    for name, work in list(_parts.items()):
        if is_over():
            break
        try:
            with transaction() as tx:
                done += Swept(handled=work(tx, clock.now(tx)))
        except (Fenced, Unavailable):
            raise
        except Conflict:
            # Somebody is at it: the next run looks again.
            continue
        except Exception:
            _log.exception("register_sweep_failed", part=name)
            done += Swept(failed=1)
    return done


def dates_come(tx: Session, now: datetime) -> int:
    """Gives the owners of records whose date has come a turn: a review, an expiry, an answer."""
    day = today(tx, now)
    told = select(RegisterTurn.record_id).where(
        RegisterTurn.done_at.is_(None), RegisterTurn.code.in_(_codes())
    )
    rows = tx.scalars(
        select(RegisterRecord)
        .where(
            RegisterRecord.due_on <= day,
            RegisterRecord.archived_at.is_(None),
            _waiting(),
            RegisterRecord.id.not_in(told),
        )
        .order_by(RegisterRecord.id)
        .limit(AT_ONCE)
    )
    return sum(
        give_turn(
            tx,
            now,
            record,
            None,
            declaring.of(record.register).due_code,
            {"due": record.due_on.isoformat() if record.due_on else ""},
        )
        for record in rows
    )


def date_moved(
    tx: Session,
    now: datetime,
    _actor: Actor,
    record: RegisterRecord,
    _before: Mapping[str, Any] | None,
    _after: Mapping[str, Any],
) -> None:
    """Ends the turn about a date that was moved, or that nobody waits for any more."""
    one = declaring.of(record.register)
    if not one.due_code:
        return
    if record.due_on is None or record.status in one.over or record.due_on > today(tx, now):
        end_turn(tx, now, record, one.due_code)


def _codes() -> list[str]:
    return sorted({one.due_code for one in declaring.known() if one.due_code})


def _waiting() -> ColumnElement[bool]:
    """Records of registers that wait for a date, in a status in which it still counts."""
    ways = [
        and_(RegisterRecord.register == one.key, RegisterRecord.status.not_in(sorted(one.over)))
        for one in declaring.known()
        if one.due_code
    ]
    return or_(*ways) if ways else RegisterRecord.id < 0


on_sweep("dates", dates_come)
on_saved(date_moved)
