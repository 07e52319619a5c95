"""The one transaction: everything an act changes commits together or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.base import db
from workflows.ground import fencing
from workflows.ground.refused import Conflict, Unavailable

_RETRYABLE = {"40001", "40P01", "55P03"}


@contextmanager
def transaction(fenced: bool = True) -> Iterator[Session]:
    """Opens the act's transaction and commits it at the end of the block.

    A sweep's transaction commits only while its process leads. `fenced=False` is for one thing: writing down what
    was already done outside, such as a mail that left, under a claim of its own; refusing that would do it twice.

    Locks that cannot be had, a row that somebody changed meanwhile and a broken unique rule become one friendly
    `Conflict`; a database that does not answer becomes `Unavailable`. Any exception rolls everything back.
    """
    session = db.session()
    # A page may have read before: its snapshot would be older than the locks that follow.
    session.rollback()
    session.expire_all()
    try:
        session.connection(execution_options={"writes": True})
        session.info["acting"] = True
        fencing.begin(session)
        yield session
        if fenced:
            fencing.check(session)
        session.commit()
    except (StaleDataError, IntegrityError) as error:
        session.rollback()
        raise Conflict("somebody_was_first") from error
    except OperationalError as error:
        session.rollback()
        raise _unavailable_or_conflict(error) from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("acting", None)


def reading() -> Session:
    """The session a query reads with; nothing that it changes is ever committed."""
    return db.session()


def _unavailable_or_conflict(error: DBAPIError) -> Exception:
    """Tells a lost race from a database that is away: the first is answered by trying again."""
    state = getattr(error.orig, "sqlstate", None)
    if state in _RETRYABLE:
        return Conflict("somebody_was_first")
    return Unavailable("database_away")
