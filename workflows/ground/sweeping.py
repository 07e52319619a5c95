"""How every sweep goes through its items: one transaction each, safe to run any number of times at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from sqlalchemy import ColumnElement, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session

from workflows.ground.fencing import Fenced, is_over
from workflows.ground.refused import Conflict, Unavailable
from workflows.ground.transaction import reading, transaction

log = structlog.get_logger()

Find = Callable[[Session], Sequence[int]]
Act = Callable[[Session, int], bool]


@dataclass(frozen=True)
class Swept:
    """What one run of a sweep did: items that were handled and items that failed and stay due."""

    handled: int = 0
    failed: int = 0

    def __add__(self, other: Swept) -> Swept:
        """The sum of two runs, for a sweep that has several kinds of items."""
        return Swept(self.handled + other.handled, self.failed + other.failed)


def each(name: str, find: Find, act: Act) -> Swept:
    """Calls `act(tx, key)` for every key that `find` reads without a lock, each in a transaction of its own.

    `act` locks its row (`lock_due`), looks again whether it is still due, and says whether it did something; a row
    that another process holds is left to that process. One bad item is logged and counted and stops nothing. Raises
    Unavailable when the database is away and Fenced when another process leads by now.
    """
    session = reading()
    keys = list(find(session))
    session.rollback()
    handled = failed = 0
    for key in keys:
        if is_over():
            break
        try:
            with transaction() as tx:
                done = act(tx, key)
        except Fenced:
            raise
        except Conflict:
            # Somebody is at it or was first: the next run looks again.
            continue
        except Exception as error:
            if isinstance(error, Unavailable) and _is_away():
                raise
            failed += 1
            log.error("sweep_item_failed", sweep=name, key=key, exc_info=True)
        else:
            handled += bool(done)
    return Swept(handled, failed)


Row = TypeVar("Row", bound=DeclarativeBase)


def lock_due(tx: Session, table: type[Row], *due: ColumnElement[bool]) -> Row | None:
    """The row, locked and as it is now; None when it is no longer due or another process holds it."""
    found: Row | None = tx.scalars(
        select(table).where(*due).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    ).one_or_none()
    return found


def _is_away() -> bool:
    """Whether the database itself does not answer, rather than one statement that it gave up."""
    session: Any = reading()
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return True
    finally:
        session.rollback()
    return False
